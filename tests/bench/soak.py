#!/usr/bin/python3
"""Thousands of jobs against a service that fails at random, and a program that is killed at random:
all are accounted for, none is sent twice, and what runs for long neither grows nor leaks.

  GESSO_BUILD_ROOT=_build tests/bench/soak.py [JOBS [SEED]]

Two fifths of the jobs are run by programs that are killed with SIGKILL again and again, the rest by
one that is watched. Prints one JSON object. Takes minutes; run by hand, not with the tests.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import random
import socket
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'outside'))

from gesso_outside import Failure  # noqa: E402
from service_rig import Home, error_body, picture  # noqa: E402
from soak_driver import Driver  # noqa: E402

SMALL = picture((64, 64))
WORDS = {'fine': 60, 'cut': 6, 'reset': 5, 'nonsense': 5, 'html': 4, 'moderated': 5, 'invalid': 4,
         'key': 2, 'quota': 2, 'busy': 3, 'silent': 4}


def answer(handler, prompt, _body):
    word = (prompt.split() + ['', ''])[1]
    if word == 'cut':
        handler.reply(200, b'{"data":[{"b64_json":"iVBOR', length=90000)
    elif word == 'reset':
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        handler.connection.close()
        handler.close_connection = True
    elif word == 'nonsense':
        handler.reply(200, json.dumps({'data': [{'b64_json': 'bm8gcGljdHVyZQ=='}]}).encode())
    elif word == 'html':
        handler.reply(200, b'<html>' + b'x' * 50000, 'text/html')
    elif word in ('moderated', 'invalid', 'key', 'quota'):
        status, code = {'moderated': (400, 'moderation_blocked'), 'invalid': (400, 'invalid_value'),
                        'key': (401, 'invalid_api_key'), 'quota': (429, 'insufficient_quota')}[word]
        handler.reply(status, error_body(code))
    elif word == 'busy':
        handler.reply(429, error_body('rate_limit_exceeded'), headers={'retry-after-ms': '5'})
    else:
        usage = None if word == 'silent' else {'input_tokens': 20, 'output_tokens': 196}
        handler.reply_pictures(1, usage, SMALL)


def kill_at_random(home, dice, first, count, words):
    driver = Driver(home, '--jobs', count, '--first', first, '--words', words)
    driver.read('waiting', 600)
    kills = 0
    while True:
        try:
            driver.read('done', dice.uniform(1, 12))
            return kills
        except TimeoutError:
            driver.kill()
            kills += 1
            driver = Driver(home)


def watch(home, first, count, words):
    driver = Driver(home, '--jobs', count, '--first', first, '--words', words)
    driver.read('done', 3600)
    return driver.reports


def check(home, jobs):
    sent = {}
    for prompt in home.service.prompts():
        sent[prompt] = sent.get(prompt, 0) + 1
    journal = {}
    for one in home.events('jobs', seconds=600):
        journal.setdefault(one['prompt'], []).append(one['state'])
    if len(journal) != jobs:
        raise Failure(f'{len(journal)} jobs in the journal instead of {jobs}')
    twice = [prompt for prompt, count in sent.items()
             if count > 1 and not prompt.endswith('busy')]
    # What never was accepted may be tried again: the connection was cut before an answer.
    wrong = [prompt for prompt in twice if not prompt.endswith('reset')]
    open_ones = [prompt for prompt, states in journal.items() if 'waiting' in states]
    if wrong or open_ones:
        raise Failure(f'sent twice: {wrong[:5]}, never run: {open_ones[:5]}')
    counts = {}
    for prompt, states in journal.items():
        key = f'{prompt.split()[1]}:{",".join(states)}'
        counts[key] = counts.get(key, 0) + 1
    return counts, len([one for one in twice if one.endswith('reset')])


def own(report):
    """What is in use on the heap, without the pages that the database keeps for itself."""
    return report['heap_kb'] - report['cache_kb']


def main():
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    begin = time.monotonic()
    with Home(answer) as home:
        home.add_account('Cellar', limit=4)
        words = home.path / 'words'
        words.write_text('\n'.join(dice.choices(list(WORDS), list(WORDS.values()), k=997)) + '\n')
        killed = jobs * 2 // 5
        kills = kill_at_random(home, dice, 1, killed, words)
        reports = watch(home, killed + 1, jobs - killed, words)
        counts, resets = check(home, jobs)
        sound = home.events('library', 'verify', seconds=600)[-1]['sound']
        running = [one for one in reports if one['ended'] >= 250]
        early = running[len(running) // 4]
        print(json.dumps({
            'jobs': jobs, 'kills': kills, 'seconds': round(time.monotonic() - begin),
            'rss_kb_early': early['rss_kb'], 'rss_kb_last': running[-1]['rss_kb'],
            'rss_kb_most': max(one['rss_kb'] for one in running), 'fds_early': early['fds'],
            'own_kb_early': own(early), 'own_kb_last': own(running[-1]),
            'cache_kb_early': early['cache_kb'], 'cache_kb_last': running[-1]['cache_kb'],
            'fds_last': running[-1]['fds'], 'fds_most': max(one['fds'] for one in running),
            'resets_sent_again': resets, 'sound': sound, 'counts': counts}))
        if not sound:
            raise Failure('the library is not sound')
        # A tenth, and what the allocator keeps; the database's cache grows up to its 16 MB.
        if running[-1]['rss_kb'] > early['rss_kb'] * 1.1 + 8192:
            raise Failure('memory grows')
        # At the end nothing waits, so what is in use can only be less.
        if own(running[-1]) > own(early):
            raise Failure('something is kept of each job')
        if running[-1]['fds'] > early['fds'] + 2:
            raise Failure('descriptors leak')


main()
