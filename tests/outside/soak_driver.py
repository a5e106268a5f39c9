"""Runs of gesso-queue-driver, for tests that kill and watch it.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import select
import subprocess
import time

from gesso_outside import BUILD, Failure

DRIVER = BUILD / 'tests/support/gesso-queue-driver'


class Driver:
    """One run of the queue driver."""

    def __init__(self, home, *words):
        if not DRIVER.exists():
            raise Failure('gesso-queue-driver was not built')
        self.reports = []
        with open(home.path / 'driver.log', 'ab') as log:
            self.process = subprocess.Popen(
                [str(DRIVER), '--account', 'Cellar', *map(str, words)], env=home.environment,
                cwd=home.path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)

    def read(self, event, seconds=120):
        """Waits for an event; the reports on the way are kept."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            ready, _, _ = select.select([self.process.stdout], [], [], 0.2)
            if not ready:
                continue
            line = self.process.stdout.readline()
            if not line:
                raise Failure(f'the driver ended with {self.process.wait()}')
            found = json.loads(line)
            if found['event'] == 'report':
                self.reports.append(found)
            if found['event'] == event:
                return found
        raise TimeoutError(f'waited {seconds} s for {event}')

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
