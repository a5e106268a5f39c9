#!/usr/bin/python3
"""Rooms, headers, lengths, documentation and words of the source.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import re
import shutil

import lintlib
from lintlib import ROOT, files, remark, run, text, write

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^">]+)[">]', re.MULTILINE)
TOOLKIT = re.compile(r'^(gtk/|gdk/|gsk/|adwaita\.h|libadwaita)')
FREE = {'config.h'}
HEAD = '/* %s\n *\n * Copyright 2026 The Gesso contributors\n' \
       ' * SPDX-License-Identifier: GPL-3.0-or-later\n */\n'


def read_rooms():
    rooms = {}
    for line in text(ROOT / 'tests/lint/rooms.txt').splitlines():
        words = line.split('#')[0].split()
        if words:
            rooms[words[1]] = (int(words[0]), words[2:])
    return rooms


def check_table(_root):
    """The table itself: known names, and every use points to a lower floor."""
    rooms, found = read_rooms(), []
    for room, (floor, uses) in rooms.items():
        for used in uses:
            if used == 'gtk':
                continue
            if used not in rooms:
                found.append(f'{room} uses {used}, which is not in the table')
            elif rooms[used][0] >= floor:
                found.append(f'{room} on floor {floor} uses {used} on floor {rooms[used][0]}')
    return found


def check_rooms(root):
    rooms, found = read_rooms(), []
    for path in files(root, ['src'], '.c', '.h'):
        parts = path.relative_to(root / 'src').parts
        name = path.relative_to(root)
        if len(parts) < 2 or parts[0] not in rooms:
            found.append(f'{name} lies in no room of tests/lint/rooms.txt')
            continue
        uses = rooms[parts[0]][1]
        for kind, target in INCLUDE.findall(text(path)):
            if TOOLKIT.match(target) and 'gtk' not in uses:
                found.append(f'{name} includes {target}, but {parts[0]} must not know the toolkit')
            if kind == '<' or target in FREE or target.endswith('-resources.h'):
                continue
            room = target.split('/')[0]
            if '/' not in target or room not in rooms:
                found.append(f'{name} includes {target} without its room')
            elif room != parts[0] and room not in uses:
                found.append(f'{name} includes {target}, but {parts[0]} may not use {room}')
    return found


def plant_upward(root):
    write(root, 'src/base/gesso-a.c', '#include "studio/gesso-studio.h"\n')


def plant_toolkit(root):
    write(root, 'src/model/gesso-a.c', '#include <gtk/gtk.h>\n')


def check_headers(root):
    found = []
    for path in files(root, ['src', 'tests', 'tools'], '.c', '.h'):
        head = '\n'.join(text(path).splitlines()[:8])
        name = path.relative_to(root)
        if not head.startswith(f'/* {path.name}'):
            found.append(f'{name} does not begin with its own name in a comment')
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in head or 'Copyright' not in head:
            found.append(f'{name} has no copyright or SPDX line')
    for path in files(root, ['tests', 'tools'], '.py', '.sh', ''):
        content = text(path)
        if path.suffix == '' and not content.startswith('#!'):
            continue
        if 'SPDX-License-Identifier' not in '\n'.join(content.splitlines()[:25]):
            found.append(f'{path.relative_to(root)} has no SPDX line')
    return found


def check_lengths(root):
    found = []
    for path in files(root, ['src', 'tests'], '.c', '.h', '.py'):
        lines = text(path).count('\n')
        name = path.relative_to(root)
        if lines > 1200:
            found.append(f'{name} has {lines} lines; 1200 is the limit')
        elif lines > 800:
            remark(f'{name} has {lines} lines: what can be cut out of it?')
    return found


def check_columns(root):
    """100 columns, and some more where a header lines up; data and addresses may be longer."""
    found = []
    for path in files(root, ['src', 'tests'], '.c', '.h'):
        for number, line in enumerate(text(path).splitlines(), 1):
            limit = 120 if path.suffix == '.h' else 100
            if len(line) > limit and not re.search(r'https?://|G_GNUC_|^\s*\{.*\},?$|"', line):
                found.append(f'{path.relative_to(root)}:{number} has {len(line)} columns')
            if '\t' in line:
                found.append(f'{path.relative_to(root)}:{number} has a tab')
    return found


def function_lengths(root):
    sources = [str(path) for path in files(root, ['src'], '.c')]
    if not sources:
        return
    status, output = run(['ctags', '--output-format=json', '--fields=+ne', '--c-kinds=f',
                          '-f', '-'] + sources)
    if status != 0:
        raise lintlib.Skip('ctags cannot write JSON here')
    for line in output.splitlines():
        if not line.startswith('{'):
            continue
        tag = json.loads(line)
        if 'end' in tag:
            yield tag['end'] - tag['line'] + 1, tag['name'], tag['path']


def check_functions(root):
    found, long, count = [], [], 0
    for length, name, path in function_lengths(root):
        count += 1
        if name.endswith('_class_init'):
            continue
        if length > 120:
            found.append(f'{name} has {length} lines ({path})')
        elif length > 60:
            long.append(f'{length} {name} ({path})')
    if long:
        remark(f'{len(long)} of {count} functions have more than 60 lines:')
        for line in sorted(long, reverse=True)[:40]:
            remark('  ' + line)
    return found


def plant_long_function(root):
    write(root, 'src/base/gesso-a.c', 'int\nlong_one (void)\n{\n' + '  ;\n' * 130 + '}\n')


PROTOTYPE = re.compile(r'^[A-Za-z_][\w \t*]*?[ *\t](_?gesso_\w+)\s*\(', re.MULTILINE)


def prototypes(content):
    content = re.sub(r'/\*.*?\*/', '', content, flags=re.DOTALL)
    content = re.sub(r'^\s*#(?:[^\n]*\\\n)*[^\n]*', '', content, flags=re.MULTILINE)
    content = re.sub(r'\bG_DECLARE_\w+\s*\([^)]*\)', '', content)
    content = re.sub(r'^typedef[^;{]*\(\s*\*[^;]*;', '', content, flags=re.MULTILINE | re.DOTALL)
    return [name for name in PROTOTYPE.findall(content) if not name.endswith('_get_type')]


def check_docs(root):
    rooms, found = read_rooms(), []
    for room, (_floor, uses) in rooms.items():
        if 'gtk' in uses or room in ('cli', 'engine') or not (root / 'src' / room).is_dir():
            continue
        sources = ''.join(text(path) for path in files(root, [f'src/{room}'], '.c'))
        documented = set(re.findall(r'^/\*\*\n \* (\w+):', sources, re.MULTILINE))
        defined = set(re.findall(r'^(gesso_\w+) \(', sources, re.MULTILINE))
        for path in files(root, [f'src/{room}'], '.h'):
            if path.name.endswith('-private.h'):
                continue
            for name in prototypes(text(path)):
                # A header may stand before its source while a room is being built.
                # What frees a record says so in its name.
                if name.endswith('_free'):
                    continue
                if name in defined and name not in documented:
                    found.append(f'{name} in {path.relative_to(root)} is not documented in its .c')
    return found


def plant_undocumented(root):
    write(root, 'src/base/gesso-a.h', 'void gesso_a_run (int a);\n')
    write(root, 'src/base/gesso-a.c', 'void\ngesso_a_run (int a)\n{\n}\n')


# Written in two halves, so that this file does not find itself.
WORDS = [re.compile(pattern) for pattern in (
    r'(?<![\w.])/(wo' r'rk|ro' r'ot|ho' r'me/[a-z])/\w',
    r'\bsk' r'-[A-Za-z0-9_-]{20,}', r'\bAK' r'IA[0-9A-Z]{16}\b', r'\bgh[pousr]' r'_[A-Za-z0-9]{30,}',
    r'-----BEGIN [A-Z ]*PRIV' r'ATE KEY', r'[Bb]ea' r'rer [A-Za-z0-9+/._-]{28,}',
    r'\b(regis' r'try\.npmjs|deb\.deb' r'ian\.org|snapshot\.deb' r'ian\.org|py' r'pi\.org)',
    r'\b(plat' r'form|sty' r'le|provi' r'ders|eng' r'ine|des' r'ign|scr' r'eens|ux-anc' r'hors)\.md\b',
    r'(?i)\b(cla' r'ude|anth' r'ropic|chat' r'gpt(?![- ]image)|co' r'pilot)\b',
    r'\b(PR|PA|RF|ST|MK|QU|AC|CO|HI|EX|BA|DE|CL|EN)[1-9]\b', r'(?i)\biss' r'ue #?[1-9]\b',
    r'(?i)\b(work' r'tree|sub-?ag' r'ent)\b', r'<<<<' r'<<<|>>>>' r'>>>')]
# The certificate of a server that lives as long as one test, on this machine only.
ALLOWED = {('tests/core/test-http-exchange.c', '-----BEGIN PRIV' 'ATE KEY')}
PROSE = ('.c', '.h', '.py', '.sh', '.build', '.txt', '.md', '.ui', '.xml', '.in', '.json', '.css',
         '.po', '.1', '.yml', '.yaml', '.debian', '')


def check_words(root):
    found = []
    for path in files(root, ['.'], *PROSE):
        if path.name == 'COPYING' or path.stat().st_size > 2_000_000:
            continue
        for number, line in enumerate(text(path).splitlines(), 1):
            for pattern in WORDS:
                match = pattern.search(line)
                if match and (str(path.relative_to(root)), match.group(0)) not in ALLOWED:
                    found.append(f'{path.relative_to(root)}:{number} says "{match.group(0)}"')
    return found


def plant_words(root):
    write(root, 'src/base/gesso-a.c', '/* see /wo' 'rk/elsewhere */\n')


def check_registered(root):
    """A test program that no meson.build names never runs."""
    found = []
    for folder in ('core', 'engine', 'ui', 'outside', 'fuzz', 'bench'):
        build = root / 'tests' / folder / 'meson.build'
        known = text(build) if build.exists() else ''
        for path in files(root, [f'tests/{folder}'], '.c', '.py'):
            if not re.match(r'(test|fuzz|bench)-', path.name):
                continue
            name = re.sub(r'^(test|fuzz|bench)-', '', path.stem)
            if f"'{name}'" not in known and f"'{path.name}'" not in known \
                    and f"'{path.stem}'" not in known:
                found.append(f'{path.relative_to(root)} is in no meson.build')
    return found


def check_scripts(root):
    found = []
    for path in files(root, ['tests', 'tools', '.ci'], '.py', '.sh', ''):
        content = text(path)
        name = path.relative_to(root)
        if path.suffix == '.py' or (content.startswith('#!') and 'python' in content[:40]):
            try:
                compile(content, str(name), 'exec')
            except SyntaxError as problem:
                found.append(f'{name}: {problem}')
        elif path.suffix == '.sh' or content.startswith('#!'):
            status, output = run(['bash', '-n', str(path)])
            if status:
                found.append(output)
            elif shutil.which('shellcheck'):
                status, output = run(['shellcheck', '-S', 'error', '-e', 'SC1091', '-s', 'bash', str(path)])
                if status:
                    found.append(output)
    return found


def plant_script(root):
    write(root, 'tools/a', '#!/bin/bash\nif true; then\n')


lintlib.main([
    ('the table of rooms has no circle', check_table, None),
    ('includes point down', check_rooms, plant_upward),
    ('only the window sees the toolkit', check_rooms, plant_toolkit),
    ('each file names itself and its licence', check_headers,
     lambda root: write(root, 'src/base/gesso-a.c', 'int a;\n')),
    ('no file is too long', check_lengths,
     lambda root: write(root, 'src/base/gesso-a.c', '\n' * 1300)),
    ('no line is too long and none has a tab', check_columns,
     lambda root: write(root, 'src/base/gesso-a.c', '\tint a;\n')),
    ('no function is too long', check_functions, plant_long_function),
    ('public functions of the core are documented', check_docs, plant_undocumented),
    ('no secret, machine path or stray name', check_words, plant_words),
    ('every test is registered', check_registered,
     lambda root: write(root, 'tests/core/test-lost.c', '')),
    ('scripts parse', check_scripts, plant_script),
])
