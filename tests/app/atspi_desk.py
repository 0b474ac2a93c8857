# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears through the accessibility bus what a screen reader would, and presses keys with xdotool.
For tests that drive the program from outside; it waits for what is to be heard, and never for a time.
Where the focus is comes as events: to look for it in all that a window says takes half a second."""
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

WAIT_SECONDS = 30
PAUSE_SECONDS = 0.02
KEY_SECONDS = 0.5  # within which a key moves the focus, if it does
TABS_MOST = 60

_focus = None


def _focused_cb(event):
    global _focus
    if event.detail1:
        _focus = event.source


_listener = Atspi.EventListener.new(_focused_cb)
_listener.register('object:state-changed:focused')


def _listen():
    """What the bus has to say until now."""
    while GLib.MainContext.default().iteration(False):
        pass


def walk(node, depth=0):
    if node is None or depth > 40:
        return
    yield node
    try:
        for i in range(node.get_child_count()):
            yield from walk(node.get_child_at_index(i), depth + 1)
    except Exception:  # the widget went away while we looked
        return


def find_app():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app is not None and 'proeftuin' in (app.get_name() or '').lower():
            return app
    return None


def find_window():
    """The one that has the keyboard: what is said there is what somebody hears."""
    app = find_app()
    for i in range(app.get_child_count() if app else 0):
        window = app.get_child_at_index(i)
        if window is not None and window.get_state_set().contains(Atspi.StateType.ACTIVE):
            return window
    return app


def has_window(title):
    app = find_app()
    return any(title in (app.get_child_at_index(i).get_name() or '') for i in range(app.get_child_count()))


def text_of(node):
    try:
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    except Exception:
        return ''


def is_seen(node):
    """GTK 4.8 says "showing" of windows only; what is not drawn has no size."""
    extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def heard(words, role=None):
    """Something that can be seen says these words."""
    for node in walk(find_window()):
        try:
            if role and node.get_role_name() != role:
                continue
            if (words in (node.get_name() or '') or words in text_of(node)) and is_seen(node):
                return node
        except Exception:
            continue
    return None


def focus_name():
    _listen()
    try:
        return (_focus.get_name() or '') if _focus else ''
    except Exception:  # it went away
        return ''


def has_focus(words):
    return words in focus_name()


def wait_for(what, condition):
    began = time.monotonic()
    end = began + WAIT_SECONDS
    while time.monotonic() < end:
        _listen()
        found = condition()
        if found:
            print(f'# {what} ({time.monotonic() - began:.1f} s)', flush=True)
            return found
        time.sleep(PAUSE_SECONDS)
    names = sorted({node.get_name() for node in walk(find_window()) if node.get_name()})
    print(f'Bail out! {what}; the focus is on “{focus_name()}”; heard: {names}', flush=True)
    sys.exit(1)


def key(*names):
    subprocess.run(['xdotool', 'key', *names], check=True)


def type_words(words):
    subprocess.run(['xdotool', 'type', '--delay', '5', words], check=True)


def tab_to(words, name='Tab'):
    """Presses Tab until the focus is on something of this name, as a person would."""
    for _ in range(TABS_MOST):
        if has_focus(words):
            return True
        before = _focus
        key(name)
        end = time.monotonic() + KEY_SECONDS
        while _focus is before and time.monotonic() < end:
            _listen()
            time.sleep(PAUSE_SECONDS / 4)
    return False
