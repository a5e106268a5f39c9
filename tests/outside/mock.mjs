/* Another author's service, with the cases that its caller wrote down:
 *   node mock.mjs PACKAGE-FOLDER PORT FIXTURES
 * A task of its queue is asked for twice before it is made. Everything else is told over HTTP.
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, port, fixtures] = process.argv.slice(2);
const { LLMock } = await import(
  pathToFileURL(path.join(folder, 'node_modules/@copilotkit/aimock/dist/index.js')).href);

const mock = new LLMock({
  host: '127.0.0.1', port: Number(port), logLevel: 'warn',
  falQueue: { pollsBeforeInProgress: 1, pollsBeforeCompleted: 2 },
});
mock.addFixturesFromJSON(fs.readFileSync(fixtures, 'utf8'));
await mock.start();
