#!/usr/bin/python3
"""Masks, painted as a person paints them: every tool with mouse and keys, compared with what the
library has afterwards.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import math
import re
import sqlite3
import time

from PIL import Image, ImageChops, ImageDraw

from gesso_outside import Failure, Stage, run_tests, wait_for
from window_words import Window

SIZE = (800, 560)
GROUND = (10, 200, 90)
SQUARE = (40, 60, 220)


class Easel:
    """A picture of one colour with a square, opened in the window, at 100 %."""

    def __init__(self, stage):
        self.stage = stage
        picture = Image.new('RGB', SIZE, GROUND)
        picture.paste(SQUARE, (500, 300, 650, 450))
        self.base = stage.folder / 'base.png'
        picture.save(self.base)
        self.app = stage.start(str(self.base))
        self.window = Window(stage, self.app)
        self.enter()

    def enter(self):
        app = self.app
        self.picture = app.find(re.compile('^Paint a Mask'))
        app.focus_window()
        app.click(node=self.picture)
        self.canvas = wait_for('the canvas', lambda: next(app.seek('Mask', 'image'), None)
                               or next(app.seek('Mask', 'icon'), None))
        wait_for('a place on the display', lambda: app.place_of(self.canvas)[2] > 100)
        app.key('1')
        time.sleep(0.8)
        self.find_corner()

    def find_corner(self):
        """Where the picture's own corner is on the display."""
        path = self.stage.folder / 'corner.png'
        self.stage.screenshot(path)
        x, y, width, height = self.app.place_of(self.canvas)
        with Image.open(path) as shot:
            shot = shot.convert('RGB').crop((x, y, x + width, y + height))
            left = min(c for c in range(width) if shot.getpixel((c, height // 2)) == GROUND)
            top = min(r for r in range(height) if shot.getpixel((left + 4, r)) == GROUND)
        self.corner = (x + left, y + top)

    def at(self, x, y):
        return self.corner[0] + x, self.corner[1] + y

    def tool(self, key):
        self.app.key(key)

    def drag(self, points, button=1, hold=(), steps=12):
        command = ['mousemove', *self.at(*points[0]), 'sleep', '0.15']
        for key in hold:
            command += ['keydown', key]
        command += ['mousedown', button, 'sleep', '0.05']
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            for step in range(1, steps + 1):
                command += ['mousemove', *self.at(round(x0 + (x1 - x0) * step / steps),
                                                  round(y0 + (y1 - y0) * step / steps)),
                            'sleep', '0.01']
        command += ['sleep', '0.2', 'mouseup', button]
        for key in hold:
            command += ['keyup', key]
        self.app.xdotool(*command)
        time.sleep(0.2)

    def click(self, x, y, button=1, count=1):
        self.app.xdotool('mousemove', *self.at(x, y), 'sleep', '0.15', 'click', '--repeat', count,
                         '--delay', 60, button)
        time.sleep(0.2)

    def clear(self):
        self.app.key('Delete')
        self.expect(lambda mask: mask.getbbox() is None, 'an empty mask')

    def saved(self):
        """The mask as the library has it now; None if there is none yet."""
        library = self.window.library()
        with contextlib.closing(sqlite3.connect(f'file:{library}/library.db?mode=ro',
                                                uri=True)) as base:
            rows = base.execute('SELECT digest FROM masks ORDER BY created_us DESC').fetchall()
        if not rows:
            return None
        digest = rows[0][0]
        path = next((library / 'blobs').rglob(f'{digest}*'))
        with Image.open(path) as mask:
            if mask.size != SIZE or mask.mode != 'L':
                raise Failure(f'the mask is {mask.mode} {mask.size}')
            return mask.copy()

    def expect(self, question, what):
        def look():
            with contextlib.suppress(sqlite3.OperationalError, StopIteration, FileNotFoundError):
                mask = self.saved()
                return mask is not None and question(mask)
            return False
        try:
            wait_for(what, look, 15)
        except Failure:
            mask = self.saved()
            if mask is not None:
                mask.save('/tmp/gesso-mask-test.png')
                raise Failure(f'{what}: the mask has bounds {mask.getbbox()} and mean '
                              f'{sum(mask.histogram()[128:])}')
            raise

    def expect_shape(self, shape, what, slack=2):
        """All that is masked lies within the shape grown by slack, and covers it shrunk by as
        much; edges may be soft."""
        from PIL import ImageFilter
        outer = shape.filter(ImageFilter.MaxFilter(2 * slack + 1))
        inner = shape.filter(ImageFilter.MinFilter(2 * slack + 1))

        def fits(mask):
            over = ImageChops.subtract(mask, outer)
            hard = mask.point(lambda v: 255 if v >= 128 else 0)
            under = ImageChops.subtract(inner, hard)
            return over.getbbox() is None and under.getbbox() is None
        self.expect(fits, what)


@contextlib.contextmanager
def easel(**options):
    with Stage('1600x1000', **options) as stage:
        one = Easel(stage)
        yield one
        one.app.quit()


def blank():
    return Image.new('L', SIZE, 0)


def capsules(points, radius):
    shape = blank()
    draw = ImageDraw.Draw(shape)
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        draw.line((x0, y0, x1, y1), 255, 2 * radius)
    for x, y in points:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)
    return shape


def test_brush_and_eraser():
    with easel() as one:
        one.tool('b')
        line = [(150, 150), (420, 250)]
        one.drag(line)
        # The brush of 64 pixels is soft towards its rim.
        one.expect_shape(capsules(line, 29), 'a brush stroke', slack=5)
        before = one.saved()
        one.drag([(280, 198), (290, 202)], button=3)
        one.expect(lambda mask: mask.getpixel((285, 200)) == 0
                   and mask.getpixel((160, 154)) == 255, 'what the right button erased')
        one.app.key('ctrl+z')
        one.expect(lambda mask: mask.tobytes() == before.tobytes(), 'the mask before')
        one.app.key('ctrl+shift+z')
        one.expect(lambda mask: mask.getpixel((285, 200)) == 0, 'the erased mask again')
        one.app.key('x')
        one.drag([(150, 150), (152, 150)])
        one.expect(lambda mask: mask.getpixel((150, 150)) == 0, 'what the eraser took')
        # A straight line from where the last stroke ended.
        one.clear()
        one.app.key('x')
        one.click(100, 500)
        one.app.xdotool('keydown', 'shift')
        one.click(600, 500)
        one.app.xdotool('keyup', 'shift')
        one.expect_shape(capsules([(100, 500), (600, 500)], 29), 'a straight line', slack=6)


def test_shapes():
    with easel() as one:
        one.tool('r')
        one.drag([(100, 100), (300, 200)])
        shape = blank()
        shape.paste(255, (100, 100, 300, 200))
        one.expect_shape(shape, 'a rectangle', slack=1)
        # The right button takes a piece away; filling the hole brings it back.
        one.drag([(150, 130), (200, 170)], button=3)
        one.expect(lambda mask: mask.getpixel((175, 150)) == 0, 'a hole')
        one.tool('f')
        one.click(175, 150)
        one.expect_shape(shape, 'a filled hole', slack=1)
        one.clear()
        one.tool('r')
        one.drag([(100, 100), (300, 200)], hold=['shift'])
        one.expect(lambda mask: (box := mask.getbbox()) is not None
                   and abs((box[2] - box[0]) - (box[3] - box[1])) <= 1, 'a square')
        one.clear()
        one.tool('o')
        one.drag([(200, 100), (500, 300)])
        shape = blank()
        ImageDraw.Draw(shape).ellipse((200, 100, 499, 299), 255)
        one.expect_shape(shape, 'an ellipse', slack=2)
        one.tool('v')
        one.drag([(350, 200), (410, 230)])
        shape = blank()
        ImageDraw.Draw(shape).ellipse((260, 130, 559, 329), 255)
        one.expect_shape(shape, 'a moved ellipse', slack=3)


def test_lasso_and_polygon():
    with easel() as one:
        corners = [(200, 100), (500, 150), (350, 420)]
        shape = blank()
        ImageDraw.Draw(shape).polygon(corners, 255)
        one.tool('l')
        one.drag([*corners, corners[0]])
        one.expect_shape(shape, 'a lasso', slack=4)
        one.clear()
        one.tool('p')
        for corner in corners:
            one.click(*corner)
            time.sleep(0.5)
        one.app.key('Return')
        one.expect_shape(shape, 'a polygon', slack=2)


def test_colour():
    with easel() as one:
        one.tool('w')
        one.click(575, 375)
        shape = blank()
        shape.paste(255, (500, 300, 650, 450))
        one.expect_shape(shape, 'the blue square', slack=1)
        one.app.key('ctrl+i')
        one.expect(lambda mask: mask.getpixel((575, 375)) == 0 and mask.getpixel((5, 5)) == 255,
                   'the inverse')


def test_keyboard_only():
    with easel() as one:
        app = one.app
        # The pointer is elsewhere; arrows bring the cursor to the middle of the view.
        app.xdotool('mousemove', 5, 990)
        time.sleep(0.3)
        app.key('r', 'Right')
        app.key('Return')
        app.key(*['Right'] * 10)
        app.key(*['Down'] * 5)
        app.key('Return')

        def is_rectangle(mask):
            box = mask.getbbox()
            return (box is not None and abs(box[2] - box[0] - 80) <= 2
                    and abs(box[3] - box[1] - 40) <= 2)
        one.expect(is_rectangle, 'a rectangle of 80 × 40')

        def spoken():
            one.canvas.clear_cache()
            return one.canvas.get_description() or ''
        wait_for('the mask to be spoken', lambda: re.search(r'8[01] × 4[01]', spoken()))


def test_no_point_is_lost():
    with easel() as one:
        # A thin brush that follows straight, so that a missing point shows as a missing corner.
        one.app.click('Tool Settings')
        for name, value in (('Smoothing', 0), ('Size', 6)):
            one.app.find(name, 'slider').set_current_value(value)
        one.app.key('Escape')
        time.sleep(0.5)
        one.app.xdotool('mousemove', *one.at(400, 500), 'sleep', '0.2', 'click', 1)
        one.expect(lambda mask: mask.getbbox() is not None, 'a dab')
        one.clear()
        one.tool('b')
        points = [(100 + 6 * i, 150 if i % 2 else 350) for i in range(100)]
        command = ['mousemove', *one.at(*points[0]), 'sleep', '0.2', 'mousedown', 1]
        # As fast as the display takes them: many of them between two frames.
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            for step in range(1, 11):
                command += ['mousemove', *one.at(round(x0 + (x1 - x0) * step / 10),
                                                 round(y0 + (y1 - y0) * step / 10))]
        one.app.xdotool(*command, 'sleep', '0.5', 'mouseup', 1)

        def corners(mask):
            box = mask.getbbox()
            if box is None or box[1] > 200:
                return False
            top = sum(1 for x, y in points if y == 150
                      and max(mask.crop((x - 3, 150, x + 4, 175)).getdata()) >= 128)
            low = sum(1 for x, y in points if y == 350
                      and max(mask.crop((x - 3, 325, x + 4, 351)).getdata()) >= 128)
            return top >= 49 and low >= 49
        one.expect(corners, 'every corner of the zigzag')


def test_edit_is_proven():
    with easel() as one:
        one.tool('r')
        one.drag([(490, 290), (660, 460)])
        one.expect(lambda mask: mask.getbbox() is not None, 'a rectangle')
        one.window.write_prompt('remove this')
        button = one.app.find('Replace Masked Area')
        wait_for('the button to be on', lambda: one.app.is_enabled(button))
        mask = one.saved()
        one.window.generate()
        one.window.wait_pictures(2)
        # The proof is told, and true.
        one.app.find(re.compile('^0 of [0-9,]+ pixels differ outside the mask$'))
        with Image.open(one.window.pictures_on_disk()[-1]) as picture:
            edited = picture.convert('RGB')
        with Image.open(one.base) as picture:
            base = picture.convert('RGB')
        if edited.size != SIZE:
            raise Failure(f'the edit became {edited.size}')
        outside = mask.point(lambda v: 0 if v else 255)
        changed = ImageChops.difference(base, edited)
        if ImageChops.multiply(changed, outside.convert('RGB')).getbbox() is not None:
            raise Failure('pixels outside the mask differ')
        if changed.getbbox() is None:
            raise Failure('nothing has changed inside the mask')
        # Discarded, the picture before is looked at again.
        one.app.click('Discard')
        wait_for('the picture before', lambda: one.app.find(re.compile('^Paint a Mask')))
        one.app.gone('Keep')


def test_extend():
    with easel() as one:
        app = one.app
        # With the mouse: at fit there is room around the picture, and the right edge is pulled.
        app.key('0', 'm')
        app.find(re.compile('^Paint a Mask'))
        app.key('shift+c')
        app.find('Pixels Added on the Right')
        time.sleep(0.8)
        shot = one.stage.folder / 'handles.png'
        one.stage.screenshot(shot)
        x, y, width, height = app.place_of(one.canvas)
        with Image.open(shot) as image:
            image = image.convert('RGB').crop((x, y, x + width, y + height))
            middle = height // 2 + 40
            right = max(c for c in range(width) if image.getpixel((c, middle)) == GROUND)
        app.xdotool('mousemove', x + right + 2, y + middle, 'sleep', '0.2', 'mousedown', 1, 'sleep',
                    '0.1', 'mousemove', x + right + 30, y + middle, 'sleep', '0.1', 'mousemove',
                    x + right + 70, y + middle, 'sleep', '0.3', 'mouseup', 1)
        numbers = {side: app.find(f'Pixels Added {side}') for side in
                   ('on the Left', 'on the Right', 'Above', 'Below')}

        def value(side):
            return int(numbers[side].get_current_value())
        wait_for('the right margin', lambda: value('on the Right') > 32)
        pulled = value('on the Right')
        if (SIZE[0] + pulled) % 16:
            raise Failure(f'{pulled} pixels make a width that is on no grid')
        if value('on the Left') or value('Above') or value('Below'):
            raise Failure('another side was extended as well')
        # A pull is one step back and forth.
        app.key('ctrl+z')
        wait_for('the pull to be taken back', lambda: value('on the Right') == 0)
        app.key('ctrl+shift+z')
        wait_for('the pull again', lambda: value('on the Right') == pulled)
        # With the keys: Escape takes it all back, C begins again with the first number in focus.
        app.key('Escape')
        wait_for('no margin', lambda: value('on the Right') == 0)
        app.key('c')
        time.sleep(0.5)
        app.key('ctrl+a')
        app.xdotool('type', '153')
        app.key('Tab')
        wait_for('153 pixels on the left', lambda: value('on the Left') == 153)
        # So is a number, from within the numbers as well.
        app.key('ctrl+z')
        wait_for('the number to be taken back', lambda: value('on the Left') == 0)
        app.key('ctrl+shift+z')
        wait_for('the number again', lambda: value('on the Left') == 153)
        app.key('Tab', 'Tab')
        app.key('ctrl+a')
        app.xdotool('type', '203')
        app.key('Tab')
        wait_for('203 pixels below', lambda: value('Below') == 203)
        # A size that no model takes goes out as it is, with some pixels more.
        wait_for('native scale', lambda: one.canvas.clear_cache()
                 or re.search(r'Sent at 1:1 · 960\s×\s768', one.canvas.get_description() or ''))
        app.xdotool('mousemove', 5, 990)
        button = app.find('Extend Picture')
        wait_for('the button to be on', lambda: app.is_enabled(button))
        app.click(node=button)
        one.window.wait_pictures(2)
        app.find(re.compile('^0 of 448,000 pixels differ outside the mask$'))
        app.find('Keep')
        with Image.open(one.window.pictures_on_disk()[-1]) as picture:
            wide = picture.convert('RGB')
        if wide.size != (SIZE[0] + 153, SIZE[1] + 203):
            raise Failure(f'the picture became {wide.size}')
        with Image.open(one.base) as picture:
            base = picture.convert('RGB')
        kept = wide.crop((153, 0, 153 + SIZE[0], SIZE[1]))
        if ImageChops.difference(base, kept).getbbox() is not None:
            raise Failure('the original area has changed')


def saved_masks(one):
    """Node and digest of every mask in the library."""
    with contextlib.closing(sqlite3.connect(f'file:{one.window.library()}/library.db?mode=ro',
                                            uri=True)) as base:
        return base.execute('SELECT node_id, digest FROM masks').fetchall()


def test_mask_on_another():
    with easel() as one:
        app = one.app
        one.tool('r')
        one.drag([(540, 340), (610, 410)])
        one.expect(lambda mask: mask.getbbox() is not None, 'a rectangle')
        box = one.saved().getbbox()
        app.key('ctrl+c')
        app.find('Mask copied')
        one.window.write_prompt('remove this')
        button = app.find('Replace Masked Area')
        wait_for('the button to be on', lambda: app.is_enabled(button))
        one.window.generate()
        one.window.wait_pictures(2)
        app.click('Keep')

        # Pasted on the result, it is the same mask of another picture.
        one.enter()
        app.key('ctrl+v')

        def same():
            rows = saved_masks(one)
            return len({node for node, _ in rows}) == 2 and len({mask for _, mask in rows}) == 1
        wait_for('the same mask on both pictures', same)

        # Emptied, it comes back as the mask that the edit was made with.
        app.key('Delete')
        wait_for('an empty mask', lambda: len({mask for _, mask in saved_masks(one)}) == 2)
        app.click('Masks')
        app.click('Mask of the Edit')
        wait_for('the mask of the edit', same)
        app.key('Escape')
        app.key('ctrl+z')
        wait_for('the empty mask again', lambda: len({mask for _, mask in saved_masks(one)}) == 2)

        # A picture of another size asks whether the mask shall be scaled.
        app.key('m')
        app.click('Extend the Picture')
        app.find('Pixels Added on the Left')
        time.sleep(0.8)
        app.key('ctrl+a')
        app.xdotool('type', '200')
        app.key('Tab')
        button = app.find('Extend Picture')
        wait_for('the button to be on', lambda: app.is_enabled(button))
        app.click(node=button)
        one.window.wait_pictures(3)
        app.click('Keep')
        app.focus_window()
        app.click(node=app.find(re.compile('^Paint a Mask')))
        wait_for('the canvas', lambda: next(app.seek('Mask', 'image'), None)
                 or next(app.seek('Mask', 'icon'), None))
        time.sleep(0.5)
        app.key('ctrl+v')
        app.find(re.compile('It was painted for a picture of 800 × 560 pixels'))
        app.click('Scale')

        def scaled():
            rows = saved_masks(one)
            digest = rows[-1][1]
            if len({node for node, _ in rows}) != 3:
                return False
            path = next((one.window.library() / 'blobs').rglob(f'{digest}*'))
            with Image.open(path) as mask:
                found = mask.getbbox()
                return (mask.size == (1000, 560) and found is not None
                        and abs(found[0] - box[0] * 1.25) <= 3
                        and abs(found[2] - box[2] * 1.25) <= 3
                        and found[1] == box[1])
        wait_for('the scaled mask', scaled)


def test_killed():
    with Stage('1600x1000') as stage:
        one = Easel(stage)
        one.tool('r')
        one.drag([(100, 100), (300, 200)])
        shape = blank()
        shape.paste(255, (100, 100, 300, 200))
        one.expect_shape(shape, 'a rectangle', slack=1)
        one.app.kill()
        one.app = stage.start()
        one.window = Window(stage, one.app)
        one.window.find('Prompt')
        one.enter()
        one.tool('r')
        one.drag([(400, 100), (450, 200)])
        shape.paste(255, (400, 100, 450, 200))
        one.expect_shape(shape, 'both rectangles', slack=1)
        one.app.quit()


run_tests([
    ('brush and eraser', test_brush_and_eraser),
    ('shapes, fill and move', test_shapes),
    ('lasso and polygon', test_lasso_and_polygon),
    ('select by colour', test_colour),
    ('a mask by keyboard alone', test_keyboard_only),
    ('no point is lost', test_no_point_is_lost),
    ('an edit is proven', test_edit_is_proven),
    ('the picture is extended', test_extend),
    ('a mask on another picture', test_mask_on_another),
    ('the window is killed after a stroke', test_killed),
])
