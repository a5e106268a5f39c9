#!/usr/bin/python3
"""Judges written by others: the official client against our engine, an OpenAPI validator against
our client, and our client against another author's service with its chaos.

All come from the npm registry at their pinned versions and are kept in the build tree. Without
Node 20 or without the registry the tests are skipped and say so. The specification is not ours to
ship: $GESSO_OPENAPI_SPEC says where a copy lies.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import contextlib
import http.client
import http.server
import io
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading

from PIL import Image

import peer_mock
from gesso_outside import BUILD, SOURCE, Failure, run_tests, wait_for

CLIENT = 'openai@6.49.0'
JUDGE = '@stdy/cli@0.22.2'
MOCK = '@copilotkit/aimock@1.43.0'
ENGINE = BUILD / 'src/engine/gesso-engine'
CLI = BUILD / 'src/cli/gesso-cli'


def node_is_missing():
    node = shutil.which('node')
    if node is None:
        return 'Node is not installed'
    version = subprocess.run([node, '--version'], stdout=subprocess.PIPE, text=True, timeout=20,
                             check=False).stdout
    major = re.match(r'v(\d+)', version)
    return None if major and int(major[1]) >= 20 else f'Node 20 is needed, here is {version.strip()}'


def install(package):
    """Installs an npm package into the build tree; returns (folder, reason for not having it)."""
    reason = node_is_missing()
    if reason:
        return None, reason
    if shutil.which('npm') is None:
        return None, 'npm is not installed'
    folder = BUILD / 'tests/outside/npm' / re.sub(r'\W+', '-', package)
    done = folder / 'whole'
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(['npm', 'install', '--prefix', str(folder), '--no-audit', '--no-fund',
                            '--ignore-scripts', '--fetch-retries', '1', '--fetch-timeout', '20000',
                            package], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, timeout=90, check=True)
        except (subprocess.SubprocessError, OSError):
            return None, f'{package} cannot be installed here'
        done.touch()
    return folder, None


def free_port():
    with contextlib.closing(socket.socket()) as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def answers(port):
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=5)
        connection.request('GET', '/v1/models')
        connection.getresponse().read()
        return True
    return False


@contextlib.contextmanager
def running(command, port, what):
    with tempfile.TemporaryDirectory(prefix='gesso-peer-') as scratch:
        log = open(f'{scratch}/log', 'w+', encoding='utf-8')
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   start_new_session=True)
        try:
            wait_for(what, lambda: process.poll() is not None or answers(port), 30)
            if process.poll() is not None:
                log.seek(0)
                raise Failure(f'{what} ended with {process.returncode}: {log.read()[-2000:]}')
            yield pathlib.Path(scratch), process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


def make_pictures(folder):
    base = Image.new('RGB', (1024, 1024))
    base.putdata([(x // 4, y // 4, 128) for y in range(1024) for x in range(1024)])
    base.save(folder / 'base.png')
    Image.new('RGB', (640, 480), 'orange').save(folder / 'second.png')
    mask = Image.new('RGBA', (1024, 1024), (0, 0, 0, 255))
    mask.paste((0, 0, 0, 0), (0, 0, 512, 1024))
    mask.save(folder / 'mask.png')
    spot = Image.new('RGBA', (1024, 1024), (0, 0, 0, 255))
    spot.paste((0, 0, 0, 0), (480, 480, 580, 580))
    spot.save(folder / 'spot.png')


def check_masked(folder):
    """Left of the middle grey, right of it exactly as before."""
    base = Image.open(folder / 'base.png').convert('RGB')
    answer = Image.open(folder / 'masked.png').convert('RGB')
    if answer.size != base.size:
        raise Failure(f'the edit has {answer.size}')
    right = (512, 0, 1024, 1024)
    if base.crop(right).tobytes() != answer.crop(right).tobytes():
        raise Failure('the edit changed pixels outside the mask')
    red, green, blue = answer.getpixel((100, 700))
    if max(red, green, blue) - min(red, green, blue) > 2:
        raise Failure('the edit did not take the colour out of the mask')


def test_client():
    folder, reason = install(CLIENT)
    if reason:
        return reason
    if not ENGINE.exists():
        raise Failure('gesso-engine was not built')
    port, token = free_port(), 'outside-test'
    command = [str(ENGINE), '--listen', f'127.0.0.1:{port}', '--token', token]
    with running(command, port, 'the engine') as (scratch, process):
        make_pictures(scratch)
        done = subprocess.run(
            ['node', str(SOURCE / 'tests/outside/sdk.mjs'), str(folder),
             f'http://127.0.0.1:{port}/v1', token, str(scratch)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=240, check=False)
        print('# ' + done.stdout.rstrip().replace('\n', '\n# '), flush=True)
        if done.returncode:
            raise Failure('the official client is not content')
        if done.stdout.count('\nok ') + done.stdout.startswith('ok ') < 16:
            raise Failure('not every check ran')
        check_masked(scratch)
        if process.poll() is not None:
            raise Failure('the engine ended')
    return None


class Judge(http.server.BaseHTTPRequestHandler):
    """Asks the validator about each request; a valid one is answered with a real picture, since
    the validator's own example is none."""

    protocol_version = 'HTTP/1.1'
    judge_port = 0
    verdicts = []
    names = []

    def log_message(self, *_arguments):
        pass

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def read_body(self):
        if 'chunked' not in self.headers.get('Transfer-Encoding', ''):
            return self.rfile.read(int(self.headers.get('Content-Length', 0)))
        body = b''
        while True:
            length = int(self.rfile.readline().split(b';')[0], 16)
            body += self.rfile.read(length)
            self.rfile.readline()
            if length == 0:
                return body

    def judge(self, path, body, headers):
        """Asks the validator; whether it found the request valid, its status and words."""
        connection = http.client.HTTPConnection('127.0.0.1', self.judge_port, timeout=30)
        # The address of the specification has no version in it.
        connection.request(self.command, re.sub(r'^/v1', '', path), body, headers)
        verdict = connection.getresponse()
        words = verdict.read()
        valid = verdict.getheader('x-steady-request-valid') == 'true'
        Judge.verdicts.append((path, valid, words.decode(errors='replace')))
        return valid, verdict.status, words

    def judge_own(self, body):
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() in ('content-type', 'authorization', 'accept')}
        valid, status, words = self.judge(self.path, body, headers)
        if not valid:
            self.answer(status, 'application/json', words)
        return valid

    def take_lines(self, body):
        """Each line of a batch's file is a request that must be valid by itself."""
        lines = [json.loads(line) for line in body.split(b'\n') if line.startswith(b'{"custom_id"')]
        for line in lines:
            self.judge(line['url'], json.dumps(line['body']).encode(),
                       {'Content-Type': 'application/json', 'Authorization': 'Bearer x'})
        Judge.names = [line['custom_id'] for line in lines]

    def answer_batch(self, status):
        self.answer(200, 'application/json', json.dumps(
            {'id': 'batch_1', 'object': 'batch', 'status': status, 'input_file_id': 'file-in',
             'output_file_id': 'file-out' if status == 'completed' else None}).encode())

    @staticmethod
    def picture():
        picture = io.BytesIO()
        Image.new('RGB', (1024, 1024), 'navy').save(picture, 'PNG')
        return base64.b64encode(picture.getvalue()).decode()

    def answer_events(self, events):
        self.answer(200, 'text/event-stream', ''.join(
            f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode())

    @staticmethod
    def response(status):
        call = {'type': 'image_generation_call', 'id': 'ig_1', 'status': 'completed',
                'result': Judge.picture()}
        return {'id': 'resp_1', 'object': 'response', 'status': status, 'model': 'gpt-5.5',
                'error': None, 'output': [call] if status == 'completed' else []}

    def do_GET(self):
        if '/models' in self.path:
            self.answer(200, 'application/json', b'{"object":"list","data":[]}')
            return
        if not self.judge_own(None):
            return
        if '/responses/' in self.path:
            self.answer(200, 'application/json', json.dumps(self.response('completed')).encode())
        elif not self.path.endswith('/content'):
            self.answer_batch('completed')
        else:
            self.answer(200, 'application/octet-stream', ''.join(
                json.dumps({'custom_id': name, 'error': None, 'response': {
                    'status_code': 200, 'body': {'data': [{'b64_json': self.picture()}]}}}) + '\n'
                for name in Judge.names).encode())

    def do_POST(self):
        body = self.read_body()
        if not self.judge_own(body):
            return
        stream = b'"stream":true' in body.replace(b' ', b'') \
            or b'name="stream"\r\n\r\ntrue' in body
        if self.path == '/v1/files':
            self.take_lines(body)
            self.answer(200, 'application/json', b'{"id":"file-in","object":"file"}')
        elif self.path == '/v1/batches':
            self.answer_batch('validating')
        elif self.path == '/v1/responses':
            self.answer_response(stream)
        else:
            self.answer_pictures(stream)

    def answer_response(self, stream):
        if stream:
            self.answer_events([{'type': f'response.{name}', 'response': self.response(status)}
                                for name, status in (('created', 'in_progress'),
                                                     ('completed', 'completed'))])
        else:
            self.answer(200, 'application/json', json.dumps(self.response('queued')).encode())

    def answer_pictures(self, stream):
        usage = {'total_tokens': 1, 'input_tokens': 1, 'output_tokens': 0,
                 'input_tokens_details': {'text_tokens': 1, 'image_tokens': 0}}
        if not stream:
            self.answer(200, 'application/json', json.dumps(
                {'created': 1780000000, 'data': [{'b64_json': self.picture()}],
                 'usage': usage}).encode())
            return
        kind = 'image_edit' if 'edits' in self.path else 'image_generation'
        self.answer_events([{'type': f'{kind}.completed', 'b64_json': self.picture(),
                             'created_at': 1780000000, 'size': '1024x1024', 'quality': 'low',
                             'background': 'opaque', 'output_format': 'png', 'usage': usage}])


# The judge answers with one flat colour whatever it was sent; that is not put into a picture.
NOT_PROTECTED = 8


def judged_requests(scratch, url):
    """(name, arguments of gesso-cli); each must be valid by the specification."""
    base, mask = str(scratch / 'base.png'), str(scratch / 'mask.png')
    second = str(scratch / 'second.png')
    kite, blue = ['generate', '--prompt', 'A red kite'], ['edit', '--prompt', 'Make it blue']
    every = ['--size', '1024x1024', '--quality', 'high', '--background', 'opaque', '--format',
             'png', '--moderation', 'low']
    strange = 'ein Drachen 風箏 🪁 "quoted"\nline'
    requests = {
        'openai-images': {
            'plain': kite,
            'sized': [*kite, *every],
            'unicode': ['generate', '--prompt', strange],
            'several': [*kite, '--n', '2'],
            'batch': [*kite, '--n', '2', '--batch', '--quality', 'low', '--size', '1024x1024'],
            'batch-edit': [*blue, '--base', base, '--batch'],
            'streamed': [*kite, '--stream', '2'],
            'edit': [*blue, '--base', base],
            'masked': [*blue, '--base', base, '--mask', mask],
            'together': ['edit', '--prompt', 'Put Image 2 on it', '--base', base, '--reference',
                         second, '--stream', '1'],
        },
        'openai-responses': {
            'asked-for': kite,
            'drawn-as-said': [*kite, *every],
            'thought': ['generate', '--prompt', strange, '--think', 'high', '--web-search'],
            'in-events': [*kite, '--stream', '2', '--format', 'jpeg', '--compression', '70'],
            'from-pictures': [*kite, '--reference', base, '--reference', second],
            'changed': [*blue, '--base', base],
            'changed-masked': [*blue, '--base', base, '--mask', mask],
        },
    }
    return [(name, [words[0], '--kind', kind, '--base-url', url, '--model', 'gpt-image-2',
                    '--library', str(scratch / 'library'), '--json', *words[1:], '--output',
                    str(scratch / f'{name}.png')])
            for kind, named in requests.items() for name, words in named.items()]


def test_judge_can_say_no(port):
    """The validator really validates: what is wrong must not pass."""
    for path, body in (('/images/generations', {'prompt': 'a', 'quality': 'super'}),
                       ('/responses', {'model': 'm', 'input': 'a', 'tools': [
                           {'type': 'image_generation', 'quality': 'super'}]})):
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
        connection.request('POST', path, json.dumps(body),
                           {'Content-Type': 'application/json', 'Authorization': 'Bearer x'})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 400:
            raise Failure(f'the validator accepts anything at {path}')


def test_requests():
    specification = os.environ.get('GESSO_OPENAPI_SPEC')
    if not specification:
        return 'GESSO_OPENAPI_SPEC names no copy of the OpenAPI specification'
    folder, reason = install(JUDGE)
    if reason:
        return reason
    if not CLI.exists():
        raise Failure('gesso-cli was not built')
    port = free_port()
    command = [str(folder / 'node_modules/.bin/steady'), '--host', '127.0.0.1', '-p', str(port),
               '--validator-form-array-format=brackets', '--validator-strict-oneof',
               specification]
    with running(command, port, 'the validator') as (scratch, _process):
        test_judge_can_say_no(port)
        Judge.judge_port, Judge.verdicts = port, []
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Judge)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        make_pictures(scratch)
        wrong = []
        environment = {**os.environ, 'GESSO_API_KEY': 'outside-test', 'HOME': str(scratch),
                       'XDG_DATA_HOME': str(scratch / 'data'), 'GESSO_ENGINE_PATH': str(ENGINE)}
        for name, arguments in judged_requests(
                scratch, f'http://127.0.0.1:{server.server_port}/v1'):
            count = len(Judge.verdicts)
            done = subprocess.run([str(CLI), *arguments], env=environment, timeout=90, check=False,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
            asked = Judge.verdicts[count:]
            print(f'# {name}: {done.returncode}, {[one[1] for one in asked]}', flush=True)
            if not asked:
                wrong.append(f'{name}: nothing was sent: {done.stderr[-600:]}')
            for path, valid, words in asked:
                if not valid:
                    wrong.append(f'{name}: {path} is not valid: {words[:600]}')
            if done.returncode != (NOT_PROTECTED if name.endswith('masked') else 0):
                wrong.append(f'{name}: ended with {done.returncode}: {done.stderr[-600:]}')
        server.shutdown()
        if wrong:
            raise Failure('\n'.join(wrong))
    return None


def test_mock():
    folder, reason = install(MOCK)
    if reason:
        return reason
    if not CLI.exists():
        raise Failure('gesso-cli was not built')
    cases = peer_mock.make_cases()
    with tempfile.TemporaryDirectory(prefix='gesso-peer-') as scratch:
        fixtures = pathlib.Path(scratch) / 'fixtures.json'
        fixtures.write_text(json.dumps(peer_mock.make_fixtures(cases)))
        port = free_port()
        command = ['node', str(SOURCE / 'tests/outside/mock.mjs'), str(folder), str(port),
                   str(fixtures)]
        with running(command, port, 'the other service') as (homes, process):
            wrong = peer_mock.play_all(cases, f'http://127.0.0.1:{port}', homes)
            if process.poll() is not None:
                wrong.append('the other service ended')
        if wrong:
            raise Failure('\n'.join(wrong))
    return None


run_tests([
    ('the official client against the engine', test_client),
    ('the client against the published specification', test_requests),
    ("the client against another author's service", test_mock),
    *((f"another author's service: {name}", lambda reason=reason: reason)
      for name, reason in peer_mock.UNPLAYED.items()),
])
