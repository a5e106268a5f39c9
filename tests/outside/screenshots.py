#!/usr/bin/python3
"""Pictures of the window in every state and every look; the hands of tools/screenshots.

  screenshots.py OUT [WORD...]     only those whose name contains all the words
  screenshots.py --list

A tour is one run of the program from a fresh home on, with the built-in engine: its states are
visited in order, and each is pictured. A look is a set of surroundings; each tour is made in each
look, on a display as large as the window. A state that cannot be reached is told and the tour goes
on; the same holds for warnings of the program.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import email.parser
import email.policy
import http.server
import io
import json
import pathlib
import re
import subprocess
import sys
import threading
import time

from PIL import Image, ImageDraw, ImageFilter

from gesso_outside import BUILD, Failure, Stage, run
from service_rig import Service, parts_of, picture
from window_words import Window

LOOKS = {
    'light': {},
    'dark': {'environment': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}},
    'contrast': {'environment': {'ADW_DEBUG_HIGH_CONTRAST': '1'}},
    'narrow': {'size': '360x720'},
    'large': {'size': '2560x1440'},
    'text': {'dpi': 192},
    'rtl': {'locale': 'ar_EG', 'environment': {'LANGUAGE': 'ar'}},
    'german': {'locale': 'de_DE', 'environment': {'LANGUAGE': 'de'}},
    'german-narrow': {'size': '360x720', 'locale': 'de_DE', 'environment': {'LANGUAGE': 'de'}},
}


# The first minutes: describing a picture.

def see_first(window):
    """The first page."""
    window.wait_first_page()


def see_empty(window):
    """Nothing made yet."""
    window.start_with_sketch()


def see_compose(window):
    """The composer; a narrow window shows it alone."""
    window.show_composer()


def see_models(window):
    """Accounts and models."""
    window.open_accounts()
    yield
    window.app.key('Escape')


def see_over(window):
    """A prompt over the limit."""
    window.write_prompt('word ' * 4010)
    yield
    window.write_prompt('')


def see_custom(window):
    """A size that no model takes, with its offers."""
    window.open_custom_size('1000', '600')
    yield
    window.choose('Aspect ratio 1:1')


def see_references(window):
    """Pictures that go with the prompt."""
    window.write_prompt('The bottle of Image 1 on the table of Image 2')
    window.add_references(3)


def see_options(window):
    """All options."""
    window.open_more_options()


def see_editor(window):
    """The larger editor."""
    window.app.mouse_click(window.prompt())
    window.app.key('F11')
    time.sleep(0.6)
    yield
    window.app.key('Escape')


# Who chooses size and quality.

def see_route_hand(window):
    """By hand, as it is at first."""
    window.start_with_sketch()
    window.show_composer()
    window.write_prompt('A poster for a lighthouse festival')
    yield


def see_route_class(window):
    """A size class, and why the size is what it is."""
    window.choose('By Class')
    window.choose('Large')


def see_route_budget(window):
    """A token budget."""
    window.choose('By Tokens')
    window.choose('96')


def see_thinking(window):
    """What an account with a text model has among its options."""
    window.open_more_options()


# A morning's work.

def see_full(window):
    """Several sessions; the last has an original and two edits."""
    window.start_with_sketch()
    window.make_portfolio()
    window.show_stage()


def see_note(window):
    """What the engine understood."""
    window.click('What Was Drawn')
    time.sleep(0.5)
    yield
    window.app.key('Escape')


def see_node_menu(window):
    """Further commands of a picture."""
    picture = window.app.find(re.compile('add a vignette'), 'image')
    window.app.mouse_click(picture, 3)
    time.sleep(0.5)
    yield
    window.app.key('Escape')


def see_recall(window):
    """Earlier prompts."""
    window.show_composer()
    window.click('Earlier Prompts')
    time.sleep(0.5)
    yield
    window.app.key('Escape')
    window.show_stage()


def see_saved(window):
    """Prompts with names."""
    window.show_composer()
    for name, text in (('Autumn', 'warm orange paper, low sun'), ('House style', 'sage green')):
        window.write_prompt(text)
        window.save_prompt(name)
    window.click('Saved Prompts')
    time.sleep(0.6)
    yield
    window.app.key('Escape')


def see_slash(window):
    """What a slash offers."""
    window.write_prompt('')
    window.app.mouse_click(window.prompt())
    window.app.type('A poster, /')
    time.sleep(0.6)
    yield
    window.app.key('Escape')
    window.write_prompt('')
    window.show_stage()


def see_history(window):
    """All pictures of all sessions."""
    window.open_history()


def see_inspector(window):
    """A picture selected."""
    window.app.mouse_click(window.history_picture('Harbour'))
    time.sleep(1.0)
    window.show_inspector()
    yield
    window.hide_inspector()


def see_places(window):
    """The sidebar, which a narrow window lays over the page."""
    window.show_places()
    yield
    window.hide_places()


def see_filter(window):
    """What a filter offers."""
    window.click('Date')
    time.sleep(0.5)
    yield
    window.app.key('Escape')


def see_filtered(window):
    """A search with results."""
    window.search('sage')


def see_nothing(window):
    """A search without."""
    window.search('zeppelin')
    yield
    window.search('')


def see_selection(window):
    """Several selected."""
    window.app.mouse_click(window.history_picture('^make it'))
    window.app.key('ctrl+a')
    time.sleep(0.6)
    yield
    window.app.key('Escape')


def see_bin(window):
    """What was deleted."""
    window.app.mouse_click(window.history_picture('Harbour'))
    window.app.key('Delete')
    window.open_place('Bin')
    yield
    window.open_place('All pictures')
    window.open_studio()


# Painting a mask.

def see_mask_empty(window):
    """The canvas, with nothing painted yet."""
    window.start_with_sketch()
    window.write_prompt('A calm mountain lake at sunrise, flat shapes, sun over hills')
    window.generate()
    window.wait_pictures(1)
    window.show_stage()
    window.open_mask()


def see_mask_painted(window):
    """A stroke, with what is sent around it."""
    window.app.key('o')
    window.paint((0.42, 0.38), (0.58, 0.5))
    window.app.key('b')
    window.paint((0.4, 0.6), (0.5, 0.55), (0.6, 0.6))


def see_mask_focus(window):
    """A button of the bar has the focus."""
    window.app.key(*['shift+Tab'] * 3)
    yield
    window.app.mouse_click(window.canvas(), 2)


def see_mask_cursor(window):
    """By keyboard: the tool is down."""
    window.app.key('r', 'Right')
    window.app.key(*['shift+Left'] * 2, 'Return')
    window.app.key(*['shift+Right'] * 3, *['shift+Down'] * 2)
    yield
    window.app.key('Escape')


def see_mask_tools(window):
    """How the brush is set."""
    window.app.key('b')
    window.open_popover('Tool Settings', 'Hardness')
    yield
    window.close_popover('Hardness')


def see_mask_list(window):
    """Several masks with names."""
    for name in ('The sun and its glow', 'Hills', 'Water in front'):
        window.new_mask(name)
    window.open_popover('Masks', 'New Mask')
    yield
    window.close_popover('New Mask')


def see_mask_operations(window):
    """What can be done to a whole mask."""
    window.open_popover('Mask Operations', 'Grow')
    yield
    window.close_popover('Grow')


def see_mask_extend(window):
    """Larger on two sides, with handles and numbers."""
    window.app.mouse_click(window.canvas(), 2)
    window.app.key('c')
    time.sleep(0.6)
    window.app.key('ctrl+a')
    window.app.xdotool('type', '256')
    window.app.key('Tab', 'Tab', 'ctrl+a')
    window.app.xdotool('type', '96')
    window.app.key('Tab')
    time.sleep(1.5)
    yield
    window.app.key('Escape')


def see_mask_color(window):
    """Selected by colour."""
    window.app.key('w')
    window.app.xdotool('mousemove', *window.on_canvas(0.5, 0.3), 'sleep', '0.2', 'click', '1')
    time.sleep(1.0)


def see_mask_prompt(window):
    """What is to be done there; a narrow window shows the composer alone."""
    window.app.key('Delete', 'o')
    window.paint((0.42, 0.38), (0.58, 0.5))
    window.show_composer()
    window.write_prompt('remove this')


def see_mask_busy(window):
    """The edit is being made: the engine is stopped in the midst of it."""
    window.halt()
    window.edit_masked('remove this')
    window.show_stage()
    time.sleep(1.5)


def see_mask_proposal(window):
    """The edit, to be kept or not."""
    window.let_go_on()
    window.wait_pictures(2)


def see_mask_proof(window):
    """What was proven."""
    window.open_proof()
    yield
    window.app.key('Escape')


def see_compare_start(window):
    """An edit with a mask, in a session with a picture of another size."""
    window.start_with_sketch()
    window.show_composer()
    window.choose('Aspect ratio 2:3')
    window.write_prompt('A poster that says "Harbour", city skyline at night')
    window.generate()
    window.wait_pictures(1)
    window.show_composer()
    window.click('Remove Image')
    window.choose('Aspect ratio 3:2')
    window.write_prompt('A calm mountain lake at sunrise, flat shapes, sun over hills')
    window.generate()
    window.wait_pictures(2)
    window.show_stage()
    window.open_mask()
    window.app.key('o')
    window.paint((0.42, 0.38), (0.58, 0.5))
    window.edit_masked('remove this')
    window.wait_pictures(3)
    window.show_stage()


def see_compare_wipe(window):
    """The edit and its input, on both sides of a line."""
    window.app.focus_window()
    picture = window.app.find(re.compile('remove this'), 'image')
    window.app.mouse_click(picture)
    window.app.key('c')
    window.find('Comparison')
    time.sleep(1.0)


def see_compare_beside(window):
    """One beside the other."""
    window.app.key('s')
    time.sleep(1.0)


def see_compare_blink(window):
    """One of both, and then the other."""
    window.app.key('k')
    time.sleep(0.4)


def see_compare_difference(window):
    """What differs, and how many pixels."""
    window.app.key('d')
    time.sleep(1.5)


def see_compare_outside(window):
    """The proof that one can see: nothing differs outside the mask."""
    window.app.key('o', 'a', 'a')
    time.sleep(1.5)
    yield
    window.app.key('o', 'shift+a', 'shift+a')


def see_compare_answer(window):
    """What the model sent, beside what became of it."""
    window.app.key('w')
    window.click('What to Compare')
    window.app.click(window.word('Whole Answer and A_fter').replace('_', ''))
    time.sleep(1.5)


def see_compare_choice(window):
    """The input, or any other picture."""
    window.app.key('p')
    window.find('Another Picture')
    time.sleep(0.6)
    yield
    window.close_popover('Another Picture')


def see_compare_heat(window):
    """What the model had changed, with its legend."""
    window.app.key('h')
    time.sleep(1.5)


def see_compare_other(window):
    """Another picture of the session, of another size, chosen by key."""
    window.app.key('s', 'p')
    window.app.find(re.compile('^A poster that says'), 'list item')
    time.sleep(0.6)
    window.app.key('Down', 'Return')
    window.app.gone(window.word('Another Picture'))
    time.sleep(1.5)


def see_compare_other_difference(window):
    """What differs of two that have little to do with each other, with a word about the size."""
    window.app.key('d')
    time.sleep(1.5)
    yield
    window.app.key('w', 'Escape')
    time.sleep(0.5)


def see_mask_failed(window):
    """An edit that no rule knows."""
    window.open_mask()
    window.app.key('o')
    window.paint((0.42, 0.38), (0.58, 0.5))
    window.edit_masked('xyzzy plugh quux')
    window.find('Edit Request', seconds=30)
    window.show_stage()
    time.sleep(0.5)


def see_mask_regions(window):
    """Two regions far apart: together, or each by itself."""
    window.start_with_sketch()
    window.show_composer()
    window.paste_picture(window.make_picture_file('wide.png', (4096, 2304)))
    window.show_stage()
    window.open_mask()
    window.app.key('o')
    window.paint((0.16, 0.4), (0.24, 0.48))
    window.paint((0.78, 0.55), (0.84, 0.62))


def see_regions_separate(window):
    """Each by itself."""
    window.app.click(node=window.app.find(re.compile('^[2٢] .* · ')))
    time.sleep(1.0)


def see_regions_answers(window):
    """Both answers, each at its place."""
    window.edit_masked('remove this')
    window.wait_pictures(3)
    window.show_stage()
    window.app.focus_window()
    window.app.mouse_click(window.app.find(re.compile('remove this'), 'image'))
    window.app.key('c')
    window.find('Comparison')
    window.app.key('h')
    time.sleep(2.0)
    yield
    window.app.key('Escape')


def see_repair_start(window):
    """An edit without a mask, which drew everything anew."""
    window.start_with_sketch()
    window.show_composer()
    window.paste_picture(window.make_picture_file('base.png', (1536, 1024)))
    window.write_prompt('a blue spot')
    window.generate()
    window.wait_pictures(2)
    window.show_stage()
    window.app.focus_window()


def see_repair(window):
    """All but the spot put back."""
    window.app.mouse_click(window.app.find(re.compile('a blue spot'), 'image'), 3)
    window.app.click(window.word('_Undo Stray Changes').replace('_', ''))
    window.find('Keep', seconds=60)
    time.sleep(1.0)


def see_repair_difference(window):
    """What is left of the edit."""
    window.app.mouse_click(window.app.find(re.compile('a blue spot'), 'image'))
    window.app.key('c')
    window.find('Comparison')
    window.app.key('d')
    time.sleep(1.5)
    yield
    window.app.key('w', 'Escape')


def see_repair_mask(window):
    """Its mask, to be corrected."""
    window.app.key('m')
    time.sleep(1.0)


def see_mask_refused(window):
    """The service's answer is another picture, which is not put in."""
    window.start_with_sketch()
    window.show_composer()
    window.paste_picture(window.make_picture_file('base.png', (1536, 1024)))
    window.show_stage()
    window.open_mask()
    window.app.key('o')
    window.paint((0.42, 0.38), (0.58, 0.5))
    window.edit_masked('a cup of tea')
    window.wait_pictures(2)
    window.show_stage()


