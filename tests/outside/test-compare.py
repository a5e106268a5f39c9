#!/usr/bin/python3
"""Comparing, as a person does it: an edit beside its input in every way there is, by keys and by
pointer, and what is on the display compared with the files.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import re
import time

from PIL import Image, ImageChops, ImageDraw

from gesso_outside import Failure, Stage, run_tests, wait_for
from window_words import Window

SIZE = (480, 320)
GROUND = (30, 160, 90)
SPOT = (230, 60, 40)
SPOT_BOX = (300, 120, 360, 180)


class Desk:
    """A picture from which a spot was removed by an edit with a mask, at 100 %."""

    def __init__(self, stage):
        self.stage = stage
        picture = Image.new('RGB', SIZE, GROUND)
        draw = ImageDraw.Draw(picture)
        for x in range(0, SIZE[0], 24):
            draw.line((x, 0, x, SIZE[1]), (20, 120 + x // 8, 70))
        draw.rectangle(SPOT_BOX, SPOT)
        base = stage.folder / 'base.png'
        picture.save(base)
        self.before = picture
        self.app = stage.start(str(base))
        self.window = Window(stage, self.app)
        self.make_edit()

    def make_edit(self):
        app, window = self.app, self.window
        window.find(re.compile('^Paint a Mask'))
        window.show_stage()
        app.focus_window()
        app.click(node=window.find(re.compile('^Paint a Mask')))
        canvas = wait_for('the canvas', lambda: next(app.seek('Mask', 'image'), None)
                          or next(app.seek('Mask', 'icon'), None))
        wait_for('a place on the display', lambda: app.place_of(canvas)[2] > 100)
        app.key('1')
        time.sleep(0.5)
        corner = self.find_corner(canvas)
        app.key('r')
        left, top, right, bottom = SPOT_BOX
        app.drag([(corner[0] + left - 8, corner[1] + top - 8),
                  (corner[0] + right + 9, corner[1] + bottom + 9)])
        window.write_prompt('remove this')
        button = window.find('Replace Masked Area')
        wait_for('the button to be on', lambda: app.is_enabled(button))
        window.generate()
        window.wait_pictures(2)
        app.find(re.compile('^0 of [0-9,]+ pixels differ outside the mask$'))
        with Image.open(window.pictures_on_disk()[-1]) as picture:
            self.after = picture.convert('RGB')
        self.view = wait_for('the picture', lambda: next(
            (node for role in ('image', 'icon') for node in app.seek(re.compile('remove this'), role)
             if app.place_of(node)[2] > 200), None))

    def find_corner(self, widget):
        x, y, width, height = self.app.place_of(widget)
        shot = self.shoot().crop((x, y, x + width, y + height))
        marks = [(c, r) for r in range(0, height, 2) for c in range(0, width, 2)
                 if shot.getpixel((c, r)) == GROUND]
        column = min(c for c, _r in marks)
        row = min(r for _c, r in marks)
        # The first column is a line, and every other pixel was looked at.
        while column > 0 and self.is_green(shot.getpixel((column - 1, row + 4))):
            column -= 1
        while row > 0 and self.is_green(shot.getpixel((column + 4, row - 1))):
            row -= 1
        return x + column, y + row

    @staticmethod
    def is_green(pixel):
        return pixel[1] > 100 and pixel[0] < 40 and pixel[2] < 100

    def shoot(self):
        path = self.stage.folder / 'shot.png'
        self.stage.screenshot(path)
        with Image.open(path) as shot:
            return shot.convert('RGB')

    def open(self):
        self.app.focus_window()
        if self.app.middle_of(self.view)[0] > 0:
            self.app.mouse_click(self.view)
        self.app.key('c')
        self.canvas = wait_for('the comparison', lambda: next(
            (node for role in ('image', 'icon') for node in self.app.seek('Comparison', role)),
            None))
        wait_for('a place on the display', lambda: self.app.place_of(self.canvas)[2] > 100)
        time.sleep(0.5)

    def describe(self):
        self.canvas.clear_cache()
        return self.canvas.get_description() or ''

    def wait_mode(self, words):
        wait_for(f'"{words}" to be said', lambda: self.describe().startswith(words))
        time.sleep(0.4)

    def shown(self, corner):
        """The part of the display where the picture is, as large as the picture."""
        x, y = corner
        return self.shoot().crop((x, y, x + SIZE[0], y + SIZE[1]))

    def expect_picture(self, corner, wanted, what, box=None):
        """Pixel by pixel, but where chrome may lie over it."""
        box = box or (0, 70, SIZE[0], SIZE[1] - 10)

        def same():
            difference = ImageChops.difference(self.shown(corner).crop(box), wanted.crop(box))
            return difference.getbbox() is None
        try:
            wait_for(what, same, 10)
        except Failure:
            self.shown(corner).save('/tmp/gesso-compare-test.png')
            raise


@contextlib.contextmanager
def desk(size='1600x1000', **options):
    with Stage(size, **options) as stage:
        one = Desk(stage)
        yield one
        one.app.quit()


def test_ways_by_keys():
    with desk() as one:
        app = one.app
        one.open()
        app.key('1')
        one.wait_mode('Wipe: Before, After')
        app.key('End')
        corner = one.find_corner(one.canvas)
        # At its ends the line and its knob are over the picture's edge.
        inner = (30, 70, SIZE[0] - 30, SIZE[1] - 10)
        one.expect_picture(corner, one.before, 'before alone', inner)
        app.key('Home')
        one.expect_picture(corner, one.after, 'after alone', inner)
        # The middle: before to the left of the line, after to its right, not a pixel off.
        app.key(*['Page_Down'] * 5)
        divider = app.find('Divider', 'slider')
        wait_for('the place of the line to be said',
                 lambda: divider.clear_cache() or divider.get_description() == '50 %')
        half = SIZE[0] // 2
        one.expect_picture(corner, one.before, 'before on the left', (0, 70, half - 24, 310))
        one.expect_picture(corner, one.after, 'after on the right', (half + 24, 70, 480, 310))
        app.key('Right', 'Right', 'Left')
        wait_for('the line to follow an arrow',
                 lambda: divider.clear_cache() or divider.get_description() == '52 %')

        app.key('d')
        one.wait_mode('Difference')
        wanted = ImageChops.difference(one.before, one.after).point(lambda v: min(8 * v, 255))
        one.expect_picture(corner, wanted, 'the difference, eightfold', (0, 120, 480, 310))

        app.key('h')
        one.wait_mode('Heat-Map')
        app.find(re.compile('^What the model changed'))
        # Without change grey, where the spot was as hot as can be.
        wait_for('heat where the spot was',
                 lambda: one.shown(corner).getpixel((330, 150)) == (255, 255, 255))
        quiet = one.shown(corner).getpixel((60, 250))
        if len(set(quiet)) != 1:
            raise Failure(f'what did not change is {quiet}, not grey')

        app.key('k')
        one.wait_mode('Blink')
        # By itself it shows both in turn; by hand the other one as long as Space is down.
        wait_for('before to blink', lambda: one.describe() == 'Blink: Before')
        wait_for('after to blink', lambda: one.describe() == 'Blink: After')
        app.click('Blink by Itself')
        one.wait_mode('Blink: After')
        app.mouse_click(one.canvas)
        one.expect_picture(corner, one.after, 'after', (0, 70, 480, 310))
        app.xdotool('keydown', 'space')
        one.wait_mode('Blink: Before')
        one.expect_picture(corner, one.before, 'before', (0, 70, 480, 310))
        app.xdotool('keyup', 'space')
        one.wait_mode('Blink: After')

        app.key('Escape')
        app.gone('Divider')
        app.find('Keep')


def test_side_by_side_is_linked():
    with desk() as one:
        app = one.app
        one.open()
        app.key('s')
        one.wait_mode('Side by Side')
        x, y, width, height = app.place_of(one.canvas)
        half = (width - 2) // 2

        def halves():
            shot = one.shoot()
            box = (20, 130, half - 20, height - 130)
            first = shot.crop((x, y, x + half, y + height)).crop(box)
            second = shot.crop((x + half + 2, y, x + 2 * half + 2, y + height)).crop(box)
            return first, second, ImageChops.difference(first, second).getbbox()

        # Zoomed in on the second one with the wheel, both show the same place.
        app.xdotool('mousemove', x + half + 2 + half // 2 + 90, y + height // 2, 'sleep', '0.2',
                    'click', '--repeat', 6, '--delay', 60, 4)
        time.sleep(0.5)
        first, second, differs = halves()
        if differs is None:
            raise Failure('before and after look the same')
        colors = first.getcolors(1 << 24)
        if not any(color == SPOT for _n, color in colors):
            raise Failure('the spot is not in what is seen of before')
        if any(color == SPOT for _n, color in second.getcolors(1 << 24)):
            raise Failure('the spot is in what is seen of after')
        # Dragging one of them moves both: what is seen changes in both.
        app.drag([(x + half // 2, y + height // 2), (x + half // 2 + 120, y + height // 2)])
        moved = halves()
        for before, after in ((first, moved[0]), (second, moved[1])):
            if ImageChops.difference(before, after).getbbox() is None:
                raise Failure('one of the two did not move')


def test_pointer_and_menus():
    with desk() as one:
        app = one.app
        app.click('Compare', 'push button')
        one.canvas = app.find('Comparison')
        one.wait_mode('Wipe')
        app.focus_window()
        app.key('1')
        time.sleep(0.5)
        divider = app.find('Divider', 'slider')
        x, y = app.middle_of(divider)
        app.drag([(x, y), (x - 120, y)])
        wait_for('the line to follow the pointer',
                 lambda: divider.clear_cache() or divider.get_description() == '25 %')
        # Another pair: what was put back of the model's answer.
        app.click('What to Compare')
        app.click('Whole Answer and After')
        one.wait_mode('Wipe: Whole Answer, After')
        app.click('Stop Comparing')
        app.gone('Divider')
        # The proof leads to the heat-map.
        app.mouse_click(app.find(re.compile('pixels differ outside the mask')))
        app.click('What the Model Had Changed')
        one.wait_mode('Heat-Map')
        app.mouse_click(one.canvas)
        app.key('c')
        app.gone('What the model changed, in steps of 255. Grey is unchanged.')
        # A kept picture is compared as well.
        app.click('Keep')
        app.gone('Keep')
        one.open()
        one.wait_mode('Heat-Map')


def test_right_to_left():
    with desk(locale='ar_EG', environment={'LANGUAGE': 'ar'}) as one:
        app = one.app
        one.open()
        app.key('w')
        one.wait_mode('Wipe')
        app.key('1')
        app.key('Home')
        corner = one.find_corner(one.canvas)
        app.key(*['Page_Down'] * 5)
        half = SIZE[0] // 2
        # Before is where reading begins; the pictures themselves are not mirrored.
        one.expect_picture(corner, one.after, 'after on the left', (0, 70, half - 24, 310))
        one.expect_picture(corner, one.before, 'before on the right', (half + 24, 70, 480, 310))
        divider = app.find('Divider', 'slider')
        app.key('Left')
        wait_for('the line to go where the arrow points',
                 lambda: divider.clear_cache() or divider.get_description() == '52 %')


def test_outside_the_mask():
    """The proof that one can see: whatever the amplification, nothing differs outside the mask."""
    with desk() as one:
        app = one.app
        one.open()
        app.key('1')
        one.wait_mode('Wipe')
        app.key('End')
        corner = one.find_corner(one.canvas)
        app.key('d')
        one.wait_mode('Difference: Before, After, amplified 8 times')
        app.find(re.compile('^[1-9][0-9,]* of 153,600 pixels differ\n'))
        app.key('o')
        one.wait_mode('Difference outside the mask: Before, After')
        app.find(re.compile('^0 of [0-9,]+ pixels differ outside the mask\n'))
        app.key('a', 'a', 'a', 'a')
        one.wait_mode('Difference outside the mask: Before, After, amplified 64 times')
        app.find(re.compile('^0 of [0-9,]+ pixels differ outside the mask\n'))
        seen = one.shown(corner)
        left, top, right, bottom = SPOT_BOX
        # A little further than the rectangle that was drawn around the spot.
        ring = Image.new('L', SIZE, 255)
        ImageDraw.Draw(ring).rectangle((left - 10, top - 10, right + 11, bottom + 11), 0)
        ImageDraw.Draw(ring).rectangle((0, 0, SIZE[0], 130), 0)
        black = Image.new('RGB', SIZE)
        if ImageChops.difference(Image.composite(seen, black, ring), black).getbbox() is not None:
            raise Failure('something is seen outside the mask')
        if seen.getpixel((330, 150)) == (0, 0, 0):
            raise Failure('what the mask let through is not left out')
        # Both are kept, and a whole answer has no outside.
        app.key('Escape', 'c')
        one.wait_mode('Difference outside the mask: Before, After, amplified 64 times')
        app.key('shift+a', 'o')
        one.wait_mode('Difference: Before, After, amplified 32 times')


def test_any_other_picture():
    """A sibling of the session by key, and two pictures of the history."""
    with desk() as one:
        app = one.app
        app.click('Again', 'push button')
        one.window.wait_pictures(3)
        app.find('Keep')
        one.open()
        one.wait_mode('Wipe: Before, After')
        app.key('p')
        app.find(re.compile('^remove this, Another edit of the input'), 'list item')
        time.sleep(0.5)
        app.key('Down', 'Return')
        one.wait_mode('Wipe: remove this, remove this')
        app.gone('What to Compare')
        app.key('d')
        one.wait_mode('Difference: remove this, remove this')
        app.find(re.compile('^[0-9,]+ of 153,600 pixels differ\n'))
        # The input again.
        app.key('p')
        app.find(re.compile('^Input, '), 'list item')
        time.sleep(0.5)
        app.key('Up', 'Return')
        one.wait_mode('Difference: Before, After')
        app.key('Escape')
        app.gone('Comparison')

        one.window.open_history()
        app.mouse_click(one.window.history_picture('^remove this'))
        x, y = app.middle_of(one.window.history_picture('^base'))
        app.xdotool('keydown', 'ctrl', 'mousemove', x, y, 'sleep', '0.2', 'click', 1, 'sleep', '0.2',
                    'keyup', 'ctrl')
        app.find('2 selected')
        app.key('c')
        one.canvas = wait_for('the comparison', lambda: next(
            (node for role in ('image', 'icon') for node in app.seek('Comparison', role)), None))
        one.wait_mode('Difference: Before, After')


run_tests([
    ('every way by keys', test_ways_by_keys),
    ('side by side is linked', test_side_by_side_is_linked),
    ('by pointer and menus', test_pointer_and_menus),
    ('right to left', test_right_to_left),
    ('outside the mask', test_outside_the_mask),
    ('any other picture', test_any_other_picture),
])
