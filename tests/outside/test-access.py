#!/usr/bin/python3
"""The mask mode for those who do not see it, do not point, or need it larger or stronger.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import re
import time

from PIL import Image

from gesso_outside import Failure, Stage, run_tests, wait_for
from window_words import Window

# What somebody acts on; everything of these roles has to say what it is.
CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'slider', 'spin button',
            'text', 'password text', 'entry', 'combo box', 'link', 'menu item', 'check menu item',
            'radio menu item', 'switch', 'page tab', 'image', 'icon'}
# An image inside a control is told by the control; the class's name is what GTK says of it.
PICTURES = {'image', 'icon'}
CLASS_NAME = re.compile(r'^(Gtk|Gdk|Adw|Gesso)[A-Z]\w+$')

BAR = ['Brush', 'Eraser', 'Rectangle', 'Ellipse', 'Lasso', 'Polygon', 'Fill', 'Select by Colour',
       'Move Mask', 'Tool Settings', 'Extend Canvas', 'Masks', 'Mask Operations', 'Leave the Mask',
       'Replace', 'Adjust']
POPOVERS = {
    'Tool Settings': ['Size', 'Hardness', 'Opacity', 'Smoothing', 'Pressure Changes Size',
                      'Pressure Changes Opacity', 'Colour Tolerance', 'Only What Touches'],
    'Masks': ['Mask', 'New Mask', 'Name of the Mask', 'Copy Mask', 'Paste Mask', 'From File…',
              'To File…'],
    'Mask Operations': ['Amount in Pixels', 'Grow', 'Shrink', 'Feather', 'Smooth', 'Invert',
                        'Fill Holes', 'Everything', 'Nothing', 'Model May Go Further',
                        'Cross-Fade Inside', 'Strength of the Colour', 'Pink', 'Green', 'Blue',
                        'Yellow', 'Tint What Is Kept (Shift+Q)', 'Mask Alone'],
}


@contextlib.contextmanager
def masking(size='1200x800', settings='', **options):
    """A picture of one colour, with its mask opened."""
    with Stage(size, maximized=True, **options) as stage:
        if settings:
            folder = stage.folder / 'home/.config/gtk-4.0'
            folder.mkdir(parents=True)
            (folder / 'settings.ini').write_text(f'[Settings]\n{settings}\n')
            # The variable that keeps a desktop's settings out keeps out the file too.
            stage.environment['GDK_DEBUG'] = 'gl-disable'
        path = stage.folder / 'base.png'
        Image.new('RGB', (1024, 1024), (10, 200, 90)).save(path)
        app = stage.start(str(path))
        window = Window(stage, app)
        window.open_mask()
        yield window
        app.quit()


def parts(app, within=None):
    """What can be seen, each with what it is in."""
    stack = [(within or app.root(), ())]
    while stack:
        node, above = stack.pop()
        try:
            if not app.is_visible(node):
                continue
            yield node, above
            count = min(node.get_child_count(), 400)
        except Exception:  # it went away while we looked
            continue
        for index in reversed(range(count)):
            with contextlib.suppress(Exception):
                child = node.get_child_at_index(index)
                if child is not None:
                    stack.append((child, (*above, node.get_role_name())))


def stage_of(window):
    """The part of the window with the canvas in it; walking through the rest takes seconds."""
    node = window.canvas()
    for _step in range(6):
        node = node.get_parent()
    return node


def nameless(app, within):
    found = []
    for node, above in parts(app, within):
        role, name = node.get_role_name(), (node.get_name() or '').strip()
        if role not in CONTROLS or (name and not CLASS_NAME.match(name)):
            continue
        # Decoration: its control, or the row it stands in, says it all.
        if role in PICTURES:
            continue
        found.append(f"{role} in {' / '.join(above[-4:])} says \"{name}\"")
    return found


def expect_names(window, place, within=None):
    found = nameless(window.app, within)
    if found:
        raise Failure(f'{place}: ' + '; '.join(sorted(set(found))))


def names_of(app, within):
    return {node.get_name() for node, _above in parts(app, within) if node.get_role_name() in CONTROLS}


def test_names():
    with masking() as window:
        app = window.app
        expect_names(window, 'the mask mode')
        stage = stage_of(window)
        missing = [name for name in BAR if name not in names_of(app, stage)]
        if missing:
            raise Failure(f'the bar has no {missing}')
        for button, wanted in POPOVERS.items():
            window.click(button, 'push button')
            wait_for(f'what "{button}" opens',
                     lambda: set(wanted) <= names_of(app, stage))
            expect_names(window, button, stage)
            app.key('Escape')
            time.sleep(0.4)
        # The canvas is a picture that says what it is and what there is in it.
        canvas = window.canvas()
        if not canvas.get_description():
            raise Failure('the canvas does not say what is masked')
        window.app.key('r')
        window.paint((0.4, 0.4), (0.6, 0.6))

        def told():
            canvas.clear_cache()
            return re.search(r'\d+ × \d+ pixels', canvas.get_description() or '')
        wait_for('the canvas to say what is masked', told)
        window.edit_masked('remove this')
        window.wait_pictures(2)
        for name in ('Keep', 'Again', 'Discard', 'Before'):
            app.find(name)
        window.open_proof()
        expect_names(window, 'the proof of a proposal')


def controls(window, names):
    """The buttons of the bar by their names; what opens a menu is two of them, one in the other."""
    found = {}
    for node, _above in parts(window.app, stage_of(window)):
        name = node.get_name()
        if name in names and node.get_role_name() == 'push button':
            found.setdefault(name, []).append(node)
    return found


def test_keys_reach_everything():
    with masking() as window:
        app = window.app
        wanted = controls(window, BAR)
        if set(wanted) != set(BAR):
            raise Failure(f'the bar has no {set(BAR) - set(wanted)}')
        reached = []
        # From the canvas backwards: what lies above it comes before it.
        for _step in range(len(BAR) + 12):
            app.key('shift+Tab')
            here = next((name for name, nodes in wanted.items()
                         if any(app.is_focused(node) for node in nodes)), None)
            if here and here not in reached:
                reached.append(here)
            if len(reached) == len(BAR):
                break
        if set(reached) != set(BAR):
            raise Failure(f'Shift+Tab does not reach {sorted(set(BAR) - set(reached))}')
        if reached != BAR[::-1]:
            raise Failure(f'the order is not that of the eye: {reached}')


def test_popover_keeps_the_focus():
    with masking() as window:
        app = window.app
        app.tab_to(controls(window, ['Masks'])['Masks'][-1], back=True)
        app.key('space')
        time.sleep(0.5)
        for count, name in enumerate(('Hair', 'Sky'), 2):
            window.click('New Mask', 'push button')
            wait_for('a new mask', lambda: len(app.find_all(
                role='radio button', within=stage_of(window))) == count)
            entry = app.find('Name of the Mask', 'text')
            wait_for('the name to have the focus', lambda: app.is_focused(entry))
            app.key('ctrl+a')
            app.type(name)
            app.key('Return')
            app.find(name, 'radio button')
        # Chosen by keys, and chosen on: the list stays where it is.
        first = app.find('Mask', 'radio button')
        app.tab_to(app.find('Sky', 'radio button'), back=True)
        app.key('Up', 'Up')
        wait_for('the first mask to be chosen', lambda: app.is_checked(first))
        wait_for('it to have the focus', lambda: app.is_focused(first))
        app.key('Escape')


def outside(app, canvas, nodes):
    left, top, width, height = app.place_of(canvas)
    found = []
    for name, places in nodes.items():
        for node in places:
            x, y, w, h = app.place_of(node)
            if x < left or y < top or x + w > left + width or y + h > top + height:
                found.append(f'{name} at {x},{y} {w}×{h}')
    return found


def check_room(window, names):
    app = window.app
    nodes = controls(window, names)
    if set(nodes) != set(names):
        raise Failure(f'not to be seen: {sorted(set(names) - set(nodes))}')
    beyond = outside(app, window.canvas(), nodes)
    if beyond:
        raise Failure(f'beyond the canvas: {beyond}')


def test_narrow():
    with masking('360x720') as window:
        check_room(window, ['Tool', *BAR[9:]])
        # The tools are one button then.
        window.click('Tool', 'push button')
        wait_for('the tools', lambda: set(BAR[:9]) <= names_of(window.app, stage_of(window)))


def test_large_text():
    with masking(dpi=192) as window:
        check_room(window, BAR[9:])


def luminance(color):
    parts = [value / 255 for value in color[:3]]
    parts = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def edge_contrast(window):
    """How much the edge of the bar stands out from the ground beside it."""
    app, path = window.app, window.stage.folder / 'edge.png'
    app.xdotool('mousemove', 0, 0)
    time.sleep(0.5)
    window.stage.screenshot(path)
    x, y, _width, height = app.place_of(app.find('Brush', 'push button'))
    with Image.open(path) as shot:
        row = [shot.convert('RGB').getpixel((column, y + height // 2))
               for column in range(x - 40, x)]
    return max(contrast(row[0], color) for color in row)


def test_high_contrast():
    with masking(environment={'ADW_DEBUG_HIGH_CONTRAST': '1'}) as window:
        found = edge_contrast(window)
        # What the guidelines for web content ask of the edge of a control.
        if found < 3:
            raise Failure(f'the edge of the bar has a contrast of {found:.1f} only')
        expect_names(window, 'high contrast')


def pixels(window):
    with Image.open(window.stage.screenshot(window.stage.folder / 'look.png')) as shot:
        return shot.convert('RGB').tobytes()


def settled(window):
    """What is on the display once it has been the same for half a second."""
    deadline = time.monotonic() + 20
    before = pixels(window)
    while time.monotonic() < deadline:
        time.sleep(0.5)
        now = pixels(window)
        if now == before:
            return now
        before = now
    raise Failure('something moves although nothing should')


def test_without_motion():
    with masking(settings='gtk-enable-animations=false') as window:
        window.app.key('r')
        window.paint((0.4, 0.4), (0.6, 0.6))
        window.click('Masks', 'push button')
        window.find('New Mask')
        # Away from the button: its tooltip comes when it wants to.
        window.app.xdotool('mousemove', 0, 0)
        still = settled(window)
        for _look in range(10):
            if pixels(window) != still:
                raise Failure('something moves although nothing should')
        window.app.key('Escape')
        window.edit_masked('remove this')
        window.wait_pictures(2)
        window.app.find('Keep')


run_tests([
    ('every control has a name', test_names),
    ('keys reach every control of the bar', test_keys_reach_everything),
    ('the masks by keyboard', test_popover_keeps_the_focus),
    ('room in a narrow window', test_narrow),
    ('room for large text', test_large_text),
    ('edges in high contrast', test_high_contrast),
    ('without motion', test_without_motion),
])