def see_mask_refused_proof(window):
    """Why."""
    window.open_proof()
    yield
    window.app.key('Escape')


# Waiting and failing.

def see_failed(window):
    """An edit that no rule knows."""
    window.start_with_sketch()
    window.make_failed_job()
    window.show_stage()


def see_queue_failed(window):
    window.open_queue()
    yield
    window.app.key('Escape')


def see_busy(window):
    """Previews of a large picture."""
    window.make_halted_job()
    window.show_stage()


def see_queue(window):
    """One runs, another failed."""
    window.open_queue()
    yield
    window.app.click(window.word('Jobs'))
    time.sleep(0.5)


def see_closing(window):
    """Closing while a picture is being made."""
    window.app.focus_window()
    window.app.key('ctrl+w')
    time.sleep(0.8)
    yield
    window.click('Keep Window Open')
    window.let_go_on()


# Further windows.

def see_menu(window):
    window.start_with_sketch()
    window.open_menu()
    yield
    window.app.key('Escape')


def see_history_empty(window):
    window.open_history()
    yield
    window.open_studio()


def see_preferences(window):
    window.app.focus_window()
    window.app.key('ctrl+comma')
    time.sleep(1.0)


def see_preferences_cost(window):
    window.click('Cost')
    time.sleep(0.5)


