#!/usr/bin/python3
"""From start to the first painted frame: the window with an empty history and with 100,000 pictures,
against an empty window of the same toolkit in the same run. One JSON object a line.

bench-start.py GESSO REFERENCE FILL, on a display.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROUNDS = 7


def first_frame(program, folder):
    environment = dict(os.environ, G_MESSAGES_DEBUG='gesso-ui', GESSO_LIBRARY=folder,
                       GTK_A11Y='none')
    start = time.monotonic()
    child = subprocess.Popen([program], env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    guard = threading.Timer(60, child.kill)
    guard.start()
    elapsed = None
    for line in child.stdout:
        if 'first frame' in line:
            elapsed = time.monotonic() - start
            break
    guard.cancel()
    child.terminate()
    child.stdout.read()
    child.wait()
    if elapsed is None:
        raise SystemExit(f'bench-start: {program} painted nothing')
    return elapsed * 1000


def main():
    gesso, reference, fill = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as folder:
        empty, full = os.path.join(folder, 'empty'), os.path.join(folder, 'full')
        os.mkdir(empty)
        subprocess.run([fill, full, '100000'], check=True, stdout=subprocess.DEVNULL)
        times = {'reference': [], 'empty': [], 'full': []}
        for _ in range(ROUNDS):
            times['reference'].append(first_frame(reference, empty))
            times['empty'].append(first_frame(gesso, empty))
            times['full'].append(first_frame(gesso, full))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name in ('empty', 'full'):
        print(json.dumps({'name': f'start-{name}', 'ms': round(medians[name], 1),
                          'reference_ms': round(medians['reference'], 1),
                          'ratio': round(medians[name] / medians['reference'], 2)}))


main()
