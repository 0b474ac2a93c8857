#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do most, by somebody who has no mouse and hears the app. After each page that is heard,
nothing that takes the focus may be without a name or be called after its class.

Runs the program from outside, under run-ui, on a laptop of a team whose server is silent, and looks in
the logbook with SQLite afterwards. Prints TAP. Usage: atspi-journeys.py PROGRAM [JOURNEY…]"""
import os
import pathlib
import re
import sqlite3
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from atspi_desk import (Atspi, ask, has_focus, has_window, heard, is_there, key, on_window, reach, running, type_words, wait_for)
from harness import team

CLASS_NAME = re.compile(r'^(Gtk|Adw|Pt)[A-Z]')
PERSON = 'Bewoner 3'
NOTE = 'Koffie in de tuin'


class Laptop:
    """An's, which the app runs on."""
    def __init__(self, home):
        hub, (self.an, sofie) = team(home, 'an', 'sofie')
        self.folder = self.an.folder
        self.an.add('stakeholder', name=PERSON, kind='person')
        note = self.an.add('entry', title=NOTE, body='Met twaalf buren.')
        for laptop in (self.an, sofie):
            laptop.sync()
        self.an.set(note, title='Koffie in de moestuin')
        sofie.set(note, title='Koffie in de voortuin')
        for laptop in (sofie, self.an):
            laptop.sync()
        hub.stop()
        self.put_into_inbox()

    def put_into_inbox(self):
        self.inbox = pathlib.Path(self.an.home, 'inbox')
        self.inbox.mkdir()
        (self.inbox / 'briefje.txt').write_text('De sleutel ligt bij de buurman.')
        for name in ('wazig', 'zwart'):
            (self.inbox / f'{name}.txt').write_text('x')
        database = sqlite3.connect(f'{self.folder}/logbook.db')
        with database:
            database.execute("INSERT INTO setting VALUES ('inbox-folder', ?)", (str(self.inbox),))
        database.close()

    def start(self, program):
        environment = {**os.environ, **self.an.env,
                       'DBUS_SESSION_BUS_ADDRESS': os.environ['DBUS_SESSION_BUS_ADDRESS']}
        return running(program, self.folder, env=environment, cwd=self.an.home)

    def holds(self, sql):
        wait_for(f'on disk: {sql[sql.find("FROM"):]}', lambda: ask(self.folder, sql))


laptop = None


def is_made_by_others(node):
    """GTK 4.8 and libadwaita 1.2 give no names to lists whose rows take the focus, to the cross of a toast and
    to the buttons inside an entry row."""
    around = list(node.around)
    return (node.role in ('list', 'filler') or around[0].name == 'AdwToastWidget'
            or len(around) > 2 and around[2].role == 'text')


def is_nameless(node):
    if not node.has(Atspi.StateType.FOCUSABLE) or not node.is_seen():
        return False
    bare = not node.name and node.role in ('push button', 'toggle button', 'check box')
    return bool(bare or CLASS_NAME.match(node.name)) and not is_made_by_others(node)


def check_names(page):
    bad = [f'{node.role} “{node.name}” in ' + ', '.join(f'{around.role} “{around.name}”' for around in node.around)
           for node in on_window() if is_there(node, is_nameless)]
    assert not bad, f'{page}: {bad}'


def start_note():
    key('ctrl+n')
    wait_for('the writing box has the focus', lambda: has_focus('What happened?'))


# ── The journeys ──

def write_about_somebody():
    start_note()
    type_words('Gebeld met @Be')
    wait_for('the person is offered', lambda: heard(PERSON))
    key('Return')
    type_words(' over de brief')
    key('ctrl+Return')
    laptop.holds(f"SELECT 1 FROM entry WHERE body LIKE '%[@{PERSON}](pt:%over de brief'")
    wait_for('the note is on the page', lambda: heard('over de brief', 'list item'))
    check_names('Today')


def empty_the_inbox():
    start_note()
    reach('briefje.txt')
    key('Return')
    wait_for('its words are in the note', lambda: heard('De sleutel ligt'))
    start_note()
    key('ctrl+Return')
    laptop.holds("SELECT 1 FROM entry WHERE body LIKE '%De sleutel ligt%'")
    wait_for('one is gone', lambda: len(list(laptop.inbox.glob('*.txt'))) == 2)
    reach('wazig.txt')
    key('Delete')
    wait_for('the focus is on the next', lambda: has_focus('zwart.txt'))
    key('Delete')
    wait_for('the folder is empty', lambda: not list(laptop.inbox.glob('*.txt')))


def edit_in_place():
    key('alt+2')
    wait_for('the focus is on a note', lambda: any(map(has_focus, ('Koffie', 'Gebeld', 'De sleutel ligt'))))
    key('Home')  # which of them is the first depends on the minute
    reach('De sleutel ligt', 'Down')
    key('Return')  # also where it was the first, and nothing was chosen on the way
    wait_for('the page is heard', lambda: heard('Title', 'text'))
    reach('Title')
    check_names('a note')
    type_words('De sleutel van de tuin')
    laptop.holds("SELECT 1 FROM entry WHERE title = 'De sleutel van de tuin'")


