#!/usr/bin/python3
"""Keys stay where they belong: the main jobs are run with marked keys, in the window and by
gesso-cli, with services that fail, say the key back, and point to other hosts; then every file,
log, export and message on the bus that came of it is searched for them.

  tests/outside/test-keys.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import contextlib
import json
import pathlib
import re
import signal
import subprocess
import time
import urllib.parse

from PIL import Image

from gesso_outside import Failure, Stage, run_tests
from service_rig import CLI, Home, Service, expect, picture
from window_words import Window

# Neither has a form by which it could be told without being known.
FIRST = 'Zq9-marked/first+key=0815 of#the_suite'.replace(' ', '')
SECOND = 'Wx7.marked~second:key/4711'


def forms(key):
    """The key as it may be written somewhere."""
    raw = key.encode()
    found = {raw, raw[::-1], base64.b64encode(raw).rstrip(b'='),
             base64.urlsafe_b64encode(raw).rstrip(b'='), raw.hex().encode(), raw.hex().upper().encode(),
             urllib.parse.quote(key, safe='').encode(), json.dumps(key)[1:-1].encode(),
             json.dumps(key)[1:-1].replace('/', '\\/').encode(), key.encode('utf-16-le')}
    # Without padding the last character of an encoding may differ.
    return {one[:-1] if one not in (raw,) else one for one in found if len(one) > 8}


def search(folder, keys, but=()):
    """Every file under a folder; names too."""
    count = 0
    for path in pathlib.Path(folder).rglob('*'):
        if path.name in but or not path.is_file():
            continue
        data = path.read_bytes()
        count += 1
        for key in keys:
            for form in forms(key):
                if form in data or form in str(path).encode():
                    at = data.find(form)
                    raise Failure(f'a key is in {path}: …{data[max(0, at - 80):at + 60]!r}')
    if count < 10:
        raise Failure(f'only {count} files were found in {folder}')
    return count


def said_back(handler):
    """What the service was given, as a careless service repeats it."""
    header = handler.headers.get('Authorization') or handler.headers.get('api-key') or ''
    return header.split(' ')[-1]


def make_answer(elsewhere):
    def answer(handler, prompt, _body):
        word = (prompt.split() + ['']) [0]
        key = said_back(handler)
        if handler.path.endswith('/models'):
            handler.reply(200, json.dumps({'data': [{'id': 'gpt-image-2'}]}).encode())
        elif word == 'key':
            words = f'Incorrect API key provided: {key}. Header was Authorization: Bearer {key}'
            handler.reply(401, json.dumps({'error': {'message': words, 'code': 'invalid_api_key',
                                                     'param': key}}).encode())
        elif word == 'page':
            handler.reply(502, f'<html>Bearer {key}</html>'.encode(), 'text/html')
        elif word == 'damaged':
            handler.reply(200, f'<html>you sent {key}</html>'.encode(), 'text/html')
        elif word == 'nonsense':
            text = base64.b64encode(b'no picture').decode()
            handler.reply(200, json.dumps({'data': [{'b64_json': text,
                                                     'revised_prompt': f'with {key}'}]}).encode())
        elif word == 'cut':
            handler.reply(200, f'{{"note":"{key}","data":[{{"b64_json":"iVBOR'.encode(), length=9000)
        elif word == 'request-id':
            handler.reply(400, b'{"error":{"message":"no","code":"x"}}',
                          headers={'x-echo': key, 'apim-request-id': key})
        elif word == 'moved':
            handler.reply(307, b'', headers={'Location': f'{elsewhere.url}/images/generations'})
        elif word == 'moved-get':
            handler.reply(302, b'', headers={'Location': f'{elsewhere.url}/images/generations'})
        elif word == 'address':
            answer_with = {'data': [{'url': f'{elsewhere.url}/result.png'}]}
            handler.reply(200, json.dumps(answer_with).encode())
        else:
            entry = {'b64_json': base64.b64encode(picture()).decode(),
                     'revised_prompt': f'drawn for {key}'}
            handler.reply(200, json.dumps({'data': [entry], 'usage': {
                'input_tokens': 9, 'output_tokens': 9}}).encode())
    return answer


def give_picture(handler, _prompt, _body):
    handler.reply(200, picture(), 'image/png')


def check_elsewhere(elsewhere, keys):
    """What another host was asked for, with all its headers."""
    for path, _prompt, body, headers in elsewhere.asked:
        whole = json.dumps(headers).encode() + path.encode() + body
        for key in keys:
            if any(form in whole for form in forms(key)):
                raise Failure(f'the other host got the key: {headers}')
        for name in headers:
            expect(name.lower() in ('authorization', 'api-key', 'x-api-key', 'cookie'), False, name)


WORDS = ('fine', 'key', 'page', 'damaged', 'nonsense', 'cut', 'request-id', 'moved', 'moved-get',
         'address')


def test_command_line():
    elsewhere = Service(give_picture, '127.0.0.2')
    with Home(make_answer(elsewhere), FIRST) as home:
        home.environment['G_MESSAGES_DEBUG'] = 'all'
        home.environment['SOUP_DEBUG'] = '1'
        Image.new('RGB', (1024, 1024), 'navy').save(home.path / 'base.png')
        home.add_account('Cellar')
        home.add_account('Cloud', 'azure', 'deployment=gpt-image-2')
        written = bytearray()

        def tell(*words):
            process = home.start(*words)
            output, errors = process.communicate(timeout=60)
            written.extend(output + errors)
            return process.returncode
        for account in ('Cellar', 'Cloud'):
            for word in WORDS:
                tell('generate', '--account', account, '--prompt', f'{word} poster', '--json')
            tell('edit', '--account', account, '--prompt', 'fine edit', '--base', 'base.png',
                 '--mask-rect', '300,300,200,200', '--output', 'edit.png')
            tell('models', '--account', account, '--fetch', '--json')
        expect(tell('generate', '--prompt', 'a night sea', '--stream', '2'), 0, 'Sketch')
        for words in (['jobs', '--json'], ['history', '--json'], ['library', 'dump'],
                      ['history', '--cost', '--by', 'job', '--csv'], ['accounts', '--json']):
            expect(tell(*words), 0, words)
        for node in home.events('history'):
            tell('export', node['node'], '--output', f'{node["node"]}.png')
            tell('inspect', f'{node["node"]}.png', '--json')
        (home.path / 'written.log').write_bytes(written)
        count = search(home.path, [FIRST])
        check_elsewhere(elsewhere, [FIRST])
        # The service itself did get it, so the search knows what to look for.
        expect(any(FIRST in json.dumps(one[3]) for one in home.service.asked), True, 'it was used')
        expect([one[0] for one in elsewhere.asked if one[2]], [], 'no request is carried elsewhere')
        print(f'# {count} files, {len(written)} bytes of output')
    elsewhere.close()


def environment_of(pid):
    with contextlib.suppress(OSError):
        return pathlib.Path(f'/proc/{pid}/environ').read_bytes()
    return b''


def use_window(window, app):
    """The account is used in every way."""
    for word in ('key', 'damaged', 'nonsense', 'cut', 'moved'):
        window.write_prompt(f'{word} poster')
        window.generate()
        app.find('Dismiss', 'push button', seconds=30)
        app.click('Dismiss')
    window.write_prompt('fine poster')
    window.generate()
    window.wait_pictures(1)
    window.open_accounts()
    app.click(re.compile('^Sketch'))
    window.write_prompt('make it black and white')
    window.generate()
    window.wait_pictures(2)
    engines = window.engines()
    expect(len(engines), 1, 'the engine runs')
    expect(FIRST.encode() in environment_of(engines[0]), False, 'its environment has the key')
    app.quit()


def count_in_memory(pid, key):
    """How often the key stands in what the process can write to, as a snapshot would keep it."""
    raw = key.encode()
    count = 0
    with open(f'/proc/{pid}/maps', encoding='utf-8') as maps, \
            open(f'/proc/{pid}/mem', 'rb', buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if 'rw' not in rights or '[v' in line:
                continue
            begin, end = (int(one, 16) for one in span.split('-'))
            with contextlib.suppress(OSError, ValueError):
                memory.seek(begin)
                count += memory.read(end - begin).count(raw)
    return count


def test_memory():
    """However many jobs went by, the key is in memory no more often; of a finished run nothing of
    what this program itself makes of a key stays behind."""
    elsewhere = Service(give_picture, '127.0.0.2')
    service = Service(make_answer(elsewhere))
    with Stage('1400x900', environment={'GESSO_API_KEY': FIRST}) as stage:
        config = pathlib.Path(stage.environment['XDG_CONFIG_HOME'])
        account = {'id': 'cellar', 'kind': 'openai-images', 'name': 'Cellar',
                   'base_url': service.url, 'model': 'gpt-image-2'}
        (config / 'gesso').mkdir(parents=True)
        (config / 'gesso/accounts.json').write_text(json.dumps({'accounts': [account]}))
        settings = config / 'glib-2.0/settings'
        settings.mkdir(parents=True)
        (settings / 'keyfile').write_text(
            "[io/github/gesso_studio/Gesso]\nlast-account='cellar'\nfirst-run-done=true\n"
            "last-model='gpt-image-2'\n")
        app = stage.start()
        window = Window(stage, app)
        window.find('Prompt')
        counts = [count_in_memory(app.process.pid, FIRST)]
        for number in range(1, 4):
            for _time in range(4):
                window.write_prompt('fine poster')
                window.generate()
            window.wait_pictures(4 * number)
            time.sleep(1)
            counts.append(count_in_memory(app.process.pid, FIRST))
        print(f'# in memory before, and after each four jobs: {counts}')
        # The environment, the run's own, the one that hides it in words; and buffers of the library
        # that speaks HTTP, one for each connection.
        if counts[0] < 1 or counts[0] > 4 or max(counts[1:]) > counts[0] + 4:
            raise Failure(f'the key is in memory {counts} times')
        if counts[-1] > counts[1] + 2:
            raise Failure(f'each job leaves the key behind: {counts}')
        app.quit()
    service.close()
    elsewhere.close()


def add_account(window, app, port):
    """By hand, with a key that nobody else knows, and its models fetched."""
    app.key('ctrl+comma')
    app.click('Add Account…')
    app.find('Kind of Account')
    time.sleep(0.5)
    app.key('Return')
    app.find('Address and Key')
    app.key('ctrl+a')
    app.type(f'http://127.0.0.1:{port}/v1')
    app.key('Tab')
    app.type(SECOND)
    app.key('alt+Right')
    app.find('Test Account')
    time.sleep(2)
    app.click('Finish', 'push button')
    time.sleep(1)
    app.key('Escape')
    time.sleep(0.5)


def test_window():
    elsewhere = Service(give_picture, '127.0.0.2')
    service = Service(make_answer(elsewhere))
    extra = {'GESSO_API_KEY': FIRST, 'G_MESSAGES_DEBUG': 'all'}
    with Stage('1400x900', environment=extra) as stage:
        config = pathlib.Path(stage.environment['XDG_CONFIG_HOME'])
        account = {'id': 'cellar', 'kind': 'openai-images', 'name': 'Cellar',
                   'base_url': service.url, 'model': 'gpt-image-2'}
        (config / 'gesso').mkdir(parents=True)
        (config / 'gesso/accounts.json').write_text(json.dumps({'accounts': [account]}))
        settings = config / 'glib-2.0/settings'
        settings.mkdir(parents=True)
        (settings / 'keyfile').write_text(
            "[io/github/gesso_studio/Gesso]\nlast-account='cellar'\nfirst-run-done=true\n"
            "last-model='gpt-image-2'\n")
        with open(stage.folder / 'bus.log', 'wb') as log:
            monitor = subprocess.Popen(['dbus-monitor', '--session'], env=stage.environment,
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        app = stage.start()
        window = Window(stage, app)
        window.find('Prompt')
        use_window(window, app)
        app = stage.start(environment={'GESSO_API_KEY': ''})
        window = Window(stage, app)
        window.find('Prompt')
        add_account(window, app, service.port)
        app.quit()
        monitor.send_signal(signal.SIGINT)
        monitor.wait(timeout=10)
        if (stage.folder / 'bus.log').stat().st_size < 1000:
            raise Failure('nothing was seen on the bus')
        subprocess.run([str(CLI), 'library', 'dump'], env=stage.environment, check=True,
                       stdin=subprocess.DEVNULL, stdout=open(stage.folder / 'dump.jsonl', 'wb'))
        expect(any(SECOND in json.dumps(one[3]) for one in service.asked), True, 'the typed key')
        expect(any(FIRST in json.dumps(one[3]) for one in service.asked), True, 'the other key')
        count = search(stage.folder, [FIRST, SECOND])
        check_elsewhere(elsewhere, [FIRST, SECOND])
        print(f'# {count} files, {(stage.folder / "bus.log").stat().st_size} bytes on the bus')
    service.close()
    elsewhere.close()


def test_search():
    """The search finds what is planted, in each form and also in a name."""
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        for number in range(12):
            (pathlib.Path(folder) / f'{number}.txt').write_text('nothing')
        search(folder, [FIRST])
        for planted in (FIRST.encode(), base64.b64encode(b'xyz' + FIRST.encode())[4:],
                        urllib.parse.quote(FIRST, safe='').encode(), FIRST.encode().hex().encode()):
            (pathlib.Path(folder) / '5.txt').write_bytes(b'a' * 70000 + planted + b'b')
            try:
                search(folder, [FIRST])
            except Failure:
                continue
            raise Failure(f'{planted!r} was not found')


run_tests([
    ('the search itself', test_search),
    ('the command line', test_command_line),
    ('the window', test_window),
    ('the memory', test_memory),
])
