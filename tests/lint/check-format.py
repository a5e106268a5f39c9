#!/usr/bin/python3
"""tools/format: what it makes of a sample, that it leaves its own work alone, and that every C file
of the tree is as it makes it.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import lintlib
from lintlib import ROOT, files, run, text

SAMPLE = '''static gboolean
take_both (GObject *first, const char *second_one, int n, gpointer user_data)
{
  if(n>1) { return TRUE; }
  return FALSE;
}
'''
WANTED = '''static gboolean
take_both (GObject    *first,
           const char *second_one,
           int         n,
           gpointer    user_data)
{
  if (n > 1)
    {
      return TRUE;
    }
  return FALSE;
}
'''


def format_twice(content):
    import tempfile
    with tempfile.NamedTemporaryFile('w+', suffix='.c') as sample:
        sample.write(content)
        sample.flush()
        results = []
        for _round in range(2):
            status, output = run([str(ROOT / 'tools/format'), sample.name])
            if status:
                return [output, output]
            with open(sample.name, encoding='utf-8') as stream:
                results.append(stream.read())
        return results


def check_sample(_root):
    run(['clang-format', '--version'])
    once, twice = format_twice(SAMPLE)
    found = []
    if once != WANTED:
        found.append('the sample became:\n' + once)
    if twice != once:
        found.append('a second pass changes the first one\'s work:\n' + twice)
    return found


def check_indent(root):
    """What clang-format and people agree on: no trailing blanks, one newline at the end."""
    found = []
    for path in files(root, ['src', 'tests', 'tools', 'data', 'doc', 'po'], '.c', '.h', '.py', '.ui',
                      '.build', '.md', '.xml', '.css', '.in', '.txt', '.debian'):
        content = text(path)
        name = path.relative_to(root)
        if content and (not content.endswith('\n') or content.endswith('\n\n')):
            found.append(f'{name} does not end in exactly one newline')
        for number, line in enumerate(content.splitlines(), 1):
            if line != line.rstrip():
                found.append(f'{name}:{number} has blanks at its end')
    return found


def check_formatted(root):
    """Every C file is as tools/format makes it."""
    names = [str(path) for path in files(root, ['src', 'tests'], '.c')]
    status, output = run([str(ROOT / 'tools/format'), '--check', *names])
    if status and 'Traceback' in output:
        return ['tools/format did not run: ' + output]
    return [f'{line}: run tools/format on it' for line in output.splitlines() if line.endswith('.c')]


lintlib.main([
    ('the formatter does what it says', check_sample, None),
    ('lines and files end cleanly', check_indent,
     lambda root: lintlib.write(root, 'src/base/a.c', 'int a; \n')),
    ('every C file is formatted', check_formatted,
     lambda root: lintlib.write(root, 'src/base/a.c', 'int  a;\n')),
])
