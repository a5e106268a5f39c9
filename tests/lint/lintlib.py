"""What the lint programs share: a list of checks, each proven able to fail, printed as TAP.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(os.environ.get('GESSO_SOURCE_ROOT',
                                   pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get('GESSO_BUILD_ROOT', ROOT / '_build'))
SKIP_PARTS = {'.git', '__pycache__', 'node_modules', 'subprojects'}


class Skip(Exception):
    """A check that cannot run here; the text says why."""


def files(root, folders, *suffixes):
    """Files under the folders of root with one of the suffixes, without build trees."""
    for folder in folders:
        for path in sorted((root / folder).rglob('*')):
            parts = path.relative_to(root).parts
            if any(part in SKIP_PARTS or part.startswith('_build') for part in parts):
                continue
            if path.is_file() and (not suffixes or path.suffix in suffixes):
                yield path


def text(path):
    return path.read_text(encoding='utf-8', errors='replace')


def run(command, **options):
    """Runs a program, bounded; returns (status, output of both streams)."""
    if shutil.which(command[0]) is None:
        raise Skip(f'{command[0]} is not installed')
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=120, check=False, text=True,
                          errors='replace', **options)
    return done.returncode, done.stdout


def write(root, name, content):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding='utf-8')
    return path


def remark(line):
    print('# ' + line.replace('\n', '\n# '))


def planted(plant, check):
    """Whether the check finds what plant() put into an otherwise empty tree."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='gesso-lint-'))
    try:
        plant(folder)
        return bool(check(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(checks):
    """checks: (name, check(root) -> list of sentences, plant(root) or None)."""
    number, failed = 0, 0
    print(f'1..{len(checks) + sum(1 for one in checks if one[2])}')
    for name, check, plant in checks:
        runs = [(name, lambda: check(ROOT))]
        if plant:
            runs.append((f'{name}: a planted violation is found',
                         lambda: [] if planted(plant, check) else ['it was not found']))
        for title, action in runs:
            number += 1
            try:
                found = action()
            except Skip as reason:
                print(f'ok {number} - {title} # SKIP {reason}')
                continue
            except Exception:  # a check that breaks has not passed
                found = [traceback.format_exc()]
            for sentence in found[:60]:
                remark(sentence)
            failed += bool(found)
            print(f"{'not ok' if found else 'ok'} {number} - {title}", flush=True)
    sys.exit(0 if not failed else 1)
