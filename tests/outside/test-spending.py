#!/usr/bin/python3
"""Money in the window: a draft says by how much its finish is dearer and is finished by a click, the
composer's price line tells a service's credits, and the preferences add up money and credits side by
side, down to the sessions.

  tests/outside/test-spending.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import re
import subprocess
import time

from gesso_outside import Stage, run_tests, wait_for
from service_rig import CLI, Service, expect, picture
from window_words import Window

KEY = 'spending-key-0815'


def answer(handler, _prompt, body):
    root = f'http://{handler.headers["Host"]}'
    if handler.path == '/kie/api/v1/jobs/createTask':
        reply = {'code': 200, 'data': {'taskId': 'k1'}}
    elif handler.path.startswith('/kie/'):
        reply = {'code': 200, 'data': {'state': 'success', 'creditsConsumed': 7, 'resultJson':
                                       json.dumps({'resultUrls': [root + '/picture.png']})}}
    elif handler.path == '/picture.png':
        handler.reply(200, picture(), 'image/png')
        return
    else:
        high = b'high' in body
        handler.reply_pictures(1, {'input_tokens': 1044 if high else 20,
                                   'output_tokens': 7024 if high else 196,
                                   'input_tokens_details': {'text_tokens': 20, 'image_tokens':
                                                            1024 if high else 0}})
        return
    handler.reply(200, json.dumps(reply).encode(), headers={'retry-after': '0.05'})


def shoot(stage, name):
    if os.environ.get('GESSO_SHOTS'):
        time.sleep(0.5)
        stage.screenshot(pathlib.Path(os.environ['GESSO_SHOTS']) / f'{name}.png')


def test_spending():
    rig = Service(answer)
    root = rig.url[:-len('/v1')]
    with Stage('1400x1000', environment={'GESSO_API_KEY': KEY}) as stage:
        def cli(*words):
            subprocess.run([str(CLI), *words], env=stage.environment, check=True, timeout=60,
                           stdout=subprocess.DEVNULL)
        cli('accounts', 'add', 'Studio', '--kind', 'openai-images', '--base-url', rig.url,
            '--model', 'gpt-image-2')
        cli('accounts', 'add', 'Kie', '--kind', 'kie', '--base-url', root + '/kie')
        cli('generate', '--account', 'Kie', '--prompt', 'a tin', '--size', '1024x1024')
        cli('generate', '--account', 'Studio', '--prompt', 'a fox', '--size', '1024x1024',
            '--quality', 'low', '--project', 'Posters', '--session', 'Foxes')
        app = stage.start()
        window = Window(stage, app)
        window.find('Prompt')
        app.focus_window()
        # 7024 × 30 + 1024 × 8 + 18 × 5 for the finish, 196 × 30 + 20 × 5 for the draft.
        button = app.find('Finish in High · +$0.21', 'push button', seconds=30)
        shoot(stage, 'finish')
        app.mouse_click(button)
        wait_for('the finish', lambda: len(rig.asked) and rig.asked[-1][0].endswith('/edits'), 30)
        window.wait_pictures(3)
        expect(b'high' in rig.asked[-1][2], True, 'in high quality')
        wait_for('nothing more to finish', lambda: not any(
            one.get_name().startswith('Finish in High') for one in app.find_all(
                role='push button')), 20)

        app.key('ctrl+comma')
        app.click('Cost')
        app.find(re.compile(r'^\$0\.26 · 7 credits \(kie\.ai\)$'), 'label', seconds=20)
        app.find(re.compile(r'^\$0\.22$'), 'label')
        shoot(stage, 'cost')
        row = app.find_all('Posters', 'label')[-1]
        window.into_view(row)
        app.mouse_click(row)
        app.find('Foxes', 'label')
        shoot(stage, 'sessions')
        app.quit()
    rig.close()


run_tests([('a draft, its finish, and what both cost', test_spending)])
