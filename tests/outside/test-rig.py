#!/usr/bin/python3
"""The rig itself, on a program of its own: what it does arrives, and what is wrong is noticed.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import pathlib

from PIL import Image

from gesso_outside import SOURCE, Failure, Stage, run_tests, wait_for


@contextlib.contextmanager
def sample(**options):
    with Stage('1400x800', **options) as stage:
        events = stage.folder / 'events'
        events.write_text('')
        app = stage.start(SOURCE / 'tests/outside/sample.py', program='/usr/bin/python3',
                          environment={'SAMPLE_EVENTS': str(events)})

        def expect(line):
            wait_for(f'"{line}", having {events.read_text()!r}',
                     lambda: line in events.read_text().splitlines(), 10)
        yield stage, app, expect


def test_press_and_type():
    with sample() as (_stage, app, expect):
        app.click('Press', 'push button')
        expect('pressed')
        words = app.find('Words')
        app.mouse_click(words)
        app.type('plain')
        expect('words plain')
        app.type(' ünï 狐')
        expect('words plain ünï 狐')
        assert app.text_of(words) == 'plain ünï 狐'
        app.quit()


def test_drag_and_drop():
    with sample() as (stage, app, expect):
        x, y = app.middle_of(app.find('Area'))
        app.drag([(x - 50, y - 20), (x + 50, y + 20)])
        expect('dragged 100 40')
        path = stage.folder / 'one picture.png'
        Image.new('RGB', (8, 8), 'red').save(path)
        app.drop_files(app.find('Area'), path)
        expect('dropped one picture.png')
        app.quit()


def test_clipboard_picture():
    with sample() as (stage, app, expect):
        path = stage.folder / 'pasted.png'
        Image.new('RGB', (32, 20), 'green').save(path)
        app.copy_file(path, 'image/png')
        app.click('Paste')
        expect('pasted 32x20')
        app.quit()


def test_screenshot_shows_the_window():
    with sample() as (stage, _app, _expect):
        picture = Image.open(stage.screenshot(stage.folder / 'shot.png'))
        assert picture.size == (1400, 800)
        assert len(picture.convert('RGB').getcolors(1 << 20)) > 20, 'the picture is empty'


def test_warning_is_noticed():
    with sample() as (_stage, app, _expect):
        app.click('Warn')
        wait_for('the warning', lambda: 'planted' in app.error_text())
        try:
            app.quit()
        except Failure as problem:
            assert 'planted' in str(problem), problem
        else:
            raise Failure('the warning was not noticed')


def test_absence_is_noticed():
    with sample() as (_stage, app, _expect):
        try:
            app.find('Nobody', seconds=1)
        except Failure:
            return
        raise Failure('found what is not there')


def test_death_is_noticed():
    with sample() as (_stage, app, _expect):
        app.crash()
        try:
            app.find('Press')
        except Failure as problem:
            assert 'ended' in str(problem)
            return
        raise Failure('a dead program was not noticed')


def test_nothing_is_left():
    with sample() as (stage, app, _expect):
        pids = [one.pid for one in stage.processes] + [app.process.pid]
        folder = stage.folder
    assert not folder.exists()
    for pid in pids:
        path = pathlib.Path(f'/proc/{pid}/stat')
        assert not path.exists() or ') Z ' in path.read_text(), f'{pid} still runs'


run_tests([
    ('press and type', test_press_and_type),
    ('drag and drop', test_drag_and_drop),
    ('a picture on the clipboard', test_clipboard_picture),
    ('a screenshot shows the window', test_screenshot_shows_the_window),
    ('a warning is noticed', test_warning_is_noticed),
    ('an absent widget is noticed', test_absence_is_noticed),
    ('a dead program is noticed', test_death_is_noticed),
    ('nothing is left behind', test_nothing_is_left),
])
