#!/usr/bin/python3
"""The ledger of every kind of account: each is played in its own shapes, and what gesso-cli says it
cost, in money and in each service's credits, is compared with sums that this file makes from the
published figures. Then what the program learns of it, what trying a service out costs, and drafts
that are finished.

  tests/outside/test-ledger.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import concurrent.futures
import csv
import fractions
import io
import json
import math
import random
import re

from gesso_outside import run_tests
from service_rig import Home, error_body, expect, picture

RATES = dict(text=5, text_cached='1.25', text_out=10, image=8, image_cached=2, out=30)
# The text model of the Responses API, and a search of the web.
MODEL_RATES = dict(text='5', cached='0.5', out='30')
SEARCH = 10000
GRID = {'low': 16, 'medium': 48, 'high': 96}
KIE_CREDITS = {'1024x1024': 6, '2560x1440': 10, '3840x2160': 16}
KIE_CREDIT = 5000
USED = {'input_tokens': 47, 'output_tokens': 1372,
        'input_tokens_details': {'text_tokens': 30, 'image_tokens': 17}}


def whole(micros):
    return math.floor(micros + fractions.Fraction(1, 2))


def rate(name):
    return fractions.Fraction(RATES[name])


def formula(job, grid=None):
    """What is expected of a job, in micro-dollars, by the published formula."""
    width, height = map(int, job['size'].split('x'))
    grid = grid or GRID[job['quality']]
    side = round(fractions.Fraction(grid * min(width, height), max(width, height)))
    tokens = math.ceil(fractions.Fraction(grid * side * (2000000 + width * height), 4000000))
    text = math.ceil(len(job['prompt']) / 4) + 16
    each = tokens * rate('out') + text * rate('text')
    return whole(each * job['n'] / (2 if job['kind'] == 'batch' else 1))


def counted(usage, half=False):
    details = usage['input_tokens_details']
    cached = details.get('cached_tokens_details', {})
    text, image = cached.get('text_tokens', 0), cached.get('image_tokens', 0)
    micros = ((details['text_tokens'] - text) * rate('text') + text * rate('text_cached')
              + (details['image_tokens'] - image) * rate('image') + image * rate('image_cached')
              + usage['output_tokens'] * rate('out'))
    return whole(micros / 2) if half else micros


def model_counted(usage, searches):
    cached = usage['input_tokens_details']['cached_tokens']
    return ((usage['input_tokens'] - cached) * fractions.Fraction(MODEL_RATES['text'])
            + cached * fractions.Fraction(MODEL_RATES['cached'])
            + usage['output_tokens'] * fractions.Fraction(MODEL_RATES['out']) + searches * SEARCH)


def make_usage(dice):
    text, image = dice.randint(1, 900), dice.randint(0, 1500)
    return {'input_tokens': text + image, 'output_tokens': dice.randint(150, 9000),
            'input_tokens_details': {'text_tokens': text, 'image_tokens': image,
                                     'cached_tokens_details': {
                                         'text_tokens': dice.randint(0, text),
                                         'image_tokens': dice.randint(0, image)}}}


class World:
    """All services on one server; each has its own folder in the address."""

    def __init__(self, jobs=()):
        self.jobs = {job['prompt']: job for job in jobs}
        self.tasks = {}
        self.files = {}

    def job(self, prompt):
        return self.jobs[prompt]

    def answer(self, handler, prompt, body):
        path = handler.path.split('?')[0]
        for name in ('azure', 'evolink', 'kie', 'fal', 'replicate', 'batch', 'responses'):
            if path.startswith(f'/{name}/') and 'picture.png' not in path:
                getattr(self, name)(handler, path[len(name) + 1:], prompt, body)
                return
        if 'picture.png' in path:
            handler.reply(200, picture(), 'image/png')
        elif path.endswith('/capabilities'):
            handler.reply(404, b'{}')
        else:
            self.images(handler, prompt)

    def images(self, handler, prompt):
        job = self.job(prompt)
        if job['ending'] == 'moderated':
            handler.reply(400, error_body('moderation_blocked'))
        else:
            handler.reply_pictures(job['n'], job['usage'] if job['ending'] == 'full' else None)

    def say(self, handler, answer, status=200):
        handler.reply(status, json.dumps(answer).encode(), headers={'retry-after': '0.05'})

    def url(self, handler):
        return f'http://{handler.headers["Host"]}/picture.png'

    def begin(self, prompt):
        name = f'task-{len(self.tasks)}-{random.randrange(1 << 40)}'
        self.tasks[name] = self.job(prompt)
        return name

    def azure(self, handler, _path, prompt, _body):
        self.images(handler, prompt)

    def responses(self, handler, _path, _prompt, body):
        text = json.loads(body)['input'][0]['content'][0]['text']
        job = self.job(text)
        if job['ending'] == 'moderated':
            handler.reply(400, error_body('moderation_blocked'))
            return
        answer = {'id': f'resp_{abs(hash(text))}', 'object': 'response', 'status': 'completed',
                  'model': 'gpt-5.5', 'error': None, 'usage': job['model_usage'],
                  'output': [{'type': 'image_generation_call', 'id': 'ig_1', 'status': 'completed',
                              'result': base64.b64encode(picture()).decode()}]}
        if job['ending'] == 'full':
            answer['tool_usage'] = {'image_gen': job['usage'],
                                    'web_search': {'num_requests': job['searches']}}
        handler.reply(200, json.dumps(answer).encode())

    def evolink(self, handler, path, prompt, body):
        if body:
            self.say(handler, {'id': self.begin(prompt), 'status': 'pending', 'usage': {
                'credits_reserved': float(self.job(prompt)['credits'])}})
        else:
            job = self.tasks[path.rsplit('/', 1)[1]]
            if job['ending'] == 'moderated':
                self.say(handler, {'status': 'failed', 'error': {
                    'code': 'content_policy_violation', 'message': 'no', 'type': 'task_error'}})
            else:
                self.say(handler, {'status': 'completed', 'progress': 100, 'error': None,
                                   'results': [self.url(handler)] * job['n']})

    def kie(self, handler, _path, prompt, body):
        if body:
            self.say(handler, {'code': 200, 'msg': 'success',
                               'data': {'taskId': self.begin(prompt)}})
            return
        job = self.tasks[handler.path.split('taskId=')[1]]
        self.say(handler, {'code': 200, 'data': {
            'state': 'success', 'creditsConsumed': float(job['credits']),
            'resultJson': json.dumps({'resultUrls': [self.url(handler)]})}})

    def fal(self, handler, path, prompt, body):
        if body:
            name = self.begin(prompt)
            root = f'http://{handler.headers["Host"]}/fal/{name}'
            self.say(handler, {'status': 'IN_QUEUE', 'request_id': name, 'response_url': root,
                               'status_url': root + '/status', 'cancel_url': root + '/cancel'})
        elif path.endswith('/stream'):
            handler.reply(404, b'{"detail":"no stream"}')
        elif path.endswith('/status'):
            self.say(handler, {'status': 'COMPLETED'})
        else:
            job = self.tasks[path.rsplit('/', 1)[1]]
            self.say(handler, {'images': [{'url': self.url(handler)}] * job['n']})

    def replicate(self, handler, path, prompt, body):
        if body:
            name = self.begin(prompt)
            self.say(handler, {'id': name, 'status': 'starting', 'urls': {
                'get': f'http://{handler.headers["Host"]}/replicate/v1/predictions/{name}'}}, 201)
        else:
            job = self.tasks[path.rsplit('/', 1)[1]]
            self.say(handler, {'id': 'x', 'status': 'succeeded',
                               'output': [self.url(handler)] * job['n']})

    def batch(self, handler, path, _prompt, body):
        if path.endswith('/files'):
            name = f'file-{len(self.files)}'
            self.files[name] = [json.loads(one) for one in re.findall(rb'^\{.*\}\r?$', body, re.M)]
            self.say(handler, {'id': name, 'object': 'file'})
        elif path.endswith('/batches'):
            self.say(handler, {'id': 'batch_' + json.loads(body)['input_file_id'],
                               'status': 'validating'})
        elif '/batches/' in path:
            name = path.rsplit('batch_', 1)[1]
            self.say(handler, {'id': 'batch_' + name, 'status': 'completed',
                               'output_file_id': 'out_' + name})
        else:
            name = path.split('out_')[1].split('/')[0]
            lines = []
            for line in self.files[name]:
                job = self.job(line['body']['prompt'])
                answer = {'data': [{'b64_json': base64.b64encode(picture()).decode()}]}
                if job['ending'] == 'full':
                    answer['usage'] = job['usage']
                lines.append(json.dumps({'custom_id': line['custom_id'], 'error': None,
                                         'response': {'status_code': 200, 'body': answer}}))
            handler.reply(200, '\n'.join(lines).encode(), 'application/jsonl')


# kind of job → (kind of account, address, model, highest number of pictures)
KINDS = {
    'images': ('openai-images', '/v1', 'gpt-image-2', 3),
    'batch': ('openai-images', '/batch/v1', 'gpt-image-2', 3),
    'responses': ('openai-responses', '/responses/v1', 'gpt-image-2', 1),
    'other-responses': ('openai-responses', '/responses/v1', 'other-text=gpt-image-2', 1),
    'azure': ('azure', '/azure/openai/v1', 'kites=gpt-image-2', 2),
    'fal': ('fal', '/fal', 'openai/gpt-image-2', 2),
    'evolink': ('evolink', '/evolink', 'gpt-image-2', 2),
    'evolink-beta': ('evolink', '/evolink', 'gpt-image-2-beta', 1),
    'kie': ('kie', '/kie', 'gpt-image-2', 1),
    'replicate': ('replicate', '/replicate/v1', 'openai/gpt-image-2', 2),
    'compatible': ('compatible', '/v1', 'anything', 1),
    'localai': ('localai', '/v1', 'dream', 1),
    'sglang': ('sglang', '/v1', 'dream', 1),
    'sketch': ('sketch', None, 'sketch-1', 1),
}
PLACES = ('Posters', 'Packaging')
NO_QUALITY = ('kie', 'evolink-beta', 'compatible', 'localai', 'sglang', 'sketch')


def make_jobs(dice, each=5):
    jobs = []
    for kind, (account_kind, _address, model, most) in KINDS.items():
        for number in range(1 if kind == 'sketch' else each):
            job = {'kind': kind, 'account_kind': account_kind, 'model': model,
                   'prompt': f'{kind} {number} a tin', 'n': dice.randint(1, most),
                   'project': dice.choice(PLACES), 'quality': dice.choice(list(GRID)),
                   'size': dice.choice(('1024x1024', '1536x1024', '1024x1536')),
                   'ending': ('full', 'full', 'silent', 'moderated')[number] if number < 4
                   else 'full', 'usage': make_usage(dice), 'searches': dice.choice((0, 0, 2)),
                   'credits': fractions.Fraction(dice.randint(1, 400), 10)}
            if kind in ('fal', 'replicate', 'kie', 'batch', 'sketch'):
                job['ending'] = 'full'
            if kind == 'batch' and number == 1:
                job['ending'] = 'silent'
            if kind == 'kie':
                job['size'] = dice.choice(list(KIE_CREDITS))
            if kind in ('evolink-beta', 'sketch'):
                job['size'] = '1024x1024'
            text = dice.randint(100, 3000)
            job['model_usage'] = {
                'input_tokens': text, 'output_tokens': dice.randint(10, 400),
                'input_tokens_details': {'cached_tokens': dice.randint(0, text)}}
            jobs.append(job)
    return jobs


def paid(job):
    """What is known to have been paid, in micro-dollars, or None."""
    kind = job['kind']
    if kind in ('sketch', 'localai', 'sglang'):
        return 0
    if kind == 'kie':
        return whole(job['credits'] * KIE_CREDIT)
    if job['ending'] != 'full':
        return None
    if kind == 'images':
        return whole(counted(job['usage']))
    if kind == 'batch':
        # Each line of the batch counts for itself; the half is of all of them.
        return whole(counted(job['usage']) * job['n'] / 2)
    if kind == 'responses':
        return whole(counted(job['usage']) + model_counted(job['model_usage'], job['searches']))
    return None


def expected(job):
    """What was expected, or None where nothing was."""
    kind = job['kind']
    if kind in ('sketch', 'localai', 'sglang'):
        return 0
    if kind in ('azure', 'compatible', 'evolink-beta'):
        return None
    if kind == 'kie':
        return KIE_CREDITS[job['size']] * KIE_CREDIT
    return formula(job)


def line_of(job):
    """(unit, paid, expected if not paid, credits, unpriced jobs, pictures), or None: no line."""
    if job['ending'] == 'moderated' and job['kind'] not in ('localai', 'sglang', 'sketch'):
        if not job['kind'].startswith('evolink'):
            return None
    elif job['ending'] == 'moderated':
        return None
    if job['ending'] == 'moderated':
        return None
    unit = f'{job["account_kind"]} credits' if job['account_kind'] in ('kie', 'evolink') else 'USD'
    money, estimate = paid(job), expected(job)
    return (unit, money or 0, 0 if money is not None else estimate or 0,
            job['credits'] if unit != 'USD' else 0,
            int(money is None and estimate is None), job['n'])


def add_up(jobs, key):
    sums = {}
    for job in jobs:
        line = line_of(job)
        if line is None:
            continue
        one = sums.setdefault((key(job), line[0]), [0, 0, 0, 0, 0, 0])
        for number, value in enumerate((*line[1:], 1)):
            one[number] += value
    return {name: tuple(one) for name, one in sums.items()}


def micros(text):
    return fractions.Fraction(text) * 1000000


def read_sums(home, by):
    output, _errors = home.run('history', '--cost', '--csv', '--by', by)
    sums = {}
    for row in csv.DictReader(io.StringIO(output)):
        credits = fractions.Fraction(row['amount']) if row['unit'] != 'USD' else 0
        if row['unit'] == 'USD':
            expect(row['amount'], row['usd'], 'money is its own unit')
        expect(row['estimated_usd_low'], row['estimated_usd_high'], 'nothing was left open')
        sums[row['label'] if by != 'all' else 'all', row['unit']] = (
            micros(row['usd']), micros(row['estimated_usd_high']), credits,
            int(row['unpriced_jobs']), int(row['pictures']), int(row['jobs']))
    return sums


def add_accounts(home):
    root = home.service.url[:-len('/v1')]
    for name, (kind, address, model, _most) in KINDS.items():
        if address is not None:
            home.run('accounts', 'add', name, '--kind', kind, '--base-url', root + address,
                     '--model', model)


def send(home, job):
    words = ['generate', '--account', 'Sketch' if job['kind'] == 'sketch' else job['kind'],
             '--project', job['project'], '--session', f'{job["project"]} first', '--prompt',
             job['prompt'], '--size', job['size'], '--n', job['n']]
    if job['kind'] not in NO_QUALITY:
        words += ['--quality', job['quality']]
    if job['kind'] == 'batch':
        words += ['--batch']
    if job['kind'] == 'responses' and job['searches']:
        words += ['--web-search']
    status = 3 if job['ending'] == 'moderated' else 0
    return home.events(*words, status=status)


def send_all(home, jobs):
    for place in PLACES:
        next_one = next(job for job in jobs if job['project'] == place)
        next_one['sent'] = True
        send(home, next_one)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: send(home, job), [one for one in jobs if 'sent' not in one]))


def test_kinds():
    jobs = make_jobs(random.Random(20261122))
    with Home(World(jobs).answer) as home:
        add_accounts(home)
        send_all(home, jobs)
        account = {'sketch': 'Sketch'}
        expect(read_sums(home, 'account'),
               add_up(jobs, lambda job: account.get(job['kind'], job['kind'])), 'accounts')
        expect(read_sums(home, 'project'), add_up(jobs, lambda job: job['project']), 'projects')
        everything = add_up(jobs, lambda job: 'all')
        expect(read_sums(home, 'all'), everything, 'everything')
        budgets = home.events('budget')
        missing = sum(one[3] for (_key, unit), one in everything.items() if unit == 'USD')
        beta = sum(job['credits'] for job in jobs
                   if job['kind'] == 'evolink-beta' and line_of(job))
        expect(budgets[0]['uncounted'],
               f'not counted: {missing} jobs of unknown price, {float(beta):g} credits (EvoLink)',
               'what the budget of the month says that it does not count')
        expect(round(budgets[0]['used_usd'] * 1e6),
               sum(one[0] + one[1] for one in everything.values()), 'what it counts')


def drawn(prompt, **more):
    return {'kind': 'x', 'prompt': prompt, 'n': 1, 'ending': 'full', 'usage': USED,
            'credits': fractions.Fraction(16, 10), **more}


def test_learns():
    jobs = [drawn('one', credits=fractions.Fraction(3)), drawn('two', credits=fractions.Fraction(5))]
    with Home(World(jobs).answer) as home:
        root = home.service.url[:-len('/v1')]
        home.run('accounts', 'add', 'Beta', '--kind', 'evolink', '--base-url', root + '/evolink',
                 '--model', 'gpt-image-2-beta')
        home.run('accounts', 'add', 'Kie', '--kind', 'kie', '--base-url', root + '/kie')
        ask = ['price', '--account', 'Beta', '--size', '1024x1024']
        before = home.events(*ask)[0]
        expect((before['known'], before['source'], before['learned_from']), (False, 'none', 0),
               'nothing is known')
        expect(home.library.exists(), False, 'asking makes no library')
        for prompt in ('one', 'two'):
            home.run('generate', '--account', 'Beta', '--prompt', prompt, '--size', '1024x1024')
        after = home.events(*ask)[0]
        expect((after['known'], after['source'], after['learned_from'], after['unit'],
                after['credits_low'], after['credits_high']),
               (False, 'learned', 2, 'evolink', 3, 5), 'learned in credits')
        output, _errors = home.run(*ask)
        expect(output.strip(), '≈ 3–5 credits (learned from 2 pictures)', 'the price line')
        expect(home.events(*ask, '--n', '2')[0]['credits_high'], 10, 'for more pictures')
        expect(home.events(*ask[:3], '--size', '1536x1024')[0]['source'], 'none', 'another size')
        # The shipped figures of this service are not its own; what it took goes before them.
        kie = ['--account', 'Kie', '--size', '1024x1024']
        first = home.events('price', *kie)[0]
        expect((first['source'], first['usd_low'], first['credits_low']), ('table', 0.03, 6), 'table')
        home.run('generate', '--prompt', 'two', *kie)
        second = home.events('generate', '--prompt', 'one', *kie, '--dry-run')[0]
        expect((second['source'], second['usd_low'], second['credits_low'],
                second['learned_from']), ('learned', 0.025, 5, 1), 'learned in both')
        documented = home.events('price', '--model', 'gpt-image-2', '--quality', 'low')[0]
        expect(documented['source'], 'table', 'a documented formula')


def test_trials():
    jobs = [drawn('A plain red disc in the middle.'), drawn('Fill the picture with plain bright red.')]
    world = World(jobs)

    def answer(handler, prompt, body):
        if handler.path.endswith('/models'):
            world.say(handler, {'data': [{'id': 'gpt-image-2'}]})
        elif b'partial_images' in body and b'disc' in body:
            handler.reply_events(USED, picture((1024, 640)))
        else:
            world.answer(handler, prompt, body)
    with Home(answer) as home:
        home.add_account('Studio')
        found = home.events('accounts', 'test', 'Studio', '--pictures')[-1]
        each = whole(counted(USED))
        expect(round(found['usd'] * 1e6), 2 * each, 'what it says')
        sums = list(csv.DictReader(io.StringIO(
            home.run('history', '--cost', '--csv', '--by', 'project')[0])))
        expect([(row['label'], micros(row['usd']), row['jobs'], row['pictures']) for row in sums],
               [('', 2 * each, '2', '2')], 'the ledger, outside of all projects')
        lines = list(csv.DictReader(io.StringIO(
            home.run('history', '--cost', '--csv', '--by', 'job')[0])))
        expect([(row['account'], row['kind'], row['session'], micros(row['usd'])) for row in lines],
               [('Studio', 'openai-images', '', each)] * 2, 'line by line')
        expect(round(home.events('budget')[0]['used_usd'] * 1e6), 2 * each, 'the month')


def test_finish():
    jobs = [drawn('a fox', usage={'input_tokens': 20, 'output_tokens': 196, 'input_tokens_details': {
        'text_tokens': 20, 'image_tokens': 0}})]
    with Home(World(jobs).answer) as home:
        home.add_account('Studio')
        words = ['--account', 'Studio', '--prompt', 'a fox', '--size', '1024x1024']
        low = home.events('generate', *words, '--quality', 'low')[-1]
        estimate = home.events('finish', low['node'], '--dry-run')[0]
        # The draft goes in as a picture of 1024 tokens, and comes out in high quality.
        wanted = whole(7024 * rate('out') + 1024 * rate('image') + (2 + 16) * rate('text'))
        cost = whole(196 * rate('out') + 20 * rate('text'))
        expect(round(estimate['usd_low'] * 1e6), wanted, 'what it will cost')
        expect(round(estimate['usd_more_low'] * 1e6), wanted - cost, 'how much more')
        expect(len(home.service.prompts()), 1, 'nothing is sent yet')
        done = home.events('finish', low['node'])[-1]
        path, _prompt, body, _headers = home.service.asked[-1]
        expect((path.endswith('/edits'), b'high' in body, b'\x89PNG' in body), (True, True, True),
               'an edit of the draft')
        made = next(one for one in home.events('history') if one['node'] == done['node'])
        expect(made['base'], low['node'], 'it comes of the draft')
        home.run('finish', done['node'], status=2)
        home.run('finish', 'nothing', status=2)
        home.run('finish', status=2)


run_tests([
    ('every kind of account, to the micro-dollar and the credit', test_kinds),
    ('what is learned from the ledger', test_learns),
    ('what trying a service out costs', test_trials),
    ('a draft and its finish', test_finish),
])