def see_preferences_library(window):
    window.click('Library')
    time.sleep(0.5)


def see_account_kind(window):
    """A new account: the assistant of three steps."""
    window.app.focus_window()
    window.app.key('ctrl+comma')
    window.click('Add Account…')
    time.sleep(1.0)


def see_account_empty(window):
    window.app.tab_to(window.find('OpenAI-compatible server', 'list item'))
    window.app.key('Return')
    time.sleep(0.8)


def see_account_wrong(window):
    window.fill('Address', 'my server')


def see_account_repaired(window):
    window.fill('Address', f'127.0.0.1:{SERVICE.port}/v1/images/generations')
    window.fill('Name', 'Workshop')


def see_account_models(window):
    window.click('Next')
    window.app.gone(window.word('Asking the service…'))
    time.sleep(0.5)


def see_account_choice(window):
    window.app.mouse_click(window.find('Default Model'))
    time.sleep(0.6)
    yield
    window.app.key('Escape')


def see_account_testing(window):
    SERVICE.slow.clear()
    window.click('Test Account')
    time.sleep(1.0)
    yield
    SERVICE.slow.set()


def see_account_tested(window):
    window.find('Test Again')
    time.sleep(0.3)
    window.app.xdotool('mousemove', *window.app.middle_of(window.find('Previews')), 'sleep', '0.2',
                       'click', '--repeat', '20', '5', 'sleep', '0.5')


