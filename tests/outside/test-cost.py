#!/usr/bin/python3
"""The ledger against arithmetic of its own: a month of jobs of every kind, size, quality and ending
is sent to a scripted service, and what gesso-cli says it cost is compared, to the micro-dollar,
with sums that this file makes from the published prices. Nothing here is read from the program's
tables. Then the budgets: what they stop, what they let pass, and the way past them.

  tests/outside/test-cost.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import concurrent.futures
import csv
import datetime
import fractions
import io
import json
import math
import random
import sqlite3

from PIL import Image

from gesso_outside import Failure, run_tests
from service_rig import Home, error_body, expect, picture

# Dollars for a million tokens, as published.
PRICES = {
    'gpt-image-2': dict(text='5', text_cached='1.25', text_out='10', image='8', image_cached='2',
                        out='30'),
    'gpt-image-2.5-flare': dict(text='5', text_cached='1.25', text_out='10', image='8',
                                image_cached='2', out='30'),
    'gpt-image-1.5': dict(text='5', text_cached='1.25', text_out='10', image='8', image_cached='2',
                          out='32'),
    'gpt-image-1-mini': dict(text='2', text_cached='0.20', text_out='0', image='2.5',
                             image_cached='0.25', out='8'),
}
GRIDS = {'gpt-image-2': {'low': 16, 'medium': 48, 'high': 96},
         'gpt-image-2.5-flare': {'low': 16, 'medium': 24, 'high': 48, 'xhigh': 64, 'max': 96}}
FIXED = {('low', '1024x1024'): 272, ('low', '1024x1536'): 408, ('low', '1536x1024'): 400,
         ('medium', '1024x1024'): 1056, ('medium', '1024x1536'): 1584, ('medium', '1536x1024'): 1568,
         ('high', '1024x1024'): 4160, ('high', '1024x1536'): 6240, ('high', '1536x1024'): 6208}
PREVIEW_TOKENS = 100
MINI_LOW = {'1024x1024': 5000, '1024x1536': 6000, '1536x1024': 6000}

SIZES = ('1024x1024', '1536x1024', '1024x1536', '2048x2048', '3840x2160', '2560x1440', '3808x1632',
         '1120x896', '976x704')
OLD_SIZES = ('1024x1024', '1536x1024', '1024x1536')


def price(model, name):
    return fractions.Fraction(PRICES[model][name])


def whole(micros):
    """Half a micro-dollar and more is one."""
    return math.floor(micros + fractions.Fraction(1, 2))


def output_tokens(model, quality, size):
    if model in GRIDS:
        width, height = map(int, size.split('x'))
        grid = GRIDS[model][quality]
        side = round(fractions.Fraction(grid * min(width, height), max(width, height)))
        return math.ceil(fractions.Fraction(grid * side * (2000000 + width * height), 4000000))
    return FIXED[quality, size]


def patch_tokens(width, height):
    """Pictures that go in, for gpt-image-2 and later."""
    if max(width, height) < 1024:
        width, height = (one * 1024 / max(width, height) for one in (width, height))
    count = math.ceil(width / 32 - 1e-6) * math.ceil(height / 32 - 1e-6)
    if count <= 1536:
        return count
    scale = math.sqrt(32 * 32 * 1536 / (width * height))
    across, down = width * scale / 32, height * scale / 32
    scale *= min(math.floor(across) / across, math.floor(down) / down)
    return math.ceil(width * scale / 32 - 1e-6) * math.ceil(height * scale / 32 - 1e-6)


def prompt_tokens(text):
    quarters = sum(1 if ord(one) < 0x250 else 2 if ord(one) < 0x2e80 else 4 for one in text)
    return math.ceil(quarters / 4) + 16


def from_usage(model, usage):
    """What the service counted, in micro-dollars."""
    given, made = usage.get('input_tokens_details'), usage.get('output_tokens_details')
    if given:
        text, image = given['text_tokens'], given['image_tokens']
        cached = given.get('cached_tokens_details', {})
    else:
        text, image, cached = usage['input_tokens'], 0, {}
    text_cached, image_cached = cached.get('text_tokens', 0), cached.get('image_tokens', 0)
    out, words = ((made['image_tokens'], made['text_tokens']) if made
                  else (usage['output_tokens'], 0))
    return whole((text - text_cached) * price(model, 'text')
                 + text_cached * price(model, 'text_cached')
                 + (image - image_cached) * price(model, 'image')
                 + image_cached * price(model, 'image_cached')
                 + words * price(model, 'text_out') + out * price(model, 'out'))


def from_formula(job):
    """What is to be expected of a job, in micro-dollars."""
    model = job['model']
    if model not in PRICES:
        return 0
    tokens = output_tokens(model, job['quality'], job['size']) + PREVIEW_TOKENS * job['stream']
    inputs = prompt_tokens(job['prompt']) * price(model, 'text')
    if job['base']:
        inputs += patch_tokens(*job['base']) * price(model, 'image')
    each = inputs + tokens * price(model, 'out')
    if model == 'gpt-image-1-mini' and job['quality'] == 'low':
        each = max(each, MINI_LOW[job['size']])
    return whole(each * job['n'])


ENDINGS = (('full', 30), ('cached', 14), ('totals', 10), ('silent', 8), ('zeros', 4),
           ('moderated', 4), ('invalid', 3), ('quota', 3), ('busy', 2), ('cut', 5), ('html', 4),
           ('nonsense', 3), ('key', 2))
STATUS = {'moderated': 3, 'invalid': 3, 'quota': 5, 'busy': 6, 'cut': 7, 'html': 8, 'nonsense': 8,
          'key': 4}
ACCOUNTS = (('Studio', 'openai-images', 'gpt-image-2', 10), ('Second, Inc.', 'openai-images',
                                                             'gpt-image-2.5-flare', 5),
            ('Old', 'openai-images', 'gpt-image-1.5', 3), ('Small', 'openai-images',
                                                           'gpt-image-1-mini', 3),
            ('Box', 'compatible', 'sd-cpp-local', 2), ('Sketch', 'sketch', 'sketch-1', 1))
PLACES = (('Posters', 'Spring'), ('Posters', 'Autumn "final"'), ('Packaging', 'Tea'),
          ('Packaging', 'Coffee'), ('Packaging', 'Spring'))


def make_usage(dice, job):
    """As a service counts: near the formula, never quite it."""
    tokens = (output_tokens(job['model'], job['quality'], job['size']) * job['n']
              if job['model'] in PRICES else 4000) + dice.randint(0, 60)
    text = dice.randint(1, 900)
    image = patch_tokens(*job['base']) * job['n'] if job['base'] else 0
    if job['ending'] == 'zeros':
        text = image = tokens = 0
    usage = {'input_tokens': text + image, 'output_tokens': tokens,
             'total_tokens': text + image + tokens}
    if job['ending'] != 'totals':
        words = dice.choice((0, 0, 17))
        usage['input_tokens_details'] = {'text_tokens': text, 'image_tokens': image}
        usage['output_tokens_details'] = {'image_tokens': tokens, 'text_tokens': words if tokens
                                          else 0}
    if job['ending'] == 'cached':
        usage['input_tokens_details']['cached_tokens_details'] = {
            'text_tokens': dice.randint(0, text), 'image_tokens': dice.randint(0, image)}
    return usage


def make_month(count, seed):
    dice = random.Random(seed)
    jobs = []
    for number in range(count):
        account, kind, model, _weight = dice.choices(ACCOUNTS, [one[3] for one in ACCOUNTS])[0]
        job = {'account': account, 'kind': kind, 'model': model, 'n': 1, 'stream': 0, 'base': None}
        job['project'], job['session'] = dice.choice(PLACES)
        job['ending'] = dice.choices([one[0] for one in ENDINGS], [one[1] for one in ENDINGS])[0]
        job['size'] = dice.choice(OLD_SIZES if model.startswith('gpt-image-1') else SIZES)
        job['quality'] = dice.choice(list(GRIDS.get(model, {'low': 0, 'medium': 0, 'high': 0})))
        job['prompt'] = f'job-{number} ' + dice.choice(('a tin', 'ein Löwe 🦁', '富士山の朝', 'x' * 700))
        if kind == 'sketch':
            job.update(ending='full', size='1024x1024', quality='low', prompt=f'job-{number} sea')
        elif dice.random() < 0.2:
            job['n'] = dice.randint(2, 4)
        elif model in GRIDS and dice.random() < 0.3:
            job['base'] = dice.choice(((1024, 1024), (300, 200), (1600, 1200)))
        elif model in GRIDS and job['ending'] == 'full' and dice.random() < 0.4:
            job['stream'] = dice.randint(1, 3)
        job['usage'] = make_usage(dice, job)
        jobs.append(job)
    return jobs


def make_answer(jobs):
    by_number = {job['prompt'].split()[0]: job for job in jobs}

    def answer(handler, prompt, _body):
        job = by_number[prompt.split()[0]]
        ending = job['ending']
        if ending in ('moderated', 'invalid'):
            handler.reply(400, error_body({'moderated': 'moderation_blocked'}.get(ending,
                                                                               'invalid_value')))
        elif ending == 'quota':
            handler.reply(429, error_body('insufficient_quota'))
        elif ending == 'key':
            handler.reply(401, error_body('invalid_api_key'))
        elif ending == 'busy':
            handler.reply(429, error_body('rate_limit_exceeded'), headers={'retry-after-ms': '20'})
        elif ending == 'cut':
            handler.reply(200, b'{"created":1,"data":[{"b64_json":"iVBOR', length=90000)
        elif ending == 'html':
            handler.reply(200, b'<html><body>Welcome</body></html>', 'text/html')
        elif ending == 'nonsense':
            handler.reply(200, json.dumps({'data': [{'b64_json': 'bm8gcGljdHVyZQ=='}]}).encode())
        elif job['stream']:
            handler.reply_events(job['usage'])
        else:
            handler.reply_pictures(job['n'], None if ending == 'silent' else job['usage'])
    return answer


def send(home, job):
    words = ['edit' if job['base'] else 'generate', '--account', job['account'], '--project',
             job['project'], '--session', job['session'], '--prompt', job['prompt'], '--size',
             job['size'], '--n', job['n']]
    if job['kind'] != 'compatible':
        words += ['--quality', job['quality']]
    if job['base']:
        words += ['--base', f'base-{job["base"][0]}.png']
    if job['stream']:
        words += ['--stream', job['stream']]
    status = STATUS.get(job['ending'], 0) if job['kind'] != 'sketch' else 0
    return home.events(*words, status=status)


def expected_line(job):
    """(actual, estimate, pictures), or nothing where nothing can be billed."""
    ending = job['ending']
    if job['kind'] == 'sketch':
        return 0, 0, 1
    if ending in ('moderated', 'invalid', 'quota', 'busy', 'key'):
        return None
    pictures = 0 if ending in ('cut', 'html', 'nonsense') else job['n']
    estimate = from_formula(job) if job['model'] in PRICES else None
    if pictures == 0 or ending in ('silent', 'zeros') or job['model'] not in PRICES:
        return None, estimate, pictures
    return from_usage(job['model'], job['usage']), estimate, pictures


def add_up(jobs, key):
    sums = {}
    for job in jobs:
        line = expected_line(job)
        if line is None:
            continue
        one = sums.setdefault(key(job), [0, 0, 0, 0])
        one[0] += line[0] or 0
        one[1] += (line[1] or 0) if line[0] is None else 0
        one[2] += 1
        one[3] += line[2]
    return {name: tuple(one) for name, one in sums.items()}


def micros(text):
    return int(fractions.Fraction(text) * 1000000)


def table(home, *words):
    output, _errors = home.run('history', '--cost', '--csv', *words)
    return list(csv.DictReader(io.StringIO(output)))


def read_sums(home, *words, by):
    sums = {}
    for row in table(home, '--by', by, *words):
        if row['estimated_usd_low'] != row['estimated_usd_high']:
            raise Failure(f'no job left anything open: {row}')
        key = row['label'] if by in ('account', 'project') else row['key']
        sums[key] = (micros(row['usd']), micros(row['estimated_usd_high']), int(row['jobs']),
                     int(row['pictures']))
    return sums


def test_month():
    jobs = make_month(240, 20261121)
    with Home(make_answer(jobs)) as home:
        for name, kind, model, _weight in ACCOUNTS:
            if kind != 'sketch':
                home.add_account(name, kind, model)
        for size in {job['base'] for job in jobs if job['base']}:
            Image.new('RGB', size, 'navy').save(home.path / f'base-{size[0]}.png')
        # The places first, one after the other, so that none is made twice.
        for place in PLACES:
            first = next(job for job in jobs if (job['project'], job['session']) == place)
            first['sent'] = True
            send(home, first)
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda job: send(home, job),
                          [job for job in jobs if 'sent' not in job]))

        expect(read_sums(home, by='account'), add_up(jobs, lambda job: job['account']), 'accounts')
        expect(read_sums(home, by='project'), add_up(jobs, lambda job: job['project']), 'projects')
        everything = add_up(jobs, lambda job: 'all')
        expect(read_sums(home, by='all'), everything, 'everything')
        month = datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m')
        expect(read_sums(home, by='month'), {month: everything['all']}, 'the month')
        sessions = read_sums(home, by='session')
        expect(sorted(sessions.values()),
               sorted(add_up(jobs, lambda job: (job['project'], job['session'])).values()),
               'sessions')
        check_lines(home, jobs)
        check_pictures(home)
        check_other_month(home, month)
        # Rounding job by job never drifts: the sum stays within half a micro-dollar for each.
        print(f'# {everything["all"][0]} micro-dollars paid, {everything["all"][1]} expected, '
              f'{everything["all"][2]} jobs, {everything["all"][3]} pictures')


def check_lines(home, jobs):
    """Line by line, in the same order of account, place and figures."""
    found = sorted((row['account'], row['project'], row['session'], row['model'], row['usd'],
                    row['pictures']) for row in table(home, '--by', 'job'))
    wanted = []
    for job in jobs:
        line = expected_line(job)
        if line is not None:
            paid = '' if line[0] is None else f'{line[0] // 1000000}.{line[0] % 1000000:06}'
            wanted.append((job['account'], job['project'], job['session'], job['model'], paid,
                           str(line[2])))
    expect(found, sorted(wanted), 'the lines of the ledger')


def check_pictures(home):
    """The pictures of a job share what it cost, to the last micro-dollar."""
    by_job = {}
    for node in home.events('history'):
        if node['job']:
            by_job.setdefault(node['job'], []).append(node['usd'])
    for row in table(home, '--by', 'job'):
        if row['usd'] and row['job'] in by_job:
            shares = sum(round(one * 1000000) for one in by_job[row['job']])
            expect(shares, micros(row['usd']), f'the shares of {row["job"]}')


def check_other_month(home, month):
    """Some lines are moved to October: sums by month and of one month follow."""
    before = read_sums(home, by='all')['all']
    moved = [row['job'] for row in table(home, '--by', 'job')][::3]
    october = int(datetime.datetime(2025, 10, 31, 23, 59, 59,
                                    tzinfo=datetime.timezone.utc).timestamp() * 1000000)
    with sqlite3.connect(home.library / 'library.db') as database:
        database.executemany("UPDATE costs SET at_us = ?, month = '2025-10' WHERE job_id = ?",
                             [(october, one) for one in moved])
    database.close()
    sums = read_sums(home, by='month')
    expect(sorted(sums), ['2025-10', month], 'two months')
    expect(tuple(map(sum, zip(*sums.values()))), before, 'nothing is lost between them')
    expect(sums['2025-10'][2], len(moved), 'what was moved')
    expect(read_sums(home, '--month', '2025-10', by='all')['all'], sums['2025-10'], 'October alone')
    expect(read_sums(home, '--month', '2025-11', by='all'), {}, 'an empty month')
    for words in (['--month', '2025-13'], ['--month', 'May'], ['--by', 'moon'], ['--json']):
        home.run('history', '--cost', '--csv', *words, status=2)
    home.run('history', '--csv', status=2)


HIGH = ['--size', '1024x1024', '--quality', 'high']


def fine(handler, prompt, _body):
    text = prompt_tokens(prompt)
    handler.reply_pictures(1, {'input_tokens': text, 'output_tokens': 7024,
                               'input_tokens_details': {'text_tokens': text, 'image_tokens': 0}})


def cost_of(prompt):
    return whole(7024 * price('gpt-image-2', 'out')
                 + prompt_tokens(prompt) * price('gpt-image-2', 'text'))


def usd(amount):
    return f'{amount // 1000000}.{amount % 1000000:06}'


def test_budget():
    each = cost_of('poster')
    with Home(fine) as home:
        home.add_account('Studio')
        send_one = ['generate', '--account', 'Studio', '--prompt', 'poster', *HIGH]
        home.run('budget', 'month', usd(2 * each))
        home.run(*send_one)
        home.run(*send_one)
        event = home.events(*send_one, status=5)[-1]
        expect((event['class'], event['code'], event['may_be_billed']),
               ('money', 'budget_month', False), 'the third is stopped')
        _output, errors = home.run(*send_one, status=5)
        expect('gesso-cli budget' in errors and '--over-budget' in errors, True, 'the way past it')
        expect(len(home.service.prompts()), 2, 'what is stopped is not sent')
        expect([one['state'] for one in home.events('jobs')].count('failed'), 2, 'journal')
        home.run('generate', '--prompt', 'a night sea')
        home.run(*send_one, '--over-budget')
        expect(len(home.service.prompts()), 3, 'on wish')
        home.run(*send_one, status=5)
        stopped = [one['id'] for one in home.events('jobs') if one['state'] == 'failed']
        home.run('budget', 'month', usd(5 * each - 1))
        home.run(*send_one)
        home.run(*send_one, status=5)
        home.run('jobs', 'retry', stopped[0], status=5)
        home.run('budget', 'month', 'none')
        home.run('jobs', 'retry', stopped[0])
        expect(len(home.service.prompts()), 5, 'after the budget was raised, and taken away')
        shown = home.events('budget')
        expect((shown[0]['rule'], shown[0]['usd'], round(shown[0]['used_usd'] * 1e6)),
               ('month', None, 5 * each), 'what is used')
        for words in (['month'], ['month', '-1'], ['month', '1,5'], ['month', 'lots'], ['year', '1'],
                      ['project'], ['project', 'X'], ['month', '12.5x']):
            home.run('budget', *words, status=2)


def test_projects():
    each = cost_of('poster')
    with Home(fine) as home:
        home.add_account('Studio')
        send_one = ['generate', '--account', 'Studio', '--prompt', 'poster', *HIGH]
        home.run('budget', 'project', 'Posters', usd(each))
        home.run(*send_one, '--project', 'Posters')
        event = home.events(*send_one, '--project', 'Posters', status=5)[-1]
        expect((event['code'], event['param']), ('budget_project', 'Posters'), 'its project')
        home.run(*send_one, '--project', 'Packaging')
        home.run(*send_one)
        # What may have been billed counts with its estimate.
        home.run('budget', 'month', usd(4 * each))
        expect(len(home.service.prompts()), 3, 'sent')

        def cut(handler, _prompt, _body):
            handler.reply(200, b'{"data":[{"b64_json":"iVBOR', length=90000)
        home.service.answer = cut
        home.run(*send_one, status=7)
        home.service.answer = fine
        home.run(*send_one, status=5)


def test_race():
    """Many programs at once never take the same money twice."""
    each = cost_of('poster')
    with Home(fine) as home:
        home.add_account('Studio')
        home.run('budget', 'month', usd(4 * each + each // 2))
        home.run('generate', '--account', 'Studio', '--prompt', 'poster', *HIGH)
        running = [home.start('generate', '--account', 'Studio', '--prompt', 'poster', *HIGH)
                   for _ in range(8)]
        codes = []
        for process in running:
            process.communicate(timeout=120)
            codes.append(process.returncode)
        expect(sorted(codes), [0, 0, 0, 5, 5, 5, 5, 5], 'three fit')
        expect(len(home.service.prompts()), 4, 'sent')


def test_published():
    """The formulas of this file against what was published and measured."""
    for model, quality, size, tokens in (
            ('gpt-image-2', 'low', '1024x1024', 196), ('gpt-image-2', 'medium', '1024x1024', 1756),
            ('gpt-image-2', 'high', '1024x1024', 7024), ('gpt-image-2', 'high', '1536x1024', 5488),
            ('gpt-image-2', 'high', '3584x2048', 12329), ('gpt-image-2', 'low', '3472x1488', 201),
            ('gpt-image-2', 'low', '1024x672', 108), ('gpt-image-2', 'high', '3840x2160', 13342),
            ('gpt-image-2.5-flare', 'xhigh', '2560x1440', 3276)):
        expect(output_tokens(model, quality, size), tokens, f'{model} {quality} {size}')
    for size, tokens in (((1024, 1024), 1024), ((341, 512), 704), ((1179, 2556), 1482),
                         ((3840, 2160), 1508), ((2048, 2048), 1521)):
        expect(patch_tokens(*size), tokens, f'input {size}')
    expect(len(picture()) > 0, True, 'a picture')


run_tests([
    ('the published figures', test_published),
    ('a month of jobs, to the micro-dollar', test_month),
    ('the budget of the month', test_budget),
    ('the budget of a project', test_projects),
    ('many programs and one budget', test_race),
])
