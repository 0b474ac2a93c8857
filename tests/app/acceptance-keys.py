#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What coordinators do every week, by keyboard alone, and how many keys it takes: the workflows of which is said
how long they may take. A key counts as Card, Moran and Newell count one of an average typist, so that the
computer's own pace changes nothing; what it took by the clock is told beside it.

Runs the program from outside under run-ui, presses keys with xdotool and reads the logbook with SQLite.
Prints TAP. Usage: acceptance-keys.py PROGRAM CLI"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from atspi_desk import (ask, has_focus, has_window, heard, key, keys_pressed, reach, running, type_words, wait_for)
from harness import team

KEY_S = 0.2  # keystroke-level model
OPENING_S = 1  # what is asked of the program itself; the benchmark "start" watches it
NAME = 'Buurtlab'
NOTE = 'Twaalf buren aan tafel'
PERSON = 'Bewoner 3'
OTHER = 'Wijkbewoner 4'
SHOP = 'De Wijkwinkel'
REAL_NAME = 'Fatima'
POST_ITS = ['koffie', 'sleutel', 'tuin', 'lawaai', 'post', 'stoep', 'fiets', 'hond', 'lamp']
VOICE = 'stem.m4a'
PHONE = [f'foto-{n}.txt' for n in range(1, 5)]

# What each key makes of a note; None = it is left as it is.
TRIAGE = [('l', 'learning'), ('k', 'question'), ('u', 'outcome'), ('a', 'action'), ('e', 'experiment'),
          ('v', None), ('space', None), ('l', 'learning')]


class Lab:
    """The logbook, as its files tell."""
    def __init__(self, cli):
        self.program = cli
        self.home = pathlib.Path(os.environ['HOME'])
        self.inbox = self.home / 'inbox'
        self.person = None
        self.folder = None  # the first workflow makes it

    def cli(self, *words):
        return subprocess.run([self.program, '-L', self.folder, *words], check=True, text=True,
                              stdout=subprocess.PIPE).stdout.strip()

    def count(self, table, where=''):
        return ask(self.folder, f'SELECT count(*) FROM "{table}" {where}')[0][0]

    def holds(self, what, table, where='', n=1):
        wait_for(what, lambda: self.count(table, where) == n)


lab = None


def start_note():
    key('ctrl+n')
    wait_for('the writing box has the focus', lambda: has_focus('What happened?'))


# ── Before the logbook is open ──

def begin():
    """From no logbook at all to the first note: no account, no server, no manual."""
    reach('Start a Logbook Here')
    key('Return')
    wait_for('the name is asked', lambda: heard('You can change all of this later.'))
    type_words(NAME)
    key('Return')
    wait_for('the writing box has the focus', lambda: has_focus('What happened?'))
    lab.folder = next(lab.home.rglob(f'{NAME}.proeftuin'))
    type_words('Eerste dag')
    key('ctrl+Return')
    lab.holds('the note is on disk', 'entry', "WHERE body = 'Eerste dag'")


def write_a_note():
    wait_for('the writing box has the focus', lambda: has_focus('What happened?'))
    wait_for('it is said where it all is', lambda: heard('Saved on this laptop'))
    type_words(NOTE)
    key('ctrl+Return')
    lab.holds('the note is on disk', 'entry', f"WHERE body = '{NOTE}'")


# ── A field day ──

def close_the_day():
    """Eight notes, eight keys."""
    before = {kind: lab.count(kind) for _, kind in TRIAGE if kind}
    key('ctrl+d')
    wait_for('the first card is there', lambda: heard(f'Close the day · 1 of {len(TRIAGE)}'))
    for place, (name, _) in enumerate(TRIAGE, 1):
        key(name)
        if place < len(TRIAGE):
            wait_for(f'card {place + 1} is there',
                     lambda: heard(f'Close the day · {place + 1} of {len(TRIAGE)}'))
    wait_for('the day is closed', lambda: heard('The day is closed'))
    for kind in before:
        lab.holds(f'{kind} is there', kind, n=before[kind] + sum(1 for _, made in TRIAGE if made == kind))
    lab.holds('one is for the story', 'entry', "WHERE story_use = 'yes'")


