#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A field day by keyboard, with a clock: a note from a closed window within 15 seconds, at the speed at
which people type, and eight notes that each become something by one key.

Runs the program from outside under run-ui, presses keys with xdotool and reads the logbook with SQLite.
Prints TAP. Usage: acceptance-keys.py PROGRAM CLI"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

from atspi_desk import has_focus, heard, key, wait_for

NOTE = 'Twaalf buren aan tafel'
NOTE_SECONDS = 15
KEY_MS = 200  # a keystroke of an average typist (Card, Moran and Newell, keystroke-level model)

# What each key makes of a note; None = it is left as it is.
TRIAGE = [('l', 'learning'), ('k', 'question'), ('u', 'outcome'), ('a', 'action'), ('e', 'experiment'),
          ('v', None), ('space', None), ('l', 'learning')]


def count(folder, table, where=''):
    database = sqlite3.connect(f'file:{folder}/logbook.db?mode=ro', uri=True)
    try:
        return database.execute(f'SELECT count(*) FROM "{table}" {where}').fetchone()[0]
    finally:
        database.close()


def write_a_note(program, folder):
    """From no window at all to a note in the logbook."""
    started = time.monotonic()
    app = subprocess.Popen([program, folder])
    wait_for('the writing box has the focus', lambda: has_focus('What happened?'))
    ready = time.monotonic() - started
    subprocess.run(['xdotool', 'type', '--delay', str(KEY_MS), NOTE], check=True)
    key('ctrl+Return')
    wait_for('the note is on disk', lambda: count(folder, 'entry', f"WHERE body = '{NOTE}'"))
    took = time.monotonic() - started
    print(f'# ready after {ready:.1f} s, saved after {took:.1f} s')
    print(f"{'ok' if took <= NOTE_SECONDS else 'not ok'} 1 - a note from a closed window in "
          f'{NOTE_SECONDS} s', flush=True)
    return app


def close_the_day(folder):
    """Eight notes, eight keys."""
    before = {kind: count(folder, kind) for _, kind in TRIAGE if kind}
    key('ctrl+d')
    wait_for('the first card is there', lambda: heard(f'Close the day · 1 of {len(TRIAGE)}'))
    started = time.monotonic()
    for place, (name, kind) in enumerate(TRIAGE, 1):
        key(name)
        if place < len(TRIAGE):
            wait_for(f'card {place + 1} is there',
                     lambda: heard(f'Close the day · {place + 1} of {len(TRIAGE)}'))
    wait_for('the day is closed', lambda: heard('The day is closed'))
    print(f'# eight notes in {time.monotonic() - started:.1f} s')
    for kind in before:
        wanted = before[kind] + sum(1 for _, made in TRIAGE if made == kind)
        wait_for(f'{kind} is there', lambda: count(folder, kind) == wanted)
    wait_for('one is for the story', lambda: count(folder, 'entry', "WHERE story_use = 'yes'"))
    print('ok 2 - eight notes, one key each', flush=True)


def main():
    program, cli = sys.argv[1:3]
    folder = pathlib.Path(os.environ['HOME'], 'Buurtlab.proeftuin')
    print('1..2', flush=True)
    subprocess.run([cli, '-L', folder, 'create', '--name', 'Buurtlab'], check=True,
                   stdout=subprocess.DEVNULL)
    for number in range(len(TRIAGE) - 1):
        subprocess.run([cli, '-L', folder, 'add', 'entry', f'body=Notitie {number + 1}'], check=True,
                       stdout=subprocess.DEVNULL)
    app = write_a_note(program, folder)
    try:
        close_the_day(folder)
        key('ctrl+q')
        app.wait(timeout=10)
    finally:
        if app.poll() is None:
            app.kill()


main()
