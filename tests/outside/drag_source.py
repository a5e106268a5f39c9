#!/usr/bin/python3
"""A window of another program from which the files named as arguments can be dragged.

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import sys

import gi

gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GObject, Gtk  # noqa: E402


def prepare(_source, _x, _y, paths):
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in paths])
    return Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, files))


def activate(application, paths):
    window = Gtk.ApplicationWindow(application=application, title=f'drag-source-{os.getpid()}',
                                   default_width=200, default_height=120)
    label = Gtk.Label(label='\n'.join(os.path.basename(path) for path in paths))
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect('prepare', prepare, paths)
    label.add_controller(source)
    window.set_child(label)
    window.present()


def main():
    application = Gtk.Application(flags=Gio.ApplicationFlags.NON_UNIQUE)
    application.connect('activate', activate, [os.path.abspath(one) for one in sys.argv[1:]])
    application.run([])


if __name__ == '__main__':
    main()
