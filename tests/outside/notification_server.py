#!/usr/bin/python3
"""What a desktop has for notifications, for the outside rig: notes down what it is told. It also
presses buttons on them, and says that the computer goes to sleep, when it is asked to.

  notification_server.py FILE      one line of JSON for each notification; exists when it is ready

Copyright 2026 The Gesso contributors
SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import sys

from gi.repository import Gio, GLib

RIG = """
<node><interface name='org.gesso.Rig'>
  <method name='Press'><arg type='u' direction='in'/><arg type='s' direction='in'/></method>
  <method name='Sleep'><arg type='b' direction='in'/></method>
</interface></node>
"""
INTERFACE = """
<node><interface name='org.freedesktop.Notifications'>
  <method name='Notify'>
    <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
    <arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>
    <arg type='u' direction='out'/>
  </method>
  <method name='CloseNotification'><arg type='u' direction='in'/></method>
  <method name='GetCapabilities'><arg type='as' direction='out'/></method>
  <method name='GetServerInformation'>
    <arg type='s' direction='out'/><arg type='s' direction='out'/>
    <arg type='s' direction='out'/><arg type='s' direction='out'/>
  </method>
  <signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
  <signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
</interface></node>
"""


def main():
    path = sys.argv[1]
    count = 0

    def called(_connection, _sender, _path, _interface, method, parameters, invocation):
        nonlocal count
        answer = None
        if method == 'Notify':
            count += 1
            values = parameters.unpack()
            with open(path, 'a', encoding='utf-8') as stream:
                stream.write(json.dumps({'title': values[3], 'body': values[4],
                                         'actions': values[5]}) + '\n')
            answer = GLib.Variant('(u)', (count,))
        elif method == 'GetCapabilities':
            answer = GLib.Variant('(as)', (['actions', 'body'],))
        elif method == 'GetServerInformation':
            answer = GLib.Variant('(ssss)', ('rig', 'rig', '1', '1.2'))
        invocation.return_value(answer)

    def asked(connection, _sender, _path, _interface, method, parameters, invocation):
        if method == 'Press':
            connection.emit_signal(None, '/org/freedesktop/Notifications',
                                   'org.freedesktop.Notifications', 'ActionInvoked', parameters)
        else:
            connection.emit_signal(None, '/org/freedesktop/login1',
                                   'org.freedesktop.login1.Manager', 'PrepareForSleep', parameters)
        invocation.return_value(None)

    def acquired(connection, _name):
        rig = Gio.DBusNodeInfo.new_for_xml(RIG).interfaces[0]
        connection.register_object('/org/gesso/Rig', rig, asked, None, None)
        information = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        connection.register_object('/org/freedesktop/Notifications', information, called, None,
                                   None)

    Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.login1', Gio.BusNameOwnerFlags.NONE,
                     None, None, None)
    Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.Notifications',
                     Gio.BusNameOwnerFlags.NONE, acquired,
                     lambda *_: open(path, 'a', encoding='utf-8').close(), None)
    GLib.MainLoop().run()


if __name__ == '__main__':
    main()
