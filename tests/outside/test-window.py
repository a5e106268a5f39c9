#!/usr/bin/python3
"""The window, used as a person uses it: describe, generate, see, edit, find again.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import io
import os
import pathlib
import re
import time

from PIL import Image

import gesso_outside
from gesso_outside import Failure, Stage, descendants, run_tests, wait_for
from window_words import Window


@contextlib.contextmanager
def opened(**options):
    """The window after the first page, with the built-in engine."""
    with Stage('1600x1000', **options) as stage:
        app = stage.start()
        window = Window(stage, app)
        window.start_with_sketch()
        yield stage, app, window


def make(window, text, count):
    window.write_prompt(text)
    window.app.click(node=window.send_button())
    window.wait_pictures(count)


def enabled(app, node):
    return wait_for('the button to follow the draft', lambda: app.is_enabled(node), 5)


def test_main_job():
    with opened() as (stage, app, window):
        window.choose('Aspect ratio 3:2')
        window.choose('Medium')
        make(window, 'A poster that says "Open Studio", teal and sand', 1)
        first = Image.open(window.pictures_on_disk()[0])
        if abs(first.width / first.height - 1.5) > 0.02:
            raise Failure(f'3:2 became {first.size}')
        window.click('Use as Base')
        make(window, 'make it black and white', 2)
        app.quit()
        # After a restart both are found in the history, by their words.
        again = stage.start()
        window = Window(stage, again)
        window.open_history()
        for words in ('Open Studio', 'black and white'):
            again.find(re.compile(words))
        again.quit()


def test_keyboard_only():
    with opened() as (_stage, app, window):
        app.focus_window()
        # From wherever the focus is, Tab comes to the prompt.
        for _step in range(60):
            app.key('Tab')
            node = app.find_all(window.word('Prompt'), 'text')
            if node and node[0].get_state_set().contains(
                    gesso_outside.Atspi.StateType.FOCUSED):
                break
        else:
            raise Failure('Tab never came to the prompt')
        app.type('terrazzo pattern, warm colours')
        app.key('ctrl+Return')
        window.wait_pictures(1)
        app.quit()


def test_prompt_over_the_limit():
    with opened() as (_stage, app, window):
        text = 'word ' * 4001
        window.write_prompt(text)
        if app.text_of(window.prompt()) != text:
            raise Failure('what was written was cut')
        wait_for('the button to be off', lambda: not app.is_enabled(window.send_button()), 5)
        window.write_prompt(text[:20000])
        enabled(app, window.send_button())
        app.quit()


def test_paste_picture():
    with opened() as (_stage, app, window):
        window.paste_picture(window.make_picture_file('pasted.png'))
        window.find('Remove Image')
        make(window, 'make it black and white', 1)
        app.quit()


def test_drop_files():
    with opened() as (stage, app, window):
        paths = [window.make_picture_file('one.png'), window.make_picture_file('two.png')]
        broken = stage.folder / 'broken.png'
        broken.write_text('this is no picture')
        app.resize(1200, 900)
        app.drop_files(window.prompt(), paths[0], broken, paths[1])
        # The broken one has its sentence; the others arrive.
        wait_for('two images', lambda: len(app.find_all(window.word('Remove Image'))) >= 2)
        app.quit()


def test_large_photograph():
    with opened() as (stage, app, window):
        path = stage.folder / 'photo.jpg'
        small = Image.effect_noise((600, 400), 60).convert('RGB')
        small.resize((6000, 4000), Image.Resampling.BICUBIC).save(path, quality=90)
        app.resize(1200, 900)
        app.drop_files(window.prompt(), path)
        window.find('Remove Image', seconds=60)
        window.write_prompt('make it black and white')
        app.click(node=window.send_button())
        window.wait_pictures(1, seconds=120)
        app.quit()


def test_cancel():
    with opened() as (_stage, app, window):
        window.make_slow_job()
        window.click('Cancel')
        app.gone(window.word('Cancel'), seconds=20)
        make(window, 'terrazzo pattern', 1)
        app.quit()


def test_delete_and_undo():
    with opened() as (_stage, app, window):
        make(window, 'terrazzo pattern', 1)
        window.click('Delete')
        window.click('Undo')
        app.click(node=window.find('Use as Base'))
        app.quit()


def test_engine_killed():
    with opened() as (_stage, app, window):
        make(window, 'terrazzo pattern', 1)
        window.make_slow_job()
        engines = [pid for pid in descendants(app.process.pid)
                   if b'gesso-engine' in pathlib.Path(f'/proc/{pid}/cmdline').read_bytes()]
        if not engines:
            raise Failure('no engine runs')
        os.kill(engines[0], 9)
        window.click('Try Again', seconds=30)
        window.wait_pictures(2, seconds=90)
        app.quit()


def test_killed_window():
    with opened() as (stage, app, window):
        make(window, 'terrazzo pattern', 1)
        before = {path.read_bytes() for path in window.pictures_on_disk()}
        window.make_slow_job()
        app.crash()
        again = stage.start()
        window = Window(stage, again)
        window.find('Prompt')
        after = {path.read_bytes() for path in window.pictures_on_disk()}
        if not before <= after:
            raise Failure('a picture was lost')
        window.open_history()
        again.find(re.compile('terrazzo'))
        again.quit()


def test_copy_picture():
    with opened() as (_stage, app, window):
        make(window, 'terrazzo pattern', 1)
        window.click('Copy')
        time.sleep(0.5)
        picture = Image.open(io.BytesIO(app.clipboard('image/png')))
        if picture.size != Image.open(window.pictures_on_disk()[0]).size:
            raise Failure(f'the copy has {picture.size}')
        app.quit()


def test_first_page_once():
    with opened() as (stage, app, _window):
        app.quit()
        again = stage.start()
        window = Window(stage, again)
        window.find('Prompt')
        if again.find_all(window.word('Start with Sketch')):
            raise Failure('the first page came again')
        again.quit()


run_tests([
    ('generate, edit, restart, find both', test_main_job),
    ('by keyboard alone', test_keyboard_only),
    ('a prompt over the limit is kept', test_prompt_over_the_limit),
    ('paste a picture', test_paste_picture),
    ('drop files, one of them broken', test_drop_files),
    ('a photograph of 24 megapixels', test_large_photograph),
    ('cancel a job and go on', test_cancel),
    ('delete and undo', test_delete_and_undo),
    ('the engine is killed in mid-job', test_engine_killed),
    ('the window is killed in mid-job', test_killed_window),
    ('copy a picture', test_copy_picture),
    ('the first page comes once', test_first_page_once),
])
