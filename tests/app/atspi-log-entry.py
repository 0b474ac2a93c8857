#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who never saw the app and has no mouse starts a logbook and logs an entry.

Runs the installed program from outside, under run-ui: presses keys with xdotool, hears through the
accessibility bus what a screen reader would, and reads the logbook with SQLite afterwards.
Prints TAP. Usage: atspi-log-entry.py PROGRAM"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

NOTE = 'Koffie aan de keukentafel met de buurvrouw'
WAIT_SECONDS = 20


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
    for node in walk(find_app()):
        try:
            if role and node.get_role_name() != role:
                continue
            if (words in (node.get_name() or '') or words in text_of(node)) and is_seen(node):
                return node
        except Exception:
            continue
    return None


def focused():
    for node in walk(find_app()):
        try:
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                yield node
        except Exception:
            continue


def wait_for(what, condition):
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        found = condition()
        if found:
            print(f'# {what}', flush=True)
            return found
        time.sleep(0.2)
    names = sorted({n.get_name() for n in walk(find_app()) if n.get_name()})
    print(f'Bail out! {what}; heard: {names}', flush=True)
    sys.exit(1)


def key(*names):
    subprocess.run(['xdotool', 'key', '--delay', '60', *names], check=True)
    time.sleep(0.2)


def type_words(words):
    subprocess.run(['xdotool', 'type', '--delay', '20', words], check=True)
    time.sleep(0.3)


def tab_to(words):
    """Presses Tab until the focus is on something of this name, as a person would."""
    for _ in range(30):
        if any(words in (node.get_name() or '') for node in focused()):
            return True
        key('Tab')
    return False


def rows(folder):
    found = list(folder.glob('*.proeftuin/logbook.db'))
    if not found:
        return []
    database = sqlite3.connect(f'file:{found[0]}?mode=ro', uri=True)
    try:
        return database.execute('SELECT body, occurred_on FROM entry').fetchall()
    finally:
        database.close()


def main():
    program = sys.argv[1]
    documents = pathlib.Path(os.environ['HOME'], 'Documents')
    print('1..4', flush=True)
    started = time.monotonic()
    app = subprocess.Popen([program])
    try:
        wait_for('the first run is heard', lambda: heard('Start a Logbook Here'))
        assert tab_to('Start a Logbook Here'), 'the first choice is not reached by Tab'
        key('Return')
        wait_for('the questions are heard', lambda: heard('Kind of place'))
        type_words('Buurtlab')
        key('Return')
        wait_for('Today is heard', lambda: heard('What happened?'))
        print('ok 1 - a logbook is started by keyboard', flush=True)

        key('alt+2')
        wait_for('the empty list teaches', lambda: heard('No Notes Yet'))
        key('ctrl+n')
        wait_for('the writing box has the focus',
                 lambda: any('What happened?' in (n.get_name() or '') for n in focused()))
        print('ok 2 - Ctrl+N goes to the writing box', flush=True)

        type_words(NOTE)
        key('ctrl+Return')
        wait_for('the toast is heard', lambda: heard('Note saved'))  # first: it goes away by itself
        wait_for('the card is heard', lambda: heard(NOTE, 'list item'))
        print('ok 3 - the note is on the page', flush=True)

        wait_for('the note is on disk', lambda: rows(documents))
        body, occurred_on = rows(documents)[0]
        assert body == NOTE, body
        assert len(occurred_on) == len('2026-03-12T14:05'), occurred_on
        assert len(rows(documents)) == 1
        print(f'# {time.monotonic() - started:.1f} s from start to note')
        print('ok 4 - the note is in the logbook', flush=True)
        key('ctrl+q')
        app.wait(timeout=10)
        assert app.returncode == 0, app.returncode
    finally:
        if app.poll() is None:
            app.kill()


main()
