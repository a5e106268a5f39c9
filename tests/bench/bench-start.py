#!/usr/bin/python3
"""From start to the first painted frame: the window with an empty history and with 100,000 pictures,
against an empty window of the same toolkit in the same run. One JSON object a line. The person has
been here before: the window starts with its whole header, not with the first-run page.

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

ROUNDS = 9
SETTINGS = '[io/github/gesso_studio/Gesso]\nfirst-run-done=true\n'


def write_settings(folder):
    target = os.path.join(folder, 'glib-2.0/settings')
    os.makedirs(target)
    with open(os.path.join(target, 'keyfile'), 'w', encoding='utf-8') as file:
        file.write(SETTINGS)


def first_frame(program, library, config):
    environment = dict(os.environ, G_MESSAGES_DEBUG='gesso-ui', GESSO_LIBRARY=library,
                       GTK_A11Y='none', GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=config)
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
        empty, full, config = (os.path.join(folder, name) for name in ('empty', 'full', 'config'))
        os.mkdir(empty)
        write_settings(config)
        subprocess.run([fill, full, '100000'], check=True, stdout=subprocess.DEVNULL)
        times = {'reference': [], 'empty': [], 'full': []}
        for _ in range(ROUNDS):
            times['reference'].append(first_frame(reference, empty, config))
            times['empty'].append(first_frame(gesso, empty, config))
            times['full'].append(first_frame(gesso, full, config))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name in ('empty', 'full'):
        print(json.dumps({'name': f'start-{name}', 'ms': round(medians[name], 1),
                          'reference_ms': round(medians['reference'], 1),
                          'ratio': round(medians[name] / medians['reference'], 2)}))


main()
