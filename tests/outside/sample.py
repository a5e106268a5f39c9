#!/usr/bin/python3
"""A small program with one of everything the rig does; test-rig.py proves the rig on it.

Writes a line for each thing that happens to the file in $SAMPLE_EVENTS.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, Gtk  # noqa: E402


def say(words):
    with open(os.environ['SAMPLE_EVENTS'], 'a', encoding='utf-8') as stream:
        stream.write(words + '\n')


def paste(_button, window):
    def done(clipboard, result):
        texture = clipboard.read_texture_finish(result)
        say(f'pasted {texture.get_width()}x{texture.get_height()}')
    window.get_clipboard().read_texture_async(None, done)


def drop(_target, value, _x, _y):
    say('dropped ' + ' '.join(one.get_basename() for one in value.get_files()))
    return True


def activate(application):
    window = Gtk.ApplicationWindow(application=application, title='Sample', default_width=500,
                                   default_height=400)
    box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=6)
    button = Gtk.Button(label='Press')
    button.connect('clicked', lambda _button: say('pressed'))
    paste_button = Gtk.Button(label='Paste')
    paste_button.connect('clicked', paste, window)
    warn = Gtk.Button(label='Warn')
    warn.connect('clicked', lambda _button: print('(sample:1): Sample-WARNING **: planted',
                                                  file=sys.stderr, flush=True))
    view = Gtk.TextView(height_request=60)
    view.update_property([Gtk.AccessibleProperty.LABEL], ['Words'])
    buffer = view.get_buffer()
    buffer.connect('changed', lambda one: say('words ' + one.get_property('text')))
    area = Gtk.DrawingArea(height_request=150)
    area.update_property([Gtk.AccessibleProperty.LABEL], ['Area'])
    gesture = Gtk.GestureDrag()
    gesture.connect('drag-end', lambda _one, x, y: say(f'dragged {x:.0f} {y:.0f}'))
    area.add_controller(gesture)
    target = Gtk.DropTarget.new(Gdk.FileList, Gdk.DragAction.COPY)
    target.connect('drop', drop)
    area.add_controller(target)
    for child in (button, paste_button, warn, view, area):
        box.append(child)
    window.set_child(box)
    window.present()


application = Gtk.Application(application_id='io.github.gesso_studio.Gesso',
                              flags=Gio.ApplicationFlags.FLAGS_NONE)
quit_action = Gio.SimpleAction.new('quit', None)
quit_action.connect('activate', lambda *_: application.quit())
application.add_action(quit_action)
application.connect('activate', activate)
application.run([])
