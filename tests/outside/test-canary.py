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
import pathlib
import re
import time

from PIL import Image

from gesso_outside import Stage, run_tests
from service_rig import Home, Service, error_body, expect, parts_of, picture
from window_words import Window


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


def test_remembered():
    """What was found out survives the program, shows in lists, and changes what is sent."""
    with Home(service('black', previews=False)) as home:
        home.add_account('Cellar', 'openai-images', 'gpt-image-2.5-flare')
        base, mask = home.path / 'base.png', home.path / 'mask.png'
        base.write_bytes(picture((1024, 1024)))
        drawing = Image.new('L', (1024, 1024), 0)
        drawing.paste(255, (256, 256, 768, 768))
        drawing.save(mask)

        def edit():
            home.service.asked.clear()
            home.run('edit', '--account', 'Cellar', '--prompt', 'a kite', '--base', base, '--mask',
                     mask, '--output', home.path / 'out.png', '--no-protect')
            parts = parts_of(next(one[2] for one in home.service.asked if one[2]))
            return Image.open(io.BytesIO(parts['mask'])).convert('RGBA')

        sent = edit()
        expect((sent.getpixel((512, 512))[3], sent.getpixel((8, 8))), (0, (0, 0, 0, 255)), 'as usual')
        found = home.events('accounts', 'test', 'Cellar', '--pictures')[-1]
        expect((found['polarity'], found['remembered']), ('black', True), 'found')

        shown = home.events('accounts', 'show', 'Cellar')[-1]['findings']
        expect([(one['model'], one['polarity'], one['previews']) for one in shown],
               [('gpt-image-2.5-flare', 'black', 'no')], 'shown')
        expect(bool(re.match(r'20\d\d-\d\d-\d\dT', shown[0]['found'])), True, 'the day')
        output, _errors = home.run('accounts', 'show', 'Cellar')
        expect('black' in output and 'tested on 20' in output, True, output)

        sent = edit()
        expect((sent.getpixel((512, 512)), sent.getpixel((8, 8))),
               ((0, 0, 0, 255), (255, 255, 255, 255)), 'the other way round')
        home.service.asked.clear()
        home.run('generate', '--account', 'Cellar', '--prompt', 'a kite', '--stream', '2', '--size',
                 '1024x1024', '--output', home.path / 'new.png')
        wish = json.loads(next(one[2] for one in home.service.asked if one[2]))
        expect((wish.get('stream'), wish.get('partial_images')), (None, None), 'no previews asked')

        home.run('accounts', 'forget', 'Cellar')
        expect(home.events('accounts', 'show', 'Cellar')[-1].get('findings'), None, 'forgotten')
        expect(edit().getpixel((8, 8)), (0, 0, 0, 255), 'as before')
        home.run('accounts', 'show', 'Nobody', status=2)
        home.run('accounts', 'forget', 'Nobody', status=2)


def test_lost_on_the_way():
    """A service that is away says nothing about what it can do."""
    whole = service()

    def answer(handler, prompt, body):
        if handler.path.endswith('/edits'):
            handler.reply(500, error_body('server_error'))
        else:
            whole(handler, prompt, body)
    with Home(answer) as home:
        home.add_account('Cellar', 'openai-images', 'gpt-image-2.5-flare')
        output, _errors = home.run('accounts', 'test', 'Cellar', '--pictures', '--json', status=6)
        found = next(json.loads(line) for line in output.splitlines() if 'findings' in line)
        expect((found['edits'], found['sizes']), ('unknown', 'yes'), 'edits')