def see_account_failed(window):
    """The service is away when its models are asked for."""
    window.app.key('alt+Left')
    window.fill('Address', '127.0.0.1:1')
    window.app.key('alt+Right')
    window.app.gone(window.word('Asking the service…'))
    time.sleep(0.5)
    yield
    window.app.key('alt+Left')
    window.fill('Address', f'127.0.0.1:{SERVICE.port}')
    window.app.key('alt+Right')
    window.app.gone(window.word('Asking the service…'))
    window.click('Finish')
    time.sleep(0.8)


def see_accounts(window):
    time.sleep(0.5)


def see_account_page(window):
    window.app.mouse_click(window.find('Workshop'))
    time.sleep(1.0)


def see_shortcuts(window):
    window.app.key('Escape')
    window.app.key('Escape')
    time.sleep(0.5)
    window.app.focus_window()
    window.app.key('ctrl+question')
    time.sleep(0.8)
    yield
    window.app.key('Escape')


def see_about(window):
    window.action('app.about')
    time.sleep(0.8)


TOURS = {
    'composing': (see_first, see_empty, see_compose, see_models, see_over, see_custom, see_editor,
                  see_references, see_options),
    'choosing': (see_route_hand, see_route_class, see_route_budget, see_thinking),
    'working': (see_full, see_note, see_node_menu, see_recall, see_saved, see_slash, see_history, see_inspector,
                see_places, see_filter, see_filtered, see_nothing, see_selection, see_bin),
    'masking': (see_mask_empty, see_mask_painted, see_mask_focus, see_mask_cursor, see_mask_tools,
                see_mask_list, see_mask_operations, see_mask_extend, see_mask_color,
                see_mask_prompt, see_mask_busy,
                see_mask_proposal, see_mask_proof, see_mask_failed),
    'comparing': (see_compare_start, see_compare_wipe, see_compare_beside, see_compare_blink,
                  see_compare_difference, see_compare_outside, see_compare_answer,
                  see_compare_choice, see_compare_heat, see_compare_other,
                  see_compare_other_difference),
    'regions': (see_mask_regions, see_regions_separate, see_regions_answers),
    'repairing': (see_repair_start, see_repair, see_repair_difference, see_repair_mask),
    'refusing': (see_mask_refused, see_mask_refused_proof),
    'waiting': (see_failed, see_queue_failed, see_busy, see_queue, see_closing),
    'windows': (see_menu, see_history_empty, see_preferences, see_preferences_cost,
                see_preferences_library, see_shortcuts, see_about),
    'accounts': (see_account_kind, see_account_empty, see_account_wrong, see_account_repaired,
                 see_account_models, see_account_choice, see_account_testing, see_account_tested,
                 see_account_failed, see_accounts, see_account_page),
}


