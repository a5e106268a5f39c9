#!/usr/bin/python3
"""Desktop files, settings, translations, templates, man pages and the installed tree.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import re
import shutil
import tempfile
import xml.etree.ElementTree as ElementTree

import lintlib
from lintlib import BUILD, ROOT, files, remark, run, text, write

APP = 'io.github.gesso_studio.Gesso'
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3', 'dngettext:2,3',
            'g_dcgettext:2', 'g_dpgettext2:2c,3']
CALL = re.compile(r'(?<![\w"])(?:_|N_|C_|NC_|ngettext) ?\("')
FLATPAK_TOP = {'id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup',
               'modules', 'build-options', 'sdk-extensions', 'rename-icon', 'tags', 'desktop-file-name-suffix'}
FLATPAK_MODULE = {'name', 'buildsystem', 'config-opts', 'builddir', 'sources', 'cleanup',
                  'build-options', 'modules', 'post-install', 'subdir', 'make-args',
                  'make-install-args', 'build-commands', 'run-tests', 'no-autogen'}
FLATPAK_SYSTEMS = {'meson', 'autotools', 'cmake', 'cmake-ninja', 'simple', 'qmake'}
FLATPAK_ARGS = re.compile(r'^--(socket|share|device|filesystem|talk-name|own-name|env|metadata)'
                          r'(=\S+)$')


def listed(root):
    path = root / 'po/POTFILES.in'
    lines = text(path).splitlines() if path.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith('#')]


def has_text(path):
    content = text(path)
    if path.suffix in ('.c', '.h'):
        return bool(CALL.search(content))
    if path.suffix == '.ui':
        return 'translatable="yes"' in content
    return path.name.endswith(('.desktop.in', '.metainfo.xml.in'))


def check_potfiles(root):
    known, found = listed(root), []
    for path in files(root, ['src', 'data'], '.c', '.h', '.ui', '.in'):
        name = str(path.relative_to(root))
        if has_text(path) and name not in known:
            found.append(f'{name} has translatable text and is not in po/POTFILES.in')
    for name in known:
        if not (root / name).is_file():
            found.append(f'po/POTFILES.in names {name}, which does not exist')
    if len(known) != len(set(known)):
        found.append('po/POTFILES.in names a file twice')
    return found


def check_untranslated_markup(root):
    """Visible text in a template that nobody marked."""
    found = []
    visible = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description'}
    for path in files(root, ['src'], '.ui'):
        for node in ElementTree.fromstring(text(path)).iter('property'):
            words = (node.text or '').strip()
            if node.get('name') in visible and re.search(r'[A-Za-z]{2}', words) \
                    and node.get('translatable') not in ('yes', 'no'):
                found.append(f'{path.relative_to(root)}: "{words}" is not marked translatable')
    return found


def plant_markup(root):
    write(root, 'src/ui/a.ui', '<interface><object class="GtkLabel">'
          '<property name="label">Hello</property></object></interface>')


def check_catalogues(root):
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        template = os.path.join(scratch, 'gesso.pot')
        names = [name for name in listed(root) if (root / name).is_file()]
        write(pathlib.Path(scratch), 'list', '\n'.join(names) + '\n')
        status, output = run(['xgettext', '--from-code=UTF-8', '--add-comments=Translators',
                              f'--files-from={scratch}/list', f'--output={template}']
                             + [f'--keyword={one}' for one in KEYWORDS], cwd=root)
        if status:
            return [output]
        # A format whose length comes from a macro is cut off in the catalogue.
        found += [line for line in output.splitlines() if 'not a valid' in line]
        for language in (root / 'po/LINGUAS').read_text().split():
            catalogue, merged = root / f'po/{language}.po', os.path.join(scratch, 'merged.po')
            status, output = run(['msgfmt', '--check-format', '--check-header', '-o', '/dev/null',
                                  str(catalogue)])
            if status:
                found.append(output)
                continue
            run(['msgmerge', '--quiet', '--no-fuzzy-matching', '-o', merged, str(catalogue),
                 template])
            for kind in ('--untranslated', '--only-fuzzy'):
                _status, output = run(['msgattrib', kind, '--no-obsolete', '--no-wrap', merged])
                missing = [line for line in re.findall(r'^msgid (".+")$', output, re.MULTILINE)
                           if line != '""']
                if missing:
                    found.append(f'{language}: {len(missing)} texts are {kind.strip("-")}')
                    found += [f'  {line}' for line in missing[:20]]
    return found


def plant_untranslated(root):
    write(root, 'src/ui/a.c', 'const char *a = _ ("Hello");\n')
    write(root, 'po/POTFILES.in', 'src/ui/a.c\n')
    write(root, 'po/LINGUAS', 'de\n')
    write(root, 'po/de.po', 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n')


def check_resources(root):
    """Every template and style sheet is in a resource, and every resource's file exists."""
    found, named = [], set()
    for path in files(root, ['src', 'data'], '.xml'):
        if not path.name.endswith('.gresource.xml'):
            continue
        for node in ElementTree.fromstring(text(path)).iter('file'):
            # As the build looks for them: beside the list, then in data.
            target = (path.parent / node.text.strip()).resolve()
            if not target.is_file():
                target = (root / 'data' / node.text.strip()).resolve()
            named.add(target)
            if not target.is_file():
                found.append(f'{path.relative_to(root)} names {node.text}, which does not exist')
    for path in files(root, ['src'], '.ui', '.css'):
        if path.resolve() not in named:
            found.append(f'{path.relative_to(root)} is in no resource')
    return found


