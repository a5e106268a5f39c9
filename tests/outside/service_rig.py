"""A service on loopback that does what its test tells it, and a home for gesso-cli beside it.

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
import subprocess
import tempfile
import threading

from PIL import Image

from gesso_outside import BUILD, Failure

CLI = BUILD / 'src/cli/gesso-cli'
ENGINE = BUILD / 'src/engine/gesso-engine'


def picture(size=(1024, 1024), kind='PNG', color='teal'):
    data = io.BytesIO()
    Image.new('RGB', size, color).save(data, kind)
    return data.getvalue()


def parts_of(body):
    """The form's parts by name."""
    parts = {}
    for match in re.finditer(rb'name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:[^\r\n]+\r\n)*\r\n', body):
        end = body.index(b'\r\n--', match.end())
        parts[match.group(1).decode()] = body[match.end():end]
    return parts


def error_body(code, words='no'):
    return json.dumps({'error': {'message': words, 'type': 'x', 'code': code}}).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Hands every request to the rig's "answer", with its prompt."""
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        self.take(b'')

    def do_POST(self):
        self.take(self.rfile.read(int(self.headers.get('Content-Length') or 0)))

    def take(self, body):
        found = re.search(rb'"prompt": ?"((?:[^"\\]|\\.)*)"|name="prompt"\r\n\r\n([^\r]*)', body)
        text = next((one for one in (found.groups() if found else ()) if one is not None), b'')
        prompt = json.loads(b'"' + text + b'"') if found and found.group(1) else text.decode()
        with self.server.rig.lock:
            self.server.rig.asked.append((self.path, prompt, body, dict(self.headers)))
        self.server.rig.answer(self, prompt, body)

    def reply(self, status, body, kind='application/json', headers=None, length=None):
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('x-request-id', 'req_rig')
        self.send_header('Content-Length', str(len(body) if length is None else length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.close_connection = True

    def reply_pictures(self, count=1, usage=None, data=None):
        entry = {'b64_json': base64.b64encode(data or picture()).decode()}
        answer = {'created': 1, 'data': [entry] * count}
        if usage is not None:
            answer['usage'] = usage
        self.reply(200, json.dumps(answer).encode())

    def reply_events(self, usage, data=None, edit=False):
        """A preview and the picture, as events."""
        name = 'image_edit' if edit else 'image_generation'
        text = base64.b64encode(data or picture()).decode()
        events = ({'type': f'{name}.partial_image', 'partial_image_index': 0, 'b64_json': text},
                  {'type': f'{name}.completed', 'b64_json': text, 'usage': usage})
        body = ''.join(f'event: {one["type"]}\ndata: {json.dumps(one)}\n\n' for one in events)
        self.reply(200, body.encode(), 'text/event-stream')


class Service:
    """The server alone: "answer" gets handler, prompt and body."""

    def __init__(self, answer, host='127.0.0.1'):
        self.answer = answer
        self.asked = []
        self.lock = threading.Lock()
        self.server = http.server.ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.server.rig = self
        self.port = self.server.server_port
        self.url = f'http://{host}:{self.port}/v1'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def prompts(self):
        return [one[1] for one in self.asked if one[2]]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Home:
    """A folder with its own library and configuration for gesso-cli, and a Service."""

    def __init__(self, answer, key='rig-key-0815'):
        self.answer = answer
        self.key = key

    def __enter__(self):
        if not CLI.exists():
            raise Failure('gesso-cli was not built')
        self.scratch = tempfile.TemporaryDirectory(prefix='gesso-rig-')
        self.path = pathlib.Path(self.scratch.name)
        self.library = self.path / 'library'
        self.service = Service(self.answer)
        self.environment = {
            **{name: value for name, value in os.environ.items()
               if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')},
            'HOME': str(self.path), 'XDG_DATA_HOME': str(self.path / 'data'),
            'XDG_CONFIG_HOME': str(self.path / 'config'),
            'XDG_CACHE_HOME': str(self.path / 'cache'), 'GESSO_LIBRARY': str(self.library),
            'GESSO_API_KEY': self.key, 'GESSO_ENGINE_PATH': str(ENGINE), 'LC_ALL': 'C.UTF-8'}
        return self

    def __exit__(self, *_arguments):
        self.service.close()
        self.scratch.cleanup()

    def add_account(self, name, kind='openai-images', model='gpt-image-2', limit=None):
        self.run('accounts', 'add', name, '--kind', kind, '--base-url', self.service.url, '--model',
                 model)
        if limit is not None:
            path = self.path / 'config/gesso/accounts.json'
            whole = json.loads(path.read_text())
            for one in whole['accounts']:
                if one['name'] == name:
                    one['limit'] = limit
            path.write_text(json.dumps(whole))

    def start(self, *words):
        return subprocess.Popen([str(CLI), *map(str, words)], env=self.environment, cwd=self.path,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def run(self, *words, status=0, seconds=120):
        process = self.start(*words)
        try:
            output, errors = (one.decode() for one in process.communicate(timeout=seconds))
        finally:
            process.kill()
        if process.returncode != status:
            raise Failure(f'{words}: {process.returncode} instead of {status}: {output} {errors}')
        return output, errors

    def events(self, *words, **options):
        output, _errors = self.run(*words, '--json', **options)
        # The log of a program that is watched goes there too.
        return [json.loads(line) for line in output.splitlines() if line.startswith('{')]


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')