class Workshop:
    """A service with models of which one ends, that draws where a mask is black and shows no
    previews; while "slow" is not set it thinks."""

    def __init__(self):
        self.slow = threading.Event()
        self.slow.set()
        self.port = None

    def open(self, stage):
        self.port = Service(self.answer).port
        # The first page is of no interest here.
        run(['gsettings', 'set', 'io.github.gesso_studio.Gesso', 'first-run-done', 'true'],
            env=stage.environment)

    def answer(self, handler, _prompt, body):
        if handler.path.endswith('/models'):
            handler.reply(200, json.dumps({'data': [
                {'id': 'gpt-image-2'}, {'id': 'gpt-image-1.5', 'shutdown_date': '2099-12-01'},
                {'id': 'house-blend', 'shutdown_date': '2099-06-30'}]}).encode())
            return
        self.slow.wait(60)
        if not handler.path.endswith('/edits'):
            handler.reply_pictures(1, None, picture((1024, 1024)))
            return
        parts = parts_of(body)
        base = Image.open(io.BytesIO(next(value for name, value in parts.items()
                                          if name.startswith('image')))).convert('RGB')
        mask = Image.open(io.BytesIO(parts['mask'])).convert('RGB').convert('L')
        base.paste('red', (0, 0), mask.point(lambda one: 255 if one < 128 else 0))
        data = io.BytesIO()
        base.save(data, 'PNG')
        handler.reply_pictures(1, None, data.getvalue())


