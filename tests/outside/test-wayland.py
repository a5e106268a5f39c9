#!/usr/bin/python3
"""One smoke under a headless Wayland: the window comes up, is heard by the accessibility bus, shows
something, and ends without a warning.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

from PIL import Image

from gesso_outside import Failure, Stage, run_tests
from window_words import Window


def test_smoke():
    with Stage('1280x900', wayland=True) as stage:
        app = stage.start()
        window = Window(stage, app)
        window.find('Main Menu')
        picture = Image.open(stage.screenshot(stage.folder / 'shot.png')).convert('RGB')
        if picture.size != (1280, 900):
            raise Failure(f'the screenshot has {picture.size}')
        colours = picture.getcolors(1 << 22)
        if len(colours) < 50:
            raise Failure(f'the window shows only {len(colours)} colours')
        app.quit()


def test_main_job():
    with Stage('1280x900', wayland=True) as stage:
        app = stage.start()
        window = Window(stage, app)
        window.start_with_sketch()
        window.write_prompt('A poster that says "Wayland", teal')
        window.click('Generate', 'push button')
        window.wait_pictures(1)
        app.quit()


run_tests([
    ('the window comes up and ends', test_smoke),
    ('a picture is generated', test_main_job),
])
