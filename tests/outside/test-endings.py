#!/usr/bin/python3
"""The window when a service does not do what was asked: for each class of failure its sentence and
its buttons, and for a budget of the person the same; what waits is there after a restart.

  tests/outside/test-endings.py [WORD …]

With GESSO_SHOTS=FOLDER a picture of the window in each state is kept there.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import time

from gesso_outside import Failure, Stage, run_tests, wait_for
from service_rig import CLI, Service, error_body, expect
from window_words import Window

KEY = 'rig-key-0815'
SHOTS = os.environ.get('GESSO_SHOTS')


def answer(handler, prompt, _body):
    word = prompt.split()[0] if prompt else ''
    if word == 'invalid':
        handler.reply(400, error_body('invalid_value', 'size is not supported'))
    elif word == 'moderated':
        handler.reply(400, error_body('moderation_blocked', 'rejected by the safety system'))
    elif word == 'key':
        handler.reply(401, error_body('invalid_api_key', 'Incorrect API key'))
    elif word == 'quota':
        handler.reply(429, error_body('insufficient_quota', 'You exceeded your quota'))
    elif word == 'busy':
        handler.reply(429, error_body('rate_limit_exceeded'), headers={'retry-after-ms': '20'})
    elif word == 'broken':
        handler.reply(503, error_body('server_error'), headers={'retry-after-ms': '20'})
    elif word == 'cut':
        handler.reply(200, b'{"created":1,"data":[{"b64_json":"iVBOR', length=90000)
    elif word == 'nonsense':
        handler.reply(200, json.dumps({'data': [{'b64_json': 'bm8gcGljdHVyZQ=='}]}).encode())
    elif word == 'elsewhere':
        handler.reply(307, b'', headers={'Location': 'http://127.0.0.2:9/v1/images/generations'})
    elif word == 'slow':
        time.sleep(60)
        handler.close_connection = True
    else:
        handler.reply_pictures(1, {'input_tokens': 17, 'output_tokens': 7024,
                                   'input_tokens_details': {'text_tokens': 17, 'image_tokens': 0}})


@contextlib.contextmanager
def opened(month=None):
    """The window with one account at the service, chosen as by the last run."""
    service = Service(answer)
    try:
        with Stage('1400x900', environment={'GESSO_API_KEY': KEY}) as stage:
            config = pathlib.Path(stage.environment['XDG_CONFIG_HOME'])
            account = {'id': 'cellar', 'kind': 'openai-images', 'name': 'Cellar', 'base_url':
                       service.url, 'model': 'gpt-image-2', 'limit': 1}
            (config / 'gesso').mkdir(parents=True)
            (config / 'gesso/accounts.json').write_text(json.dumps({'accounts': [account]}))
            settings = config / 'glib-2.0/settings'
            settings.mkdir(parents=True)
            (settings / 'keyfile').write_text(
                '[io/github/gesso_studio/Gesso]\n'
                "last-account='cellar'\nlast-model='gpt-image-2'\nquality='high'\n"
                "first-run-done=true\n")
            if month:
                tell(stage, 'budget', 'month', month)
            yield stage, service
    finally:
        service.close()


def tell(stage, *words):
    """gesso-cli on the same library."""
    done = subprocess.run([str(CLI), *words], env=stage.environment, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=60, check=False)
    if done.returncode:
        raise Failure(f'{words}: {done.returncode} {done.stderr.decode()}')
    return done.stdout.decode()


def start(stage):
    app = stage.start()
    window = Window(stage, app)
    window.find('Prompt')
    return app, window


def keep(stage, name):
    if SHOTS:
        pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
        time.sleep(0.5)
        stage.screenshot(pathlib.Path(SHOTS) / f'{name}.png')


def send(window, text):
    window.write_prompt(text)
    window.generate()


AGAIN, BILLED = 'Try Again', 'Send Again, May Be Billed'
PREFERENCES, EDIT, FOLDER = 'Open Preferences', 'Edit Request', 'Open Folder'

ENDINGS = (
    ('invalid', 'The service refused the request', 'nothing was billed', {EDIT}),
    ('moderated', 'The service’s safety system refused', 'Reword the prompt', {EDIT}),
    ('key', 'The key was not accepted', 'Nothing was billed', {PREFERENCES, AGAIN}),
    ('quota', 'The account has no money left', 'Top it up', {PREFERENCES, AGAIN}),
    ('busy', 'The service is asked too often', 'Try again in a while', {AGAIN}),
    ('broken', 'The service cannot be reached', 'nothing was billed', {AGAIN, PREFERENCES}),
    ('cut', 'The answer broke off', 'billed a second time', {BILLED, FOLDER}),
    ('nonsense', 'The answer cannot be used', 'billed a second time', {BILLED, FOLDER}),
    ('elsewhere', 'The service points elsewhere', 'correct the address', {PREFERENCES}),
)


def buttons_of(app):
    """The names of the buttons about a job that the stage shows."""
    known = {AGAIN, BILLED, PREFERENCES, EDIT, FOLDER, 'Send Anyway'}
    return {one.get_name() for one in app.find_all(role='push button')} & known


def test_failures():
    with opened() as (stage, service):
        app, window = start(stage)
        for word, title, sentence, buttons in ENDINGS:
            send(window, f'{word} poster')
            app.find(title, 'label', seconds=30)
            app.find(re.compile(re.escape(sentence)), 'label')
            wait_for(f'the buttons of {word}', lambda: buttons_of(app) == buttons, 5)
            keep(stage, word)
            app.click('Dismiss')
        # Killed while the service works: the next start tells about it, and sends nothing.
        send(window, 'slow poster')
        wait_for('the request', lambda: 'slow poster' in service.prompts(), 30)
        app.kill()
        asked = len(service.prompts())
        app, window = start(stage)
        window.open_queue()
        app.find('Interrupted', 'label', seconds=30)
        app.find(BILLED, 'push button')
        keep(stage, 'interrupted')
        expect(len(service.prompts()), asked, 'nothing is sent by itself')
        app.quit()


def test_storage():
    with opened() as (stage, service):
        app, window = start(stage)
        send(window, 'fine poster')
        window.wait_pictures(1)
        library = window.library()
        # Where a folder should be is a file: nothing can be kept there, whoever asks.
        spool = library / 'spool'
        for path in spool.iterdir():
            path.rmdir()
        spool.rmdir()
        spool.write_text('no folder')
        asked = len(service.prompts())
        send(window, 'another poster')
        app.find('Nothing was sent', 'label', seconds=30)
        wait_for('the buttons', lambda: AGAIN in buttons_of(app), 5)
        keep(stage, 'storage')
        expect(len(service.prompts()), asked, 'what is not in the journal is not sent')
        app.quit()


def test_budget():
    """Two posters fit; the third and fourth wait, over a restart too, until they may go."""
    with opened(month='0.50') as (stage, service):
        app, window = start(stage)
        for number in (1, 2):
            send(window, f'poster {number}')
            window.wait_pictures(number)
        app.find(re.compile('goes beyond the month’s budget'), 'label')
        send(window, 'poster 3')
        app.find('The month’s budget stops it', 'label', seconds=30)
        app.find(re.compile(r'\$0\.42 of the \$0\.50 for this month'), 'label')
        wait_for('the buttons', lambda: buttons_of(app) == {'Send Anyway', PREFERENCES}, 5)
        keep(stage, 'budget')
        send(window, 'poster 4')
        app.find('The month’s budget stops it', 'label', seconds=30)
        expect(len(service.prompts()), 2, 'what is stopped is not sent')
        app.kill()

        app, window = start(stage)
        window.open_queue()
        wait_for('both are held', lambda: len(app.find_all('The month’s budget stops it', 'label'))
                 == 2, 30)
        keep(stage, 'budget-queue')
        expect(len(service.prompts()), 2, 'nor after a restart')
        app.click(node=app.find_all('Send Anyway', 'push button')[0])
        window.wait_pictures(3)
        expect(service.prompts()[2], 'poster 3', 'the one that was let go')
        app.key('Escape')
        time.sleep(0.5)

        app.key('ctrl+comma')
        app.click('Cost')
        field = app.find('Each Month', 'spin button')
        app.find(re.compile(r'^\$0\.63 used, 126 % of the budget$'), 'label')
        keep(stage, 'budget-preferences')
        app.mouse_click(field)
        app.key('ctrl+a')
        app.type('9')
        app.key('Tab')
        window.wait_pictures(4)
        expect(service.prompts()[3], 'poster 4', 'the budget was raised')
        app.find(re.compile(r'^\$0\.84 used, 9 % of the budget$'), 'label')
        keep(stage, 'cost-preferences')
        app.key('Escape')
        time.sleep(0.5)
        app.quit()
        lines = json.loads(tell(stage, 'history', '--cost', '--by', 'all', '--json'))
        expect(round(lines['usd'] * 1e6), 4 * (7024 * 30 + 17 * 5), 'the ledger')


run_tests([
    ('each failure has its sentence and its buttons', test_failures),
    ('what cannot be written is not sent', test_storage),
    ('a budget stops, is kept, and lets go', test_budget),
])
