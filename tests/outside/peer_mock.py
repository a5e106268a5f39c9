"""Another author's service, @copilotkit/aimock, and what gesso-cli makes of it: pictures, the two
addresses of Azure, fal's queue, and its chaos at each call. Each case has a home of its own; several
run beside each other.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import collections
import concurrent.futures
import io
import json
import os
import pathlib
import re
import subprocess
import urllib.request

from PIL import Image

from gesso_outside import BAD_LINE, BUILD, SOURCE, Failure, wait_for

CLI = BUILD / 'src/cli/gesso-cli'
SHIPPED_FAL = SOURCE / 'src/model/data/services/fal.json'

ACCOUNTS = {
    'images': ('openai-images', '/v1', 'gpt-image-2'),
    'azure': ('azure', '/openai/v1', 'kites=gpt-image-2'),
    'deployment': ('azure', '/openai/deployments/kites?api-version=2025-04-01-preview',
                   'gpt-image-2'),
    'fal': ('fal', '/fal', 'openai/gpt-image-2'),
    'responses': ('openai-responses', '/v1', 'gpt-image-2'),
}
PATHS = {'images': '/v1/images/', 'azure': '/openai/v1/images/', 'fal': '/fal/openai/gpt-image-2',
         'deployment': '/openai/deployments/kites/images/', 'responses': '/v1/responses'}
CHAOS = {'drop': 'dropRate', 'malformed': 'malformedRate', 'ratelimit': 'rateLimitRate',
         'disconnect': 'disconnectRate'}
# How a request ends at whose beginning this happens: exit status and class; whether it was sent again.
BEGINNING = {'drop': (6, 'unavailable', True), 'ratelimit': (6, 'unavailable', True),
             'malformed': (8, 'damaged', False), 'disconnect': (7, 'unknown', False)}
# The same where a task is made and its result is fetched.
FETCHING = {'drop': (7, 'unknown'), 'ratelimit': (7, 'unknown'), 'malformed': (8, 'damaged'),
            'disconnect': (7, 'unknown')}
SENTENCES = {'unavailable': 'the request was not accepted', 'refused': 'The service refused',
             'damaged': 'cannot be used. It is kept', 'unknown': 'never came whole'}
# What the peer cannot play, and why.
UNPLAYED = {
    'pictures as events': 'aimock knows no events of pictures: it answers a wish for them whole',
    'a picture by the Responses API': 'aimock draws none there, it only says words',
    "references in fal's storage": "aimock names addresses at fal's own host for it",
}

# chaos: what goes wrong; at: the call of a task; lifted: whether it ends; again: sent more than once.
Case = collections.namedtuple('Case', 'name account words status kind chaos at lifted again',
                              defaults=((), 0, None, None, None, False, False))


def make_cases():
    cases = [Case('responses words', 'responses', (), 3, 'refused'),
             Case('responses words in events', 'responses', ('--stream', '1'), 3, 'refused'),
             Case('responses words broken off', 'responses', ('--stream', '1'), 7, 'unknown'),
             Case('images, events were wished', 'images', ('--stream', '2')),
             Case('images two', 'images', ('--n', '2')),
             Case('images nobody foresaw', 'images', (), 3, 'refused'),
             Case('fal plain', 'fal')]
    for account in ('images', 'azure', 'deployment'):
        cases += [Case(f'{account} plain', account), Case(f'{account} edit', account, ('edit',))]
        for chaos, (status, kind, again) in BEGINNING.items():
            cases.append(Case(f'{account} {chaos}', account, (), status, kind, chaos, again=again))
            cases.append(Case(f'{account} edit {chaos}', account, ('edit',),
                              *((0, None) if again else (status, kind)), chaos, lifted=True,
                              again=again))
    for chaos, (status, kind, again) in BEGINNING.items():
        cases += [Case(f'fal submit {chaos}', 'fal', (), status, kind, chaos, 'submit', again=again),
                  Case(f'fal status {chaos}', 'fal', (), 0, None, chaos, 'status', True),
                  Case(f'fal result {chaos}', 'fal', (), *FETCHING[chaos], chaos, 'result')]
    return cases


def picture():
    data = io.BytesIO()
    Image.new('RGB', (1024, 1024), 'navy').save(data, 'PNG')
    return data.getvalue()


def make_fixtures(cases):
    """What aimock is told to do: the prompt names the case."""
    data = base64.b64encode(picture()).decode()
    fixtures = []
    for case in cases:
        match = {'userMessage': f'[{case.name}]'}
        if case.account == 'responses':
            broken = {'truncateAfterChunks': 2, 'chunkSize': 4} if case.status == 7 else {}
            fixtures.append({'match': match, **broken, 'response': {
                'content': 'I would rather not draw this today, for reasons of my own.'}})
        elif case.account == 'fal':
            fixtures.append({'match': {**match, 'endpoint': 'fal'}, 'response': {
                'json': {'images': [{'url': f'data:image/png;base64,{data}'}]}}})
        elif 'foresaw' not in case.name:
            count = 2 if '--n' in case.words else 1
            good = {'match': {**match, 'endpoint': 'image'},
                    'response': {'images': [{'b64Json': data}] * count}}
            if case.chaos:
                first = {'sequenceIndex': 0} if case.lifted else {}
                fixtures.append({**good, 'match': {**good['match'], **first},
                                 'chaos': {CHAOS[case.chaos]: 1}})
            if case.lifted or not case.chaos:
                fixtures.append(good)
    return fixtures


class Played:
    """One case: its home, its run, and what must be true of it afterwards."""

    def __init__(self, case, url, scratch):
        self.case, self.url = case, url
        self.home = scratch / re.sub(r'\W+', '-', case.name)
        self.home.mkdir()
        (self.home / 'base.png').write_bytes(picture())
        self.environment = {
            **{name: value for name, value in os.environ.items()
               if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')},
            'HOME': str(self.home), 'XDG_DATA_HOME': str(self.home / 'data'),
            'XDG_CONFIG_HOME': str(self.home / 'config'),
            'XDG_CACHE_HOME': str(self.home / 'cache'), 'GESSO_LIBRARY': str(self.home / 'library'),
            'GESSO_API_KEY': 'peer-key', 'LC_ALL': 'C.UTF-8'}

    def fail(self, words):
        raise Failure(f'{self.case.name}: {words}')

    def control(self, method, path, data=None):
        asked = urllib.request.Request(
            f'{self.url}/__aimock{path}', data=json.dumps(data).encode() if data else None,
            method=method, headers={'X-Test-Id': self.case.name})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.loads(answer.read())

    def entries(self):
        """aimock's own journal of this case."""
        return [one for one in self.control('GET', '/journal')
                if one['headers'].get('x-test-id') == self.case.name
                or f'[{self.case.name}]' in json.dumps(one['body'])]

    def n_sent(self):
        return sum(one['method'] == 'POST' for one in self.entries())

    def describe_fal(self, chaos):
        """The shipped description, with the host that aimock wants named and its chaos at one call."""
        profile = json.loads(SHIPPED_FAL.read_text())
        for call in ('submit', 'status', 'result', 'cancel'):
            profile[call]['headers'] = {'x-fal-target-host': 'queue.fal.run',
                                        'X-Test-Id': self.case.name}
        if chaos and self.case.lifted:
            # Ours of the case is over all calls until it is taken away; the beginning is spared.
            profile['submit']['headers'][f'x-aimock-chaos-{chaos}'] = '0'
            self.control('POST', '/chaos', {CHAOS[chaos]: 1})
        elif chaos:
            profile[self.case.at]['headers'][f'x-aimock-chaos-{chaos}'] = '1'
        profile['poll'] = {'first_ms': 100, 'last_ms': 200}
        folder = self.home / 'data/gesso/services'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'fal.json').write_text(json.dumps(profile))

    def run(self, *words, meanwhile=None):
        process = subprocess.Popen([str(CLI), *words, '--json'], env=self.environment,
                                   cwd=self.home, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            if meanwhile:
                meanwhile(process)
            output, errors = process.communicate(timeout=60)
        finally:
            process.kill()
        if process.returncode < 0 or BAD_LINE.search(errors):
            self.fail(f'it ended with {process.returncode}: {errors[-1500:]}')
        return process.returncode, [json.loads(line) for line in output.splitlines()], errors

    def lift(self, process):
        wait_for('two calls that went wrong', lambda: process.poll() is not None or sum(
            'chaosAction' in one['response'] for one in self.entries()) > 1)
        self.control('DELETE', '/chaos')

    def play(self):
        case = self.case
        kind, address, model = ACCOUNTS[case.account]
        base_url = self.url + address
        if case.account == 'fal':
            self.describe_fal(case.chaos)
        self.run('accounts', 'add', 'Peer', '--kind', kind, '--base-url', base_url, '--model', model)
        edit = 'edit' in case.words
        words = ['edit', '--base', 'base.png'] if edit else ['generate', *case.words]
        status, events, errors = self.run(
            *words, '--account', 'Peer', '--prompt', f'A kite [{case.name}]',
            meanwhile=self.lift if case.account == 'fal' and case.lifted else None)
        if status != case.status:
            self.fail(f'{status} instead of {case.status}: {errors[-800:]}')
        if status == 0:
            self.check_pictures(events)
        else:
            self.check_error(events[-1], errors)
        self.check_journal('failed' if status else 'done')
        self.check_peer()
        if case.at == 'result' and case.kind == 'unknown':
            self.ask_again()
        return self.n_sent()

    def check_pictures(self, events):
        results = [one for one in events if one['event'] == 'result']
        if len(results) != (2 if '--n' in self.case.words else 1):
            self.fail(f'{len(results)} pictures')
        for one in results:
            if pathlib.Path(one['original']).read_bytes() != picture():
                self.fail('the picture is another one')

    def check_error(self, event, errors):
        """Class, exit status and billing as doc/failures.md has them; the sentence for people."""
        if (event['event'], event['class']) != ('error', self.case.kind):
            self.fail(f'{event} is no error of the class {self.case.kind}')
        if SENTENCES[self.case.kind] not in errors:
            self.fail(f'no sentence for {self.case.kind}: {errors[-600:]}')
        rows = [[cell.strip() for cell in line.split('|')[1:5]]
                for line in (SOURCE / 'doc/failures.md').read_text().splitlines()
                if line.startswith(f'| {self.case.kind} |')]
        codes = [row[1] for row in rows]
        code = event.get('code') if event.get('code') in codes else ''
        billed = 'maybe' if event['may_be_billed'] else 'no'
        if [self.case.kind, code, str(self.case.status), billed] not in rows:
            self.fail(f'doc/failures.md has no such ending: {event}')
        if self.case.kind == 'damaged' and not pathlib.Path(event['path']).exists():
            self.fail('what came is not kept')

    def check_journal(self, state):
        _status, jobs, _errors = self.run('jobs')
        if [one['state'] for one in jobs] != [state]:
            self.fail(f'the journal has {jobs} instead of one job that is {state}')
        status, verified, errors = self.run('library', 'verify')
        if status or not verified[-1]['sound']:
            self.fail(f'the library is not sound: {errors}')

    def check_peer(self):
        """The chaos really came, at the right address, and what may cost was not sent twice."""
        case, entries = self.case, self.entries()
        came = {one['response']['chaosAction'].lower() for one in entries
                if 'chaosAction' in one['response']}
        if came != ({case.chaos} if case.chaos else set()):
            self.fail(f'{came} went wrong')
        if (self.n_sent() > 1) != case.again:
            self.fail(f'it was sent {self.n_sent()} times')
        for one in entries:
            if not one['path'].startswith(PATHS[case.account]):
                self.fail(f'{one["path"]} was asked')
        if case.account == 'deployment' and 'api-version=2025-04-01-preview' not in entries[0]['path']:
            self.fail('no version in the address')

    def ask_again(self):
        """What was only not fetched is fetched; nothing is sent a second time and nobody is asked."""
        self.describe_fal(None)
        _status, jobs, _errors = self.run('jobs')
        status, _events, errors = self.run('jobs', 'retry', jobs[0]['id'])
        if status or self.n_sent() != 1:
            self.fail(f'asking again ended with {status}, {self.n_sent()} sent: {errors[-600:]}')
        _status, jobs, _errors = self.run('jobs')
        if sorted(one['state'] for one in jobs) not in (['done'], ['done', 'failed']):
            self.fail(f'asked for again, the journal has {jobs}')


def play_all(cases, url, scratch):
    """All cases; the sentences of those that are not as they should be."""
    wrong = []
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        playing = {pool.submit(Played(case, url, scratch).play): case for case in cases}
        for one in concurrent.futures.as_completed(playing):
            try:
                print(f'# {playing[one].name}: sent {one.result()}', flush=True)
            except Exception as failure:
                wrong.append(f'{failure if isinstance(failure, Failure) else repr(failure)}')
    return wrong
