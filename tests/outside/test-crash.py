#!/usr/bin/python3
"""kill -9 at random moments of a job, again and again, on one library.

A server of this test answers slowly with pictures that are all different. After each kill the
library must verify; at the end every request that the server saw must stand in the journal, no
request may have been sent twice, every picture that was reported must be there byte for byte, and
a picture that came whole to the disk must not be lost.

  GESSO_CRASHES=200 GESSO_TEST_LIMIT=3600 tests/outside/test-crash.py

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import collections
import hashlib
import http.server
import io
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import threading
import time

from PIL import Image

from gesso_outside import BUILD, Failure, run_tests

CLI = BUILD / 'src/cli/gesso-cli'
CRASHES = int(os.environ.get('GESSO_CRASHES', '12'))
SEED = int(os.environ.get('GESSO_CRASH_SEED', '0')) or int(time.time())


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, _request, _address):
        """A connection that ends in the middle is what this test is about."""


class Server(http.server.BaseHTTPRequestHandler):
    """Answers a generation in small pieces; remembers what it was asked and what went out."""

    protocol_version = 'HTTP/1.1'
    asked = collections.Counter()
    sent_whole = {}
    pictures = {}

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        body = b'{"object":"list","data":[{"id":"gpt-image-2","object":"model"}]}'
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        prompt = request['prompt']
        Server.asked[prompt] += 1
        noise = random.Random(prompt)
        picture = io.BytesIO()
        Image.frombytes('RGB', (256, 256), noise.randbytes(256 * 256 * 3)).resize(
            (1024, 1024), Image.Resampling.NEAREST).save(picture, 'PNG')
        Server.pictures[prompt] = hashlib.sha256(picture.getvalue()).hexdigest()
        body = json.dumps({'created': 1780000000, 'data': [
            {'b64_json': base64.b64encode(picture.getvalue()).decode()}]}).encode()
        try:
            self.send_response(200)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            step = len(body) // 12 + 1
            for start in range(0, len(body), step):
                self.wfile.write(body[start:start + step])
                self.wfile.flush()
                time.sleep(0.02)
            Server.sent_whole[prompt] = time.monotonic()
        except OSError:
            self.close_connection = True


def cli(library, *arguments, seconds=60):
    done = subprocess.run([str(CLI), *arguments, '--library', str(library)],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.PIPE, timeout=seconds, check=False,
                          env={**os.environ, 'GESSO_API_KEY': 'crash-test'})
    return done.returncode, done.stdout, done.stderr


def one_crash(library, url, prompt, delay):
    """Starts a job and kills it after the delay; returns what it had printed."""
    output = library.parent / 'events'
    with open(output, 'w', encoding='utf-8') as stream:
        process = subprocess.Popen(
            [str(CLI), 'generate', '--library', str(library), '--kind', 'openai-images',
             '--base-url', url, '--model', 'gpt-image-2', '--size', '1024x1024', '--json',
             '--prompt', prompt], stdin=subprocess.DEVNULL, stdout=stream,
            stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, 'GESSO_API_KEY': 'crash-test'})
        try:
            process.wait(timeout=delay)
            killed = False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
            killed = True
    events = []
    for line in output.read_text(encoding='utf-8').splitlines():
        # The last line may be cut by the kill.
        if line.startswith('{') and line.endswith('}'):
            events.append(json.loads(line))
    return killed, process.returncode, events


def digests(library):
    return {hashlib.sha256(path.read_bytes()).hexdigest()
            for path in library.rglob('*') if path.is_file() and not path.is_symlink()}


def measure(library, url):
    """How long an undisturbed job takes here: the kills are spread over that time."""
    begin = time.monotonic()
    killed, status, events = one_crash(library, url, 'undisturbed', 60)
    if killed or status or not any(one['event'] == 'result' for one in events):
        raise Failure(f'an undisturbed job failed: {status} {events}')
    return time.monotonic() - begin


def test_crashes():
    if not CLI.exists():
        raise Failure('gesso-cli was not built')
    chance = random.Random(SEED)
    print(f'# seed {SEED}, {CRASHES} kills', flush=True)
    server = QuietServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f'http://127.0.0.1:{server.server_port}/v1'
    with tempfile.TemporaryDirectory(prefix='gesso-crash-') as scratch:
        os.environ.update(HOME=scratch, XDG_DATA_HOME=f'{scratch}/data',
                          XDG_CACHE_HOME=f'{scratch}/cache', XDG_CONFIG_HOME=f'{scratch}/config')
        library = pathlib.Path(scratch) / 'library'
        whole = measure(library, url)
        reported, ended = ['undisturbed'], collections.Counter()
        for number in range(4 * CRASHES):
            # A job that was quicker than its kill counts as none.
            if ended['killed'] == CRASHES:
                break
            prompt = f'crash-{number:04d}'
            delay = chance.uniform(0.01, whole * 1.15)
            begin = time.monotonic()
            killed, status, events = one_crash(library, url, prompt, delay)
            ended['killed' if killed else f'ended {status}'] += 1
            if not killed:
                # How long a job takes depends on what else the machine does.
                whole += 0.3 * (time.monotonic() - begin - whole)
            if any(one['event'] == 'result' for one in events):
                reported.append(prompt)
            status, output, errors = cli(library, 'library', 'verify')
            if status:
                raise Failure(f'after kill {number} at {delay:.3f} s the library does not verify: '
                              f'{output[-800:]} {errors[-800:]}')
        if ended['killed'] < CRASHES:
            raise Failure(f'only {dict(ended)}')
        status, journal, errors = cli(library, 'jobs', '--json')
        if status:
            raise Failure(f'the journal cannot be read: {errors}')
        status, history, errors = cli(library, 'history', '--json')
        if status:
            raise Failure(f'the history cannot be read: {errors}')
        there = digests(library)
        twice = [prompt for prompt, count in Server.asked.items() if count > 1]
        forgotten = [prompt for prompt in Server.asked
                     if prompt not in journal and prompt not in history]
        lost = [prompt for prompt in reported if Server.pictures[prompt] not in there
                or prompt not in history]
        came = [prompt for prompt in Server.sent_whole if Server.pictures[prompt] in there]
        print(f'# {dict(ended)}; asked {len(Server.asked)}, sent whole {len(Server.sent_whole)}, '
              f'of these on disk {len(came)}, reported {len(reported)}', flush=True)
        if twice or forgotten or lost:
            raise Failure(f'sent twice: {twice}; forgotten: {forgotten}; lost: {lost}')
        unlisted = [prompt for prompt in came if prompt not in history]
        if unlisted:
            raise Failure(f'received whole, and not in the history after the restart: {unlisted}')
    server.shutdown()


run_tests([('killed at random moments, nothing received is lost', test_crashes)])
