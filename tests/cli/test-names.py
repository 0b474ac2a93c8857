#!/usr/bin/env python3
"""Real names at the terminal: sealed on disk, in a key file for a colleague, in a backup that a passphrase opens."""
import glob, os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Laptop, bytes_below, laptop_with_logbook, main

def _passphrase(home, name, words):
    path = os.path.join(home, name)
    with open(path, 'w') as file:
        file.write(words + '\n')
    return '--passphrase-file', path

def _traces(*folders):
    return [path for path, data in bytes_below(*folders) if b'PLANTED' in data]

def _person(laptop, pseudonym, real):
    person = laptop.add('stakeholder', name=pseudonym, kind='person', helix='citizens')
    laptop.cli('identity', person, f'name={real}', f'contact=06 {real}')
    return person

def key_file_reaches_a_colleague(home):
    an = laptop_with_logbook(home)
    one, two = _person(an, 'Bewoner 1', 'Anna PLANTED'), _person(an, 'Bewoner 2', 'Berta PLANTED')
    an.cli('backup', home + '/gewoon')
    words = _passphrase(home, 'zin', 'paard batterij nietje juist')
    assert 'There is no key file yet' in an.cli('status')
    assert '2 names' in an.cli('key', 'export', home + '/sleutel', *words)
    assert 'There is no key file yet' not in an.cli('status')
    sofie = Laptop(home, 'sofie')
    sofie.cli('restore-backup', home + '/gewoon')
    sofie.cli('identity', two, 'name=Karla')
    assert 'passphrase' in sofie.fails(1, 'key', 'import', home + '/sleutel', *_passphrase(home, 'fout', 'niet deze woorden'))
    said = sofie.cli('key', 'import', home + '/sleutel', *words)
    assert '1 name is new' in said and 'Berta PLANTED' in said and f'key choose {two} this|other' in said
    assert sofie.json('key', 'status')[0]['doubted'] == [two]
    sofie.cli('key', 'choose', two, 'other')
    assert sofie.json('key', 'status')[0] == {'names': 'open', 'people': 2, 'key': 'file', 'key_file_on': None, 'doubted': []}
    assert _traces(home) == []
    sofie.fails(2, 'key', 'destroy')
    sofie.cli('key', 'destroy', '--yes')
    assert sofie.json('key', 'status')[0]['people'] == 0 and glob.glob(sofie.home + '/state/proeftuin/keys/*') == []

def copied_folder_has_no_names(home):
    an = laptop_with_logbook(home)
    person = _person(an, 'Bewoner 1', 'Anna PLANTED')
    thief = Laptop(home, 'dief')
    os.rename(an.folder, thief.folder)
    assert thief.json('key', 'status')[0]['names'] == 'away'
    assert 'pseudonym' in thief.cli('status')
    assert 'Bewoner 1' in thief.cli('show', person) and _traces(home) == []
    assert 'key file' in thief.fails(1, 'identity', person, 'name=x')

def passphrase_locks_them(home):
    an = laptop_with_logbook(home)
    person = _person(an, 'Bewoner 1', 'Anna PLANTED')
    words = _passphrase(home, 'zin', 'paard batterij nietje juist')
    an.cli('key', 'protect', *words)
    assert glob.glob(an.home + '/state/proeftuin/keys/*') == []
    assert an.json('key', 'status')[0]['names'] == 'locked'
    assert 'passphrase' in an.fails(1, 'identity', person, 'name=x')
    an.cli('identity', person, 'contact=06', '--unlock', words[1])
    an.cli('key', 'unprotect', *words)
    assert an.json('key', 'status')[0]['names'] == 'open'

