#!/usr/bin/python3
"""The built gesso-cli: every exit status that can be provoked, the JSON of each command, bad options,
bad prompts, bad sizes and bad files. A server of this test does what the prompt tells it to.

  tests/outside/test-cli.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import http.server
import io
import json
import os
import pathlib
import re
import signal
import struct
import subprocess
import tempfile
import threading
import time
import zlib

from PIL import Image, ImageChops

from gesso_outside import BUILD, Failure, run_tests

CLI = BUILD / 'src/cli/gesso-cli'
ENGINE = BUILD / 'src/engine/gesso-engine'


def picture(size=(1024, 1024), kind='PNG', color='teal'):
    data = io.BytesIO()
    Image.new('RGB', size, color).save(data, kind)
    return data.getvalue()


def failure(status, code, words='no', **headers):
    body = json.dumps({'error': {'message': words, 'type': 'x', 'param': 'size', 'code': code}})
    return status, 'application/json', body.encode(), headers


class Server(http.server.BaseHTTPRequestHandler):
    """The first word of the prompt says what happens."""
    protocol_version = 'HTTP/1.1'
    asked = []

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        self.reply(200, 'application/json', b'{"data":[{"id":"gpt-image-2"},{"id":"other-1"}]}')

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        found = re.search(rb'"prompt": ?"([a-z0-9-]+)|name="prompt"\r\n\r\n([a-z0-9-]+)', body)
        word = (found.group(1) or found.group(2)).decode() if found else ''
        Server.asked.append((self.path, word, body, dict(self.headers)))
        getattr(self, 'on_' + word.replace('-', '_'), self.on_fine)(body)

    def reply(self, status, kind, body, headers=None, length=None):
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('x-request-id', 'req_test')
        self.send_header('Content-Length', str(length if length is not None else len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(body)

    def on_fine(self, body):
        count = int((re.search(rb'"n": ?(\d+)', body) or [0, b'1'])[1])
        answer = {'created': 1, 'data': [{'b64_json': base64.b64encode(picture()).decode()}] * count,
                  'usage': {'input_tokens': 20, 'output_tokens': 196, 'total_tokens': 216,
                            'input_tokens_details': {'text_tokens': 20, 'image_tokens': 0}}}
        self.reply(200, 'application/json', json.dumps(answer).encode())

    def on_moderated(self, _body):
        self.reply(*failure(400, 'moderation_blocked'))

    def on_invalid(self, _body):
        self.reply(*failure(400, 'invalid_value'))

    def on_key(self, _body):
        self.reply(*failure(401, 'invalid_api_key', 'Incorrect key: canary-key-4711'))

    def on_forbidden(self, _body):
        self.reply(*failure(403, ''))

    def on_quota(self, _body):
        self.reply(*failure(429, 'insufficient_quota'))

    def on_busy(self, _body):
        self.reply(*failure(429, 'rate_limit_exceeded', retry_after_ms='20'))

    def on_broken(self, _body):
        self.reply(*failure(503, 'server_error', retry_after_ms='20'))

    def on_cut(self, _body):
        self.reply(200, 'application/json', b'{"created":1,"data":[{"b64_json":"iVBOR', length=90000)
        self.close_connection = True

    def on_html(self, _body):
        self.reply(200, 'text/html', b'<html><body>Welcome</body></html>')

    def on_nonsense(self, _body):
        text = base64.b64encode(b'this is no picture at all').decode()
        self.reply(200, 'application/json', json.dumps({'data': [{'b64_json': text}]}).encode())

    def on_slow(self, _body):
        time.sleep(12)
        self.close_connection = True


class Place:
    """A folder with its own home, a server, and the program."""

    def __enter__(self):
        if not CLI.exists():
            raise Failure('gesso-cli was not built')
        self.scratch = tempfile.TemporaryDirectory(prefix='gesso-cli-')
        self.path = pathlib.Path(self.scratch.name)
        self.library = self.path / 'library'
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.service = ['--kind', 'openai-images', '--model', 'gpt-image-2', '--base-url',
                        f'http://127.0.0.1:{self.server.server_port}/v1']
        self.environment = {
            **{name: value for name, value in os.environ.items()
               if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')},
            'HOME': str(self.path), 'XDG_DATA_HOME': str(self.path / 'data'),
            'XDG_CONFIG_HOME': str(self.path / 'config'),
            'XDG_CACHE_HOME': str(self.path / 'cache'), 'GESSO_LIBRARY': str(self.library),
            'GESSO_API_KEY': 'canary-key-4711', 'GESSO_ENGINE_PATH': str(ENGINE)}
        Server.asked = []
        return self

    def __exit__(self, *_arguments):
        self.server.shutdown()
        self.scratch.cleanup()

    def run(self, *words, status=0, data=None, without_key=False):
        environment = dict(self.environment)
        if without_key:
            del environment['GESSO_API_KEY']
        done = subprocess.run([str(CLI), *map(str, words)], env=environment, cwd=self.path,
                              input=data, stdin=subprocess.DEVNULL if data is None else None,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=90,
                              check=False)
        output, errors = done.stdout.decode(), done.stderr.decode()
        if done.returncode != status:
            raise Failure(f'{words}: {done.returncode} instead of {status}: {output} {errors}')
        if 'canary' in output + errors:
            raise Failure(f'{words}: the key was printed')
        if status and not errors.strip():
            raise Failure(f'{words}: it failed without a word')
        return output, errors

    def events(self, *words, **options):
        output, _errors = self.run(*words, '--json', **options)
        return [json.loads(line) for line in output.splitlines()]

    def one(self, *words, **options):
        events = self.events(*words, **options)
        if len(events) != 1:
            raise Failure(f'{words}: {len(events)} lines: {events}')
        return events[0]

    def error(self, *words, status, kind):
        last = self.events(*words, status=status)[-1]
        if last['event'] != 'error' or last['class'] != kind or not last['message']:
            raise Failure(f'{words}: {last} is no error of the class {kind}')
        if not {'http_status', 'request_id', 'may_be_billed'} <= set(last):
            raise Failure(f'{words}: {last} lacks a member')
        return last


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')


def test_size():
    with Place() as place:
        for text, rule, nearest in (('4096x4096', 'edge', '2880x2880'),
                                    ('3840x1000', 'multiple', '3840x1280'),
                                    ('3840x1264', 'ratio', '3792x1264'),
                                    ('512x512', 'pixels', '816x816'),
                                    ('1024x1024', None, '1024x1024'),
                                    ('1920×1080', 'multiple', '1920x1088')):
            answer = place.one('size', text)
            expect(answer['rule'], rule, text)
            expect(answer['legal'], rule is None, text)
            if text != '3840x1264':
                expect(answer['nearest'], nearest, text)
            expect({'asked', 'smaller', 'larger'} <= set(answer), True, text)
            for name in ('smaller', 'nearest', 'larger'):
                if answer[name]:
                    expect(place.one('size', answer[name])['rule'], None, name)
        for text in ('0', '17', '0x0', '4096', 'text', '-5x5', ''):
            place.error('size', text, status=2, kind='usage')
        place.error('size', status=2, kind='usage')
        place.error('size', '1x1', '2x2', status=2, kind='usage')
        expect(place.one('size', '1536x1024', '--model', 'gpt-image-1.5')['rule'], None, 'older')
        expect(place.one('size', '2048x2048', '--model', 'gpt-image-1.5')['rule'], 'fixed', 'older')


def test_price():
    with Place() as place:
        (place.path / 'base.png').write_bytes(picture())
        model = ['price', '--model', 'gpt-image-2']
        answer = place.one(*model, '--size', '1024x1024', '--quality', 'high', '--n', '2')
        expect(answer['known'], True, 'price')
        expect((answer['tokens_low'], answer['tokens_high']), (14048, 14048), 'tokens')
        expect(round(answer['usd_low'] - 14048 * 30 / 1e6, 3), 0, 'dollars')
        answer = place.one(*model, '--size', '1024x1024', '--quality', 'auto')
        expect((answer['tokens_low'], answer['tokens_high']), (196, 7024), 'range')
        edit = place.one(*model, '--size', '1024x1024', '--quality', 'low', '--base', 'base.png')
        plain = place.one(*model, '--size', '1024x1024', '--quality', 'low')
        expect(round((edit['usd_low'] - plain['usd_low']) * 1e6), 1024 * 8, 'input picture')
        expect(place.one('price', '--kind', 'sketch')['free'], True, 'sketch')
        unknown = place.one('price', '--kind', 'compatible', '--base-url', 'localhost:1', '--model',
                            'x')
        expect((unknown['known'], unknown['usd_low']), (False, None), 'unknown')
        for words in (['--size', '3840x1000'], ['--quality', 'gold'], ['--n', '0'], ['--n', '11'],
                      ['--n', 'many'], ['--base', 'missing.png'], ['--aspect', '7:5'],
                      ['--tier', '8K'], ['--size', '1024x1024', '--aspect', '1:1'], ['word']):
            place.error(*model, *words, status=2, kind='usage')
        expect(place.library.exists(), False, 'a price needs no library')


def test_routing():
    with Place() as place:
        (place.path / 'base.png').write_bytes(picture())
        model = ['price', '--model', 'gpt-image-2', '--routing']
        chosen = place.one(*model, 'token-budget=48', '--prompt', 'ein Plakat')['routing']
        expect((chosen['size'], chosen['quality'], chosen['tokens']), ('832x1248', 'medium', 1167),
               'choice')
        expect((chosen['ratio_from'], chosen['word']), ('words', 'Plakat'), 'reason')
        answer = place.one(*model, 'size-class=standard', '--aspect', '3:2')
        expect((answer['routing']['size'], answer['routing']['ratio_from']), ('1536x1024', 'kept'),
               'ratio by option')
        expect(answer['tokens_low'], 1372, 'the price is that of the choice')
        chosen = place.one(*model, 'token-budget=16', '--prompt', 'a poster', '--base',
                           'base.png')['routing']
        expect(chosen['ratio_from'], 'base', 'the base comes before words')
        expect('routing' in place.one(*model, 'manual'), False, 'manual chooses nothing')
        for words in (['token-budget=17'], ['huge'], ['size-class=large', '--quality', 'low'],
                      ['size-class=large', '--size', '1024x1024'],
                      ['token-budget=16', '--tier', '2K']):
            place.error(*model, *words, status=2, kind='usage')

        # What goes over the wire knows nothing of it, and the choice is told before the price.
        events = place.events('generate', '--model', 'gpt-image-2', '--kind', 'openai-images',
                              '--prompt', 'a 16:9 wave', '--routing', 'size-class=small',
                              '--dry-run')
        names = [event['event'] for event in events]
        expect(names[:2], ['routing', 'estimate'], 'order')
        request = events[names.index('request')]['request']
        expect(request['parameters']['size'], '1280x720', 'size')
        expect(request['parameters']['routing'], 'size-class=small', 'remembered')


def test_options():
    with Place() as place:
        expect(place.run('--version')[0].startswith('gesso-cli '), True, 'version')
        for command in ('generate', 'edit', 'size', 'price', 'models', 'accounts', 'jobs', 'history',
                        'export', 'inspect', 'library'):
            expect(command in place.run('--help')[0], True, command)
            help_text = place.run(command, '--help')[0]
            expect(f'gesso-cli {command}' in help_text and 'Examples' in help_text, True, command)
            place.error(command, '--no-such-option', status=2, kind='usage')
        place.run(status=2)
        place.error('paint', status=2, kind='usage')
        prompt = ['generate', '--prompt', 'x']
        for words in (['generate'], ['generate', 'words without option'],
                      [*prompt, '--account', 'Nobody'], [*prompt, '--kind', 'azure'],
                      [*prompt, '--kind', 'hologram'], [*prompt, '--kind', 'compatible'],
                      [*prompt, '--kind', 'compatible', '--base-url', 'ftp://x'],
                      [*prompt, '--kind', 'sketch', '--account', 'sketch'],
                      [*prompt, '--prompt-file', 'x'], ['generate', '--prompt-file', 'missing.txt'],
                      [*prompt, '--size', 'text'], [*prompt, '--size', '17'],
                      [*prompt, '--size', '4096x4096'], [*prompt, '--extra', '[1]'],
                      [*prompt, '--compression', '101'], [*prompt, '--stream', '4'],
                      [*prompt, '--timeout', '-1'], [*prompt, '--background', 'transparent',
                                                     '--format', 'jpeg'],
                      [*prompt, '--base', 'x.png'], ['edit', '--prompt', 'x'],
                      ['jobs', 'frob'], ['jobs', 'show'], ['history', 'frob'],
                      ['history', 'search'], ['library'], ['library', 'frob'], ['export'],
                      ['accounts', 'frob'], ['accounts', 'add'], ['accounts', 'remove', 'Nobody'],
                      ['inspect']):
            place.error(*words, status=2, kind='usage')
        expect(place.library.exists(), False, 'a wrong option leaves no library behind')
        # Common options may stand before the command.
        expect(json.loads(place.run('--json', '--model', 'gpt-image-2', 'size', '16x16')[0])['rule'],
               'pixels', 'options first')


def test_prompts():
    with Place() as place:
        exact, over = 'é' * 20000, 'é' * 20001
        place.events('generate', '--prompt-file', '-', '--dry-run', data=exact.encode())
        place.error('generate', '--prompt', over, *place.service, status=2, kind='usage')
        (place.path / 'huge.txt').write_bytes(b'x' * (5 << 20))
        place.error('generate', '--prompt-file', 'huge.txt', *place.service, status=2, kind='usage')
        place.error('generate', '--prompt', '  ', *place.service, status=2, kind='usage')
        (place.path / 'odd.txt').write_bytes(b'one\0two\xff three\n\n')
        output, errors = place.run('generate', '--prompt-file', 'odd.txt', '--dry-run', '--json')
        sent = json.loads(output.splitlines()[-1])['request']['prompt']
        expect(sent, 'one\ufffdtwo\ufffd three', 'bytes that are no text')
        expect('replaced' in errors, True, 'it is said')
        mixed = 'Ein Löwe 🦁 שלום e\u0301 {var} "quoted"\nnew line'
        request = place.events('generate', '--prompt', mixed, '--dry-run')[-1]['request']
        expect(request['prompt'], mixed, 'any script')
        expect(Server.asked, [], 'nothing was sent')


def test_statuses():
    with Place() as place:
        for word, status, kind in (('moderated', 3, 'refused'), ('invalid', 3, 'refused'),
                                   ('key', 4, 'auth'), ('forbidden', 4, 'auth'),
                                   ('quota', 5, 'money'), ('busy', 6, 'unavailable'),
                                   ('broken', 6, 'unavailable'), ('cut', 7, 'unknown'),
                                   ('html', 8, 'damaged'), ('nonsense', 8, 'damaged')):
            last = place.error('generate', '--prompt', word, *place.service, status=status,
                               kind=kind)
            if word in ('key', 'forbidden', 'moderated', 'invalid', 'quota'):
                expect(last['request_id'], 'req_test', word)
            if kind == 'unknown':
                expect(last['may_be_billed'], True, word)
            if kind == 'damaged':
                expect(pathlib.Path(last['path']).exists(), True, 'what came is kept')
            asked = [one for one in Server.asked if one[1] == word]
            expect(len(asked) > 1, word in ('busy', 'broken'), f'{word} is sent again')
        place.error('generate', '--prompt', 'x', '--kind', 'compatible', '--base-url',
                    'http://127.0.0.1:9', '--model', 'm', status=6, kind='unavailable')
        last = place.events('generate', '--prompt', 'x', *place.service, status=4,
                            without_key=True)[-1]
        expect(last['class'], 'auth', 'no key')
        states = [job['state'] for job in place.events('jobs')]
        expect(states.count('failed'), 11, 'every failed job is in the journal')
        place.run('library', 'verify')


def test_storage():
    with Place() as place:
        place.library.write_text('a file where the library should be')
        place.error('generate', '--prompt', 'x', status=9, kind='storage')
        place.library.unlink()
        output, errors = place.run('generate', '--prompt', 'fine', *place.service, '--output',
                                   '/proc/nowhere/a.png', status=9)
        kept = re.search(r'kept as (\S+)\.\s', errors)
        expect(bool(kept) and pathlib.Path(kept.group(1)).read_bytes(), picture(), 'the bytes')


def test_interrupt():
    with Place() as place:
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen(
                [str(CLI), 'generate', '--prompt', 'slow', '--json', *place.service],
                env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            deadline = time.monotonic() + 20
            count = len(Server.asked)
            while len(Server.asked) == count and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(number)
            output, errors = process.communicate(timeout=10)
            expect(process.returncode, 130, f'{output} {errors}')
            expect(json.loads(output.splitlines()[-1])['class'], 'cancelled', 'last event')
        expect([job['state'] for job in place.events('jobs')], ['cancelled'] * 2, 'journal')
        begin = time.monotonic()
        last = place.error('generate', '--prompt', 'slow', *place.service, '--timeout', '1',
                           status=7, kind='unknown')
        expect(last['may_be_billed'], True, 'it was sent')
        expect(time.monotonic() - begin < 10, True, 'the time to give up after')


def test_generate():
    with Place() as place:
        events = place.events('generate', '--prompt', 'fine', *place.service, '--quality', 'low',
                              '--size', '1024x1024', '--output', 'a.png')
        names = [one['event'] for one in events]
        expect(names[0], 'estimate', 'first event')
        expect(names[-1], 'result', 'last event')
        expect(names.count('result'), 1, 'results')
        expect('sent' in names and 'progress' in names, True, 'events between')
        result = events[-1]
        expect({'node', 'file', 'original', 'width', 'height', 'usd', 'request_id', 'protection'}
               <= set(result), True, 'members of a result')
        expect((result['width'], result['height']), (1024, 1024), 'size')
        expect(round(result['usd'] * 1e6), 196 * 30 + 20 * 5, 'what it cost')
        expect((place.path / 'a.png').read_bytes(), picture(), 'byte for byte')
        expect(pathlib.Path(result['original']).read_bytes(), picture(), 'in the library')
        place.run('generate', '--prompt', 'fine', *place.service, '--output', 'a.png')
        expect((place.path / 'a-2.png').exists(), True, 'nothing is replaced')
        place.run('generate', '--prompt', 'fine', *place.service, '--output', 'a.png', '--force')
        expect((place.path / 'a-3.png').exists(), False, 'replaced on wish')
        place.run('generate', '--prompt', 'fine', *place.service, '--n', '3', '--output', 'out/')
        expect(sorted(one.name for one in (place.path / 'out').iterdir()),
               ['picture-1.png', 'picture-2.png', 'picture-3.png'], 'several')
        key = {one[3].get('Authorization') for one in Server.asked}
        expect(key, {'Bearer canary-key-4711'}, 'the key of the environment')
        for path in place.path.rglob('*'):
            if path.is_file() and b'canary-key' in path.read_bytes():
                raise Failure(f'the key is in {path}')


def test_edit():
    with Place() as place:
        Image.new('RGB', (1024, 768), 'white').save(place.path / 'base.png')
        Image.new('RGB', (300, 200), 'red').save(place.path / 'other.webp')
        mask = Image.new('L', (1024, 768), 0)
        mask.paste(255, (100, 100, 300, 300))
        mask.save(place.path / 'white.png')
        holes = Image.new('RGBA', (1024, 768), (0, 0, 0, 255))
        holes.paste((9, 9, 9, 0), (100, 100, 300, 300))
        holes.save(place.path / 'holes.png')
        base = ['edit', '--prompt', 'fine', '--base', 'base.png', *place.service]
        sent = []
        for words, said in ((['--mask', 'white.png'], 'white'),
                            (['--mask', 'holes.png'], 'transparent'),
                            (['--mask-rect', '100,100,200,200'], None)):
            _output, errors = place.run(*base, *words, '--no-protect')
            if said:
                expect(said in errors, True, 'what marks the region')
            body = Server.asked[-1][2]
            expect(Server.asked[-1][0], '/v1/images/edits', 'address')
            sent.append(re.search(rb'name="mask".*?(\x89PNG.*?IEND....)', body, re.S).group(1))
        for one in sent:
            image = Image.open(io.BytesIO(one)).convert('RGBA')
            expect(image.size, (1024, 768), 'size of the mask')
            expect(image.getpixel((200, 200)), (255, 255, 255, 0), 'may change')
            expect(image.getpixel((50, 50)), (0, 0, 0, 255), 'stays')
        place.run(*base, '--reference', 'other.webp')
        expect(Server.asked[-1][2].count(b' name="image'), 2, 'pictures')
        count = len(Server.asked)
        for words in (['--mask', 'other.webp'], ['--mask-rect', '1,2,3'],
                      ['--mask-rect', '1000,0,100,100'], ['--mask-rect', '0,0,0,5'],
                      ['--mask', 'white.png', '--mask-kind', 'blue'],
                      ['--mask', 'white.png', '--mask-kind', 'transparent'],
                      ['--mask', 'missing.png']):
            place.error(*base, *words, status=2, kind='usage')
        expect(len(Server.asked), count, 'nothing was sent')
        nodes = place.events('history')
        edited = [one for one in nodes if one['kind'] == 'edited']
        expect(len(edited), 4, 'edited')
        expect(all(one['base'] for one in edited), True, 'each knows its base')


def bomb(width, height):
    def chunk(name, data):
        return (struct.pack('>I', len(data)) + name + data
                + struct.pack('>I', zlib.crc32(name + data)))
    return (b'\x89PNG\r\n\x1a\n'
            + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(b'\0' * 1000)) + chunk(b'IEND', b''))


def test_files():
    with Place() as place:
        good = picture((256, 256))
        for name, data in (('empty.png', b''), ('cut.png', good[:len(good) // 2]),
                           ('text.png', b'I am a text\n'), ('bomb.png', bomb(65535, 65535)),
                           ('zero.jpg', b'')):
            (place.path / name).write_bytes(data)
            place.error('edit', '--prompt', 'fine', '--base', name, *place.service, status=2,
                        kind='usage')
            if name != 'cut.png' and name != 'bomb.png':
                place.error('inspect', name, status=2, kind='usage')
        (place.path / 'folder.png').mkdir()
        place.error('edit', '--prompt', 'x', '--base', 'folder.png', *place.service, status=2,
                    kind='usage')
        (place.path / 'good.png').write_bytes(good)
        words = [word for _ in range(17) for word in ('--reference', 'good.png')]
        place.error('generate', '--prompt', 'x', *words, *place.service, status=2, kind='usage')
        expect(Server.asked, [], 'nothing was sent')
        Image.new('CMYK', (300, 200)).save(place.path / 'cmyk.jpg')
        exif = Image.Exif()
        exif[274] = 6
        Image.new('RGB', (300, 200), 'red').save(place.path / 'turned.jpg', exif=exif)
        Image.new('I;16', (64, 64)).save(place.path / 'deep.png')
        for name in ('cmyk.jpg', 'turned.jpg', 'deep.png'):
            place.run('edit', '--prompt', 'fine', '--base', name, *place.service)
        answer = place.one('inspect', 'turned.jpg')
        expect((answer['format'], answer['width'], answer['height']), ('jpeg', 200, 300), 'turned')
        answer = place.one('inspect', 'good.png')
        expect({'depth', 'alpha', 'icc', 'gesso', 'c2pa'} <= set(answer), True, 'members')
        expect((answer['depth'], answer['gesso'], answer['c2pa']['present']), (8, None, False),
               'inspect')


def test_library():
    with Place() as place:
        place.run('generate', '--prompt', 'fine one', *place.service)
        place.run('generate', '--prompt', 'fine 中文 two', *place.service)
        nodes = place.events('history')
        expect([one['prompt'] for one in nodes], ['fine 中文 two', 'fine one'], 'newest first')
        expect(len(place.events('history', '--limit', '1')), 1, 'limit')
        expect([one['prompt'] for one in place.events('history', 'search', '中文')],
               ['fine 中文 two'], 'search')
        expect(place.events('history', 'search', 'nowhere'), [], 'nothing found')
        cost = place.one('history', '--cost', '--by', 'all')
        expect((cost['pictures'], cost['usd'] > 0), (2, True), 'costs')
        place.error('history', '--cost', '--by', 'moon', status=2, kind='usage')
        jobs = place.events('jobs')
        expect({one['state'] for one in jobs}, {'done'}, 'jobs')
        whole = place.one('jobs', 'show', jobs[0]['id'])
        expect(whole['request']['prompt'].startswith('fine'), True, 'a job')
        place.error('jobs', 'show', 'nobody', status=2, kind='usage')
        stats = place.one('library', 'stats')
        expect((stats['nodes'], stats['jobs_ended']), (2, 2), 'stats')
        expect(place.one('library', 'verify')['sound'], True, 'verify')
        expect(len(place.run('library', 'dump')[0].splitlines()), 2, 'dump')
        node = nodes[0]['node']
        expect((place.path / place.one('export', node, '--output', 'x.png')['file']).read_bytes(),
               picture(), 'verbatim')
        place.run('export', node, '--format', 'jpeg', '--output', 'x.jpg')
        expect(Image.open(place.path / 'x.jpg').format, 'JPEG', 'converted')
        place.error('export', 'nobody', status=2, kind='usage')
        place.error('export', node, '--format', 'tiff', status=2, kind='usage')
        (place.library / 'library.db').unlink()
        expect(place.one('library', 'rebuild-index')['nodes'], 2, 'rebuilt')
        expect(len(place.events('history')), 2, 'the history of the new index')
        pathlib.Path(nodes[1]['original']).unlink()
        for path in place.library.rglob('*.png'):
            if not path.exists() or path.read_bytes() == picture():
                path.unlink()
        events = place.events('library', 'verify', status=9)
        expect(events[0]['sound'], False, 'what is missing is found')


def test_accounts():
    with Place() as place:
        expect([one['id'] for one in place.events('accounts')], ['sketch'], 'the engine')
        url = place.service[-1]
        place.run('accounts', 'add', 'Studio', '--kind', 'openai-images', '--base-url', url,
                  '--model', 'gpt-image-2')
        place.error('accounts', 'add', 'studio', '--kind', 'openai-images', status=2, kind='usage')
        place.run('generate', '--account', 'Studio', '--prompt', 'fine', '--output', 'a.png')
        expect((place.path / 'a.png').exists(), True, 'a configured account')
        models = place.events('models', '--account', 'Studio', '--fetch')
        expect([one['id'] for one in models], ['gpt-image-2'], 'models that make pictures')
        listed = [one['id'] for one in place.events('models', '--kind', 'openai-images')]
        expect(listed[0], 'gpt-image-2', 'models of the table')
        place.run('accounts', 'remove', 'Studio')
        expect(len(place.events('accounts')), 1, 'removed')
        place.error('accounts', 'remove', 'sketch', status=2, kind='usage')


def test_engine():
    if not ENGINE.exists():
        return 'gesso-engine was not built'
    with Place() as place:
        events = place.events('generate', '--prompt', 'A poster that says "Hello"', '--aspect', '3:2',
                              '--tier', '1K', '--output', 'a.png', '--stream', '2', without_key=True)
        result = events[-1]
        expect((result['width'], result['height'], result['usd']), (1248, 832, 0), 'drawn')
        for one in events:
            if one['event'] == 'preview':
                Image.open(place.path / one['file']).load()
        place.run('edit', '--base', 'a.png', '--prompt', 'make it black and white', '--output',
                  'b.png', without_key=True)
        red, green, blue = Image.open(place.path / 'b.png').convert('RGB').resize((1, 1)).getpixel(
            (0, 0))
        expect(max(red, green, blue) - min(red, green, blue) <= 2, True, 'it is grey')
        place.error('edit', '--base', 'a.png', '--prompt', 'frobnicate the quux', status=3,
                    kind='refused')
        before = Image.open(place.path / 'a.png').convert('RGB')
        protected = ['edit', '--base', 'a.png', '--mask-rect', '500,300,200,160']
        for words in (['--prompt', 'remove it'], ['--prompt', 'make it blue', '--mode', 'adjust'],
                      ['--prompt', 'remove it', '--seam', 'gradient', '--feather', '20']):
            events = place.events(*protected, *words, '--output', 'd.png', '--force')
            proof = events[-1]['protection']
            expect((proof['checked'], proof['different']), (1248 * 832 - 200 * 160, 0), 'proof')
            after = Image.open(place.path / 'd.png').convert('RGB')
            changed = ImageChops.difference(before, after).getbbox()
            expect(changed is None or (changed[0] >= 500 and changed[1] >= 300
                                       and changed[2] <= 700 and changed[3] <= 460), True,
                   f'only inside: {changed}')
        Image.new('RGB', (6000, 4000), 'white').save(place.path / 'large.png')
        events = place.events('edit', '--base', 'large.png', '--mask-rect', '100,100,60,60',
                              '--mask-rect', '5800,3800,60,60', '--prompt', 'x', '--dry-run',
                              '--kind', 'openai-images', '--base-url', 'http://127.0.0.1:9',
                              '--model', 'gpt-image-2', '--quality', 'high')
        regions = next(one for one in events if one['event'] == 'regions')
        expect([one['scale'] for one in regions['separate']], [1, 1], 'each at native scale')
        expect(regions['joined']['scale'] < 1, True, 'together they are scaled')
        expect(all(one['usd_high'] > 0 for one in (regions['joined'], *regions['separate'])), True,
               'both prices')
        inspected = place.one('inspect', 'd.png')['gesso']
        expect(inspected['pixels_different'], '0', 'the proof is in the file')
        source = (place.path / 'd.png').read_bytes()
        expect(b'compositeWithTrained' in source, False, 'Sketch is no trained model')
        # To a size that no model takes: sent as it is with some pixels more, and cut off again.
        _output, notes = place.run('expand', '--base', 'a.png', '--left', '153', '--bottom', '91',
                                   '--dry-run')
        expect('1408×928' in notes and ' 100 %' in notes, True, f'at native scale: {notes}')
        events = place.events('expand', '--base', 'a.png', '--left', '153', '--bottom', '91',
                              '--output', 'e.png')
        expect(events[-1]['protection']['different'], 0, 'proof of the larger picture')
        wide = Image.open(place.path / 'e.png').convert('RGB')
        expect(wide.size, (1248 + 153, 832 + 91), 'size')
        same = ImageChops.difference(before, wide.crop((153, 0, 153 + 1248, 832))).getbbox()
        expect(same, None, 'what was there')
        place.error(*protected, '--prompt', 'remove it', '--output', 'f.jpg', status=2,
                    kind='usage')
        place.error(*protected, '--prompt', 'remove it', '--size', '1024x1024', status=2,
                    kind='usage')
        place.error('expand', '--base', 'a.png', status=2, kind='usage')
        place.run('generate', '--prompt', 'a night sea', '--output', 'c.webp')
        expect(Image.open(place.path / 'c.webp').format, 'WEBP', 'the name says the format')
    return None


run_tests([
    ('sizes', test_size),
    ('prices', test_price),
    ('routing', test_routing),
    ('options', test_options),
    ('prompts', test_prompts),
    ('every exit status of a service', test_statuses),
    ('what cannot be saved', test_storage),
    ('interrupts and time limits', test_interrupt),
    ('generate', test_generate),
    ('edit', test_edit),
    ('bad and unusual files', test_files),
    ('history, jobs, export and library', test_library),
    ('accounts and models', test_accounts),
    ('the built-in engine', test_engine),
])