def copy_post_its():
    start_note()
    for word in POST_ITS:
        type_words(word)
        key('Return')
    key('ctrl+a', 'ctrl+x')


def paste_post_its():
    key('ctrl+v')
    wait_for('it is asked', lambda: heard('You pasted 9 lines. Each line on its own?'))
    key('alt+s')
    for word in (POST_ITS[0], POST_ITS[-1]):
        lab.holds(f'{word} is a note', 'entry', f"WHERE body = '{word}'")


def put_into_inbox():
    start_note()
    for number, name in enumerate(PHONE, 1):
        (lab.inbox / name).write_text(f'Van de telefoon, {number}.')
    wait_for('the box is opened', lambda: heard('From your phone (4)'))
    reach(PHONE[0], 'Tab')


def empty_the_inbox():
    """A key each."""
    for _ in PHONE:
        key('Return')
    wait_for('all are in the note', lambda: all(heard(f'telefoon, {n}.') for n in range(1, 5)))
    start_note()
    key('ctrl+Return')
    lab.holds('one note has it all', 'entry', "WHERE body LIKE '%telefoon, 1.%telefoon, 4.%'")


def record_a_voice():
    """A recording that somebody made on the way."""
    (lab.inbox / VOICE).write_bytes(b'x')
    start_note()
    wait_for('it is there', lambda: heard('From your phone (1)'))
    reach(VOICE)


def type_it_out():
    """It plays beside the writing box, and goes with the note that is made of it."""
    key('Return')
    wait_for('it is listened to', lambda: heard(f'Type above what you hear in {VOICE}.'))
    start_note()
    type_words('Het ging goed')
    key('ctrl+Return')
    lab.holds('it is typed out', 'entry', "WHERE body LIKE 'Het ging goed%'")
    wait_for('the recording is gone', lambda: not (lab.inbox / VOICE).exists())
    lab.holds('nor is it a file of the note', 'attachment', "WHERE type = 'audio'", 0)


def name_somebody():
    start_note()
    type_words('Belde @Be')
    wait_for('the person is offered', lambda: heard(PERSON, 'list item'))
    key('Return')
    key('ctrl+Return')
    lab.holds('the note names the pseudonym', 'entry', f"WHERE body LIKE 'Belde [@{PERSON}](pt:%'")


def write_real_name():
    start_note()
    type_words(f'{REAL_NAME} kwam langs')
    key('ctrl+Return')
    wait_for('it is noticed', lambda: heard(f'You name {REAL_NAME}'))


def replace_real_name():
    key('Return')
    lab.holds('the pseudonym stands there', 'entry', f"WHERE body LIKE '%{PERSON}](pt:%kwam langs'")
    lab.holds('the name does not', 'entry', f"WHERE body LIKE '%{REAL_NAME}%'", 0)


# ── At the kitchen table ──

def go_to_person():
    key('alt+6')
    wait_for('the focus is on the person', lambda: has_focus(PERSON))
    key('Return')
    reach(f'Record consent of {PERSON}')


def leave_note():
    """The note that was saved just now is on the page before another one is opened."""
    wait_for('the note is on the page', lambda: heard(f'{PERSON} kwam langs'))
    go_to_person()


def record_consent():
    key('Return')
    wait_for('what can be agreed is heard', lambda: heard('Anonymous quote, the funder too'))
    reach('Anonymous quote, the funder too', 'Down')
    key('Return')
    lab.holds('it is recorded', 'consent', "WHERE act = 'given'")


# ── Taking it back ──

QUOTE = 'Ze zei dat de soep hielp en dat ze nog eens terugkomt.'


def quote_person():
    """What stands at stake: what the person said."""
    other = lab.cli('add', 'stakeholder', f'name={OTHER}', 'kind=person')
    note = lab.cli('add', 'entry', f'body={QUOTE}', 'kind=quote')
    lab.cli('link', note, 'speaker', other)
    key('alt+2', 'alt+6')
    wait_for('the person is in the list', lambda: heard(OTHER) and has_focus(PERSON))
    reach(OTHER, 'Down')
    key('Return')
    reach(f'Record consent of {OTHER}')


