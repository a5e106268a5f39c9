#!/usr/bin/python3
"""Loads every .ui file with the toolkit's own builder.

Our own types live in the program, so each of them is put down to a plain bin or box first and its
own properties are left out; everything that belongs to the toolkit is checked by the toolkit.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import xml.etree.ElementTree as ElementTree

import gi

gi.require_version('Gtk', '4.0')
gi.require_version('Adw', '1')
from gi.repository import Adw, GLib, GObject, Gtk  # noqa: E402

import lintlib  # noqa: E402
from lintlib import files, text, write  # noqa: E402

STRIPPED = ('signal', 'binding', 'closure', 'lookup', 'constant')


def stand_in(name):
    """A toolkit class for one of ours."""
    return 'AdwBin' if name.startswith('Gesso') or name == 'GtkWidget' else name


def known_properties(name):
    try:
        kind = GObject.GType.from_name(name)
    except RuntimeError:
        for module in (Gtk, Adw):
            found = getattr(module, name[3:], None)
            if found is not None:
                kind = found.__gtype__
                break
        else:
            return None
    return {spec.name for spec in GObject.list_properties(kind)}


def simplify(node, ours):
    """Takes out what only the program knows; @ours: the nearest object is one of ours."""
    for child in list(node):
        if child.tag in STRIPPED or child.tag.startswith('{'):
            node.remove(child)
            continue
        if child.tag == 'property' and (child.get('bind-source') or len(child) and
                                        child[0].tag in STRIPPED):
            node.remove(child)
            continue
        if child.tag == 'property' and ours is not None:
            if ours and child.get('name').replace('_', '-') not in ours:
                node.remove(child)
                continue
        if child.tag in ('object', 'template'):
            name = child.get('class')
            if child.tag == 'template':
                base = stand_in(child.get('parent'))
                child.tag = 'object'
                child.attrib.pop('parent', None)
                own = known_properties(base) or set()
                child.set('class', base)
                simplify(child, own)
            elif name.startswith('Gesso'):
                child.set('class', 'AdwBin')
                # A child type or layout property would need the real class.
                for inner in list(child):
                    if inner.tag == 'child':
                        child.remove(inner)
                simplify(child, known_properties('AdwBin') or set())
            else:
                simplify(child, None)
        else:
            simplify(child, ours if child.tag != 'child' else None)


def check_templates(root):
    found = []
    for path in files(root, ['src'], '.ui'):
        name = path.relative_to(root)
        try:
            tree = ElementTree.fromstring(text(path))
            simplify(tree, None)
            Gtk.Builder().add_from_string(ElementTree.tostring(tree, encoding='unicode'))
        except (ElementTree.ParseError, GLib.Error) as problem:
            found.append(f'{name}: {problem}')
    return found


def check_names(root):
    """A control that shows only an icon needs a name that can be spoken."""
    found = []
    for path in files(root, ['src'], '.ui'):
        for node in ElementTree.fromstring(text(path)).iter('object'):
            if node.get('class') not in ('GtkButton', 'GtkToggleButton', 'GtkMenuButton',
                                         'GtkEntry', 'GtkTextView', 'GtkDropDown', 'GtkScale',
                                         'GtkSpinButton', 'GtkSearchEntry', 'GtkSwitch',
                                         'GtkPasswordEntry'):
                continue
            own = {child.get('name', '').replace('_', '-') for child in node
                   if child.tag == 'property'}
            spoken = {'label', 'tooltip-text', 'placeholder-text'} & own
            spoken |= {inner.get('name') for child in node if child.tag == 'accessibility'
                       for inner in child}
            labels = any(inner.get('class') in ('GtkLabel', 'AdwButtonContent')
                         for inner in node.iter('object'))
            if not spoken and not labels and node.get('id') is None:
                found.append(f"{path.relative_to(root)}: a {node.get('class')} has no name")
    return found


def plant_property(root):
    write(root, 'src/ui/a.ui', '<interface><object class="GtkLabel">'
          '<property name="no-such-thing">1</property></object></interface>')


def plant_nameless(root):
    write(root, 'src/ui/a.ui', '<interface><object class="GtkButton">'
          '<property name="icon-name">a</property></object></interface>')


Adw.init()
lintlib.main([
    ('the toolkit loads every template', check_templates, plant_property),
    ('every control has a name', check_names, plant_nameless),
])
