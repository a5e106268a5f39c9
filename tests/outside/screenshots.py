#!/usr/bin/python3
"""Pictures of the window in every state and every look; the hands of tools/screenshots.

  screenshots.py OUT [WORD...]     only those whose name contains all the words
  screenshots.py --list

Each picture is a run of its own: a fresh home, a display as large as the window, the built-in
engine. A state is a function that leads the program there; a look is a set of surroundings.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import subprocess
import sys
import time

import gesso_outside
from gesso_outside import Failure, Stage
from window_words import Window

LOOKS = {
    'light': {},
    'wide': {'size': '1600x1000'},
    'dark': {'environment': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}},
    'narrow': {'size': '360x720'},
    'large': {'size': '2560x1440'},
    'text': {'dpi': 144},
    'rtl': {'locale': 'ar_EG', 'environment': {'LANGUAGE': 'ar'}},
    'german': {'locale': 'de_DE', 'environment': {'LANGUAGE': 'de'}},
    'contrast': {'environment': {'ADW_DEBUG_HIGH_CONTRAST': '1'}},
}


def state_first(window):
    window.wait_first_page()


def state_empty(window):
    window.start_with_sketch()


def state_full(window):
    window.start_with_sketch()
    window.make_pictures()


def state_show(window):
    """For the documentation: a morning's work."""
    window.start_with_sketch()
    window.make_portfolio()


def state_show_history(window):
    state_show(window)
    window.open_history()
    window.app.mouse_click(window.history_picture('Harbour'))
    time.sleep(1.0)


def state_busy(window):
    window.start_with_sketch()
    window.make_slow_job()
    # The first previews.
    time.sleep(2.0)


def state_failed(window):
    window.start_with_sketch()
    window.make_failed_job()


def state_over(window):
    """A prompt over the limit."""
    window.start_with_sketch()
    window.write_prompt('word ' * 4010)


def state_custom(window):
    """A size that no model takes, with its offers."""
    window.start_with_sketch()
    window.open_custom_size('1000', '600')


def state_references(window):
    window.start_with_sketch()
    window.add_references(3)


def state_options(window):
    window.start_with_sketch()
    window.open_more_options()


def state_history(window):
    window.start_with_sketch()
    window.make_pictures()
    window.open_history()


def state_history_empty(window):
    window.start_with_sketch()
    window.open_history()


def state_history_nothing(window):
    """A search that finds nothing."""
    state_history(window)
    window.search('zeppelin')


def state_history_selection(window):
    """All selected, the inspector beside them."""
    state_history(window)
    window.app.mouse_click(window.history_picture('^make it'))
    window.app.key('ctrl+a')


def state_inspector(window):
    state_history(window)
    window.app.mouse_click(window.history_picture('Open Studio'))


def state_queue(window):
    window.start_with_sketch()
    window.make_slow_job()
    window.open_queue()


def state_accounts(window):
    window.start_with_sketch()
    window.open_accounts()


def state_menu(window):
    window.start_with_sketch()
    window.open_menu()


def state_preferences(window):
    window.start_with_sketch()
    window.app.focus_window()
    window.app.key('ctrl+comma')
    time.sleep(1.0)


def state_preferences_cost(window):
    state_preferences(window)
    window.click('Cost')


def state_preferences_library(window):
    state_preferences(window)
    window.click('Library')


def state_account(window):
    """The assistant for a new account."""
    state_preferences(window)
    window.click('Accounts')
    window.click('Add Account…')
    time.sleep(1.0)


def state_about(window):
    window.start_with_sketch()
    window.action('app.about')


def state_shortcuts(window):
    window.start_with_sketch()
    window.app.focus_window()
    window.app.key('ctrl+question')


STATES = {name[len('state_'):].replace('_', '-'): function
          for name, function in list(globals().items()) if name.startswith('state_')}


def take(name, look, target):
    options = LOOKS[look]
    environment = dict(options.get('environment', {}))
    with Stage(options.get('size', '1200x800'), maximized=True, environment=environment,
               locale=options.get('locale'), dpi=options.get('dpi')) as stage:
        app = stage.start()
        window = Window(stage, app, words=environment.get('LANGUAGE'))
        STATES[name](window)
        # The pointer would leave a hover on the picture; transitions take a quarter second.
        app.xdotool('mousemove', 0, 0)
        time.sleep(1.0)
        app.check_alive()
        stage.screenshot(target)
        app.check_errors()


def main():
    arguments = sys.argv[1:]
    names = [(state, look) for state in STATES for look in LOOKS]
    if arguments[:1] == ['--list']:
        for state, look in names:
            print(f'{state}-{look}')
        return 0
    if arguments[:1] == ['--one']:
        take(arguments[1], arguments[2], pathlib.Path(arguments[3]))
        return 0
    if not arguments:
        raise SystemExit('which folder? screenshots.py OUT [WORD...]')
    out = pathlib.Path(arguments[0]).absolute()
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for state, look in names:
        name = f'{state}-{look}'
        if not all(word in name.split('-') or word == state or word == name
                   for word in arguments[1:]):
            continue
        target = out / f'{name}.png'
        target.unlink(missing_ok=True)
        try:
            done = subprocess.run([sys.executable, __file__, '--one', state, look, str(target)],
                                  timeout=150, check=False, stdin=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, text=True)
            problem = done.stderr.strip().splitlines()[-1:] if done.returncode else []
        except subprocess.TimeoutExpired:
            problem = ['took too long']
        if problem or not target.exists():
            failed += 1
            print(f'{name}: {" ".join(problem)}', flush=True)
        else:
            print(target, flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
