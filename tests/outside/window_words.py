"""The window of Gesso in words: what a person does, by the names they see.

All accessible names that the outside tests and the screenshots rely on stand here once. In another
language they are looked up in the catalogue of the build tree.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import gettext
import os
import pathlib
import re
import signal
import time

from PIL import Image, ImageDraw

from gesso_outside import BUILD, Failure, descendants, run, wait_for


class Window:
    def __init__(self, stage, app, words=None):
        self.stage = stage
        self.app = app
        self.catalogue = gettext.NullTranslations()
        path = BUILD / f'po/{words}/LC_MESSAGES/gesso.mo'
        if words and path.exists():
            with open(path, 'rb') as stream:
                self.catalogue = gettext.GNUTranslations(stream)

    def word(self, text):
        return self.catalogue.gettext(text)

    def find(self, text, role=None, **options):
        return self.app.find(self.word(text), role, **options)

    def click(self, text, role=None, **options):
        return self.app.click(self.word(text), role, **options)

    def find_in_dialog(self, text):
        """In the newest window alone: where time matters the others are not walked through."""
        def look():
            self.app.check_alive()
            root = self.app.root()
            newest = root.get_child_at_index(root.get_child_count() - 1)
            return next(self.app.seek(self.word(text), within=newest), None)
        return wait_for(f'"{text}" in the dialog', look)

    def action(self, name, *parameters):
        """Activates an action of the application by its name on the bus."""
        _group, short = name.split('.', 1)
        path = '/io/github/gesso_studio/Gesso'
        run(['gdbus', 'call', '--session', '--timeout', '10', '--dest',
             'io.github.gesso_studio.Gesso', '--object-path', path, '--method',
             'org.gtk.Actions.Activate', short, f"[{', '.join(parameters)}]", '{}'],
            env=self.stage.environment)

    def fill(self, name, text):
        """Types into the field of that name, in place of what is there."""
        self.app.mouse_click(self.find(name, 'text'))
        self.app.key('ctrl+a')
        self.app.type(text)

    # Pages.

    def wait_first_page(self):
        return self.find('Start with Sketch')

    def start_with_sketch(self):
        self.click('Start with Sketch')
        self.find('Prompt')

    def open_history(self):
        self.app.focus_window()
        self.app.key('alt+2')
        self.find('Search')
        time.sleep(0.6)

    def history_picture(self, words):
        """A picture of the history by a pattern of its words."""
        def look():
            # In another language the composer's list may have the same name.
            for grid in self.app.find_all(self.word('Pictures'), 'table'):
                found = next(self.app.seek(re.compile(words), None, grid), None)
                if found is not None:
                    return found
            return None
        return wait_for(f'a picture like "{words}"', look)

    def search(self, words):
        self.app.mouse_click(self.find('Search'))
        self.app.key('ctrl+a')
        self.app.key('BackSpace')
        self.app.type(words)
        time.sleep(1.0)

    def open_studio(self):
        self.app.focus_window()
        self.app.key('alt+1')
        time.sleep(0.6)

    def is_narrow(self):
        return int(self.stage.size.split('x')[0]) < 860

    def show_composer(self):
        """In a narrow window it lies over the stage."""
        self._reveal('Composer', True)

    def show_stage(self):
        if self.is_narrow():
            self._reveal('Composer', False)

    def show_inspector(self):
        self._reveal('Inspector', True)

    def hide_inspector(self):
        if self.is_narrow():
            self._reveal('Inspector', False)

    def show_places(self):
        self._reveal('Places', True)

    def hide_places(self):
        if self.is_narrow():
            self._reveal('Places', False)

    def _reveal(self, name, wanted):
        button = self.find(name, 'push button')
        if self.app.is_checked(button) != wanted:
            self.app.click(node=button)
            time.sleep(0.8)

    def open_place(self, name):
        self.show_places()
        self.app.mouse_click(self.find(name, 'list item'))
        time.sleep(0.8)
        self.hide_places()

    def open_queue(self):
        self.click('Jobs')
        time.sleep(0.6)

    def open_menu(self):
        self.app.focus_window()
        self.app.key('F10')

    def open_accounts(self):
        self.click('Account and Model')

    def open_more_options(self):
        # The row opens by a click, for which it has to be in view.
        self.app.xdotool('mousemove', *self.app.middle_of(self.prompt()), 'mousemove_relative',
                         '0', '150', 'sleep', '0.2', 'click', '--repeat', '20', '5')
        time.sleep(0.5)
        self.app.mouse_click(self.find('More Options', 'list item'))
        time.sleep(0.8)
        self.app.xdotool('click', '--repeat', '20', '5')
        time.sleep(0.5)

    def into_view(self, node):
        """Turns the wheel over the composer until the widget is above the send bar."""
        bottom = self.app.place_of(self.send_button())[1] - 60
        for _turn in range(12):
            x, y = self.app.middle_of(node)
            if y < bottom:
                return
            self.app.xdotool('mousemove', x, bottom - 120, 'sleep', '0.1', 'click', '5',
                             'sleep', '0.3')

    def open_custom_size(self, width, height):
        self.click('Custom size')
        self.app.focus_window()
        for name, value in (('Width', width), ('Height', height)):
            field = self.find(name, 'spin button')
            self.into_view(field)
            self.app.mouse_click(field)
            self.app.key('ctrl+a')
            self.app.type(value)
            self.app.key('Tab')

    # The draft.

    def prompt(self):
        return self.find('Prompt', 'text')

    def counter(self):
        """The number of characters, as it is spoken."""
        return self.app.find(re.compile(r'^[\d,.]+ \D+ [\d,.]+ \D+$'), 'label').get_name()

    def write_prompt(self, text):
        self.app.set_text(self.prompt(), text)

    def save_prompt(self, name):
        for _try in range(3):
            # Another popover may still be closing, and takes the first press with it.
            self.click('Saved Prompts')
            with contextlib.suppress(Failure):
                self.find('Name for this prompt', seconds=3)
                break
        time.sleep(0.3)
        self.app.mouse_click(self.find('Name for this prompt'))
        self.app.type(name)
        self.app.key('Return')
        time.sleep(0.5)
        self.app.key('Escape')
        time.sleep(0.4)

    def choose(self, text):
        """Presses a choice such as a ratio, a size class or a quality."""
        ratio = text.removeprefix('Aspect ratio ')
        if ratio != text:
            return self.app.click(self.word('Aspect ratio %s') % ratio)
        return self.click(text)

    def send_button(self):
        """The one primary action; its label says what it does, so it is found by its place."""
        names = [self.word(one) for one in ('Generate', 'Edit Picture', 'Generate Another',
                                            'Replace Masked Area', 'Adjust Masked Area')]
        return self.app.find(re.compile('^(' + '|'.join(map(re.escape, names)) + ')$'),
                             'push button')

    def make_picture_file(self, name, size=(480, 320), text='reference'):
        path = self.stage.folder / name
        picture = Image.new('RGB', size, '#7aa6a1')
        draw = ImageDraw.Draw(picture)
        for index in range(0, size[0], 40):
            draw.ellipse((index, 40, index + 60, 100), fill=(200, (index * 3) % 255, 90))
        draw.text((20, size[1] - 40), text, fill='white')
        picture.save(path)
        return path

    def add_references(self, count):
        for index in range(count):
            self.paste_picture(self.make_picture_file(f'reference-{index}.png'))

    def paste_picture(self, path):
        self.app.copy_file(path, 'image/png')
        self.app.focus_window()
        self.app.mouse_click(self.prompt())
        self.app.key('ctrl+v')
        time.sleep(0.8)

    # Jobs.

    def generate(self):
        self.app.focus_window()
        if self.app.middle_of(self.prompt())[0] < 0:
            # Where the composer lies beside a narrow window, out of sight.
            self.app.click(node=self.send_button())
            return
        self.app.mouse_click(self.prompt())
        self.app.key('ctrl+Return')

    def strip(self):
        """The pictures of the session's strip, which is not there while it has none."""
        session = next(self.app.seek(self.word('Session'), 'panel'), None)
        if session is None:
            return []
        return [node for node in self.app.find_all(role='push button', within=session)
                if node.get_name()]

    def library(self):
        return pathlib.Path(self.stage.environment['XDG_DATA_HOME']) / 'gesso/library'

    def pictures_on_disk(self):
        """The plain files of the pictures, oldest first; each is in the blobs besides."""
        files = [path for path in (self.library() / 'projects').rglob('*') if path.is_file()
                 and path.suffix in ('.png', '.jpg', '.jpeg', '.webp')]
        return sorted(files, key=lambda path: path.stat().st_mtime_ns)

    def wait_pictures(self, count, seconds=60):
        wait_for(f'{count} pictures in the library',
                 lambda: self.app.check_alive() or len(self.pictures_on_disk()) >= count, seconds)
        time.sleep(1.0)

    def make_pictures(self):
        for number, text in enumerate((
                'A poster that says "Open Studio", warm colours, sun over hills',
                'make it black and white'), 1):
            self.write_prompt(text)
            self.generate()
            self.wait_pictures(number)

    def make_portfolio(self):
        """Several sessions; the last has an original and two edits of it."""
        count = 0
        for text in ('Pattern of terrazzo in sage green and sand',
                     'A calm mountain lake at sunrise, flat shapes',
                     'A business card for "Marta Lind, Ceramics", sage green',
                     'City skyline at night with a full moon, a poster that says "Harbour"',
                     'A poster that says "Autumn Market", forest and sun, warm orange',
                     'make it warmer', 'add a vignette'):
            if count and count < 5:
                self.new_session()
            self.write_prompt(text)
            self.generate()
            count += 1
            self.wait_pictures(count)

    def new_session(self):
        self.app.focus_window()
        self.app.key('ctrl+n')
        self.app.gone(self.word('Remove Image'))

    def make_slow_job(self, times=1):
        """Sent several times it keeps the queue busy for as many seconds at least."""
        self.new_session()
        self.write_prompt('Mountains by a lake at dusk, a poster that says "Slow"')
        with contextlib.suppress(Failure):
            self.choose('4K')
            self.choose('High')
        self.generate()
        for _time in range(times - 1):
            self.app.key('ctrl+Return')
        # It is there for a second or two.
        self.find('Cancel', backwards=True)

    # Masks.

    def open_mask(self):
        """From the picture that is looked at; a narrow window has no room to show the button."""
        self.app.focus_window()
        self.app.click(node=self.find('Paint a Mask', 'push button', visible=False))
        wait_for('the canvas to have a place',
                 lambda: self.app.place_of(self.canvas())[2] > 100)
        time.sleep(0.8)

    def canvas(self):
        return self.find('Mask', 'image')

    def on_canvas(self, x, y):
        """A point of the display from fractions of the canvas."""
        left, top, width, height = self.app.place_of(self.canvas())
        return round(left + x * width), round(top + y * height)

    def paint(self, *points):
        self.app.drag([self.on_canvas(*point) for point in points], steps=15)
        time.sleep(0.5)

    def new_mask(self, name):
        self.app.mouse_click(self.find('Masks', 'push button'))
        time.sleep(0.5)
        self.click('New Mask', 'push button')
        time.sleep(0.3)
        self.app.tab_to(self.find('Name of the Mask', 'text'))
        self.app.key('ctrl+a')
        self.app.type(name)
        self.app.key('Return')
        time.sleep(0.4)
        self.close_popover('New Mask')

    def open_popover(self, button, inside):
        """Opens what has something of a name in it, and waits until it is there."""
        self.click(button, 'push button')
        self.find(inside)
        time.sleep(0.5)

    def close_popover(self, inside):
        """Escape pressed too early or too late would leave the mask."""
        self.app.key('Escape')
        self.app.gone(self.word(inside))
        time.sleep(0.3)

    def open_proof(self):
        words = [self.word(one) for one in (
            '%s of %s pixels differ outside the mask',
            'Not put in: around the mask it is another picture',
            'Not put in: it is moved too far')]
        pattern = '|'.join(re.escape(one).replace('%s', '[0-9,.٠-٩]+') for one in words)
        self.app.click(node=self.app.find(re.compile(f'^({pattern})$'), 'push button'))
        time.sleep(0.6)

    def edit_masked(self, prompt):
        self.write_prompt(prompt)
        button = self.send_button()
        wait_for('the edit to be possible', lambda: self.app.is_enabled(button))
        self.generate()

    def engines(self):
        return [pid for pid in descendants(self.app.process.pid) if b'gesso-engine' in
                pathlib.Path(f'/proc/{pid}/cmdline').read_bytes().split(b'\0')[0]]

    def make_halted_job(self):
        """A job that stays where it is, with a preview: the engine is stopped in the midst of it."""
        for pause in (0.6, 0.4, 0.9):
            self.new_session()
            self.write_prompt('Mountains by a lake at dusk, a poster that says "Slow"')
            self.choose('Aspect ratio 3:2')
            self.choose('4K')
            self.choose('High')
            self.generate()
            # Before the first preview there is nothing to see, after the last no job.
            time.sleep(pause)
            self.halt()
            time.sleep(0.7)
            if next(self.app.seek(self.word('Cancel'), 'push button'), None):
                return
            self.let_go_on()
            time.sleep(3)
        raise Failure('the engine was too quick, or too slow')

    def halt(self):
        for pid in self.engines():
            os.kill(pid, signal.SIGSTOP)

    def let_go_on(self):
        for pid in self.engines():
            os.kill(pid, signal.SIGCONT)

    def make_failed_job(self):
        """An edit that no rule knows: refused with the verbs that are known."""
        self.make_pictures()
        self.write_prompt('xyzzy plugh quux')
        self.generate()
        self.find('Edit Request', seconds=30)
        time.sleep(0.5)
