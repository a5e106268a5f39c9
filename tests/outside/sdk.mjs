/* The official JavaScript client against the built-in engine:
 *   node sdk.mjs CLIENT-FOLDER BASE-URL TOKEN SCRATCH
 * SCRATCH holds base.png (1024×1024), second.png, mask.png (transparent in the left half) and spot.png
 * (transparent in a small square); answers are written there for the caller to look at. Prints one line per check, "ok NAME" or "not ok NAME".
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

import assert from 'node:assert';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, baseURL, token, scratch] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const { default: OpenAI, toFile } = await import(
  pathToFileURL(require.resolve('openai').replace(/\.js$/, '.mjs')).href);

const client = new OpenAI({ baseURL, apiKey: token, maxRetries: 0, timeout: 60_000 });
let failed = 0;

async function check (name, action)
{
  try
    {
      await action ();
      console.log (`ok ${name}`);
    }
  catch (error)
    {
      failed += 1;
      console.log (`not ok ${name}`);
      for (const line of String (error.stack ?? error).split ('\n').slice (0, 12))
        console.log (`# ${line}`);
    }
}

/* Width and height of a PNG, after looking at its first bytes. */
function sizeOf (base64)
{
  const bytes = Buffer.from (base64, 'base64');

  assert.equal (bytes.subarray (1, 4).toString (), 'PNG');
  return [bytes.readUInt32BE (16), bytes.readUInt32BE (20)];
}

const file = (name) => toFile (fs.createReadStream (path.join (scratch, name)), name,
                               { type: 'image/png' });

async function collect (stream)
{
  const events = [];

  for await (const event of stream)
    events.push (event);
  return events;
}

async function expectError (type, properties, action)
{
  try
    {
      await action ();
    }
  catch (error)
    {
      assert.ok (error instanceof type, `${error.constructor.name} instead of ${type.name}: ${error}`);
      for (const [name, value] of Object.entries (properties))
        assert.equal (error[name], value, `${name} of ${error}`);
      assert.ok (error.message.length > 8, 'the message says nothing');
      return;
    }
  assert.fail ('it was accepted');
}

await check ('models are listed', async () => {
  const models = await client.models.list ();

  assert.ok (models.data.some ((one) => one.id === 'sketch-1'), JSON.stringify (models.data));
});

await check ('a picture is generated', async () => {
  const answer = await client.images.generate ({
    model: 'sketch-1', prompt: 'A poster that says "Hello", teal and sand', size: '1024x1024',
    quality: 'low' });

  assert.equal (answer.data.length, 1);
  assert.ok (answer.created > 1_700_000_000);
  assert.deepEqual (sizeOf (answer.data[0].b64_json), [1024, 1024]);
  assert.equal (typeof answer.usage.total_tokens, 'number');
});

await check ('a wide picture has the size that was asked', async () => {
  const answer = await client.images.generate ({
    model: 'sketch-1', prompt: 'sun over hills', size: '1536x864', quality: 'low' });

  assert.deepEqual (sizeOf (answer.data[0].b64_json), [1536, 864]);
});

await check ('several pictures, none like the other', async () => {
  const answer = await client.images.generate ({
    model: 'sketch-1', prompt: 'terrazzo pattern', size: '1024x1024', quality: 'low', n: 3 });

  assert.equal (new Set (answer.data.map ((one) => one.b64_json)).size, 3);
});

await check ('a streamed picture', async () => {
  const events = await collect (await client.images.generate ({
    model: 'sketch-1', prompt: 'sun over hills', size: '1024x1024', quality: 'low', stream: true,
    partial_images: 2 }));
  const partial = events.filter ((one) => one.type === 'image_generation.partial_image');
  const last = events.at (-1);

  assert.equal (partial.length, 2);
  assert.deepEqual (partial.map ((one) => one.partial_image_index), [0, 1]);
  partial.forEach ((one) => sizeOf (one.b64_json));
  assert.equal (last.type, 'image_generation.completed');
  assert.deepEqual (sizeOf (last.b64_json), [1024, 1024]);
  assert.ok (last.usage, 'no usage');
  assert.notEqual (partial[0].b64_json, last.b64_json);
});

