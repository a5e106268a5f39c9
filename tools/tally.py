#!/usr/bin/python3
"""Adds up what the test runs wrote and prints "N passed, N failed, N skipped" as the last line.

Takes a folder with meson's testlog.json files (one object a line) and extra.tsv (name, result,
remark). A TAP program counts by its subtests, anything else counts once.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import re
import sys

TAP = re.compile(r'^(ok|not ok)\b(.*)$')
PLAN_SKIP = re.compile(r'^1\.\.0\s*#\s*SKIP\b(.*)$', re.IGNORECASE)
SKIP = re.compile(r'#\s*SKIP\b(.*)$', re.IGNORECASE)
TODO = re.compile(r'#\s*TODO\b', re.IGNORECASE)
GOOD = {'OK', 'EXPECTEDFAIL'}


def count_tap(text):
    """Returns (passed, failed names, [(name, reason)], whole-plan skip reason or None)."""
    passed, failed, skipped, plan = 0, [], [], None
    for line in text.splitlines():
        match = PLAN_SKIP.match(line)
        if match:
            plan = match.group(1).strip()
            continue
        match = TAP.match(line)
        if not match:
            continue
        rest = match.group(2).strip()
        skip = SKIP.search(rest)
        if skip:
            skipped.append((rest[:skip.start()].strip(' -'), skip.group(1).strip()))
        elif match.group(1) == 'ok' or TODO.search(rest):
            passed += 1
        else:
            failed.append(rest)
    return passed, failed, skipped, plan


def show(name, text):
    """What a failed program wrote: meson itself shows its error stream only."""
    lines = [line for line in text.splitlines() if 'GLib-DEBUG' not in line]
    print(f'\n== {name}, its last lines')
    print('\n'.join(lines[-80:]))


def count_log(path, label):
    passed, failed, skipped = 0, [], []
    for line in path.read_text(errors='replace').splitlines():
        if not line.strip():
            continue
        entry = json.loads(line)
        name = f"{label}: {entry['name']}"
        result = entry['result']
        ok, bad, skip, plan = count_tap(entry.get('stdout') or '')
        if result not in GOOD and result != 'SKIP':
            show(name, entry.get('stdout') or '')
        if not (ok or bad or skip or plan is not None):
            if result in GOOD:
                passed += 1
            elif result == 'SKIP':
                reason = (entry.get('stdout') or entry.get('stderr') or '').strip()
                skipped.append((name, reason.splitlines()[-1] if reason else ''))
            else:
                failed.append(f'{name} ({result.lower()})')
            continue
        passed += ok
        failed += [f'{name} {one}' for one in bad]
        skipped += [(f'{name} {one}', why) for one, why in skip]
        if plan is not None:
            skipped.append((name, plan))
        if result not in GOOD and result != 'SKIP' and not bad:
            failed.append(f'{name} ({result.lower()})')
    return passed, failed, skipped


def main():
    folder = pathlib.Path(sys.argv[1])
    passed, failed, skipped = 0, [], []
    for path in sorted(folder.glob('*.json')):
        ok, bad, skip = count_log(path, path.stem)
        passed += ok
        failed += bad
        skipped += skip
    extra = folder / 'extra.tsv'
    for line in extra.read_text().splitlines() if extra.exists() else []:
        name, result, *rest = line.split('\t')
        if result == 'OK':
            passed += 1
        elif result == 'SKIP':
            skipped.append((name, ' '.join(rest)))
        else:
            failed.append(f"{name} {' '.join(rest)}")
    print()
    for name, why in skipped:
        print(f'SKIPPED {name}: {why}')
    for name in failed:
        print(f'FAILED {name}')
    print(f'{passed} passed, {len(failed)} failed, {len(skipped)} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
