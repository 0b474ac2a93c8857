#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who never saw the app and has no mouse starts a logbook and logs an entry.

Runs the installed program from outside, under run-ui: presses keys with xdotool, hears through the
accessibility bus what a screen reader would, and reads the logbook with SQLite afterwards.
Prints TAP. Usage: atspi-log-entry.py PROGRAM"""
import os
import pathlib
import sqlite3
import sys
import time

from atspi_desk import has_focus, heard, key, running, tab_to, type_words, wait_for

# The beginnings of what is said beside the first logbook, in their order.
HINTS = ('Write what happened', 'Notes grow into', 'All of it stays')
NOTE = 'Koffie aan de keukentafel met de buurvrouw'


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
    with running(program):
        wait_for('the first run is heard', lambda: heard('Start a Logbook Here'))
        assert tab_to('Start a Logbook Here'), 'the first choice is not reached by Tab'
        key('Return')
        wait_for('the questions are heard', lambda: heard('Kind of place'))
        type_words('Buurtlab')
        key('Return')
        wait_for('Today is heard', lambda: heard('What happened?'))
        for hint in HINTS:
            wait_for('a hint is heard', lambda hint=hint: heard(hint))
            key('Escape')
        print('ok 1 - a logbook is started by keyboard', flush=True)

        key('alt+2')
        wait_for('the empty list teaches', lambda: heard('No Notes Yet'))
        key('ctrl+n')
        wait_for('the writing box has the focus', lambda: has_focus('What happened?'))
        print('ok 2 - Ctrl+N goes to the writing box', flush=True)

        type_words(NOTE)
        key('ctrl+Return')
        wait_for('the card is heard', lambda: heard(NOTE, 'list item'))
        print('ok 3 - the note is on the page', flush=True)

        wait_for('the note is on disk', lambda: rows(documents))
        body, occurred_on = rows(documents)[0]
        assert body == NOTE, body
        assert len(occurred_on) == len('2026-03-12T14:05'), occurred_on
        assert len(rows(documents)) == 1
        print(f'# {time.monotonic() - started:.1f} s from start to note')
        print('ok 4 - the note is in the logbook', flush=True)


main()