def test_ends_and_credits():
    """The days on which models end, and what is left, as the service tells them."""
    def answer(handler, _prompt, _body):
        if handler.path.endswith('/models'):
            handler.reply(200, json.dumps({'data': [
                {'id': 'gpt-image-2', 'shutdown_date': '2099-12-01'},
                {'id': 'gpt-image-2.5-flare', 'shutdown_date': None}]}).encode())
        elif handler.path.endswith('/api/v1/chat/credit'):
            left = {'code': 200, 'data': 1234} if handler.headers.get('Authorization') else \
                {'code': 401, 'msg': 'no'}
            handler.reply(200, json.dumps(left).encode())
        else:
            handler.reply(404, error_body('not_found'))
    with Home(answer) as home:
        home.add_account('Cellar')
        home.add_account('Purse', 'kie')
        listed = {one['id']: one for one in home.events('models', '--account', 'Cellar', '--fetch')}
        expect(listed['gpt-image-2']['shutdown_date'], '2099-12-01', 'its end')
        expect(listed['gpt-image-2.5-flare'].get('shutdown_date'), None, 'no end')
        expect(home.events('accounts', 'show', 'Purse', '--credits')[-1]['credits_left'], 1234,
               'what is left')
        expect('1234 credits' in home.run('accounts', 'show', 'Purse', '--credits')[0], True, 'words')
        expect('credits_left' in home.events('accounts', 'show', 'Purse')[-1], False, 'not asked')
        home.run('accounts', 'show', 'Cellar', '--credits', status=2)
    with Home(answer, key='') as home:
        home.add_account('Purse', 'kie')
        home.run('accounts', 'show', 'Purse', '--credits', status=4)


def open_assistant(stage):
    app = stage.start()
    window = Window(stage, app)
    window.start_with_sketch()
    app.focus_window()
    app.key('ctrl+comma')
    app.click('Add Account…')
    return app


def test_window():
    """From nothing to an account that is tested, by the keyboard: kind, address, key, models, test."""
    rig = Service(service('black', previews=False))
    with Stage('1100x1000', environment={'GESSO_API_KEY': ''}) as stage:
        app = open_assistant(stage)
        # The first row has the focus.
        app.find('Kind of Account')
        app.find('OpenAI Images')
        time.sleep(0.5)
        app.key('Return')
        app.find('Address and Key')
        app.key('ctrl+a')
        app.type(f'127.0.0.1:{rig.port}/v1/images/edits')
        app.find(re.compile(r'^Will be used as http://127\.0\.0\.1:\d+/v1\n'
                            r'Added: http://\nLeft out: /images/edits$'), 'label')
        app.find(re.compile('^There is no keyring here'), 'label')
        app.key('Tab')
        app.type('window-key-4711')
        expect(rig.asked, [], 'nothing is asked before')
        # There and back, nothing is lost.
        app.key('alt+Left')
        app.find('Kind of Account')
        app.key('alt+Right')
        app.find('Address and Key')
        app.key('alt+Right')
        app.find('The service offers 2 models.', 'label')
        app.find(re.compile(r'Price: .*\$0\.0'), 'label')
        expect([one[0] for one in rig.asked if one[2]], [], 'no picture before it is wanted')
        app.tab_to(app.find('Test Account'))
        app.key('space')
        app.find('Yes, where it is black', 'label', seconds=40)
        app.find('Masks are sent to it the other way round.', 'label')
        app.find('Test Again')
        expect({one[3].get('Authorization') for one in rig.asked}, {'Bearer window-key-4711'},
               'the typed key')
        app.tab_to(app.find('Finish'), back=True)
        app.key('Return')
        app.find(re.compile(r'^OpenAI$'))
        app.quit()
        stored = json.loads(next(pathlib.Path(stage.environment['XDG_CONFIG_HOME'])
                                 .glob('gesso/accounts.json')).read_text())
        expect([one['findings'][0]['polarity'] for one in stored['accounts']], ['black'], 'remembered')
    rig.close()


run_tests([
    ('the ways to read a mask', test_masks),
    ('what is ignored and refused', test_shortcomings),
    ('the price is said before', test_price),
    ('remembered and used', test_remembered),
    ('lost on the way', test_lost_on_the_way),
    ('ends and credits', test_ends_and_credits),
    ('an account by keyboard', test_window),
])
