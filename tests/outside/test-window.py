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
from gesso_outside import SOURCE, Failure, Stage, descendants, run_tests, wait_for
from window_words import Window


@contextlib.contextmanager
def opened(**options):
    """The window after the first page, with the built-in engine."""
    with Stage('1600x1000', **options) as stage:
        app = stage.start()
        window = Window(stage, app)
        window.start_with_sketch()
        yield stage, app, window


def make(window, text, count, by_key=True):
    """A prompt is sent and its picture waited for."""
    window.write_prompt(text)
    if by_key:
        window.generate()
    else:
        window.app.click(node=window.send_button())
    window.wait_pictures(count)


def size_of(path):
    with Image.open(path) as picture:
        return picture.size


def wait_sendable(window, wanted):
    wait_for(f"the button to be {'on' if wanted else 'off'}",
             lambda: window.app.is_enabled(window.send_button()) == wanted, 10)


def images(app, window):
    return app.find_all(window.word('Remove Image'))


def prompt_height(window):
    return window.app.place_of(window.prompt())[3]


def enlarge_prompt(app, window):
    """By the grip and by the keyboard; returns what it is between then."""
    handle = window.find('Height of the prompt', 'slider')
    x, y = app.middle_of(handle)
    before = prompt_height(window)
    app.drag([(x, y), (x, y + 90)])
    wait_for('a higher prompt', lambda: 60 <= prompt_height(window) - before <= 120, 5)
    dragged = prompt_height(window)
    # What was dragged has the focus.
    app.key('Up')
    wait_for('one line less', lambda: 10 <= dragged - prompt_height(window) <= 30, 5)
    return before, dragged


def test_main_job():
    with opened() as (stage, app, window):
        least, most = enlarge_prompt(app, window)
        window.choose('Aspect ratio 3:2')
        window.choose('2K')
        window.choose('Medium')
        make(window, 'A poster that says "Open Studio", teal and sand', 1)
        first = window.pictures_on_disk()[0]
        width, height = size_of(first)
        if width < 2000 or abs(width / height - 1.5) > 0.02:
            raise Failure(f'3:2 at 2K became {width} × {height}')
        # It is the base of the next prompt without being asked.
        window.find(re.compile(f'^Image 1, base: .*, {width} × '))
        make(window, 'make it black and white', 2)
        second = window.pictures_on_disk()[1]
        if size_of(second) != (width, height):
            raise Failure(f'the edit became {size_of(second)}')
        with Image.open(second) as picture:
            red, green, blue = picture.convert('RGB').resize((64, 64)).split()
            if red.tobytes() != green.tobytes() or green.tobytes() != blue.tobytes():
                raise Failure('the edit is not black and white')
        wait_for('two pictures in the strip', lambda: len(window.strip()) == 2)
        window.choose('By Class')
        window.choose('Large')
        window.find(re.compile('nearest to class “Large”.*ratio is that of the base'))
        app.quit()
        # After a restart both are in the strip, and in the history by their words.
        again = stage.start()
        window = Window(stage, again)
        wait_for('two pictures in the strip', lambda: len(window.strip()) == 2)
        # So are the prompt's height and who chooses size and quality.
        wait_for('the height of before', lambda: least + 30 < prompt_height(window) < most, 5)
        window.find(re.compile('nearest to class “Large”.*ratio is that of the base'))
        window.open_history()
        for words in ('Open Studio', 'make it black and white'):
            window.history_picture(words)
        again.quit()


def test_keyboard_only():
    with opened() as (_stage, app, window):
        app.focus_window()
        # From wherever the focus is, Tab comes to the prompt.
        for _step in range(60):
            node = window.prompt()
            node.clear_cache()
            if node.get_state_set().contains(gesso_outside.Atspi.StateType.FOCUSED):
                break
            app.key('Tab')
        else:
            raise Failure('Tab never came to the prompt')
        app.type('terrazzo pattern, warm colours')
        app.key('ctrl+Return')
        window.wait_pictures(1)
        app.type(' ')
        app.key('ctrl+a')
        app.type('make it brighter')
        app.key('ctrl+Return')
        window.wait_pictures(2)
        app.key('alt+2')
        window.find('Search')
        app.key('alt+1')
        app.key('F10')
        window.find('About Gesso')
        app.key('Escape')
        app.quit()


def test_prompt_over_the_limit():
    # The toolkit's own warning about its scroll bar must not end the program here.
    with opened(environment={'G_DEBUG': ''}) as (_stage, app, window):
        text = ('word ' * 4001)[:20001]
        app.copy_text(text)
        app.focus_window()
        app.mouse_click(window.prompt())
        app.key('ctrl+v')
        wait_for('the counter', lambda: window.counter().startswith('20,001 '), 20)
        if app.text_of(window.prompt()) != text:
            raise Failure('what was pasted was cut')
        wait_sendable(window, False)
        app.find(re.compile('20,?000 characters'), 'label')
        app.key('BackSpace')
        wait_for('the counter at 20,000', lambda: window.counter().startswith('20,000 '), 20)
        wait_sendable(window, True)
        if window.pictures_on_disk():
            raise Failure('a prompt over the limit was sent')
        app.quit()


