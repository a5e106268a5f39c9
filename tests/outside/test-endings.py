#!/usr/bin/python3
"""The window when a service does not do what was asked: for each class of failure its sentence and
its buttons, and for a budget of the person the same; what waits is there after a restart.

  tests/outside/test-endings.py [WORD …]

What is expected stands in doc/failures.md. With GESSO_SHOTS=FOLDER a picture of the window in each
state is kept there, in the look of tools/screenshots that GESSO_LOOK names.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import io
import json
import os
import pathlib
import random
import re
import resource
import shutil
import socket
import struct
import subprocess
import time

from PIL import Image

from gesso_outside import BUILD, SOURCE, Failure, Stage, run, run_tests, wait_for
from screenshots import LOOKS
from service_rig import CLI, Service, error_body, expect
from window_words import Window



def noise(size):
    """A picture of some megabytes."""
    data = io.BytesIO()
    Image.frombytes('RGB', size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(data, 'PNG')
    return data.getvalue()


KEY = 'rig-key-0815'
SHOTS = os.environ.get('GESSO_SHOTS')
LOOK = {'size': '1200x800', 'maximized': True, **LOOKS[os.environ.get('GESSO_LOOK', 'light')]}
LARGE = noise((900, 900))


def answer(handler, prompt, _body):
    word = prompt.split()[0] if prompt else ''
    if word == 'invalid':
        handler.reply(400, error_body('invalid_value', 'size is not supported'))
    elif word == 'moderated':
        handler.reply(400, json.dumps({'error': {
            'message': 'rejected by the safety system', 'code': 'moderation_blocked',
            'moderation_details': {'moderation_stage': 'input', 'categories': ['violence']}}}).encode())
    elif word == 'key':
        handler.reply(401, error_body('invalid_api_key', f'Incorrect API key: {KEY}'))
    elif word == 'quota':
        handler.reply(429, error_body('insufficient_quota', 'You exceeded your quota'))
    elif word == 'busy':
        handler.reply(429, error_body('rate_limit_exceeded'), headers={'retry-after-ms': '20'})
    elif word == 'broken':
        handler.reply(503, error_body('server_error'), headers={'retry-after-ms': '20'})
    elif word == 'gateway':
        handler.reply(504, b'<html>504 Gateway Time-out</html>', 'text/html')
    elif word == 'reset':
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        handler.connection.close()
        handler.close_connection = True
    elif word == 'garbled':
        handler.wfile.write(b'SSH-2.0-OpenSSH_9.2\r\n' * 3)
        handler.close_connection = True
    elif word == 'large':
        handler.reply_pictures(data=LARGE)
    elif word == 'cut':
        handler.reply(200, b'{"created":1,"data":[{"b64_json":"iVBOR', length=90000)
    elif word == 'nonsense':
        handler.reply(200, json.dumps({'data': [{'b64_json': 'bm8gcGljdHVyZQ=='}]}).encode())
    elif word == 'elsewhere':
        handler.reply(307, b'', headers={'Location': 'http://127.0.0.2:9/v1/images/generations'})
    elif word in ('slow', 'endless'):
        time.sleep(60 if word == 'slow' else 600)
        handler.close_connection = True
    else:
        handler.reply_pictures(1, {'input_tokens': 17, 'output_tokens': 7024,
                                   'input_tokens_details': {'text_tokens': 17, 'image_tokens': 0}})


@contextlib.contextmanager
def opened(month=None, size='1400x900', **surroundings):
    """The window with an account at the service, chosen as by the last run, and some more."""
    service = Service(answer)
    environment = {'GESSO_API_KEY': KEY, **surroundings.pop('environment', {})}
    try:
        with Stage(size, environment=environment, **surroundings) as stage:
            config = pathlib.Path(stage.environment['XDG_CONFIG_HOME'])
            accounts = [{'id': name.lower(), 'kind': kind, 'name': name, 'base_url': address,
                         'model': model, 'limit': 1} for name, kind, address, model in (
                # In the list of models, where these have one each, they are in sight.
                ('Nobody', 'compatible', 'http://127.0.0.1:9/v1', 'nobody-1'),
                ('Lock', 'compatible', service.url.replace('http', 'https'), 'lock-1'),
                ('Nowhere', 'compatible', 'http://127.0.0.1:port/v1', 'nowhere-1'),
                ('Cellar', 'openai-images', service.url, 'gpt-image-2'))]
            (config / 'gesso').mkdir(parents=True)
            (config / 'gesso/accounts.json').write_text(json.dumps({'accounts': accounts}))
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
    window = Window(stage, app, stage.extra.get('LANGUAGE'))
    window.find('Prompt', visible=False)
    return app, window


def keep(stage, name):
    if SHOTS:
        pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
        time.sleep(0.5)
        stage.screenshot(pathlib.Path(SHOTS) / f'{name}.png')


def send(window, text):
    window.show_composer()
    window.write_prompt(text)
    window.generate()
    window.show_stage()


AGAIN, BILLED = 'Try Again', 'Send Again, May Be Billed'
PREFERENCES, EDIT, FOLDER = 'Open Preferences', 'Edit Request', 'Open Folder'
ATSPI_WINDOW = 1
ANYWAY, DISMISS = 'Send Anyway', 'Dismiss'

# What the prompt begins with, the class, our code; whether something is kept.
ENDINGS = (
    ('invalid', 'refused', '', False),
    ('moderated', 'moderated', '', False),
    ('key', 'auth', '', False),
    ('quota', 'money', '', False),
    ('busy', 'rate-limited', '', False),
    ('broken', 'unavailable', '', False),
    ('gateway', 'unavailable', 'billed', False),
    ('reset', 'unknown', 'reset', False),
    ('cut', 'unknown', 'truncated', True),
    ('nonsense', 'damaged', '', True),
    ('garbled', 'damaged', 'protocol', False),
    ('elsewhere', 'refused', 'redirect', False),
)

# At accounts of their own.
PLACES = (
    ('Nobody', 'unavailable', 'unreachable', False),
    ('Lock', 'unavailable', 'tls', False),
    ('Nowhere', 'usage', 'bad_address', False),
)


def read_document():
    """The table of doc/failures.md: (class, code or "billed") to what is shown."""
    table = {}
    for line in (SOURCE / 'doc/failures.md').read_text(encoding='utf-8').splitlines():
        cells = [one.strip() for one in line.strip('|').split(' | ')]
        if line.startswith('|') and len(cells) == 7 and cells[2].isdigit():
            known, code, status, billed, title, sentence, buttons = cells
            key = (known, code or ('billed' if billed == 'maybe' else ''))
            table[key] = (int(status), title, sentence, buttons.split(' · '))
            # Where there is one case only it needs no name.
            table.setdefault((known, ''), table[key])
    return table


def buttons_of(window):
    """The names of the buttons about a job that the stage shows, in their order."""
    known = {window.word(one): one for one in (AGAIN, BILLED, PREFERENCES, EDIT, FOLDER, ANYWAY,
                                               DISMISS)}
    return [known[one.get_name()] for one in window.app.find_all(role='push button')
            if one.get_name() in known]


def expect_ending(window, row, is_kept, name):
    """The card says what the document says, and offers that, in this order."""
    _status, title, sentence, buttons = row
    wanted = [DISMISS] + [FOLDER] * is_kept + buttons
    window.find(title, 'label', seconds=30)
    # In another language the catalogue has the sentence in two parts.
    if window.word(title) == title:
        window.app.find(re.compile('^' + re.escape(sentence)), 'label')
    wait_for(f'the buttons of {name}: {wanted}', lambda: buttons_of(window) == wanted, 5)


def expect_details(window, name):
    """One press away, and without the key, whatever the service said."""
    window.click('Details')
    found = window.app.find(re.compile(f"^({window.word('Status')}|{window.word('Code')}|"
                                       f"{window.word('Message')}): "), 'label').get_name()
    if KEY in found:
        raise Failure(f'the key is among the details of {name}: {found}')


def see_ending(stage, window, row, is_kept, name):
    keep(stage, name)
    expect_ending(window, row, is_kept, name)
    expect_details(window, name)
    keep(stage, f'{name}-details')
    window.click(DISMISS)


def test_failures():
    table = read_document()
    with opened(**LOOK) as (stage, service):
        app, window = start(stage)
        for word, known, code, is_kept in ENDINGS:
            send(window, f'{word} poster')
            row = table[known, code]
            window.find(row[1], 'label', seconds=30)
            see_ending(stage, window, row, is_kept, word)
            run_script(stage, row[0], f'{word} poster', 'Cellar')
        for place, known, code, is_kept in PLACES:
            window.show_composer()
            window.open_accounts()
            app.click(f'{place.lower()}-1')
            send(window, 'fine poster')
            row = table[known, code]
            window.find(row[1], 'label', seconds=30)
            see_ending(stage, window, row, is_kept, place.lower())
            run_script(stage, row[0], 'fine poster', place)
        app.quit()


def test_stopped():
    """By the person, and by a crash: the next start tells about it, and sends nothing."""
    table = read_document()
    with opened(**LOOK) as (stage, service):
        app, window = start(stage)
        send(window, 'slow poster')
        wait_for('the request', lambda: 'slow poster' in service.prompts(), 30)
        window.click('Cancel')
        window.open_queue()
        window.find(table['cancelled', 'billed'][1], 'label', seconds=30)
        window.find(BILLED, 'push button')
        keep(stage, 'cancelled')
        app.key('Escape')
        send(window, 'slow picture')
        wait_for('the request', lambda: 'slow picture' in service.prompts(), 30)
        app.kill()
        asked = len(service.prompts())
        app, window = start(stage)
        window.open_queue()
        row = table['interrupted', 'billed']
        window.find(row[1], 'label', seconds=30)
        window.find(BILLED, 'push button')
        keep(stage, 'interrupted')
        expect(len(service.prompts()), asked, 'nothing is sent by itself')
        app.key('Escape')
        app.quit()


def waiting(window):
    """The prompts of the rows that can be moved, from above."""
    rows = window.app.find_all(role='list item',
                               within=window.app.find('Waiting (3)', 'label').get_parent())
    return [one.get_name() for row in rows
            for one in window.app.find_all(re.compile(' job$'), 'label', within=row)]


def middle_in_popover(app, node):
    """A popover that was moved to fit the display is elsewhere than the bus says."""
    # Neither the window itself nor a tooltip.
    windows = app.xdotool('search', '--onlyvisible', '--pid', app.process.pid).split()
    x, y, width, height = next(one for one in map(app.geometry, windows)
                               if 300 < one[2] < 900 and one[3] > 100)
    inner = node.get_extents(ATSPI_WINDOW)
    outer = inner
    while node.get_role_name() != 'application':
        found = node.get_extents(ATSPI_WINDOW) if node.get_component_iface() else inner
        if outer.width < found.width <= width:
            outer = found
        node = node.get_parent()
    return (x + (width - outer.width) // 2 + inner.x - outer.x + inner.width // 2,
            y + (height - outer.height) // 2 + inner.y - outer.y + inner.height // 2)


def test_order():
    """By keys and by dragging; the next start sends in the order that was chosen."""
    with opened(**LOOK) as (stage, service):
        app, window = start(stage)
        for text in ('endless job', 'first job', 'second job', 'third job'):
            send(window, text)
        wait_for('the request', lambda: service.prompts() == ['endless job'], 30)
        window.open_queue()
        wait_for('the rows', lambda: waiting(window) == ['first job', 'second job', 'third job'])
        keep(stage, 'order')
        x, y = middle_in_popover(app, app.find('first job', 'label'))
        app.drag([middle_in_popover(app, app.find('third job', 'label')), (x, y - 12)])
        wait_for('the dragged row', lambda: waiting(window) == ['third job', 'first job',
                                                                'second job'])
        keep(stage, 'order-dragged')
        # By keys: the focus goes with the row.
        app.tab_to([one for one in app.find_all('Move to Front', 'push button')][2])
        app.key('alt+Up')
        wait_for('one up', lambda: waiting(window) == ['third job', 'second job', 'first job'])
        app.key('alt+Home')
        wait_for('to the front', lambda: waiting(window) == ['second job', 'third job', 'first job'])
        app.key('alt+Down')
        wait_for('one down', lambda: waiting(window) == ['third job', 'second job', 'first job'])
        app.kill()
        app, window = start(stage)
        wait_for('the rest', lambda: len(service.prompts()) == 4, 30)
        expect(service.prompts()[1:], ['third job', 'second job', 'first job'], 'the order')
        window.wait_pictures(3)
        app.quit()


def call_rig(stage, method, *arguments):
    run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.Notifications', '--object-path',
         '/org/gesso/Rig', '--method', f'org.gesso.Rig.{method}', *arguments], env=stage.environment)


def test_desktop():
    """Buttons on notifications; nothing is sent into the sleep of the computer."""
    with opened(**LOOK) as (stage, service):
        app = stage.start(environment={
            'DBUS_SYSTEM_BUS_ADDRESS': stage.environment['DBUS_SESSION_BUS_ADDRESS']})
        window = Window(stage, app, stage.extra.get('LANGUAGE'))
        window.find('Prompt')
        call_rig(stage, 'Sleep', 'true')
        send(window, 'invalid poster')
        window.find('Waiting for its turn', 'label')
        time.sleep(1)
        expect(service.prompts(), [], 'while the computer sleeps')
        other = stage.spawn(['/usr/bin/python3', str(SOURCE / 'tests/outside/drag_source.py'),
                             str(window.make_picture_file('other.png'))])
        wait_for('the other window to have the focus',
                 lambda: 'drag-source' in app.focused_window())
        call_rig(stage, 'Sleep', 'false')
        wait_for('the request after it', lambda: service.prompts() == ['invalid poster'], 30)
        window.find('The service refused the request', 'label', seconds=30)
        window.click(DISMISS)
        window.write_prompt('broken poster')
        window.click('Generate', 'push button')

        def told():
            lines = stage.notifications.read_text(encoding='utf-8').splitlines()
            return next((one for one in map(json.loads, lines)
                         if one['body'] == 'broken poster'), None)
        actions = wait_for('the notification', told, 60)['actions']
        names = dict(zip(actions[1::2], actions[::2]))
        expect(set(names) & {PREFERENCES, AGAIN}, {PREFERENCES, AGAIN}, 'its buttons')
        count = service.prompts().count('broken poster')
        call_rig(stage, 'Press', '2', names[AGAIN])
        wait_for('it to be sent again', lambda: service.prompts().count('broken poster') > count, 30)
        other.terminate()
        app.quit()


def test_storage():
    table = read_document()
    with opened(**LOOK) as (stage, service):
        # A limit for the size of files ends a program that does not ask for an error instead.
        app = stage.start('-c', f'trap "" XFSZ; exec "{BUILD / "src/app/gesso"}"',
                          program='/bin/sh')
        window = Window(stage, app, stage.extra.get('LANGUAGE'))
        window.find('Prompt')
        send(window, 'fine poster')
        window.wait_pictures(1)
        before = resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, (1 << 20, before[1]))
        send(window, 'large poster')
        row = table['storage', 'billed']
        window.find(row[1], 'label', seconds=30)
        see_ending(stage, window, row, True, 'storage')
        resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, before)

        # Where a folder should be is a file: nothing can be kept there, whoever asks.
        spool = window.library() / 'spool'
        shutil.rmtree(spool)
        spool.write_text('no folder')
        asked = len(service.prompts())
        send(window, 'another poster')
        row = table['storage', '']
        window.find(row[1], 'label', seconds=30)
        see_ending(stage, window, row, False, 'unsaved')
        run_script(stage, row[0], 'a third poster', 'Cellar')
        expect(len(service.prompts()), asked, 'what is not in the journal is not sent')
        app.quit()


def run_script(stage, status, prompt, account):
    """The same by the command line, for its exit status."""
    done = subprocess.run([str(CLI), 'generate', '--account', account, '--prompt', prompt],
                          env=stage.environment, capture_output=True, stdin=subprocess.DEVNULL,
                          timeout=60, check=False)
    expect(done.returncode, status, f'{prompt}: {done.stderr.decode()}')
    if KEY.encode() in done.stdout + done.stderr:
        raise Failure(f'the key is in what gesso-cli says about {prompt}')


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
        wait_for('the buttons', lambda: buttons_of(window) == [DISMISS, PREFERENCES, ANYWAY], 5)
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
    ('what was stopped is told and not sent again', test_stopped),
    ('the order of what waits is chosen', test_order),
    ('notifications and sleep', test_desktop),
    ('what cannot be written is not sent', test_storage),
    ('a budget stops, is kept, and lets go', test_budget),
])