def check_settings(root):
    folder = root / 'data'
    if not list(folder.glob('*.gschema.xml')):
        return ['there is no settings schema']
    status, output = run(['glib-compile-schemas', '--strict', '--dry-run', str(folder)])
    return [output] if status else []


def check_settings_keys(root):
    """Keys that the source names exist, where it names them in one place."""
    schema = root / f'data/{APP}.gschema.xml'
    known = set(re.findall(r'<key name="([\w-]+)"', text(schema))) if schema.exists() else set()
    found = []
    for path in files(root, ['src'], '.c', '.h'):
        for name in re.findall(r'\bg_settings_(?:get|set|bind|create)_?\w* \(\s*[\w>.-]+,\s*'
                               r'"([\w-]+)"', text(path)):
            if name not in known:
                found.append(f'{path.relative_to(root)} uses the setting "{name}", '
                             'which is not in the schema')
    return found


def check_desktop(root):
    path = BUILD / f'data/{APP}.desktop' if root == ROOT else next(root.glob('data/*.desktop'))
    if not path.exists():
        return [f'{path.name} was not built']
    status, output = run(['desktop-file-validate', str(path)])
    return [output] if status or output.strip() else []


def check_metainfo(root):
    path = BUILD / f'data/{APP}.metainfo.xml' if root == ROOT \
        else next(root.glob('data/*.metainfo.xml'))
    if not path.exists():
        return [f'{path.name} was not built']
    status, output = run(['appstreamcli', 'validate', '--no-net', str(path)])
    return [output] if status else []


def check_flatpak(root):
    path = root / f'flatpak/{APP}.json'
    try:
        manifest = json.loads(text(path))
    except ValueError as problem:
        return [f'{path.name}: {problem}']
    found = [f'unknown key {key}' for key in manifest if key not in FLATPAK_TOP]
    found += [f'{key} is missing' for key in ('id', 'runtime', 'runtime-version', 'sdk', 'command',
                                              'modules') if key not in manifest]
    if manifest.get('id') != APP:
        found.append(f"the id is {manifest.get('id')}")
    found += [f'odd permission {one}' for one in manifest.get('finish-args', [])
              if not FLATPAK_ARGS.match(one)]
    for module in manifest.get('modules', []):
        found += [f"{module.get('name')}: unknown key {key}" for key in module
                  if key not in FLATPAK_MODULE]
        if module.get('buildsystem') not in FLATPAK_SYSTEMS:
            found.append(f"{module.get('name')}: unknown build system")
        for source in module.get('sources', []):
            if source.get('type') == 'archive' and 'sha256' not in source:
                found.append(f"{module.get('name')}: an archive without a checksum")
    if shutil.which('flatpak-builder'):
        status, output = run(['flatpak-builder', '--show-manifest', str(path)])
        if status or 'Unknown property' in output:
            found.append(output[:2000])
    else:
        remark('flatpak-builder is not here; its own reading of the manifest was left out')
    return found


def plant_flatpak(root):
    write(root, f'flatpak/{APP}.json', json.dumps({'id': APP, 'colour': 'red'}))


def check_manual(root):
    found = []
    for path in sorted((root / 'data/man').glob('*.1')):
        status, output = run(['groff', '-ww', '-man', '-Tutf8', '-z', str(path)])
        if status or output.strip():
            found.append(f'{path.name}: {output}')
    return found or ([] if list((root / 'data/man').glob('*.1')) else ['there is no man page'])