SERVICE = Workshop()


class Stranger(http.server.BaseHTTPRequestHandler):
    """A service whose answer to everything is a picture of its own."""

    def log_message(self, *_arguments):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        picture = Image.effect_noise((1024, 1024), 90).filter(ImageFilter.GaussianBlur(6))
        self.answer(Image.merge('RGB', (picture, picture.rotate(90), picture.rotate(180))))

    def answer(self, picture):
        data = io.BytesIO()
        picture.save(data, 'PNG')
        body = json.dumps({'created': 1, 'data': [
            {'b64_json': base64.b64encode(data.getvalue()).decode()}]}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Redrawing(Stranger):
    """A service that draws everything anew: a little brighter, with a spot."""

    def do_POST(self):
        head = f'Content-Type: {self.headers["Content-Type"]}\r\n\r\n'.encode()
        body = self.rfile.read(int(self.headers['Content-Length']))
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        sent = next(part.get_payload(decode=True) for part in form.iter_parts()
                    if part.get_content_type().startswith('image/'))
        picture = Image.open(io.BytesIO(sent)).convert('RGB').point(lambda v: min(v * 1.03, 255))
        across, down = picture.size
        ImageDraw.Draw(picture).ellipse((across * 0.6, down * 0.3, across * 0.75, down * 0.5),
                                        (40, 70, 210))
        self.answer(picture)


def add_service(stage, handler):
    """The account that is chosen when the window comes."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    add_account(stage, 'compatible', f'http://127.0.0.1:{server.server_port}/v1', 'gpt-image-2')


def add_account(stage, kind, address, model):
    """An account that is chosen when the window comes."""
    cli = str(BUILD / 'src/cli/gesso-cli')
    run([cli, 'accounts', 'add', 'Studio', '--kind', kind, '--base-url', address, '--model', model],
        env=stage.environment)
    accounts = [json.loads(line) for line in
                run([cli, 'accounts', '--json'], env=stage.environment).splitlines()]
    chosen = next(one['id'] for one in accounts if one['id'] != 'sketch')
    for key, value in (('last-account', chosen), ('last-model', model)):
        run(['gsettings', 'set', 'io.github.gesso_studio.Gesso', key, value],
            env=stage.environment)


def add_thinker(stage):
    """An account with a text model around the one that draws; nothing is sent to it."""
    add_account(stage, 'openai-responses', 'http://127.0.0.1:9/v1', 'gpt-5.5=gpt-image-2')


# What has to be there before the window.
BEFORE = {'refusing': lambda stage: add_service(stage, Stranger),
          'repairing': lambda stage: add_service(stage, Redrawing),
          'choosing': add_thinker, 'accounts': SERVICE.open}


def name_of(state, look):
    return f"{state.__name__[len('see_'):].replace('_', '-')}-{look}"


def is_wanted(state, look, words):
    name = name_of(state, look)
    own = name[:-len(look) - 1]
    return all(word in (name, own, look) or word in own.split('-') for word in words)


def visit(state, window, target):
    """Goes there, takes the picture, goes back."""
    steps = state(window)
    if steps is not None:
        next(steps)
    if target:
        # The pointer would leave a hover on the picture; transitions take a quarter second.
        window.app.xdotool('mousemove', 0, 0)
        time.sleep(0.7)
        window.app.check_alive()
        window.stage.screenshot(target)
        print(target, flush=True)
    if steps is not None:
        next(steps, None)
        # What closes takes its time.
        time.sleep(0.4)


def make_tour(tour, look, out, words):
    options = LOOKS[look]
    environment = dict(options.get('environment', {}))
    wanted = [is_wanted(state, look, words) for state in TOURS[tour]]
    status = 0
    with Stage(options.get('size', '1200x800'), maximized=True, environment=environment,
               locale=options.get('locale'), dpi=options.get('dpi')) as stage:
        BEFORE.get(tour, lambda _stage: None)(stage)
        app = stage.start()
        window = Window(stage, app, words=environment.get('LANGUAGE'))
        for state, shown in list(zip(TOURS[tour], wanted))[:len(wanted) - wanted[::-1].index(True)]:
            name = name_of(state, look)
            try:
                visit(state, window, out / f'{name}.png' if shown else None)
            except Failure as problem:
                status = 1
                print(f'{name}: {problem}', flush=True)
                app.check_alive()
        app.check_errors()
    return status


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ['--list']:
        for look in LOOKS:
            for states in TOURS.values():
                for state in states:
                    print(name_of(state, look))
        return 0
    if arguments[:1] == ['--tour']:
        return make_tour(arguments[1], arguments[2], pathlib.Path(arguments[3]), arguments[4:])
    if not arguments:
        raise SystemExit('which folder? screenshots.py OUT [WORD...]')
    out = pathlib.Path(arguments[0]).absolute()
    words = arguments[1:]
    out.mkdir(parents=True, exist_ok=True)
    status = 0
    for look in LOOKS:
        for tour, states in TOURS.items():
            names = [name_of(state, look) for state in states if is_wanted(state, look, words)]
            if not names:
                continue
            for name in names:
                (out / f'{name}.png').unlink(missing_ok=True)
            try:
                done = subprocess.run([sys.executable, __file__, '--tour', tour, look, str(out),
                                       *words], timeout=400, check=False, stdin=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE, text=True)
                # The accessibility library has its own opinions on what went away.
                problem = [line for line in done.stderr.strip().splitlines()
                           if 'dbind-WARNING' not in line][-1:] if done.returncode else []
            except subprocess.TimeoutExpired:
                problem = ['took too long']
            for line in problem:
                print(f'{tour} {look}: {line}', flush=True)
            status |= bool(problem) or any(not (out / f'{name}.png').exists() for name in names)
    return int(status)


if __name__ == '__main__':
    sys.exit(main())
