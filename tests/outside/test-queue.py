#!/usr/bin/python3
"""What waits survives: a thousand jobs over kill -9, in their order, none lost and none sent twice;
and what gesso-cli can do with the jobs of the journal.

  tests/outside/test-queue.py [WORD …]

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import signal
import time

from gesso_outside import run_tests, wait_for
from service_rig import Home, error_body, expect, picture
from soak_driver import Driver

SMALL = picture((64, 64))


def answer(handler, prompt, _body):
    word = (prompt.split() + ['', ''])[1]
    if word == 'cut':
        handler.reply(200, b'{"data":[{"b64_json":"iVBOR', length=90000)
    elif word == 'moderated':
        handler.reply(400, error_body('moderation_blocked'))
    elif word == 'slow':
        time.sleep(30)
        handler.close_connection = True
    else:
        handler.reply_pictures(1, {'input_tokens': 20, 'output_tokens': 196}, SMALL)


def numbers(home):
    """Of the jobs that were asked for, in the order in which they came."""
    return [int(one.split()[0][4:]) for one in home.service.prompts()]


def test_thousand():
    with Home(answer) as home:
        home.add_account('Cellar', limit=1)
        driver = Driver(home, '--jobs', 1000, '--hold')
        driver.read('waiting')
        driver.kill()
        jobs = home.events('jobs')
        expect([one['prompt'].split()[0] for one in jobs],
               [f'job-{one}' for one in range(1, 1001)], 'all are in the journal, in order')
        expect({one['state'] for one in jobs}, {'waiting'}, 'states')
        expect(home.service.prompts(), [], 'nothing was sent')

        # Killed in the midst, again and again; each start goes on where the last one stopped.
        for wanted in (150, 420, 700):
            driver = Driver(home)
            wait_for(f'{wanted} requests', lambda count=wanted: len(home.service.asked) >= count,
                     120)
            driver.kill()
        driver = Driver(home)
        driver.read('done', 200)
        driver.process.wait(timeout=20)
        sent = numbers(home)
        expect(sent, sorted(sent), 'in their order')
        expect(len(set(sent)), len(sent), 'none was sent twice')
        jobs = home.events('jobs')
        states = [one['state'] for one in jobs]
        # The driver clears its list now and then, which ends what was interrupted.
        lost = {int(one['prompt'].split()[0][4:]) for one in jobs if one['state'] == 'interrupted'
                or (one['failure'] or {}).get('class') == 'interrupted'}
        expect(states.count('done') + len(lost), 1000, 'all are accounted for')
        expect(len(lost) <= 3, True, f'at most one job for each kill: {lost}')
        # A kill can come between the journal's word and the first byte: the person decides then.
        never = set(range(1, 1001)) - set(sent)
        expect(never - lost, set(), 'each other one was sent')
        expect(home.events('library', 'verify')[-1]['sound'], True, 'the library')


def test_reordered():
    """A chosen order is in the journal, and the next start goes by it."""
    with Home(answer) as home:
        home.add_account('Cellar', limit=1)
        driver = Driver(home, '--jobs', 1000, '--hold', '--reverse')
        driver.read('waiting')
        driver.kill()
        expect([one['prompt'].split()[0] for one in home.events('jobs')],
               [f'job-{one}' for one in range(1000, 0, -1)], 'the order in the journal')
        driver = Driver(home)
        wait_for('some requests', lambda: len(home.service.asked) >= 60, 120)
        driver.kill()
        sent = numbers(home)
        expect(sent, list(range(1000, 1000 - len(sent), -1)), 'the order of the requests')


def job_of(home, word, state=None):
    found = [one for one in home.events('jobs') if one['prompt'].split()[-1] == word
             and state in (None, one['state'])]
    return found[-1]['id']


def test_verbs():
    with Home(answer) as home:
        home.add_account('Cellar', limit=1)
        words = home.path / 'words'
        words.write_text('one\ntwo\nthree\nfour\n')
        driver = Driver(home, '--jobs', 4, '--hold', '--words', words)
        driver.read('waiting')
        # What a living program has is left to it.
        home.run('jobs', 'resume', job_of(home, 'one'), status=2)
        home.run('jobs', 'cancel', job_of(home, 'one'), status=2)
        expect(home.events('jobs', 'resume'), [], 'nothing of ours waits')
        driver.kill()

        home.run('jobs', 'cancel', job_of(home, 'two'))
        home.run('jobs', 'cancel', job_of(home, 'two'), status=2)
        home.run('jobs', 'resume', job_of(home, 'two'), status=2)
        events = home.events('jobs', 'resume', job_of(home, 'three'), '--output', 'three.png')
        expect(events[-1]['event'], 'result', 'resumed')
        expect((home.path / 'three.png').read_bytes(), SMALL, 'its picture')
        home.run('jobs', 'resume')
        expect(home.service.prompts(), ['job-3 three', 'job-1 one', 'job-4 four'], 'in their order')
        home.run('jobs', 'retry', job_of(home, 'two'))
        expect(home.service.prompts()[-1], 'job-2 two', 'what was cancelled is sent on wish')
        expect(job_of(home, 'two', 'done') != job_of(home, 'two', 'cancelled'), True, 'a new job')

        for word, status in (('cut', 7), ('moderated', 3)):
            home.run('generate', '--account', 'Cellar', '--prompt', f'x {word}', status=status)
        count = len(home.service.prompts())
        home.run('jobs', 'retry', job_of(home, 'cut'), status=2)
        expect(len(home.service.prompts()), count, 'what may be billed needs a second word')
        home.run('jobs', 'retry', job_of(home, 'cut'), '--even-if-billed', status=7)
        home.run('jobs', 'retry', job_of(home, 'moderated'), status=3)
        expect(len(home.service.prompts()), count + 2, 'sent again')

        process = home.start('generate', '--account', 'Cellar', '--prompt', 'x slow')
        wait_for('the request', lambda: 'x slow' in home.service.prompts())
        process.kill()
        process.communicate()
        home.run('jobs', 'resume', job_of(home, 'slow'), status=2)
        home.run('jobs', 'retry', job_of(home, 'slow'), status=2)
        home.run('jobs', 'cancel', '--all')
        expect([one['state'] for one in home.events('jobs') if one['prompt'] == 'x slow'],
               ['cancelled'], 'the person has decided')
        for words in (['retry'], ['cancel'], ['cancel', '--all', 'x'], ['resume', 'nobody'],
                      ['retry', 'nobody'], ['cancel', 'nobody'], ['retry', job_of(home, 'one')]):
            home.run('jobs', *words, status=2)


def test_interrupt():
    """Ctrl+C ends what runs and leaves what waits."""
    with Home(answer) as home:
        home.add_account('Cellar', limit=1)
        words = home.path / 'words'
        words.write_text('slow\nfine\n')
        driver = Driver(home, '--jobs', 2, '--hold', '--words', words)
        driver.read('waiting')
        driver.kill()
        process = home.start('jobs', 'resume')
        wait_for('the request', lambda: len(home.service.prompts()) == 1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        expect(process.returncode, 130, 'status')
        expect([one['state'] for one in home.events('jobs')], ['cancelled', 'waiting'], 'states')
        home.run('jobs', 'resume')
        expect(home.service.prompts()[-1], 'job-2 fine', 'what waited')


run_tests([
    ('a thousand waiting jobs', test_thousand),
    ('a chosen order', test_reordered),
    ('resume, retry and cancel', test_verbs),
    ('an interrupt leaves what waits', test_interrupt),
])