def test_notification():
    with opened() as (stage, app, window):
        # Somebody looks: the desktop is told nothing.
        make(window, 'terrazzo pattern', 1)
        if stage.notifications.read_text(encoding='utf-8'):
            raise Failure('a notification came while the window had the focus')
        window.write_prompt('make it brighter')
        other = stage.spawn(['/usr/bin/python3', str(SOURCE / 'tests/outside/drag_source.py'),
                             str(window.make_picture_file('other.png'))])
        wait_for('the other window to have the focus',
                 lambda: 'drag-source' in app.focused_window())
        app.click(node=window.send_button())
        told = wait_for('the notification',
                        lambda: stage.notifications.read_text(encoding='utf-8'), 30)
        if 'Ready' not in told or 'make it brighter' not in told:
            raise Failure(f'the notification says {told}')
        other.terminate()
        window.wait_pictures(2)
        app.quit()


def test_empty_prompt():
    with opened() as (_stage, app, window):
        wait_sendable(window, False)
        window.write_prompt('terrazzo')
        wait_sendable(window, True)
        window.write_prompt('  \n ')
        wait_sendable(window, False)
        app.quit()


def test_paste_picture():
    with opened() as (_stage, app, window):
        pasted = window.make_picture_file('pasted.png')
        window.paste_picture(pasted)
        window.find(re.compile('^Image 1, base: .*, 480 × 320$'))
        make(window, 'make it black and white', 1)
        # It is kept in the bytes in which it was copied.
        blobs = [path.read_bytes() for path in window.library().rglob('*') if path.is_file()
                 and path.stat().st_size == pasted.stat().st_size]
        if pasted.read_bytes() not in blobs:
            raise Failure('the pasted picture was written anew')
        # The base that came from outside is the first of the strip.
        wait_for('two pictures in the strip', lambda: len(window.strip()) == 2)
        app.quit()


def test_drop_files():
    with opened() as (stage, app, window):
        paths = [window.make_picture_file('one.png'), window.make_picture_file('two.png')]
        broken = stage.folder / 'broken.png'
        broken.write_text('this is no picture')
        app.resize(1200, 900)
        app.drop_files(window.prompt(), paths[0], broken, paths[1])
        # The broken one has its sentence and keeps the request from being sent; the others arrive.
        window.find(re.compile(r'^Image \d.*one\.png, 480 × 320$'))
        window.find(re.compile(r'^Image \d.*two\.png, 480 × 320$'))
        bad = window.find(re.compile(r'^Image \d, broken\.png: '))
        if len(bad.get_name()) < len('Image 2, broken.png: x'):
            raise Failure('the broken file has no sentence')
        window.write_prompt('make it black and white')
        wait_sendable(window, False)
        app.click(node=app.find(window.word('Remove Image'), within=bad))
        wait_sendable(window, True)
        app.quit()


def test_drop_many():
    with opened() as (stage, app, window):
        paths = [window.make_picture_file(f'many-{number}.png', size=(64, 64))
                 for number in range(17)]
        app.resize(1200, 900)
        app.drop_files(window.prompt(), *paths)
        wait_for('the images', lambda: len(images(app, window)) >= 16, 40)
        window.write_prompt('make it black and white')
        if len(images(app, window)) == 17:
            # All are kept, and the button says why it is off.
            wait_sendable(window, False)
            app.find(re.compile('16'), 'label')
            app.click(node=images(app, window)[0])
        wait_sendable(window, True)
        app.quit()


def test_drop_folder():
    with opened() as (stage, app, window):
        folder = stage.folder / 'a folder'
        folder.mkdir()
        app.resize(1200, 900)
        app.drop_files(window.prompt(), folder)
        # A sentence about it, at its tile or passing by.
        app.find(re.compile('a folder', re.I))
        make(window, 'terrazzo pattern', 1) if not images(app, window) else wait_sendable(
            window, False)
        app.quit()


def test_large_photograph():
    with opened() as (stage, app, window):
        path = stage.folder / 'photo.jpg'
        small = Image.effect_noise((600, 400), 60).convert('RGB')
        small.resize((6000, 4000), Image.Resampling.BICUBIC).save(path, quality=90)
        app.resize(1200, 900)
        app.drop_files(window.prompt(), path)
        window.find(re.compile('^Image 1, base: photo.jpg, 6000 × 4000$'), seconds=60)
        window.write_prompt('make it black and white')
        wait_sendable(window, True)
        window.generate()
        # The photograph itself is kept, too.
        window.wait_pictures(2, seconds=150)
        app.quit()


def test_cancel():
    with opened() as (_stage, app, window):
        window.make_slow_job(times=5)
        window.click('Cancel')
        app.gone(window.word('Cancel'), seconds=20)
        # The last one was looked at; the others go on.
        window.wait_pictures(4, 90)
        time.sleep(3)
        if len(window.pictures_on_disk()) != 4:
            raise Failure('the cancelled picture was made')
        window.new_session()
        window.choose('1K')
        make(window, 'terrazzo pattern', 5)
        app.quit()


