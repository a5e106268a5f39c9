"""Drives the built program from outside, as a person does.

A Stage is a scratch home, a virtual display with a window manager and a session bus; an App is one
run of the program on it. Widgets are found by their accessible role and name; mouse and keyboard
go through the display. Every wait is bounded and ends in a Failure that says what was awaited.
Everything that was started is ended with the stage, and what the program wrote to its error
stream is looked at: a warning fails the test.

One stage per process: the accessibility library knows one bus only.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import atexit
import contextlib
import ctypes
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# What makes the program's warnings fatal is for the program: the accessibility library warns about
# widgets that go away while it looks, and would end the test. GLib reads it when it is loaded.
G_DEBUG = os.environ.pop('G_DEBUG', None)

import gi  # noqa: E402

if G_DEBUG:
    os.environ['G_DEBUG'] = G_DEBUG

SOURCE = pathlib.Path(os.environ.get('GESSO_SOURCE_ROOT',
                                     pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get('GESSO_BUILD_ROOT', SOURCE / '_build'))
WAIT = float(os.environ.get('GESSO_WAIT', '20'))
BAD_LINE = re.compile(r'\b(WARNING|CRITICAL|ERROR)\b ?\*\*|AddressSanitizer|runtime error:')
# Nothing of ours: a bus without a portal, and a machine without a graphics card.
# GTK 4.8 draws a scroll bar once before it has a place when a long text makes it come or go.
HARMLESS = re.compile(r'Trying to snapshot GtkGizmo|libEGL warning|MESA|SpiRegistry daemon|dconf-WARNING')

PR_SET_CHILD_SUBREAPER = 36

Atspi = None


class Failure(Exception):
    """What was awaited or expected, in words."""


def wait_for(what, question, seconds=None):
    """Asks until the answer is true; returns it."""
    limit = time.monotonic() + (seconds or WAIT)
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > limit:
            raise Failure(f'waited {seconds or WAIT:.0f} s for {what}')
        time.sleep(0.05)


def run(command, seconds=20, **options):
    """A bounded helper program; returns its output."""
    options.setdefault('stdin', subprocess.DEVNULL)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=seconds, check=False, **options)
    if done.returncode:
        raise Failure(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def descendants(pid):
    """The process and everything it started, deepest first."""
    children = {}
    for entry in pathlib.Path('/proc').iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                stat = (entry / 'stat').read_text()
                parent = int(stat.rsplit(')', 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    order, queue = [], [pid]
    while queue:
        one = queue.pop()
        order.append(one)
        queue += children.get(one, [])
    return order[::-1]


class Stage:
    """Scratch home, display, window manager and bus; use as a context manager."""

    def __init__(self, size='1920x1080', wayland=False, maximized=False, environment=None,
                 locale=None, dpi=None):
        self.size = size
        self.locale = locale
        self.dpi = dpi
        self.wayland = wayland
        self.maximized = maximized
        self.extra = environment or {}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='gesso-outside-'))
        self.processes = []
        self.apps = []
        self.environment = None
        self.log = open(self.folder / 'stage.log', 'w', encoding='utf-8')

    def __enter__(self):
        atexit.register(self.close)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind, value, trace):
        self.close()
        return False

    def _open(self):
        home, runtime = self.folder / 'home', self.folder / 'run'
        home.mkdir()
        runtime.mkdir(mode=0o700)
        environment = {name: value for name, value in os.environ.items()
                       if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY',
                                       'DBUS_SESSION_BUS_ADDRESS', 'LANGUAGE', 'GTK_A11Y',
                                       'G_DEBUG', 'GESSO_LIBRARY', 'GESSO_API_KEY',
                                       'MALLOC_PERTURB_')}
        environment.update(
            HOME=str(home), XDG_RUNTIME_DIR=str(runtime), XDG_CONFIG_HOME=f'{home}/.config',
            XDG_CACHE_HOME=f'{home}/.cache', XDG_DATA_HOME=f'{home}/.local/share',
            XDG_STATE_HOME=f'{home}/.local/state', TMPDIR=str(self.folder), LC_ALL='C.UTF-8',
            LANG='C.UTF-8', GSETTINGS_BACKEND='keyfile', GSK_RENDERER='cairo',
            GDK_DEBUG='default-settings,gl-disable', LIBGL_ALWAYS_SOFTWARE='1',
            GESSO_ENGINE_PATH=str(BUILD / 'src/engine/gesso-engine'),
            GSETTINGS_SCHEMA_DIR=str(BUILD / 'data'), GESSO_LOCALEDIR=self._catalogues(),
            XDG_DATA_DIRS=f"{SOURCE / 'data'}:/usr/local/share:/usr/share", NO_AT_BRIDGE='0')
        environment.update(self.extra)
        if self.locale:
            environment.update(self._compile_locale())
        self.environment = environment
        self._start_display()
        if self.dpi:
            self._enlarge_text()
        self._start_bus()
        if not self.wayland:
            self._start_window_manager()

    def _enlarge_text(self):
        """Without a desktop's settings the toolkit takes the resource of the display."""
        run(['xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER',
             f'Xft.dpi:\t{self.dpi}\n'], env=self.environment)
        self.environment['GDK_DEBUG'] = 'gl-disable'

    def _compile_locale(self):
        """Translations are not looked up in the C locale, and the machine may have no other."""
        folder = self.folder / 'locales'
        folder.mkdir()
        name = f'{self.locale}.UTF-8'
        done = subprocess.run(['localedef', '-i', self.locale, '-f', 'UTF-8', str(folder / name)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if not (folder / name).is_dir():
            raise Failure(f'localedef cannot make {name} ({done.returncode})')
        return {'LOCPATH': str(folder), 'LC_ALL': name, 'LANG': name}

    def _catalogues(self):
        """The translations of the build tree, laid out as if installed."""
        folder = self.folder / 'locale'
        for path in (BUILD / 'po').glob('*/LC_MESSAGES/*.mo'):
            target = folder / path.parent.parent.name / 'LC_MESSAGES'
            target.mkdir(parents=True, exist_ok=True)
            (target / 'gesso.mo').symlink_to(path)
        language = self.extra.get('LANGUAGE')
        if language and not (folder / language).exists():
            # The toolkit speaks, and mirrors, a language only that the program speaks: an empty
            # catalogue will do for that.
            target = folder / language / 'LC_MESSAGES'
            target.mkdir(parents=True)
            header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
            subprocess.run(['msgfmt', '-o', str(target / 'gesso.mo'), '-'], input=header, text=True,
                           check=True)
        return str(folder)

    def spawn(self, command, **options):
        """Starts a helper that is ended with the stage."""
        options.setdefault('stdin', subprocess.DEVNULL)
        options.setdefault('stdout', self.log)
        options.setdefault('stderr', self.log)
        process = subprocess.Popen(command, env=self.environment, start_new_session=True,
                                   cwd=self.folder, **options)
        self.processes.append(process)
        return process

    def _first_line(self, command, **options):
        """Starts a helper that writes its address to a descriptor; returns the line."""
        reader, writer = os.pipe()
        command = [one.replace('@FD@', str(writer)) for one in command]
        self.spawn(command, pass_fds=[writer], **options)
        os.close(writer)
        # To the newline: the helper would be hit by a broken pipe between the two.
        line = ''
        while '\n' not in line and select.select([reader], [], [], WAIT)[0]:
            part = os.read(reader, 4096).decode()
            if not part:
                break
            line += part
        os.close(reader)
        line = line.strip()
        if not line:
            raise Failure(f'{command[0]} did not start')
        return line

    def _start_display(self):
        if self.wayland:
            width, height = self.size.split('x')
            # The debug protocol is what lets a screenshot be taken.
            self.spawn(['weston', '--backend=headless-backend.so', '--use-pixman',
                        f'--width={width}', f'--height={height}', '--socket=wl-gesso',
                        '--idle-time=0', '--debug'])
            path = self.folder / 'run/wl-gesso'
            wait_for('the Wayland server', path.exists)
            self.environment.update(WAYLAND_DISPLAY='wl-gesso', GDK_BACKEND='wayland')
        else:
            number = self._first_line(['Xvfb', '-displayfd', '@FD@', '-screen', '0',
                                       f'{self.size}x24', '-nolisten', 'tcp', '-noreset'])
            self.environment.update(DISPLAY=f':{number}', GDK_BACKEND='x11')

    def _start_bus(self):
        address = self._first_line(['dbus-daemon', '--session', '--nofork', '--nopidfile',
                                    '--print-address=@FD@'])
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = address
        # This process speaks to the same bus and display.
        for name in ('DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'XDG_RUNTIME_DIR', 'HOME'):
            if name in self.environment:
                os.environ[name] = self.environment[name]
        self.notifications = self.folder / 'notifications'
        self.spawn(['/usr/bin/python3', str(SOURCE / 'tests/outside/notification_server.py'),
                    str(self.notifications)])
        wait_for('the notification server', self.notifications.exists)
        global Atspi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi as loaded
        Atspi = loaded
        Atspi.init()
        Atspi.set_timeout(3000, 10000)

    def _start_window_manager(self):
        rules = '<maximized>yes</maximized>' if self.maximized else ''
        config = self.folder / 'openbox.xml'
        config.write_text(
            '<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc">'
            '<focus><focusNew>yes</focusNew></focus><placement><policy>Smart</policy></placement>'
            f'<applications><application class="*" type="normal">{rules}</application></applications>'
            '</openbox_config>')
        if shutil.which('xcompmgr'):
            # Shadows and the round corners of popovers; without it they are on black.
            self.spawn(['xcompmgr'])
        self.spawn(['openbox', '--sm-disable', '--config-file', str(config)])
        wait_for('the window manager', lambda: 'window id' in subprocess.run(
            ['xprop', '-root', '_NET_SUPPORTING_WM_CHECK'], stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL, check=False, timeout=10).stdout)

    def start(self, *arguments, program=None, environment=None, window=True):
        """Starts the program and waits until its window can be seen by the accessibility bus."""
        app = App(self, [str(program or BUILD / 'src/app/gesso'), *map(str, arguments)],
                  environment or {})
        self.apps.append(app)
        if window:
            app.wait_window()
        return app

    def screenshot(self, path):
        """The whole display into a PNG file."""
        path = pathlib.Path(path).absolute()
        if self.wayland:
            shots = self.folder / 'shots'
            shots.mkdir(exist_ok=True)
            run(['weston-screenshooter'], env=self.environment, cwd=shots)
            shutil.move(sorted(shots.glob('*.png'))[-1], path)
        else:
            run(['import', '-silent', '-window', 'root', str(path)], env=self.environment)
        return path

    def close(self):
        atexit.unregister(self.close)
        for app in self.apps:
            app.kill()
        for process in reversed(self.processes):
            for pid in descendants(process.pid):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGTERM)
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=5)
        self.processes = []
        # What the bus activated lives in its group of its own and goes with the bus.
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class App:
    """One run of the program."""

    def __init__(self, stage, command, environment):
        self.stage = stage
        self.errors = stage.folder / f'app-{len(stage.apps)}.err'
        self.known = {}
        if G_DEBUG and 'G_DEBUG' not in stage.extra:
            environment = {'G_DEBUG': G_DEBUG, **environment}
        with open(self.errors, 'w', encoding='utf-8') as errors:
            self.process = subprocess.Popen(
                command, env={**stage.environment, **environment}, stdin=subprocess.DEVNULL,
                stdout=errors, stderr=errors, start_new_session=True, cwd=stage.folder)

    # Finding.

    def root(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            with contextlib.suppress(Exception):
                child = desktop.get_child_at_index(index)
                if child and child.get_process_id() == self.process.pid:
                    child.clear_cache()
                    return child
        return None

    def wait_window(self, seconds=None):
        def windows():
            if self.process.poll() is not None:
                raise Failure(f'the program ended with {self.process.returncode}: '
                              f'{self.error_text()}')
            root = self.root()
            return root and root.get_child_count() > 0
        wait_for('the window', windows, seconds or 40)
        if not self.stage.wayland:
            try:
                wait_for('the window on the display', self.window_id)
            except Failure as failure:
                # Seen once in hundreds of starts: say what there was instead.
                tree = run(['xwininfo', '-root', '-tree'], env=self.stage.environment)
                raise Failure(f'{failure}; there are: {tree.stdout}') from failure
            time.sleep(0.3)
            if self.stage.maximized:
                self.fill_display()

    def fill_display(self):
        """The window as large as the display, whatever the window manager made of its rule."""
        window = self.main_window_id()
        self.xdotool('windowmove', window, 0, 0, 'windowsize', window,
                     *self.stage.size.split('x'))
        time.sleep(0.4)

    def walk(self, node=None, depth=0):
        """All accessible objects, with their depth."""
        node = node or self.root()
        if node is None:
            return
        yield node, depth
        count = node.get_child_count()
        for index in range(min(count, 400)):
            child = None
            with contextlib.suppress(Exception):
                child = node.get_child_at_index(index)
            if child is not None:
                yield from self.walk(child, depth + 1)

    def seek(self, name=None, role=None, within=None, visible=True, backwards=False):
        """Yields what fits. What is under something that is not visible is not looked at: every
        question goes over the bus. Backwards finds sooner what stands late in the window."""
        node = within or self.root()
        queue = [node] if node is not None else []
        while queue:
            node = queue.pop()
            try:
                if visible and not self.is_visible(node):
                    continue
                own = (node.get_name() or '') if not role or node.get_role_name() == role else None
                if own is not None and (name is None or (name.search(own) if isinstance(
                        name, re.Pattern) else name == own)):
                    yield node
                count = min(node.get_child_count(), 400)
            except Exception:  # it went away while we looked
                continue
            for index in range(count) if backwards else reversed(range(count)):
                with contextlib.suppress(Exception):
                    child = node.get_child_at_index(index)
                    if child is not None:
                        queue.append(child)

    def find_all(self, name=None, role=None, within=None, visible=True):
        """name: exact text or a compiled pattern; role: as the bus names it."""
        return list(self.seek(name, role, within, visible))

    def fits(self, node, name):
        """Whether something that was found before is still what it was."""
        try:
            node.clear_cache()
            own = node.get_name() or ''
            return self.is_visible(node) and bool(
                name.search(own) if isinstance(name, re.Pattern) else name in (None, own))
        except Exception:
            return False

    @staticmethod
    def is_visible(node):
        """Pages of a stack have no place of their own on the bus; their children do."""
        if Atspi.Accessible.get_component_iface(node) is None:
            return True
        states = node.get_state_set()
        if not states.contains(Atspi.StateType.VISIBLE):
            return False
        extents = node.get_extents(Atspi.CoordType.WINDOW)
        return extents.width > 0 and extents.height > 0

    def find(self, name=None, role=None, within=None, seconds=None, visible=True,
             backwards=False):
        def look():
            self.check_alive()
            known = self.known.get((name, role)) if visible and not within else None
            if known is not None and self.fits(known, name):
                return known
            found = next(self.seek(name, role, within, visible, backwards), None)
            if found is not None and visible and not within:
                self.known[(name, role)] = found
            return found
        title = name.pattern if isinstance(name, re.Pattern) else name
        return wait_for(f'{role or "something"} named "{title}"', look, seconds)

    def gone(self, name=None, role=None, seconds=None):
        wait_for(f'"{name}" to go away', lambda: next(self.seek(name, role), None) is None,
                 seconds)

    def text_of(self, node):
        """The text of an entry, a text view or a label."""
        try:
            count = Atspi.Text.get_character_count(node)
            return Atspi.Text.get_text(node, 0, count)
        except Exception:
            return node.get_name() or ''

    def is_enabled(self, node):
        node.clear_cache()
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def is_checked(self, node):
        node.clear_cache()
        states = node.get_state_set()
        return states.contains(Atspi.StateType.CHECKED) or \
            states.contains(Atspi.StateType.PRESSED)

    def dump(self, stream=sys.stderr):
        """The tree, for people who look for a name."""
        for node, depth in self.walk():
            with contextlib.suppress(Exception):
                flag = '' if self.is_visible(node) else ' (hidden)'
                print('  ' * depth + f'{node.get_role_name()} "{node.get_name()}"{flag}',
                      file=stream)

    # Doing.

    def click(self, name=None, role=None, node=None, seconds=None):
        """Presses by the accessible action."""
        node = node or self.find(name, role, seconds=seconds)
        # The toolkit names buttons of dialogs and toasts twice over ("Undo Undo"), so that the exact
        # name is their label's, which takes a click for nothing.
        if node.get_role_name() == 'label' and node.get_parent().get_role_name() == 'push button':
            node = node.get_parent()
        if Atspi.Action.get_n_actions(node) < 1:
            return self.mouse_click(node)
        Atspi.Action.do_action(node, 0)
        return node

    def is_focused(self, node):
        node.clear_cache()
        return node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def tab_to(self, node, back=False, limit=30):
        """Goes there as somebody without a pointer does."""
        for _step in range(limit):
            if self.is_focused(node):
                return
            self.key('shift+Tab' if back else 'Tab')
        raise Failure(f'"{node.get_name()}" is not reached by Tab')

    def set_text(self, node, text):
        Atspi.EditableText.set_text_contents(node, text)

    def xdotool(self, *arguments):
        return run(['xdotool', *map(str, arguments)], env=self.stage.environment, seconds=60)

    def focused_window(self):
        """The name of the window that has the focus; empty while it goes from one to another."""
        with contextlib.suppress(Failure):
            return self.xdotool('getwindowfocus', 'getwindowname')
        return ''

    def window_id(self):
        """The X window of the program that was made last and is big enough to be one."""
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                               str(self.process.pid)], env=self.stage.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              stdin=subprocess.DEVNULL, timeout=20, check=False)
        for number in reversed(done.stdout.split()):
            with contextlib.suppress(Failure):
                if self.geometry(number)[2] > 100:
                    return number
        return None

    def main_window_id(self):
        done = self.xdotool('search', '--onlyvisible', '--pid', self.process.pid).split()
        return max(done, key=lambda one: self.geometry(one)[2] * self.geometry(one)[3])

    def geometry(self, window):
        values = dict(line.split('=') for line in
                      self.xdotool('getwindowgeometry', '--shell', window).split())
        return [int(values[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT')]

    def frame_of(self, node):
        while node is not None and node.get_role_name() not in ('frame', 'window', 'dialog'):
            node = node.get_parent()
        return node

    def place_of(self, node):
        """Screen rectangle of a widget: x, y, width, height. The frame that GTK draws around a
        window has no part in the bus's coordinates; half the difference in width is its border."""
        extents = node.get_extents(Atspi.CoordType.WINDOW)
        frame = self.frame_of(node)
        inner = frame.get_extents(Atspi.CoordType.WINDOW)
        best = None
        for window in self.xdotool('search', '--onlyvisible', '--pid', self.process.pid).split():
            x, y, width, height = self.geometry(window)
            border = (width - inner.width) / 2
            if 0 <= border <= 60 and abs(height - inner.height - 2 * border) <= 60:
                if best is None or border < best[2]:
                    best = (x, y, border)
        if best is None:
            raise Failure('no window on the display is as large as the frame on the bus')
        x, y, border = best
        return (round(x + border + extents.x), round(y + border + extents.y), extents.width,
                extents.height)

    def middle_of(self, node):
        x, y, width, height = self.place_of(node)
        return x + width // 2, y + height // 2

    def focus_window(self):
        self.xdotool('windowfocus', '--sync', self.main_window_id())

    def mouse_click(self, node, button=1):
        x, y = self.middle_of(node)
        self.xdotool('mousemove', x, y, 'sleep', '0.1', 'click', button)
        time.sleep(0.2)
        return node

    def drag(self, points, steps=40, pause='0.015'):
        """Presses at the first point, moves through the others in small steps, lets go."""
        command = ['mousemove', *points[0], 'sleep', '0.2', 'mousedown', 1, 'sleep', '0.1']
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            for step in range(1, steps + 1):
                command += ['mousemove', round(x0 + (x1 - x0) * step / steps),
                            round(y0 + (y1 - y0) * step / steps), 'sleep', pause]
        self.xdotool(*command, 'sleep', '0.4', 'mouseup', 1)
        time.sleep(0.3)

    def key(self, *names):
        self.xdotool('key', '--delay', 40, *names)
        time.sleep(0.15)

    def type(self, text):
        """ASCII goes through the keyboard, anything else through the clipboard."""
        if text.isascii():
            self.xdotool('type', '--delay', 8, text)
        else:
            self.copy_text(text)
            self.key('ctrl+v')
        time.sleep(0.2)

    def copy_text(self, text):
        self._offer(text.encode(), [])

    def copy_file(self, path, kind):
        """Offers a file's bytes on the clipboard as a kind, for example image/png."""
        self._offer(pathlib.Path(path).read_bytes(), ['-t', kind])

    def _offer(self, data, options):
        source = self.stage.folder / 'clipboard.in'
        source.write_bytes(data)
        # In the foreground of its own group: in the background it would outlive the test.
        self.stage.spawn(['xclip', '-quiet', '-selection', 'clipboard', *options, '-i',
                          str(source)])
        time.sleep(0.5)

    def clipboard(self, kind='UTF8_STRING'):
        """The clipboard as the program offers it."""
        done = subprocess.run(['timeout', '15', 'xclip', '-selection', 'clipboard', '-t', kind,
                               '-o'], env=self.stage.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
        return done.stdout

    def drop_files(self, target, *paths):
        """Drags files out of another program's window onto a widget of this one."""
        helper = self.stage.spawn(
            ['/usr/bin/python3', str(SOURCE / 'tests/outside/drag_source.py'), *map(str, paths)])
        name = f'drag-source-{helper.pid}'
        window = wait_for('the window to drag from', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', name], env=self.stage.environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=10,
            stdin=subprocess.DEVNULL, check=False).stdout.split())[-1]
        width = int(self.stage.size.split('x')[0])
        self.xdotool('windowmove', '--sync', window, width - 240, 20)
        time.sleep(0.4)
        x, y, wide, high = self.geometry(window)
        self.drag([(x + wide // 2, y + high // 2 + 10), self.middle_of(target)])
        helper.terminate()
        helper.wait(timeout=10)

    def resize(self, width, height):
        self.xdotool('windowsize', '--sync', self.main_window_id(), width, height)
        time.sleep(0.4)

    # Ending.

    def error_text(self):
        return self.errors.read_text(encoding='utf-8', errors='replace')

    def check_alive(self):
        if self.process.poll() is not None:
            raise Failure(f'the program ended with {self.process.returncode}: {self.error_text()}')

    def check_errors(self):
        bad = [line for line in self.error_text().splitlines()
               if BAD_LINE.search(line) and not HARMLESS.search(line)]
        if bad:
            raise Failure('the program warned: ' + '\n'.join(bad[:20]))

    def quit(self, seconds=20):
        """Asks the program to end as its menu does, and looks at what it left behind."""
        self.check_alive()
        children = [pid for pid in descendants(self.process.pid) if pid != self.process.pid]
        run(['gdbus', 'call', '--session', '--timeout', '10', '--dest',
             'io.github.gesso_studio.Gesso', '--object-path', '/io/github/gesso_studio/Gesso',
             '--method', 'org.gtk.Actions.Activate', 'quit', '[]', '{}'],
            env=self.stage.environment)
        wait_for('the program to end', lambda: self.process.poll() is not None, seconds)
        if self.process.returncode:
            raise Failure(f'the program ended with {self.process.returncode}: {self.error_text()}')
        wait_for('the engine to end', lambda: not [
            pid for pid in children if pathlib.Path(f'/proc/{pid}/cmdline').exists()
            and b'gesso' in pathlib.Path(f'/proc/{pid}/cmdline').read_bytes()], 10)
        self.check_errors()

    def crash(self):
        """kill -9, as a power cut does to one process."""
        self.process.kill()
        self.process.wait(timeout=10)

    def kill(self):
        for pid in descendants(self.process.pid):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)


def end_the_rest():
    """Ends what a test left behind, however it ended; returns how many there were."""
    count = 0
    while True:
        left = [pid for pid in descendants(os.getpid()) if pid != os.getpid()]
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
            count += 1
        except ChildProcessError:
            return count


def run_tests(tests):
    """tests: (name, function) or (name, function, fault). Prints TAP; arguments choose by name.

    A fault is one that is known and not mended yet: the test runs, and its failure is told as to do
    (see doc/status.md). The entry goes as soon as the test passes."""
    # Orphans come to us, so that even a test that is killed leaves nothing running.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    chosen = [one for one in sys.argv[1:] if not one.startswith('-')]
    tests = [one for one in tests if not chosen or any(word in one[0] for word in chosen)]
    print(f'1..{len(tests)}', flush=True)
    status = 0
    for number, (name, function, *fault) in enumerate(tests, 1):
        begin = time.monotonic()
        reader = os.fork()
        if reader == 0:
            # A process of its own: one stage each, and a hang costs one test only.
            code = 1
            try:
                os.setpgid(0, 0)
                signal.alarm(int(os.environ.get('GESSO_TEST_LIMIT', '280')))
                signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(
                    Failure('the test took too long')))
                reason = function()
                code = 77 if isinstance(reason, str) else 0
                if code:
                    pathlib.Path(os.environ['GESSO_SKIP_FILE']).write_text(reason)
            except SystemExit as ended:
                code = ended.code or 1
            except BaseException:
                import traceback
                for line in traceback.format_exc().splitlines():
                    print('# ' + line)
                sys.stdout.flush()
            sys.stdout.flush()
            with contextlib.suppress(Exception):
                atexit._run_exitfuncs()
            os._exit(code if isinstance(code, int) else 1)
        _pid, waited = os.waitpid(reader, 0)
        code = os.waitstatus_to_exitcode(waited)
        seconds = time.monotonic() - begin
        left = end_the_rest()
        if code < 0:
            print(f'# ended by {signal.Signals(-code).name}, with {left} processes left')
        if code == 77:
            reason = pathlib.Path(os.environ['GESSO_SKIP_FILE']).read_text()
            print(f'ok {number} - {name} # SKIP {reason}', flush=True)
        elif code != 0 and fault:
            print(f'not ok {number} - {name} # TODO {fault[0]}', flush=True)
        else:
            print(f"{'ok' if code == 0 else 'not ok'} {number} - {name}", flush=True)
            print(f'# {seconds:.1f} s', flush=True)
            status |= code != 0
    sys.exit(int(status))


_skip = tempfile.NamedTemporaryFile(prefix='gesso-skip-')
os.environ.setdefault('GESSO_SKIP_FILE', _skip.name)
