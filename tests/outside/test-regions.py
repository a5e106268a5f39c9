#!/usr/bin/python3
"""Edits with regions far apart, each sent by itself: gesso-cli against a server of this test, which
answers with what it was sent, inverted where it may change. One picture must have all regions, and
Pillow must find 0 differing pixels outside the whole mask; also when one part fails and is sent
again, and when the program is killed between two of them. Nothing may be sent twice.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import email.parser
import email.policy
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

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gesso_outside import BUILD, Failure, run_tests

CLI = BUILD / 'src/cli/gesso-cli'
SIZE = (3000, 1100)
SPOTS = [(150, 400, 330, 560), (2600, 300, 2800, 520)]


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')


def scene(seed):
    chance = random.Random(seed)
    image = Image.effect_noise((SIZE[0] // 12, SIZE[1] // 12), 70).resize(SIZE, Image.BICUBIC)
    image = Image.merge('RGB', [image, image.transpose(Image.FLIP_LEFT_RIGHT),
                                image.transpose(Image.FLIP_TOP_BOTTOM)])
    draw = ImageDraw.Draw(image)
    for _ in range(260):
        x, y, side = chance.randrange(SIZE[0]), chance.randrange(SIZE[1]), chance.randrange(8, 90)
        draw.rectangle([x, y, x + side, y + side],
                       fill=tuple(chance.randrange(40, 210) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(1.1))


def whole_mask():
    mask = Image.new('L', SIZE, 0)
    draw = ImageDraw.Draw(mask)
    for spot in SPOTS:
        draw.ellipse(spot, fill=255)
    return mask


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, _request, _address):
        """A connection that ends in the middle is part of this test."""


class Server(http.server.BaseHTTPRequestHandler):
    """Inverts what may change. Requests with a number in "fail" are refused; those in "hold" wait."""

    protocol_version = 'HTTP/1.1'
    lock = threading.Lock()
    digests = []
    sizes = []
    fail = set()
    hold = set()
    released = threading.Event()

    @classmethod
    def reset(cls, fail=(), hold=()):
        cls.digests, cls.sizes, cls.fail, cls.hold = [], [], set(fail), set(hold)
        cls.released = threading.Event()

    def log_message(self, *_arguments):
        pass

    def do_GET(self):
        self.answer(200, b'{"data":[{"id":"gpt-image-2"}]}')

    def answer(self, status, body):
        try:
            self.send_response(status)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        head = f'Content-Type: {self.headers["Content-Type"]}\r\n\r\n'.encode()
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        files = {part.get_param('name', header='content-disposition'): part.get_payload(decode=True)
                 for part in form.iter_parts()}
        picture = Image.open(io.BytesIO(files.get('image[]') or files['image'])).convert('RGB')
        mask = Image.open(io.BytesIO(files['mask'])).getchannel('A')
        with Server.lock:
            number = len(Server.digests) + 1
            Server.digests.append(hash(picture.tobytes()))
            Server.sizes.append(picture.size)
        if number in Server.hold:
            Server.released.wait(30)
        if number in Server.fail:
            self.answer(400, json.dumps({'error': {'message': 'no', 'type': 'x',
                                                   'code': 'moderation_blocked'}}).encode())
            return
        picture.paste(ImageChops.invert(picture), mask=ImageChops.invert(mask))
        data = io.BytesIO()
        picture.save(data, 'PNG', compress_level=1)
        entry = {'b64_json': base64.b64encode(data.getvalue()).decode()}
        self.answer(200, json.dumps({'created': 1, 'data': [entry] * int(files.get('n', 1))})
                    .encode())


class Place:
    """A folder with a picture, its mask, a server and the program."""

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix='gesso-regions-')
        self.folder = pathlib.Path(self.scratch.name)
        self.base, self.mask = scene(3), whole_mask()
        self.base.save(self.folder / 'base.png', compress_level=1)
        self.mask.save(self.folder / 'mask.png')
        self.server = QuietServer(('127.0.0.1', 0), Server)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.service = ['--kind', 'openai-images', '--base-url',
                        f'http://127.0.0.1:{self.server.server_port}/v1', '--model', 'gpt-image-2']
        self.environment = {**os.environ, 'GESSO_API_KEY': 'regions-test', 'LC_ALL': 'C.UTF-8',
                            'HOME': str(self.folder), 'XDG_DATA_HOME': str(self.folder / 'data'),
                            'XDG_CONFIG_HOME': str(self.folder / 'config')}
        return self

    def __exit__(self, *_details):
        Server.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.scratch.cleanup()

    def start(self, *words):
        return subprocess.Popen([str(CLI), *map(str, words), '--json'], cwd=self.folder,
                                env=self.environment, stdin=subprocess.DEVNULL, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words):
        process = self.start(*words)
        output, errors = process.communicate(timeout=90)
        return process.returncode, [json.loads(line) for line in output.splitlines()], errors

    def edit(self, *words):
        return ['edit', '--base', 'base.png', '--mask', 'mask.png', '--prompt', 'invert it',
                '--output', 'out.png', *words, *self.service]

    def check(self, path, spots):
        """These spots are inverted, and everything outside the whole mask is as it was."""
        after = Image.open(path).convert('RGB')
        difference = ImageChops.difference(self.base, after)
        worst = ImageChops.lighter(ImageChops.lighter(*difference.split()[:2]),
                                   difference.split()[2])
        outside = ImageChops.multiply(worst.point(lambda value: 255 if value else 0),
                                      self.mask.point(lambda value: 0 if value else 255))
        expect(outside.histogram()[255], 0, 'pixels that differ outside the whole mask')
        for index, spot in enumerate(SPOTS):
            x, y = (spot[0] + spot[2]) // 2, (spot[1] + spot[3]) // 2
            box = (x - 40, y - 40, x + 40, y + 40)
            wanted = ImageChops.invert(self.base) if index in spots else self.base
            error = ImageChops.difference(after.crop(box), wanted.crop(box))
            mean = sum(value * count for channel in range(3) for value, count in
                       enumerate(error.split()[channel].histogram())) / (80 * 80 * 3)
            expect(mean < 3, True, f'spot {index} differs by {mean:.1f} from what it should be')


def one(events, name):
    found = [event for event in events if event['event'] == name]
    if len(found) != 1:
        raise Failure(f'{len(found)} times {name}: {events}')
    return found[0]


def test_separate():
    with Place() as place:
        Server.reset()
        status, events, errors = place.run(*place.edit('--regions', 'separate'))
        expect(status, 0, f'{errors}')
        told = one(events, 'regions')
        expect((len(told['separate']), told['chosen']), (2, 'separate'), told)
        # What it costs is what all parts cost, and that is what was told.
        parts = sum(part['usd_high'] for part in told['separate'])
        expect(abs(one(events, 'estimate')['usd_high'] - parts) < 1e-6, True, events)
        expect(told['joined']['usd_high'] > 0, True, 'both prices are known')
        expect([part['scale'] for part in told['separate']], [1.0, 1.0], 'at native scale')
        expect(len(Server.digests), 2, 'requests')
        expect(sorted((event['number'], event['of']) for event in events
                      if event['event'] == 'part'), [(1, 2), (2, 2)], 'parts')
        result = one(events, 'result')
        expect(result['protection']['different'], 0, 'proof')
        outside = place.mask.histogram()[0]
        expect(result['protection']['checked'], outside, 'all outside the whole mask was checked')
        place.check(place.folder / 'out.png', (0, 1))
        status, _events, errors = place.run('library', 'verify')
        expect(status, 0, f'verify: {errors}')


def test_joined():
    with Place() as place:
        Server.reset()
        for words in ([], ['--regions', 'joined']):
            status, events, errors = place.run(*place.edit(*words, '--force'))
            expect(status, 0, f'{errors}')
            expect(one(events, 'regions')['chosen'], 'joined', events)
            expect(one(events, 'result')['protection']['different'], 0, 'proof')
        expect(len(Server.digests), 2, 'one request for each')
        status, events, _errors = place.run(*place.edit('--regions', 'apart'))
        expect(status, 2, 'a value that there is not')
        status, events, _errors = place.run(*place.edit('--regions', 'separate', '--context',
                                                        '0,0,3000,1100'))
        expect(status, 2, 'with --context')
        status, events, _errors = place.run(*place.edit('--regions', 'separate', '--dry-run'))
        expect(status, 0, 'dry run')
        plan = one(events, 'request')['request']['protection']
        expect(len(plan['parts']), 2, 'a dry run shows the parts')
        expect(len(Server.digests), 2, 'and sends nothing')


def test_several_pictures():
    """Each variation has all the parts."""
    with Place() as place:
        Server.reset()
        status, events, errors = place.run(*place.edit('--regions', 'separate', '--n', '2'))
        expect(status, 0, f'{errors}')
        expect(len(Server.digests), 2, 'requests')
        for name in ('out-1.png', 'out-2.png'):
            place.check(place.folder / name, (0, 1))


def test_failed_part():
    """One part is refused: the other is kept, and only the refused one is sent again."""
    with Place() as place:
        for number in (1, 2):
            Server.reset(fail=[number])
            for old in place.folder.glob('*out*.png'):
                old.unlink()
            status, events, errors = place.run(*place.edit('--regions', 'separate', '--session',
                                                           f'failed {number}'))
            expect(status, 3, f'refused; {errors}')
            expect((place.folder / 'out.png').exists(), False, 'what lacks a part has no name')
            parts = {event['number']: event for event in events if event['event'] == 'part'}
            failed = [part for part in parts.values() if 'failure' in part]
            expect((len(parts), len(failed)), (2, 1), events)
            expect(len(Server.digests), 2, 'both were sent')
            refused = Server.digests[number - 1]
            Server.fail = set()
            status, events, errors = place.run('jobs', 'retry', failed[0]['job'], '--output',
                                               'out.png', *place.service)
            expect(status, 0, f'retry; {errors}')
            expect(len(Server.digests), 3, 'nothing was sent that had been paid')
            expect(Server.digests[2], refused, 'the refused part was sent again')
            expect(one(events, 'result')['protection']['different'], 0, 'proof')
            place.check(place.folder / 'out.png', (0, 1))
        status, _events, _errors = place.run('jobs', 'retry', 'nothing', *place.service)
        expect(status, 2, 'a job that there is not')
        done = [event['job'] for event in parts.values() if 'failure' not in event]
        status, _events, errors = place.run('jobs', 'retry', done[0], *place.service)
        expect(status, 2, f'a job that brought its picture; {errors}')


def wait_for_part(process):
    for line in process.stdout:
        if json.loads(line)['event'] == 'part':
            return
    raise Failure(f'no part came home: {process.stderr.read()}')


def test_killed_between():
    """kill -9 when one part is home and the other is with the service."""
    with Place() as place:
        Server.reset(hold=[2])
        process = place.start(*place.edit('--regions', 'separate'))
        try:
            wait_for_part(process)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=10)
        Server.released.set()
        status, jobs, errors = place.run('jobs')
        expect(status, 0, errors)
        states = sorted(job['state'] for job in jobs)
        expect(states, ['done', 'interrupted'], 'the journal knows both')
        status, events, errors = place.run('library', 'verify')
        expect(status, 0, errors)
        expect(len(Server.digests), 2, 'nothing was sent by itself')
        open_job = [job['id'] for job in jobs if job['state'] == 'interrupted'][0]
        Server.hold = set()
        status, _events, _errors = place.run('jobs', 'retry', open_job, *place.service)
        expect((status, len(Server.digests)), (2, 2), 'what may be billed twice wants a word')
        status, events, errors = place.run('jobs', 'retry', open_job, '--even-if-billed',
                                           '--output', 'out.png', *place.service)
        expect(status, 0, errors)
        expect(len(Server.digests), 3, 'only the part that did not come was sent again')
        expect(Server.digests[2], Server.digests[1], 'that part')
        place.check(place.folder / 'out.png', (0, 1))


def test_killed_anywhere():
    """kill -9 at random moments: what was paid and received is never sent again, and in the end
    there is one picture with both parts."""
    chance = random.Random(int(os.environ.get('GESSO_CRASH_SEED', '11')))
    rounds = int(os.environ.get('GESSO_REGION_KILLS', '6'))
    with Place() as place:
        Server.reset()
        begin = time.monotonic()
        status, _events, errors = place.run(*place.edit('--regions', 'separate'))
        expect(status, 0, errors)
        usual = time.monotonic() - begin
        for number in range(rounds):
            Server.reset()
            for old in place.folder.glob('out*.png'):
                old.unlink()
            known = {job['id'] for job in place.run('jobs')[1]}
            process = place.start(*place.edit('--regions', 'separate', '--session', f'r {number}'))
            time.sleep(chance.uniform(0.2, 1.0) * usual)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=10)
            status, jobs, errors = place.run('jobs')
            expect(status, 0, errors)
            mine = [job for job in jobs if job['id'] not in known]
            for job in mine:
                if job['state'] in ('waiting', 'interrupted', 'failed'):
                    verb = (['resume'] if job['state'] == 'waiting'
                            else ['retry', '--even-if-billed'])
                    status, events, errors = place.run('jobs', *verb, job['id'], '--output',
                                                       'out.png', '--force', *place.service)
                    expect(status, 0, f'round {number}: {job["state"]} {errors}')
            status, _events, errors = place.run('library', 'verify')
            expect(status, 0, f'round {number}: {errors}')
            came = [job['state'] for job in mine].count('done')
            expect(len(Server.digests) <= 2 + len(mine) - came, True, f'round {number}: sent again')
            if len(mine) < 2:
                continue
            nodes = [node for node in place.run('history')[1]
                     if node['session'] == mine[0]['session'] and node['base'] is not None]
            newest = max(nodes, key=lambda node: node['node'])
            place.check(newest['original'], (0, 1))


run_tests([
    ('each by itself', test_separate),
    ('all at once', test_joined),
    ('two variations', test_several_pictures),
    ('one part fails and is sent again', test_failed_part),
    ('killed between two parts', test_killed_between),
    ('killed at random moments', test_killed_anywhere),
])