def check_manuals(root):
    """Each option that a built program names in its help stands in its manual, and no other."""
    found = []
    pattern = re.compile(r'--[a-z][a-z0-9-]+')
    for name, program, commands in (
            ('gesso', 'src/app/gesso', ['']), ('gesso-engine', 'src/engine/gesso-engine', ['']),
            ('gesso-cli', 'src/cli/gesso-cli',
             ['', 'generate', 'edit', 'size', 'price', 'models', 'accounts', 'jobs', 'history',
              'export', 'inspect', 'library', 'expand', 'repair', 'stitch', 'budget'])):
        manual = text(root / f'data/man/{name}.1') if (root / f'data/man/{name}.1').exists() else ''
        described = set(pattern.findall(manual.replace('\\-', '-')))
        offered = set()
        for command in commands:
            status, output = run([str(BUILD / program), *command.split(), '--help'])
            if status:
                return [f'{program} {command} --help ended with {status}']
            offered |= set(pattern.findall(output))
        offered -= {'--help-gapplication'}
        found += [f'{name}.1 says nothing of {one}' for one in sorted(offered - described)]
        found += [f'{name}.1 speaks of {one}, which is not there'
                  for one in sorted(described - offered)]
    return found


def check_installed(_root):
    """What `meson install` puts into an empty folder."""
    wanted = [f'share/applications/{APP}.desktop', f'share/metainfo/{APP}.metainfo.xml',
              f'share/glib-2.0/schemas/{APP}.gschema.xml', f'share/dbus-1/services/{APP}.service',
              f'share/icons/hicolor/scalable/apps/{APP}.svg',
              f'share/icons/hicolor/symbolic/apps/{APP}-symbolic.svg',
              'bin/gesso', 'bin/gesso-cli', 'gesso-engine', 'share/man/man1/gesso.1',
              'share/man/man1/gesso-cli.1', 'share/man/man1/gesso-engine.1',
              'share/locale/de/LC_MESSAGES/gesso.mo']
    with tempfile.TemporaryDirectory() as scratch:
        status, output = run(['meson', 'install', '-C', str(BUILD), '--no-rebuild', '--destdir',
                              scratch])
        if status:
            return [output[-2000:]]
        there = [str(path) for path in pathlib.Path(scratch).rglob('*') if path.is_file()]
    return [f'{one} is not installed' for one in wanted
            if not any(path.endswith('/' + one) for path in there)]


def check_icons(root):
    found = []
    for path in files(root, ['data/icons', 'src'], '.svg'):
        try:
            node = ElementTree.fromstring(text(path))
        except ElementTree.ParseError as problem:
            found.append(f'{path.relative_to(root)}: {problem}')
            continue
        if not node.tag.endswith('svg') or not (node.get('viewBox') or node.get('width')):
            found.append(f'{path.relative_to(root)} has no size')
        if re.search(r'<image\b|href="(?!#)', text(path)):
            found.append(f'{path.relative_to(root)} draws in another file')
    return found


lintlib.main([
    ('POTFILES names each file with text', check_potfiles,
     lambda root: write(root, 'src/ui/a.c', 'const char *a = _ ("Hello");\n')),
    ('text in templates is translatable', check_untranslated_markup, plant_markup),
    ('translations are complete', check_catalogues, plant_untranslated),
    ('templates are in a resource', check_resources,
     lambda root: write(root, 'src/ui/a.ui', '<interface/>')),
    ('the settings schema compiles strictly', check_settings,
     lambda root: write(root, 'data/a.gschema.xml', '<schemalist><schema/></schemalist>')),
    ('settings that are used exist', check_settings_keys,
     lambda root: write(root, 'src/ui/a.c', 'g_settings_get_int (self->settings, "no-such-key");\n')),
    ('the desktop entry is valid', check_desktop,
     lambda root: write(root, 'data/a.desktop', '[Desktop Entry]\nType=Nothing\n')),
    ('the store page is valid', check_metainfo,
     lambda root: write(root, 'data/a.metainfo.xml', '<component><id>a</id></component>')),
    ('the flatpak manifest is well formed', check_flatpak, plant_flatpak),
    ('man pages format without a warning', check_manual,
     lambda root: write(root, 'data/man/a.1', '.TH A 1\n.nosuchmacro x\n')),
    ('pictures of the program are whole', check_icons,
     lambda root: write(root, 'data/icons/a.svg', '<svg><rect></svg>')),
    ('the manuals name what the programs offer', check_manuals, lambda root: None),
    ('everything is installed', check_installed, None),
])