await check ('an edit with a mask', async () => {
  const answer = await client.images.edit ({
    model: 'sketch-1', image: await file ('base.png'), mask: await file ('mask.png'),
    prompt: 'make it black and white', size: 'auto' });

  assert.equal (answer.data.length, 1);
  fs.writeFileSync (path.join (scratch, 'masked.png'),
                    Buffer.from (answer.data[0].b64_json, 'base64'));
});

await check ('an edit with several pictures', async () => {
  const answer = await client.images.edit ({
    model: 'sketch-1', image: [await file ('base.png'), await file ('second.png')],
    prompt: 'put them side by side', size: '1024x1024' });

  assert.deepEqual (sizeOf (answer.data[0].b64_json), [1024, 1024]);
});

await check ('a streamed edit', async () => {
  /* Filling a place takes its time, so there is something to show before the end. */
  const events = await collect (await client.images.edit ({
    model: 'sketch-1', image: await file ('base.png'), mask: await file ('spot.png'),
    prompt: 'remove it', stream: true, partial_images: 1 }));

  assert.deepEqual (events.map ((one) => one.type),
                    ['image_edit.partial_image', 'image_edit.completed']);
  assert.equal (events[0].partial_image_index, 0);
  for (const event of events)
    assert.deepEqual (sizeOf (event.b64_json), [1024, 1024]);
  assert.notEqual (events[0].b64_json, events[1].b64_json);
  assert.ok (events[1].usage, 'no usage');
});

await check ('a streamed edit that is done at once', async () => {
  /* The contract: the end may come before as many partial pictures as were asked for. */
  const events = await collect (await client.images.edit ({
    model: 'sketch-1', image: await file ('base.png'), prompt: 'make it black and white',
    stream: true, partial_images: 1 }));

  assert.equal (events.at (-1).type, 'image_edit.completed');
  assert.deepEqual (sizeOf (events.at (-1).b64_json), [1024, 1024]);
});

await check ('a wrong size is a bad request that names its field', () =>
  expectError (OpenAI.BadRequestError, { status: 400, param: 'size' }, () =>
    client.images.generate ({ model: 'sketch-1', prompt: 'sun', size: '1000x600' })));

await check ('an empty prompt is a bad request that names its field', () =>
  expectError (OpenAI.BadRequestError, { status: 400, param: 'prompt' }, () =>
    client.images.generate ({ model: 'sketch-1', prompt: '' })));

await check ('an instruction it does not know is said', () =>
  expectError (OpenAI.BadRequestError, { status: 400, code: 'unsupported_instruction' }, async () =>
    client.images.edit ({ model: 'sketch-1', image: await file ('base.png'),
                          prompt: 'xyzzy plugh quux' })));

await check ('a wrong key is refused', () =>
  expectError (OpenAI.AuthenticationError, { status: 401 }, () =>
    new OpenAI ({ baseURL, apiKey: 'wrong', maxRetries: 0 }).models.list ()));

await check ('an unknown address is not found', () =>
  expectError (OpenAI.NotFoundError, { status: 404 }, () => client.get ('/nowhere')));

await check ('each answer has its request id', async () => {
  const { request_id: id } = await client.models.list ().withResponse ();

  assert.ok (id, 'no x-request-id');
});

await check ('hanging up ends a request', async () => {
  const control = new AbortController ();
  const running = client.images.generate ({
    model: 'sketch-1', prompt: 'mountains', size: '3840x2160', quality: 'high', n: 4 },
    { signal: control.signal });

  setTimeout (() => control.abort (), 150);
  await assert.rejects (running);
  /* The engine must be free again for the next one. */
  const begin = Date.now ();
  await client.images.generate ({ model: 'sketch-1', prompt: 'sun', size: '1024x1024',
                                  quality: 'low' });
  assert.ok (Date.now () - begin < 30_000, 'the engine kept on drawing');
});

process.exit (failed ? 1 : 0);