def take_back():
    """Every place is listed before anything goes; what is ticked goes."""
    key('Return')
    wait_for('it can be taken back', lambda: heard('Takes everything back'))
    reach('Takes everything back', 'Up')
    key('Return')
    wait_for('the places are heard', lambda: has_window('Consent Is Taken Back') and heard('Ze zei dat de soep'))
    reach('Erase this')
    reach('Take Back')
    key('Return')
    lab.holds('it is taken back', 'consent', "WHERE act = 'withdrawn'")
    lab.holds('the words are nowhere', 'entry', "WHERE body LIKE '%soep hielp%'", 0)
    wait_for('a letter is offered', lambda: heard('Withdrawn and erased'))


# ── At the table ──

def sit_down():
    for number in (1, 2):
        lab.cli('add', 'learning', f'headline=Leermoment {number}', 'status=for_review')
    key('ctrl+shift+r')
    wait_for('the agenda is there', lambda: heard('Begin'))
    reach('Who Is at the Table?')
    key('Return')
    wait_for('people are offered', lambda: heard(PERSON, 'list item'))
    type_words('Be')
    key('Return')
    wait_for('somebody is', lambda: heard(f'Remove {PERSON}'))
    key('Escape')
    reach('Begin')
    key('Return')
    wait_for('the first thing is on the table', lambda: heard('1 of '))


def review_one():
    """A letter for who speaks, Enter to agree; a digit for how it stands now."""
    key('b')
    wait_for('words can be written', lambda: has_focus('In a few words'))
    key('Return')
    lab.holds('the view is recorded', 'comment', "WHERE kind = 'agree' AND on_behalf_of IS NOT NULL")
    key('3')
    lab.holds('the status too', 'learning', "WHERE status = 'discussed'")


def end_review():
    key('Escape')


# ── The half-year story ──

def open_story():
    shop = lab.cli('add', 'stakeholder', f'name={SHOP}', 'kind=organisation')
    lab.cli('add', 'entry', f'body=Met [@{SHOP}](pt:{shop}) aan tafel.', 'story_use=yes', 'turning_point=true')
    key('ctrl+e')
    wait_for('it is composed', lambda: heard('0 of 1 ticked'))
    reach('Export…')


def tell_the_story():
    """Every name that would appear is ticked before anything leaves."""
    key('Return')
    wait_for('names come first', lambda: heard('First tick every name that appears'))
    reach(SHOP)
    key('space')
    wait_for('it is ticked', lambda: heard('1 of 1 ticked'))
    reach('Export…', 'shift+Tab')
    key('Return')
    wait_for('the file chooser is heard', lambda: has_window('Export Narrative'))
    key('Return')
    wait_for('there is a PDF', lambda: list(lab.home.glob('*.pdf')))
    lab.holds('it is a release', 'release', "WHERE format = 'pdf'")


# ── Promises ──

def promise():
    """Something with a day, that a calendar can show."""
    lab.cli('add', 'action', 'text=Soep bestellen', 'due_on=2026-12-01')


def give_actions():
    key('ctrl+shift+e')
    wait_for('the file chooser is heard', lambda: has_window('Export Actions to a Calendar'))
    key('Return')
    calendar = wait_for('there is a calendar', lambda: next(lab.home.glob('*.ics'), None))
    wait_for('it has the promise', lambda: 'SUMMARY:Soep bestellen' in calendar.read_text())


# ── A laptop is lost ──

class Team:
    """An, on whose laptop the app runs, and Sofie, who left hers in the train."""
    def __init__(self, home):
        self.hub, (self.an, sofie) = team(home, 'an', 'sofie')
        sofie.add('entry', body='Zij vertelde het in vertrouwen.', sensitive='true')
        for laptop in (sofie, self.an):
            laptop.sync()

    def start(self, program):
        environment = {**os.environ, **self.an.env,
                       'DBUS_SESSION_BUS_ADDRESS': os.environ['DBUS_SESSION_BUS_ADDRESS']}
        return running(program, self.an.folder, env=environment, cwd=self.an.home)

    def lost(self):
        return next(device for device in self.an.json('devices') if not device['this'])