def learn_from_a_note():
    key('alt+3')
    wait_for('the empty page teaches', lambda: heard('No Learning Moments Yet'))
    key('ctrl+shift+n')
    wait_for('the page of a new one has the focus', lambda: has_focus('Headline'))
    type_words('Vooraf bellen helpt')
    laptop.holds("SELECT 1 FROM learning WHERE headline = 'Vooraf bellen helpt'")
    reach('Add Link')
    key('Return')
    wait_for('the search has the focus', lambda: has_focus('Search'))
    type_words('sleutel')
    wait_for('the note is found', lambda: heard('De sleutel van de tuin, ', 'list item'))
    key('Return')
    laptop.holds("SELECT 1 FROM link WHERE kind = 'source'")


def find_and_open():
    key('ctrl+f')
    wait_for('the search has the focus', lambda: has_focus('Search everything'))
    type_words('voora')
    wait_for('it is found', lambda: heard('Vooraf bellen helpt', 'list item'))
    check_names('search')
    key('Return')
    wait_for('the page is heard', lambda: heard('Headline', 'text'))


def record_consent():
    key('alt+6')
    wait_for('the focus is on the person', lambda: has_focus(PERSON))
    key('Return')
    reach(f'Record consent of {PERSON}')
    key('Return')
    wait_for('what can be agreed is heard', lambda: heard('Anonymous quote, the funder too'))
    reach('Anonymous quote, the funder too', 'Down')
    key('Return')
    laptop.holds("SELECT 1 FROM consent WHERE act = 'given'")
    wait_for('it is heard', lambda: heard('Agreed: anonymous quote'))
    check_names('a person')


def undo():
    start_note()
    type_words('Dit was niet de bedoeling')
    key('ctrl+Return')
    laptop.holds("SELECT 1 FROM entry WHERE body LIKE '%bedoeling%'")
    key('alt+2')
    wait_for('the list is heard', lambda: heard('Dit was niet de bedoeling'))
    key('ctrl+z')
    laptop.holds("SELECT 1 FROM entry WHERE body LIKE '%bedoeling%' AND archived = 1")


def review():
    laptop.an.cli('add', 'learning', 'headline=Samen eten opent deuren', 'status=for_review')
    key('ctrl+shift+r')
    wait_for('the agenda is there', lambda: heard('Begin'))
    reach('Begin')
    check_names('agenda of the review')
    key('Return')
    wait_for('the first thing is on the table', lambda: heard('1 of 1'))
    check_names('review')
    key('3')
    laptop.holds("SELECT 1 FROM learning WHERE status = 'discussed'")
    key('Page_Down')
    wait_for('the last question has the focus', lambda: has_focus('What did you decide?'))
    type_words('Voortaan bellen we eerst.')
    reach('Write the Review Note')
    key('Return')
    laptop.holds("SELECT 1 FROM entry WHERE kind = 'review'")


def choose_between_versions():
    key('ctrl+shift+k')
    wait_for('the dialog is there', lambda: has_window('Two Versions'))
    reach('Keep My Version')
    check_names('two versions')
    assert heard('Version by sofie')
    key('Return')
    wait_for('it is chosen', lambda: not laptop.an.json('conflicts'))
    key('Escape')
    wait_for('the dialog is gone', lambda: not has_window('Two Versions'))


def tell_the_story():
    key('ctrl+e')
    wait_for('the window is there', lambda: has_window('Narrative'))
    reach('Export…')
    check_names('the narrative')
    key('Return')
    wait_for('the file chooser is heard', lambda: has_window('Export Narrative'))
    key('Return')
    wait_for('there is a PDF', lambda: list(pathlib.Path(laptop.an.home).glob('*.pdf')))
    laptop.holds("SELECT 1 FROM release WHERE format = 'pdf'")


JOURNEYS = (
    ('a note is written about somebody', write_about_somebody),
    ('the inbox is emptied', empty_the_inbox),
    ('a note is edited in place', edit_in_place),
    ('a learning moment is written with its source', learn_from_a_note),
    ('it is found and opened', find_and_open),
    ('consent is recorded in two steps', record_consent),
    ('a note is undone', undo),
    ('a review is held', review),
    ('a choice is made between two versions', choose_between_versions),
    ('the story is exported', tell_the_story),
)


def main():
    global laptop
    program, *only = sys.argv[1:]
    program = os.path.abspath(program)  # it is started elsewhere
    laptop = Laptop(os.path.join(os.environ['HOME'], 'team'))
    journeys = [(name, journey) for name, journey in JOURNEYS if not only or journey.__name__ in only]
    print(f'1..{len(journeys)}', flush=True)
    with laptop.start(program):
        wait_for('Today is heard', lambda: heard('What happened?'))
        for number, (name, journey) in enumerate(journeys, 1):
            started = time.monotonic()
            journey()
            print(f'ok {number} - {name}\n# {time.monotonic() - started:.1f} s', flush=True)


main()
