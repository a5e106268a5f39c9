#!/usr/bin/python3
"""What is put together in the window: a mask with regions far apart, sent as one request or as
several; an edit without a mask, of which only what was meant is kept.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import contextlib
import http.server
import io
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import threading
import time

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gesso_outside import BUILD, Failure, Stage, run_tests, wait_for
from window_words import Window

SIZE = (3000, 1100)
SPOTS = [(150, 80, 350, 280), (2600, 850, 2800, 1050)]


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


def rectangle(app, canvas, spot, size=SIZE):
    """Draws one with the mouse over the whole picture at fit."""
    x, y, width, height = app.place_of(canvas)
    scale = min(width / size[0], height / size[1], 1)
    left, top = x + (width - size[0] * scale) / 2, y + (height - size[1] * scale) / 2

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
        check_answers(app, stage)
        # Discarded, nothing of it stays in the session.
        app.click('Discard')
        app.gone('Keep')
        wait_for('the bin to have both', lambda: count_deleted(window) == 2)
        app.quit()


def check_answers(app, stage):
    """What the model sent is seen of both regions, not of the last one alone."""
    app.focus_window()
    app.key('c', 'h')
    canvas = wait_for('the comparison', lambda: next(app.seek('Comparison', 'image'), None)
                      or next(app.seek('Comparison', 'icon'), None))
    app.find(re.compile("The model's 2 answers, each at its place\\."))
    x, y, width, height = app.place_of(canvas)

    def is_hot(left, right):
        path = stage.folder / 'heat.png'
        stage.screenshot(path)
        with Image.open(path) as shot:
            part = shot.convert('RGB').crop((x + left, y + height // 3, x + right, y + height * 3 // 4))
        red, green, _blue = part.split()
        return ImageChops.subtract(red, green).getextrema()[1] > 80
    for part in ((0, width // 3), (width * 2 // 3, width)):
        wait_for(f'heat at {part}', lambda part=part: is_hot(*part))
    app.key('Escape')
    app.gone('Comparison')


SPOT = (420, 300, 600, 440)


class Drifting(http.server.BaseHTTPRequestHandler):
    """A service that is asked to change one thing and draws everything anew."""

    protocol_version = 'HTTP/1.1'
    picture = b''

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        self.answer({'data': [{'id': 'gpt-image-2'}]})

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        self.answer({'created': 1,
                     'data': [{'b64_json': base64.b64encode(Drifting.picture).decode()}]})

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def make_drifted(stage):
    """An edit in the library: one spot was changed, and all else is moved and brighter."""
    base = make_picture(stage.folder / 'unused.png').crop((400, 0, 1424, 1024))
    base.save(stage.folder / 'base.png')
    edited = base.copy()
    ImageDraw.Draw(edited).ellipse(SPOT, fill=(20, 60, 240))
    edited = edited.transform(edited.size, Image.AFFINE, (1, 0, -2.4, 0, 1, 1.7), Image.BICUBIC)
    data = io.BytesIO()
    edited.point(lambda value: min(255, round(value * 1.04))).save(data, 'JPEG', quality=88)
    Drifting.picture = data.getvalue()
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Drifting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    done = subprocess.run(
        [str(BUILD / 'src/cli/gesso-cli'), 'edit', '--base', 'base.png', '--prompt', 'a blue spot',
         '--kind', 'openai-images', '--base-url', f'http://127.0.0.1:{server.server_port}/v1',
         '--model', 'gpt-image-2'], cwd=stage.folder, capture_output=True, text=True, check=False,
        env={**stage.environment, 'GESSO_API_KEY': 'drift-test'})
    server.shutdown()
    if done.returncode:
        raise Failure(f'no edit to repair: {done.stderr}')
    return base


def count_outside(base, picture, mask):
    changed = ImageChops.difference(base, picture)
    outside = mask.point(lambda value: 0 if value else 255)
    worst = ImageChops.lighter(ImageChops.lighter(*changed.split()[:2]), changed.split()[2])
    return ImageChops.multiply(worst.point(lambda value: 255 if value else 0),
                               outside).histogram()[255]


def test_repair():
    with Stage('1600x1000') as stage:
        base = make_drifted(stage)
        app = stage.start()
        window = Window(stage, app)
        window.find('Prompt')
        time.sleep(1)
        shot(stage, 'repair-start')
        more = app.find(re.compile('^Paint a Mask'), seconds=30)
        app.focus_window()
        before = window.pictures_on_disk()
        app.click('Undo Stray Changes')
        app.find('Keep', seconds=60)
        window.wait_pictures(len(before) + 1)
        shot(stage, 'repair-proposal')
        found = app.find(re.compile('^0 of [0-9,]+ pixels differ outside the mask$'))
        mask = painted(window)
        checked = int(re.sub('[^0-9]', '', app.text_of(found)[5:]))
        if checked != mask.histogram()[0]:
            raise Failure(f'{checked} pixels were checked, {mask.histogram()[0]} are outside')
        with Image.open(window.pictures_on_disk()[-1]) as picture:
            repaired = picture.convert('RGB')
        if count_outside(base, repaired, mask):
            raise Failure('what drifted was not put back')
        middle = ((SPOT[0] + SPOT[2]) // 2, (SPOT[1] + SPOT[3]) // 2)
        if repaired.getpixel(middle)[2] < 200:
            raise Failure('what was meant is gone')
        # The mask is corrected by painting: with nothing of the spot in it, the spot goes too.
        app.click(node=more)
        canvas = wait_for('the canvas', lambda: next(app.seek('Kept from the Edit', 'image'), None)
                          or next(app.seek('Mask', 'image'), None)
                          or next(app.seek('Mask', 'icon'), None))
        wait_for('a place on the display', lambda: app.place_of(canvas)[2] > 100)
        shot(stage, 'repair-mask')
        app.key('Delete', 'r')
        time.sleep(1)
        rectangle(app, canvas, (100, 700, 300, 900), base.size)
        wait_for('the corrected mask', lambda: (box := painted(window).getbbox()) is not None
                 and box[0] < 200 and box[2] < 400)
        app.click('Apply')
        window.wait_pictures(len(before) + 2)
        app.find('Keep', seconds=60)
        mask = painted(window)
        with Image.open(window.pictures_on_disk()[-1]) as picture:
            corrected = picture.convert('RGB')
        if count_outside(base, corrected, mask):
            raise Failure('pixels outside the corrected mask differ')
        if corrected.getpixel(middle) != base.getpixel(middle):
            raise Failure('the spot is still there')
        wait_for('the one before in the bin', lambda: count_deleted(window) == 1)
        app.quit()
        done = subprocess.run([str(BUILD / 'src/cli/gesso-cli'), 'library', 'verify'],
                              capture_output=True, text=True, check=False, env=stage.environment)
        if done.returncode:
            raise Failure(f'the library does not verify: {done.stdout} {done.stderr}')


def count_deleted(window):
    library = window.library()
    with contextlib.closing(sqlite3.connect(f'file:{library}/library.db?mode=ro', uri=True)) as base:
        return base.execute('SELECT count(*) FROM nodes WHERE deleted_us IS NOT NULL').fetchone()[0]


run_tests([
    ('regions far apart, each by itself', test_regions),
    ('stray changes of an edit undone', test_repair),
])
