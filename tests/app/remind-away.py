#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders while no window is open: what a desktop is told by `proeftuin --remind`, without a display.

Runs the program under run-ui, and is the desktop's list of notifications on the session bus.
Prints TAP. Usage: remind-away.py PROGRAM CLI UNIT…"""
import datetime
import os
import pathlib
import shutil
import subprocess
import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

NAME = 'org.gtk.Notifications'
PERSON = 'Fatima'
WAIT_SECONDS = 60
INTERFACE = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.gtk.Notifications">
  <method name="AddNotification">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
  </method>
</interface></node>''').interfaces[0]

told = []


def call_cb(bus, sender, path, interface, method, arguments, invocation):
    application, _, notification = arguments.unpack()
    told.append((application, notification['title'], notification['body']))
    invocation.return_value(None)


def own_name():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object('/org/gtk/Notifications', INTERFACE, call_cb)
    bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                  GLib.Variant('(su)', (NAME, 0)), None, Gio.DBusCallFlags.NONE, -1, None)
    return bus


def wait_until(condition):
    context = GLib.MainContext.default()
    late = []
    GLib.timeout_add_seconds(WAIT_SECONDS, lambda: late.append(True))
    while not condition() and not late:
        context.iteration(True)
    return not late


def remind(program, environment):
    """What was told since; the program has ended."""
    told.clear()
    done = []
    child = Gio.SubprocessLauncher.new(Gio.SubprocessFlags.NONE)
    child.set_environ([f'{name}={value}' for name, value in environment.items()])
    process = child.spawnv([program, '--remind'])
    process.wait_async(None, lambda *_: done.append(True))
    assert wait_until(lambda: done), 'it does not end'
    return process.get_exit_status()


def make_logbook(cli, folder, until):
    def run(*words):
        return subprocess.run([cli, '-L', folder, *words], check=True, text=True,
                              stdout=subprocess.PIPE).stdout.strip()
    run('create', '--name', 'Buurtlab')
    person = run('add', 'stakeholder', f'name={PERSON}', 'kind=person')
    run('add', 'consent', f'stakeholder={person}', 'act=given', f'valid_until={until}')


def check_units(program, units, folder):
    """Systemd reads them, with the program where it is here."""
    if shutil.which('systemd-analyze') is None:
        print('# no systemd-analyze here: the units were not looked at')
        return
    folder.mkdir()
    for unit in map(pathlib.Path, units):
        text = unit.read_text().splitlines()
        (folder / unit.name).write_text('\n'.join(
            f'ExecStart={program} --remind' if line.startswith('ExecStart=') else line for line in text))
    said = subprocess.run(['systemd-analyze', '--user', 'verify', *sorted(folder.iterdir())],
                          capture_output=True, text=True)
    assert said.returncode == 0 and not said.stderr, said.stderr


def main():
    program, cli, *units = [os.path.abspath(path) for path in sys.argv[1:]]
    home = pathlib.Path(os.environ['HOME'])
    folder, gone = home / 'Buurtlab.proeftuin', home / 'Gone.proeftuin'
    settings = home / 'config/glib-2.0/settings/keyfile'
    environment = {name: value for name, value in os.environ.items() if name != 'DISPLAY'}
    environment['GSETTINGS_BACKEND'] = 'keyfile'
    make_logbook(cli, folder, datetime.date.today() + datetime.timedelta(days=3))
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[nl/proeftuin/Proeftuin]\nrecent-logbooks=['{gone}', '{folder}']\n")
    bus = own_name()  # the name goes with it

    print('1..4', flush=True)
    assert remind(program, environment) == 0
    assert wait_until(lambda: told), 'nothing is told'
    (application, title, body), = told
    assert application == 'nl.proeftuin.Proeftuin', application
    print(f'# {title}: {body}\nok 1 - a consent that ends is told of', flush=True)
    assert PERSON not in title + body and 'Buurtlab' not in title + body, (title, body)
    print('ok 2 - nobody is named', flush=True)
    assert remind(program, environment) == 0
    bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetId', None, None,
                  Gio.DBusCallFlags.NONE, -1, None)  # whatever was on its way is here
    assert not told, told
    print('ok 3 - it is not told again the next hour', flush=True)
    check_units(program, units, home / 'units')
    print('ok 4 - the session starts it once a day', flush=True)


main()