def what_leaves_says_that_names_are_locked(home):
    an = laptop_with_logbook(home)
    person = _person(an, 'Bewoner 1', 'Anna Planting')
    an.add('entry', body='Anna Planting kwam langs', title='Bezoek', story_use='yes', sharing='team')
    an.add('action', text='Anna Planting bellen', due_on='2026-05-01', sharing='team')
    words = _passphrase(home, 'zin', 'paard batterij nietje juist')
    gaps = lambda *more: [gap['what'] for gap in an.json('gaps', *more) if gap['type'] == 'unsearched']
    out = lambda name: os.path.join(home, name)
    assert gaps() == []
    an.cli('key', 'protect', *words)
    assert 'locked' in gaps()[0] and gaps('--unlock', words[1]) == []
    for export in (('export', '--format', 'html', '-o', out('a')), ('export', '--format', 'ics', '-o', out('b')),
                   ('document', 'access', person, '-o', out('c')), ('document', 'table-sheets', '-o', out('d')), ('withdraw', person)):
        said = an.fails(2, *export)
        assert 'locked' in said and '--unlock' in said and '--without-name-check' in said
    assert [name for name in 'abcd' if os.path.exists(out(name))] == []
    an.cli('export', '--format', 'html', '-o', out('a'), '--without-name-check')
    assert 'Planting' in open(out('a')).read()
    an.cli('export', '--format', 'html', '-o', out('e'), '--unlock', words[1])
    assert 'Planting' not in open(out('e')).read()
    # For the team itself it is only said.
    said = an.start('export', '--format', 'html', '--audience', 'internal', '-o', out('f')).communicate()[1]
    assert 'locked' in said and os.path.exists(out('f'))
    an.cli('document', 'who-sees-what', '-o', out('g'))

def name_alone_is_taken_back(home):
    an = laptop_with_logbook(home)
    baker = an.add('stakeholder', name='Jan de Bakker', kind='person', helix='business', protected='false')
    quote = an.add('entry', kind='quote', body='Brood is een begin van een gesprek met iedereen')
    an.cli('link', quote, 'speaker', baker)
    note = an.add('entry', body='Wij waren bij Jan de Bakker, en Jan kwam mee')
    photo = os.path.join(home, 'bakker.txt')
    open(photo, 'w').write('geen foto')
    said = an.cli('attach', quote, photo).strip()
    an.cli('link', said, 'depicts', baker)
    places = lambda *more: {(line['kind'], line['record']) for line in an.json('withdraw', baker, '--list', *more)}
    assert places('--uses', 'photo') == {('file', said)}
    assert places('--uses', 'anonymous_quote', '--item', quote) == {('words', quote)}
    assert places('--uses', 'named') == {('mention', note)}, places('--uses', 'named')
    an.cli('withdraw', baker, '--uses', 'named')
    assert 'Jan' not in an.show(note)['fields']['body'] and an.show(quote)['fields']['body'].startswith('Brood')
    assert an.show(baker)['fields']['name'] == 'Jan de Bakker'
    assert an.json('verify')[0]['ok'] is True

def encrypted_backup_goes_to_another_laptop(home):
    an = laptop_with_logbook(home)
    person = _person(an, 'Bewoner 1', 'Anna PLANTED')
    note = an.add('entry', body='PLANTED in de soep', title='Soep')
    words = _passphrase(home, 'zin', 'paard batterij nietje juist')
    safe = home + '/safe'
    an.cli('backup', '--encrypt', safe, *words)
    assert b'PLANTED' not in open(safe, 'rb').read()
    new = Laptop(home, 'nieuw')
    assert 'passphrase' in new.fails(1, 'restore-backup', safe, *_passphrase(home, 'fout', 'niet deze woorden'))
    assert 'passphrase-file' in new.fails(2, 'restore-backup', safe)
    assert not os.path.exists(new.folder)
    new.cli('restore-backup', safe, *words)
    assert new.show(note) == an.show(note) and new.json('key', 'status')[0]['names'] == 'open'
    new.cli('identity', person, 'contact=06')
    assert new.json('verify')[0]['ok'] is True
    whole = open(safe, 'rb').read()
    open(safe, 'wb').write(whole[:-1])
    assert 'damaged' in Laptop(home, 'kapot').fails(1, 'restore-backup', safe, *words)

def disk_is_spoken_of(home):
    an = laptop_with_logbook(home)
    assert an.json('status')[0]['disk'] in ('encrypted', 'plain', 'unknown')
    assert 'The disk with this logbook' in an.cli('status') or 'the disk with this logbook' in an.cli('status')

main(globals())
