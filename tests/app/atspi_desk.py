# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears through the accessibility bus what a screen reader would, and presses keys with xdotool.
For tests that drive the program from outside; it waits for what is to be heard, and never for a time.

It speaks to the bus itself: all that a program shows comes in one answer, a sixth of a second for what takes two
when each widget is asked. Where the focus is comes as events. That a key was dealt with is known when the program
has answered a few questions after it (settle), however busy the computer is."""
import collections
import contextlib
import sqlite3
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

WAIT_SECONDS = 60
PAUSE_SECONDS = 0.02
WAKE_SECONDS = 1
TABS_MOST = 60
TURNS = 8  # of the program's loop, each of which takes an event off the queue: a key down, a key up, those of Ctrl
ROOT = '/org/a11y/atspi/accessible/root'
REGISTRY = 'org.a11y.atspi.Registry'

_bus = None
_focus = None  # the path of what has it
_pressed = 0


def _call(name, path, method, arguments=None):
    interface, _, member = method.rpartition('.')
    return _bus.call_sync(name, path, interface, member, arguments, None, Gio.DBusCallFlags.NONE, -1, None).unpack()


def _focused_cb(bus, sender, path, interface, signal, arguments):
    global _focus
    if arguments.unpack()[1]:
        _focus = path
    elif _focus == path:
        _focus = None


def _connect():
    global _bus
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                 Gio.DBusCallFlags.NONE, -1, None).unpack()
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    _bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
    _bus.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'StateChanged', None, 'focused',
                          Gio.DBusSignalFlags.NONE, _focused_cb)
    _call(REGISTRY, '/org/a11y/atspi/registry', 'org.a11y.atspi.Registry.RegisterEvent',
          GLib.Variant('(sass)', ('object:state-changed:focused', [], '')))


_connect()


def _listen():
    """What the bus has to say until now."""
    while GLib.MainContext.default().iteration(False):
        pass


class Node:
    """A widget, as it was when it was asked for."""
    def __init__(self, page, item):
        (self.app, self.path), _, (_, self.parent_path), _, self.count, self.interfaces, self.name, role, _, states = item
        self.role = Atspi.role_get_name(Atspi.Role(role))
        self.states = states[0] | states[1] << 32
        self.page = page

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    @property
    def around(self):
        """What it stands in, from near to far."""
        node = self
        while (node := self.page.get(node.parent_path)) is not None:
            yield node

    def ask(self, interface, member, arguments=None):
        return _call(self.app, self.path, f'org.a11y.atspi.{interface}.{member}', arguments)

    def text(self):
        if self.role == 'label' or 'org.a11y.atspi.Text' not in self.interfaces:
            return self.name
        return self.ask('Text', 'GetText', GLib.Variant('(ii)', (0, -1)))[0]

    def is_seen(self):
        """GTK 4.8 says "showing" of windows only; what is not drawn has no size."""
        (_, _, width, height), = self.ask('Component', 'GetExtents', GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),)))
        return width > 0 and height > 0

    def says(self, words):
        return words in self.name or words in self.text()


def is_there(node, check):
    """The check holds, of something that did not go away meanwhile."""
    try:
        return check(node)
    except GLib.Error:
        return False


def find_app():
    """Its name on the bus."""
    for name, path in _call(REGISTRY, ROOT, 'org.a11y.atspi.Accessible.GetChildren')[0]:
        with contextlib.suppress(GLib.Error):
            if 'proeftuin' in name_of(name, path).lower():
                return name
    return None


def name_of(app, path):
    return _call(app, path, 'org.freedesktop.DBus.Properties.Get',
                 GLib.Variant('(ss)', ('org.a11y.atspi.Accessible', 'Name')))[0]


def _items(app):
    page = {}
    with contextlib.suppress(GLib.Error):  # it has no window yet, or none any more
        for item in _call(app, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache.GetItems')[0]:
            page[item[0][1]] = Node(page, item)
    return page


def _children(app, path):
    with contextlib.suppress(GLib.Error):  # it went away
        return [child for _, child in _call(app, path, 'org.a11y.atspi.Accessible.GetChildren')[0]]
    return []


def _wake(app, path):
    """GTK puts a widget on the bus when its parent is asked for it."""
    for child in _children(app, path):
        _wake(app, child)


def wake_all():
    """A page that took the place of another leaves its parent as many children as before: only asking tells."""
    app = find_app()
    if app:
        _wake(app, ROOT)


def nodes():
    """All that the program has, in every window."""
    app = find_app()
    if not app:
        return []
    page = _items(app)
    known = collections.Counter(node.parent_path for node in page.values())
    asleep = [node.path for node in page.values() if known[node.path] < node.count]
    asleep += [path for path in _children(app, ROOT) if path not in page]
    for path in asleep:
        _wake(app, path)
    return (_items(app) if asleep else page).values()


def on_window():
    """What the window says that has the keyboard: that is what somebody hears."""
    everything = nodes()
    active = {node.path for node in everything if node.parent_path == ROOT and node.has(Atspi.StateType.ACTIVE)}
    return [node for node in everything if not active or any(around.path in active for around in node.around)]


def has_window(title):
    app = find_app()
    return any(title in name_of(app, path) for path in _children(app, ROOT)) if app else False


def heard(words, role=None):
    """Something that can be seen says these words."""
    return any(is_there(node, lambda node: node.says(words) and node.is_seen())
               for node in on_window() if role is None or node.role == role)


def focus_name():
    _listen()
    try:
        return name_of(find_app(), _focus) if _focus else ''
    except GLib.Error:  # it went away
        return ''


def has_focus(words):
    return words in focus_name()


def wait_for(what, condition):
    began = time.monotonic()
    end, awake = began + WAIT_SECONDS, began + WAKE_SECONDS
    while time.monotonic() < end:
        _listen()
        found = condition()
        if found:
            print(f'# {what} ({time.monotonic() - began:.1f} s)', flush=True)
            return found
        if time.monotonic() > awake:
            wake_all()
            awake = time.monotonic() + WAKE_SECONDS
        time.sleep(PAUSE_SECONDS)
    names = sorted({node.name for node in on_window() if node.name})
    print(f'Bail out! {what}; the focus is on “{focus_name()}”; heard: {names}', flush=True)
    sys.exit(1)


def settle():
    """What was pressed has been dealt with, as far as the program does that at once."""
    with contextlib.suppress(GLib.Error):  # it ended
        app = find_app()
        for _ in range(TURNS if app else 0):
            name_of(app, ROOT)
    _listen()


def ask(folder, sql):
    """What the logbook in @folder has on disk now."""
    with contextlib.closing(sqlite3.connect(f'file:{folder}/logbook.db?mode=ro', uri=True)) as database:
        return database.execute(sql).fetchall()


def keys_pressed():
    """Until now; Ctrl with a letter is one."""
    return _pressed


def key(*names):
    global _pressed
    _pressed += len(names)
    subprocess.run(['xdotool', 'key', *names], check=True)
    settle()


def type_words(words, delay_ms=5):
    global _pressed
    _pressed += len(words)
    subprocess.run(['xdotool', 'type', '--delay', str(delay_ms), words], check=True)
    settle()


def tab_to(words, name='Tab'):
    """Presses Tab until the focus is on something of this name, as a person would."""
    for _ in range(TABS_MOST):
        if has_focus(words):
            return True
        key(name)
    return False


BACK = {'Tab': 'shift+Tab', 'Down': 'Up', 'Up': 'Down'}


def reach(words, name='Tab'):
    """There and, where the page was still filling, back, as a person looks for it."""
    assert tab_to(words, name) or tab_to(words, BACK[name]), f'{words} is not reached by {name}, which led to {focus_name()}'


@contextlib.contextmanager
def running(*command, **options):
    """The program, that is left with Ctrl+Q and ends well."""
    app = subprocess.Popen(command, **options)
    try:
        yield app
        key('ctrl+q')
        app.wait(timeout=WAIT_SECONDS)
        assert app.returncode == 0, app.returncode
    finally:
        if app.poll() is None:
            app.kill()
            app.wait()
