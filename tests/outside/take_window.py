#!/usr/bin/python3
"""Saves a picture of the window, shown on a virtual display: take_window.py OUT.png [ARGS...]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys
import time

from gesso_outside import Failure, Stage


def main():
    with Stage('1200x800', maximized=True) as stage:
        app = stage.start(*sys.argv[2:])
        time.sleep(1.5)
        app.check_alive()
        stage.screenshot(sys.argv[1])
    return 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except Failure as problem:
        print(f'take_window: {problem}', file=sys.stderr)
        sys.exit(1)
