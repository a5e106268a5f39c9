#!/usr/bin/python3
"""The built gesso-cli with services that work by tasks: a task that was begun before kill -9 ends
with its picture after it, and a service that is described by a file alone.

  tests/outside/test-task.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import http.server
import io
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import time

from PIL import Image, ImageChops

from gesso_outside import BUILD, Failure, run_tests

CLI = BUILD / 'src/cli/gesso-cli'
KEY = 'canary-task-4711'


def make_picture():
    data = io.BytesIO()
    Image.linear_gradient('L').resize((1024, 1024)).convert('RGB').save(data, 'PNG')
    return data.getvalue()


class Service(http.server.BaseHTTPRequestHandler):
    """Takes tasks in the shape of two services and works on them until it is told to be done."""

    protocol_version = 'HTTP/1.1'
    picture = make_picture()
    asked = []
    uploads = []
    done = threading.Event()

    def log_message(self, *_arguments):
        pass

    def answer(self, body, kind='application/json', status=200):
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.send_header('retry-after', '0.05')
        self.end_headers()
        self.wfile.write(body)

    def note(self, body=b''):
        key = self.headers.get('Authorization') or self.headers.get('X-Mill-Key')
        Service.asked.append((self.command, self.path, body, key))

    def root(self):
        return f'http://127.0.0.1:{self.server.server_port}'

    def result(self):
        """Who is given a picture gives it back; that is an edit, too."""
        return self.root() + ('/files/echo.png' if Service.uploads else '/files/1.png')

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.note(body)
        if self.path == '/v1/images/generations':
            self.answer({'created': 1790000000, 'id': 'task-unified-1', 'model': 'gpt-image-2',
                         'object': 'image.generation.task', 'progress': 0, 'status': 'pending',
                         'task_info': {'can_cancel': True, 'estimated_time': 45}, 'type': 'image',
                         'usage': {'billing_rule': 'per_call', 'credits_reserved': 1.6}})
        elif self.path == '/grind':
            self.answer({'ticket': {'number': 42}})
        elif self.path in ('/api/v1/files/upload/stream', '/api/file-stream-upload'):
            begin = body.index(b'\x89PNG')
            Service.uploads.append(body[begin:body.index(b'IEND', begin) + 8])
            address = f'{self.root()}/uploads/{len(Service.uploads)}'
            self.answer({'success': True, 'code': 200,
                         'data': {'file_url': address, 'downloadUrl': address}})
        elif self.path == '/api/v1/jobs/createTask':
            self.answer({'code': 200, 'msg': 'success', 'data': {'taskId': 'k1'}})
        else:
            self.answer({'error': {'message': 'no such call'}}, status=404)

    def do_GET(self):
        self.note()
        if self.path == '/v1/tasks/task-unified-1':
            done = Service.done.is_set()
            self.answer({'id': 'task-unified-1', 'progress': 100 if done else 30,
                         'status': 'completed' if done else 'processing', 'error': None,
                         **({'results': [self.result()]} if done else {})})
        elif self.path == '/api/v1/jobs/recordInfo?taskId=k1':
            self.answer({'code': 200, 'msg': 'success', 'data': {
                'taskId': 'k1', 'state': 'success', 'creditsConsumed': 6, 'failCode': None,
                'resultJson': json.dumps({'resultUrls': [self.result()]})}})
        elif self.path == '/files/echo.png':
            self.answer(Service.uploads[0], 'image/png')
        elif self.path == '/tickets/42':
            self.answer({'mood': 'ground', 'sacks': [{'at': self.root() + '/files/1.png'}]})
        elif self.path == '/files/1.png':
            self.answer(self.picture, 'image/png')
        else:
            self.answer({'error': {'message': 'no such call'}}, status=404)


class Place:
    """A folder with its own home, a service, and the program."""

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix='gesso-task-')
        self.path = pathlib.Path(self.scratch.name)
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Service)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        self.environment = {
            **os.environ, 'HOME': str(self.path), 'XDG_DATA_HOME': str(self.path / 'data'),
            'XDG_CONFIG_HOME': str(self.path / 'config'),
            'XDG_CACHE_HOME': str(self.path / 'cache'),
            'GESSO_LIBRARY': str(self.path / 'library'), 'GESSO_API_KEY': KEY,
            'LC_ALL': 'C.UTF-8'}
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.scratch.cleanup()

    def call(self, *arguments):
        return subprocess.run([str(CLI), *arguments], env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60, check=False)

    def run(self, *arguments):
        done = self.call(*arguments)
        if done.returncode != 0:
            raise Failure(f'{arguments}: {done.returncode}: {done.stdout}{done.stderr}')
        return done.stdout

    def start(self, *arguments):
        return subprocess.Popen([str(CLI), *arguments], env=self.environment, start_new_session=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')


def wait_for(question, what, seconds=60):
    limit = time.monotonic() + seconds
    while not question():
        if time.monotonic() > limit:
            raise Failure(f'{what} did not happen')
        time.sleep(0.02)


def calls(method, path):
    return [one for one in Service.asked if one[:2] == (method, path)]


def read_pictures(folder):
    return [hashlib.sha256(one.read_bytes()).hexdigest() for one in sorted(folder.iterdir())]


def test_kill():
    with Place() as place:
        place.run('accounts', 'add', 'Far', '--kind', 'evolink', '--base-url', place.url)
        process = place.start('generate', '--account', 'Far', '--size', '1024x1024', '--quality',
                              'low', '--prompt', 'a red kite', '--output', str(place.path / 'never'))
        wait_for(lambda: len(calls('GET', '/v1/tasks/task-unified-1')) >= 2, 'asking')
        os.killpg(process.pid, signal.SIGKILL)
        expect(process.wait(timeout=20), -signal.SIGKILL, 'the end of the first run')

        Service.done.set()
        out = place.path / 'pictures'
        out.mkdir()
        place.run('jobs', 'resume', '--output', str(out))
        expect(read_pictures(out), [hashlib.sha256(Service.picture).hexdigest()], 'the picture')
        expect(len(calls('POST', '/v1/images/generations')), 1, 'how often it was sent')
        expect({one[3] for one in calls('GET', '/v1/tasks/task-unified-1')}, {'Bearer ' + KEY},
               'the key at the service')
        expect([one[3] for one in calls('GET', '/files/1.png')], [None], 'the key at the picture')
        jobs = [json.loads(line) for line in place.run('jobs', '--json').splitlines()]
        expect([one['state'] for one in jobs], ['done'], 'the journal')
        place.run('library', 'verify')
        for path in place.path.rglob('*'):
            if path.is_file() and KEY.encode() in path.read_bytes():
                raise Failure(f'the key is in {path.name}')


def edit_under_mask(kind, submitted, expected):
    """A service without masks is sent the part only, and all around it stays as it was."""
    Service.done.set()
    with Place() as place:
        place.run('accounts', 'add', 'Far', '--kind', kind, '--base-url', place.url)
        base = place.path / 'base.png'
        noise = Image.effect_noise((2400, 1800), 60)
        Image.merge('RGB', (noise, noise.rotate(180), noise)).save(base)
        out = place.path / 'edited.png'
        place.run('edit', '--account', 'Far', '--base', str(base), '--mask-rect',
                  '1000,800,300,200', '--prompt', 'a kite', '--output', str(out))
        expect(len(Service.uploads), 1, 'how many pictures went there')
        with Image.open(io.BytesIO(Service.uploads[0])) as sent:
            if sent.size == (2400, 1800):
                raise Failure('the whole picture was sent')
        with Image.open(out) as edited, Image.open(base) as original:
            changed = ImageChops.difference(edited.convert('RGB'), original).getbbox()
            if edited.size != original.size or (changed and not (
                    changed[0] >= 1000 and changed[1] >= 800 and changed[2] <= 1300
                    and changed[3] <= 1000)):
                raise Failure(f'{edited.size}, changed in {changed}')
        body = json.loads(calls('POST', submitted)[0][2])
        expect(sorted(body.get('input', body)), sorted(expected), f'what {kind} is sent')


def test_mask_evolink():
    edit_under_mask('evolink', '/v1/images/generations',
                    ['image_urls', 'model', 'n', 'prompt', 'quality', 'size'])


def test_mask_kie():
    edit_under_mask('kie', '/api/v1/jobs/createTask',
                    ['aspect_ratio', 'input_urls', 'prompt', 'resolution'])


MILL = {
    'kind': 'mill', 'label': 'The Mill', 'base_url': 'https://mill.invalid', 'model': 'stone-2',
    'key': {'header': 'X-Mill-Key', 'form': '{key}'},
    'submit': {'url': '/grind', 'id': '/ticket/number',
               'body': {'grain': '{prompt}', 'stone': '{model}', 'fine': {
                   '$pick': '{quality}', 'of': ['high']}}},
    'status': {'url': '/tickets/{id}', 'state': '/mood',
               'words': {'ground': 'done', 'broken': 'failed'}},
    'pictures': '/sacks/*/at', 'poll': {'first_ms': 10}}


def test_file():
    with Place() as place:
        folder = place.path / 'data/gesso/services'
        folder.mkdir(parents=True)
        (folder / 'mill.json').write_text(json.dumps(MILL), encoding='utf-8')
        (folder / 'bad.json').write_text(json.dumps({**MILL, 'kind': 'bad', 'pictures': 'sacks'}),
                                         encoding='utf-8')
        place.run('accounts', 'add', 'Mill', '--kind', 'mill', '--base-url', place.url)
        out = place.path / 'flour'
        out.mkdir()
        place.run('generate', '--account', 'Mill', '--quality', 'high', '--prompt', 'rye',
                  '--output', str(out))
        expect(read_pictures(out), [hashlib.sha256(Service.picture).hexdigest()], 'the picture')
        sent = calls('POST', '/grind')
        expect([json.loads(one[2]) for one in sent],
               [{'grain': 'rye', 'stone': 'stone-2', 'fine': 'high'}], 'what was sent')
        expect([one[3] for one in sent], [KEY], 'the key')

        refused = place.call('accounts', 'add', 'Bad', '--kind', 'bad')
        expect(refused.returncode, 2, 'the status for a bad file')
        for words in ('bad.json', '“pictures” is not a path'):
            if words not in refused.stderr:
                raise Failure(f'{words} is not said: {refused.stderr}')


def test_kinds():
    with Place() as place:
        for kind, address, dollars in (
                ('fal', 'https://queue.fal.run', 0.006), ('kie', 'https://api.kie.ai', 0.03),
                ('evolink', 'https://api.evolink.ai', 0.006),
                ('replicate', 'https://api.replicate.com/v1', 0.006)):
            place.run('accounts', 'add', kind, '--kind', kind)
            told = [json.loads(line) for line in place.run('accounts', '--json').splitlines()]
            expect([one['base_url'] for one in told if one['name'] == kind], [address], kind)
            options = [] if kind == 'kie' else ['--quality', 'low']
            price = json.loads(place.run('price', '--account', kind, '--size', '1024x1024',
                                         '--prompt', 'x', '--json', *options))
            expect(round(price['usd_low'], 3), dollars, f'what {kind} costs')


if __name__ == '__main__':
    run_tests([
        ('a task begun before kill -9 ends with its picture', test_kill),
        ('a further service is a file', test_file),
        ('an edit under a mask by EvoLink', test_mask_evolink),
        ('an edit under a mask by kie', test_mask_kie),
        ('each kind has its address and its price', test_kinds),
    ])