others = None


def hear_of_it():
    wait_for('the writing box has the focus', lambda: has_focus('What happened?'))


def shut_out():
    """It gets nothing any more, and what is to be reported is on paper."""
    name = others.lost()['name']
    key('ctrl+shift+s')
    wait_for('the laptops are heard', lambda: heard(f'Shut Out “{name}”'))
    reach(f'Shut Out “{name}”')
    key('Return')
    wait_for('it is asked', lambda: heard('It gets nothing of this team any more.'))
    key('alt+s')
    wait_for('it is out', lambda: heard('What Was on It…'))
    assert others.lost()['revoked_at']
    reach('What Was on It…')
    key('Return')
    wait_for('the paper is there', lambda: has_window('Documents') and heard('Save…'))
    reach('Save…')
    key('Return')
    wait_for('the file chooser is heard', lambda: has_window('Save Document'))
    key('Return')
    wait_for('it is on paper', lambda: list(pathlib.Path(others.an.home).glob('*.pdf')))


# What goes before is not counted: it is another workflow, or somebody else's.
# (what is promised, what is done, seconds at most or None, keys at most or None, what goes before or None)
FIRST = ('a first note, from nothing, within a minute', begin, 60, None, None)
CLOSED = ('a note from a closed window within 15 seconds', write_a_note, 15 - OPENING_S, None, None)
LOST = ('a lost laptop is shut out, and the report is on paper', shut_out, 15, None, hear_of_it)
OPEN = (
    ('eight notes, one key each', close_the_day, None, 1 + len(TRIAGE), None),
    ('nine post-its pasted are nine notes by one key', paste_post_its, None, 2, copy_post_its),
    ('what comes from the phone is attached by one key each', empty_the_inbox, None, len(PHONE) + 2, put_into_inbox),
    ('a recording is typed out and goes', type_it_out, 15, None, record_a_voice),
    ('somebody is named by two letters', name_somebody, 15, None, None),
    ('a real name makes way by one key', replace_real_name, None, 1, write_real_name),
    ('consent is recorded in two steps', record_consent, 5, None, leave_note),
    ('consent is taken back, with what was said', take_back, 15, None, quote_person),
    ('what was promised is in a calendar', give_actions, 5, None, promise),
    ('a view on behalf of somebody, and a status', review_one, None, 3, sit_down),
    ('a story whose names were ticked is exported', tell_the_story, 15, None, open_story),
)


def main():
    global lab, others
    program, cli = map(os.path.abspath, sys.argv[1:3])  # they are started elsewhere
    lab = Lab(cli)
    print(f'1..{3 + len(OPEN)}', flush=True)
    number = 0

    def walk(workflow):
        nonlocal number
        what, act, seconds, most, before = workflow
        if before:
            before()
        number += 1
        pressed, started = keys_pressed(), time.monotonic()
        act()
        keys = keys_pressed() - pressed
        print(f'# {keys} keys, {keys * KEY_S:.1f} s; by the clock {time.monotonic() - started:.1f} s')
        good = (seconds is None or keys * KEY_S <= seconds) and (most is None or keys <= most)
        print(f"{'ok' if good else 'not ok'} {number} - {what}", flush=True)

    with running(program, cwd=lab.home):
        walk(FIRST)
    lab.inbox.mkdir()
    lab.person = lab.cli('add', 'stakeholder', f'name={PERSON}', 'kind=person')
    lab.cli('identity', lab.person, f'name={REAL_NAME}')
    database = sqlite3.connect(f'{lab.folder}/logbook.db')
    with database:
        database.execute("INSERT INTO setting VALUES ('inbox-folder', ?)", (str(lab.inbox),))
    database.close()
    for extra in range(len(TRIAGE) - 2):
        lab.cli('add', 'entry', f'body=Notitie {extra + 1}')
    with running(program, lab.folder, cwd=lab.home):
        walk(CLOSED)
        for workflow in OPEN:
            walk(workflow)
    others = Team(os.path.join(lab.home, 'team'))
    with others.start(program):
        walk(LOST)
    others.hub.stop()


main()
