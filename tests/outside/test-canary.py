#!/usr/bin/python3
"""`gesso-cli accounts test` against services that read masks in different ways, ignore what they are
asked for, or refuse: it finds out what each does, says the price before, and asks for pictures only
on wish.

  tests/outside/test-canary.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import io
import json
import os
import pathlib
import re
import time

from PIL import Image

from gesso_outside import Stage, run_tests
from service_rig import Home, Service, error_body, expect
from window_words import Window


def parts_of(body):
    """The form's parts by name."""
    parts = {}
    for match in re.finditer(rb'name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:[^\r\n]+\r\n)*\r\n', body):
        end = body.index(b'\r\n--', match.end())
        parts[match.group(1).decode()] = body[match.end():end]
    return parts


def png(image):
    data = io.BytesIO()
    image.save(data, 'PNG')
    return data.getvalue()


def region(mask, polarity):
    """Where this kind of service would draw, as a picture of 0 and 255."""
    if polarity == 'alpha':
        return mask.getchannel('A').point(lambda one: 255 if one == 0 else 0)
    grey = mask.convert('RGB').convert('L')
    if polarity == 'white':
        return grey.point(lambda one: 255 if one > 127 else 0)
    if polarity == 'black':
        return grey.point(lambda one: 255 if one < 128 else 0)
    return Image.new('L', mask.size, 255)


def service(polarity='alpha', sizes=True, previews=True, transparent=True, edits=True,
            models=('gpt-image-2.5-flare', 'gpt-image-2')):
    def answer(handler, _prompt, body):
        usage = {'input_tokens': 30, 'output_tokens': 200}
        if handler.path.endswith('/models'):
            handler.reply(200, json.dumps({'data': [{'id': one} for one in models]}).encode())
        elif handler.path.endswith('/edits'):
            if not edits:
                handler.reply(404, error_body('not_found', 'no such address'))
                return
            parts = parts_of(body)
            base = next(value for name, value in parts.items() if name.startswith('image'))
            picture = Image.open(io.BytesIO(base)).convert('RGB')
            mask = Image.open(io.BytesIO(parts['mask'])).convert('RGBA')
            picture.paste('red', (0, 0), region(mask, polarity))
            handler.reply_pictures(1, usage, png(picture))
        else:
            wish = json.loads(body)
            width, height = map(int, wish['size'].split('x')) if sizes else (1024, 1024)
            see_through = wish.get('background') == 'transparent' and transparent
            drawn = Image.new('RGBA', (width, height), (0, 0, 0, 0) if see_through else 'white')
            drawn.paste('red', (width // 4, height // 4, width // 2, height // 2))
            if wish.get('stream') and previews:
                handler.reply_events(usage, png(drawn))
            else:
                handler.reply_pictures(1, usage, png(drawn))
    return answer


def find_out(answer, status=0, kind='openai-images', model='gpt-image-2.5-flare'):
    with Home(answer) as home:
        home.add_account('Cellar', kind, model)
        output, errors = home.run('accounts', 'test', 'Cellar', '--pictures', '--json',
                                  status=status)
        events = [json.loads(line) for line in output.splitlines()]
        found = next(one for one in events if one['event'] == 'findings')
        found['errors'] = errors
        found['sent'] = [one[0] for one in home.service.asked if one[2]]
        # Nothing of it is in the library.
        expect(home.events('history'), [], 'pictures')
        expect(home.events('jobs'), [], 'jobs')
        return found


def test_masks():
    for polarity in ('alpha', 'white', 'black', 'none'):
        found = find_out(service(polarity))
        wanted = ('no', None) if polarity == 'none' else ('yes', polarity)
        expect((found['mask'], found['polarity']), wanted, polarity)
        expect((found['edits'], found['sizes'], found['previews'], found['transparency']),
               ('yes', 'yes', 'yes', 'yes'), polarity)
        expect((found['models'], found['lists_model']), (2, True), 'models')


def test_shortcomings():
    found = find_out(service(sizes=False, previews=False, transparent=False))
    expect((found['sizes'], found['previews'], found['transparency'], found['size']),
           ('no', 'no', 'no', '1024x1024'), 'what it ignores')
    found = find_out(service(models=('gpt-image-2',)))
    expect((found['models'], found['lists_model']), (1, False), 'another model')
    found = find_out(service(edits=False), status=3)
    expect((found['edits'], found['mask'], found['sizes']), ('no', 'unknown', 'yes'), 'no edits')
    found = find_out(service('white', previews=False, transparent=False), kind='compatible',
                     model='sd-cpp-local')
    expect((found['mask'], found['polarity'], found['previews']), ('yes', 'white', 'unknown'),
           'a server at home')


def test_price():
    """Without a wish nothing is asked for that costs; with it the price comes first."""
    with Home(service()) as home:
        home.add_account('Cellar', 'openai-images', 'gpt-image-2.5-flare')
        _output, errors = home.run('accounts', 'test', 'Cellar')
        expect([one[0] for one in home.service.asked if one[2]], [], 'no picture')
        expect(bool(re.search(r'--pictures .*\$0\.0', errors)), True, f'the price: {errors}')
        output, errors = home.run('accounts', 'test', 'Cellar', '--pictures')
        expect(bool(re.search(r'^Two small pictures are asked for: .*\$0\.0', errors)), True,
               f'the price comes first: {errors}')
        expect('alpha' in output and 'yes' in output, True, output)
        found = home.events('accounts', 'test', 'Cellar', '--pictures')[-1]
        # 200 tokens of output and 30 of text, twice.
        expect(round(found['usd'] * 1e6), 2 * (200 * 30 + 30 * 5), 'what it cost')
        home.run('accounts', 'test', status=2)
        home.run('accounts', 'test', 'Nobody', status=2)

    def refuse(handler, _prompt, _body):
        handler.reply(401, error_body('invalid_api_key'))
    with Home(refuse) as home:
        home.add_account('Cellar')
        home.run('accounts', 'test', 'Cellar', '--pictures', status=4)
        expect([one[0] for one in home.service.asked if one[2]], [], 'no picture without a key')


def test_window():
    """In the account's editor: the price first, then what was found."""
    rig = Service(service('white', previews=False))
    with Stage('1100x1000', environment={'GESSO_API_KEY': ''}) as stage:
        app = stage.start()
        window = Window(stage, app)
        window.start_with_sketch()
        app.focus_window()
        app.key('ctrl+comma')
        app.click('Add Account…')
        app.mouse_click(app.find('Address', 'text'))
        app.key('ctrl+a')
        app.type(f'127.0.0.1:{rig.port}/v1/')
        app.find(re.compile(r'^Will be used as http://127\.0\.0\.1:\d+/v1$'), 'label')
        app.mouse_click(app.find('API Key'))
        app.type('window-key-4711')
        app.find(re.compile(r'Price: .*\$0\.0'), 'label')
        expect([one[0] for one in rig.asked], [], 'nothing is asked before')
        app.click('Test Account')
        app.find('Yes, where it is white', 'label', seconds=40)
        app.find('The Test Cost', 'label')
        if os.environ.get('GESSO_SHOTS'):
            time.sleep(0.5)
            stage.screenshot(pathlib.Path(os.environ['GESSO_SHOTS']) / 'account-test.png')
        expect({one[3].get('Authorization') for one in rig.asked}, {'Bearer window-key-4711'},
               'the typed key')
        app.quit()
    rig.close()


run_tests([
    ('the ways to read a mask', test_masks),
    ('what is ignored and refused', test_shortcomings),
    ('the price is said before', test_price),
    ('in the window', test_window),
])