def test_failed_job():
    with opened() as (_stage, app, window):
        window.make_failed_job()
        # The sentence names what the engine knows; the buttons lead on.
        app.find(re.compile('xyzzy|verb|recolour|remove', re.I), 'label')
        window.find('Dismiss')
        # The refused prompt comes back, over what has been written since: the button takes a moment
        # to act, and before that the field would still show the same words by itself.
        window.write_prompt('something else')
        window.click('Edit Request')
        wait_for('the prompt to come back',
                 lambda: app.text_of(window.prompt()) == 'xyzzy plugh quux')
        make(window, 'make it brighter', 3)
        app.quit()


def test_delete_and_undo():
    with opened() as (_stage, app, window):
        make(window, 'terrazzo pattern', 1)
        wait_for('the picture in the strip', lambda: len(window.strip()) == 1)
        window.click('Delete')
        wait_for('the strip to be empty', lambda: len(window.strip()) == 0)
        window.click('Undo')
        wait_for('the picture to come back', lambda: len(window.strip()) == 1)
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
        # Whether it had answered is not known to the window; the button says so.
        again = window.find(re.compile('^(Try Again|Send Again)'), 'push button', seconds=30)
        app.click(node=again)
        window.wait_pictures(2, seconds=90)
        app.quit()


def test_killed_window():
    with opened() as (stage, app, window):
        make(window, 'terrazzo pattern', 1)
        before = {path.read_bytes() for path in window.pictures_on_disk()}
        window.make_slow_job(times=3)
        app.crash()
        again = stage.start()
        window = Window(stage, again)
        window.find('Prompt')
        after = {path.read_bytes() for path in window.pictures_on_disk()}
        if not before <= after:
            raise Failure('a picture was lost')
        window.open_history()
        window.history_picture('terrazzo')
        again.quit()


def wake_ups(pid):
    """How often the main thread has gone to sleep so far."""
    for line in pathlib.Path(f'/proc/{pid}/status').read_text(encoding='ascii').splitlines():
        if line.startswith('voluntary_ctxt_switches'):
            return int(line.split()[1])
    raise Failure('the kernel does not tell')


def test_idle_window():
    with opened() as (_stage, app, window):
        # The prompt's cursor blinks for ten seconds.
        def sleeps():
            before = wake_ups(app.process.pid)
            time.sleep(5)
            return wake_ups(app.process.pid) - before <= 5
        window.open_history()
        wait_for('the history to sleep', sleeps, 60)
        app.quit()


def test_quit_during_a_job():
    with opened() as (stage, app, window):
        window.make_slow_job(times=10)
        app.focus_window()
        app.key('ctrl+q')
        app.click(node=window.find_in_dialog('Go On in Background'))
        wait_for('the program to end after its job', lambda: app.process.poll() is not None, 90)
        app.check_errors()
        if len(window.pictures_on_disk()) != 10:
            raise Failure('not all pictures were finished')
        again = stage.start()
        window = Window(stage, again)
        window.open_history()
        window.history_picture('Slow')
        again.quit()


def test_quit_while_a_job_ends():
    with opened() as (_stage, app, window):
        window.make_slow_job(times=10)
        app.focus_window()
        app.key('ctrl+q')
        window.find_in_dialog('Keep Window Open')
        # Nobody answers; when nothing is left to ask about, what was wished for happens.
        wait_for('the program to end with its job', lambda: app.process.poll() is not None, 90)
        app.check_errors()
        if len(window.pictures_on_disk()) != 10:
            raise Failure('not all pictures were finished')


def test_copy_picture():
    with opened() as (_stage, app, window):
        make(window, 'terrazzo pattern', 1)
        window.click('Copy')
        time.sleep(0.5)
        picture = Image.open(io.BytesIO(app.clipboard('image/png')))
        if picture.size != size_of(window.pictures_on_disk()[0]):
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
    ('an empty prompt is not sent', test_empty_prompt),
    ('a notification when nobody looks', test_notification),
    ('paste a picture', test_paste_picture),
    ('drop files, one of them broken', test_drop_files),
    ('drop more files than the model takes', test_drop_many),
    ('drop a folder', test_drop_folder),
    ('a photograph of 24 megapixels', test_large_photograph),
    ('cancel a job and go on', test_cancel),
    ('a refused job has its buttons', test_failed_job),
    ('delete and undo', test_delete_and_undo),
    ('the engine is killed in mid-job', test_engine_killed),
    ('the window is killed in mid-job', test_killed_window),
    ('quit during a job', test_quit_during_a_job),
    ('quit while the last job ends', test_quit_while_a_job_ends),
    ('an idle window sleeps', test_idle_window),
    ('copy a picture', test_copy_picture),
    ('the first page comes once', test_first_page_once),
])
