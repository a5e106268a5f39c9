#!/usr/bin/python3
"""What is put together in the window: a mask with regions far apart, sent as one request or as
several.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os
import pathlib
import re
import sqlite3
import time

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gesso_outside import Failure, Stage, run_tests, wait_for
from window_words import Window

SIZE = (3000, 1100)
SPOTS = [(150, 500, 350, 700), (2600, 450, 2800, 650)]


def shot(stage, name):
    """For people who want to look: GESSO_SHOTS names a folder."""
    folder = os.environ.get('GESSO_SHOTS')
    if folder:
        time.sleep(0.6)
        stage.screenshot(pathlib.Path(folder) / f'{name}.png')


def make_picture(path):
    image = Image.effect_noise((SIZE[0] // 16, SIZE[1] // 16), 40).resize(SIZE, Image.BICUBIC)
    image = Image.merge('RGB', [image, image.transpose(Image.FLIP_LEFT_RIGHT),
                                image.transpose(Image.FLIP_TOP_BOTTOM)])
    image = image.filter(ImageFilter.GaussianBlur(3))
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in SPOTS:
        draw.ellipse((left + 40, top + 40, right - 40, bottom - 40), fill=(250, 30, 30))
    image.save(path, compress_level=1)
    return image


def painted(window):
    library = window.library()
    with contextlib.closing(sqlite3.connect(f'file:{library}/library.db?mode=ro', uri=True)) as base:
        rows = base.execute('SELECT digest FROM masks ORDER BY created_us DESC').fetchall()
    if not rows:
        return None
    with Image.open(next((library / 'blobs').rglob(f'{rows[0][0]}*'))) as mask:
        return mask.copy()


def rectangle(app, canvas, spot):
    """Draws one with the mouse over the whole picture at fit."""
    x, y, width, height = app.place_of(canvas)
    scale = min(width / SIZE[0], height / SIZE[1], 1)
    left, top = x + (width - SIZE[0] * scale) / 2, y + (height - SIZE[1] * scale) / 2

    def at(px, py):
        return round(left + px * scale), round(top + py * scale)
    middle = at((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2)
    app.xdotool('mousemove', *at(*spot[:2]), 'sleep', '0.3', 'mousedown', 1, 'sleep', '0.1',
                'mousemove', *middle, 'sleep', '0.1', 'mousemove', *at(*spot[2:]), 'sleep', '0.3',
                'mouseup', 1, 'sleep', '0.2')


def test_regions():
    with Stage('1600x1000') as stage:
        base_path = stage.folder / 'base.png'
        base = make_picture(base_path)
        app = stage.start(str(base_path))
        window = Window(stage, app)
        button = app.find(re.compile('^Paint a Mask'))
        app.focus_window()
        app.click(node=button)
        canvas = wait_for('the canvas', lambda: next(app.seek('Mask', 'image'), None)
                          or next(app.seek('Mask', 'icon'), None))
        wait_for('a place on the display', lambda: app.place_of(canvas)[2] > 100)
        app.key('0', 'r')
        time.sleep(1)
        rectangle(app, canvas, SPOTS[0])
        wait_for('the first rectangle', lambda: (mask := painted(window)) is not None
                 and mask.getbbox() is not None)
        # One region leaves nothing to choose.
        if next(app.seek(re.compile('separate requests')), None) is not None:
            raise Failure('a choice for one region')
        rectangle(app, canvas, SPOTS[1])
        one = app.find(re.compile('^One request'))
        several = app.find(re.compile('^2 separate requests'))
        if not app.is_checked(one):
            raise Failure('one request is not what is chosen first')
        shot(stage, 'regions-joined')
        app.click(node=several)
        wait_for('several to be chosen', lambda: app.is_checked(several))
        time.sleep(1)
        shot(stage, 'regions-separate')
        mask = painted(window)
        window.write_prompt('remove this')
        send = app.find('Replace Masked Area')
        wait_for('the button to be on', lambda: app.is_enabled(send))
        window.generate()
        app.find('Keep', seconds=60)
        window.wait_pictures(3)
        shot(stage, 'regions-proposal')
        found = app.find(re.compile('^0 of [0-9,]+ pixels differ outside the mask$'))
        checked = int(re.sub('[^0-9]', '', app.text_of(found)[5:]))
        if checked != mask.histogram()[0]:
            raise Failure(f'{checked} pixels were checked, {mask.histogram()[0]} are outside')
        with Image.open(window.pictures_on_disk()[-1]) as picture:
            edited = picture.convert('RGB')
        changed = ImageChops.difference(base, edited)
        outside = mask.point(lambda value: 0 if value else 255)
        if ImageChops.multiply(changed, outside.convert('RGB')).getbbox() is not None:
            raise Failure('pixels outside the mask differ')
        for spot in SPOTS:
            if changed.crop(spot).getbbox() is None:
                raise Failure(f'nothing has changed in {spot}')
        # Discarded, nothing of it stays in the session.
        app.click('Discard')
        app.gone('Keep')
        wait_for('the bin to have both', lambda: count_deleted(window) == 2)
        app.quit()


def count_deleted(window):
    library = window.library()
    with contextlib.closing(sqlite3.connect(f'file:{library}/library.db?mode=ro', uri=True)) as base:
        return base.execute('SELECT count(*) FROM nodes WHERE deleted_us IS NOT NULL').fetchone()[0]


run_tests([
    ('regions far apart, each by itself', test_regions),
])
