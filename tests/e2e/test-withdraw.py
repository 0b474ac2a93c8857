#!/usr/bin/env python3
"""Somebody takes their consent back: on another laptop than where it was given, without a connection, whoever syncs
first. What they said is afterwards in no file of any laptop or of the team server, and the lesson stays."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Hub, bytes_below, laptop_with_logbook, Laptop, main, sync_all

SAID = 'ik durfde de apenheul niet binnen te gaan zonder mijn zus'

def _team(home):
    hub, an = Hub(home), laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.sync()
    sofie = Laptop(home, 'sofie')
    sofie.join(an.cli('invite', '--role', 'coordinator', '--name', 'Sofie'))
    sofie.sync()
    return hub, an, sofie

def _story(an):
    """A person, what they said, and a learning moment into which somebody copied it."""
    person = an.add('stakeholder', name='Bewoner 3', kind='person', helix='citizens')
    an.cli('identity', person, 'name=Fatima Echtwoord')
    quote = an.add('entry', kind='quote', body=SAID.capitalize() + '.', story_use='yes')
    an.cli('link', quote, 'speaker', person)
    lesson = an.add('learning', headline='Samen durven', what=f'Zij zei: "{SAID}" en wij zwegen.')
    return person, quote, lesson

def _traces(*folders):
    return [path for path, data in bytes_below(*folders) if b'apenheul' in data or b'Apenheul' in data]

def _withdrawn_elsewhere(home, first):
    hub, an, sofie = _team(home)
    person, quote, lesson = _story(an)
    sync_all(an, sofie)
    assert _traces(an.folder) and _traces(sofie.folder) and _traces(*hub.places)
    hub.stop()
    an.add('consent', stakeholder=person, act='given', form='oral', given_on='2026-03-01', uses='retell,anonymous_quote', reach='team,public')
    late = an.add('learning', headline='Later', what=f'Nog eens: {SAID}!')
    said = sofie.cli('withdraw', person)
    assert 'when this laptop has contact' in said and 'What they said' in said
    assert _traces(sofie.folder)  # only the team server orders erasure
    sofie.cli('export', '--format', 'md', '--audience', 'public', '-o', sofie.home + '/uit')
    assert not _traces(sofie.home + '/uit')
    hub.start()
    for laptop in ((an, sofie) if first == 'an' else (sofie, an)):
        laptop.sync()
    sync_all(an, sofie)
    # A copy that nobody here knew of is known again by its traces, printed nowhere, and erased by going on.
    for laptop in (an, sofie):
        laptop.cli('export', '--format', 'md', '--audience', 'public', '-o', laptop.home + '/openbaar')
        assert not _traces(laptop.home + '/openbaar')
    assert [line['record'] for line in sofie.json('withdraw', person, '--list') if line['kind'] == 'copy'] == [late]
    an.cli('withdraw', person)
    sync_all(an, sofie)
    assert not sofie.show(quote)['fields'].get('body') and sofie.show(lesson)['fields']['what'] == 'Zij zei: "[…]" en wij zwegen.'
    assert an.show(late)['fields']['what'] == 'Nog eens: […]!' and an.show(late)['fields']['headline'] == 'Later'
    assert an.json('key', 'status')[0]['people'] == 0
    hub.stop()
    everywhere = [an.folder, sofie.folder, *hub.places]
    assert _traces(*everywhere) == []
    assert [path for path, data in bytes_below(*everywhere) if b'Bewoner 3' in data] == []

def giver_syncs_first(home):
    _withdrawn_elsewhere(home, 'an')

def taker_syncs_first(home):
    _withdrawn_elsewhere(home, 'sofie')

def alone_it_is_erased_at_once_and_the_letter_says_so(home):
    an = laptop_with_logbook(home)
    person, quote, lesson = _story(an)
    an.set(lesson, what='Iets anders')  # the words are in the history only
    an.cli('withdraw', person, '--uses', 'anonymous_quote')
    assert _traces(an.folder) == [] and an.show(lesson)['fields']['what'] == 'Iets anders'
    letter = an.home + '/brief.html'
    for lang, word in (('nl', 'introk'), ('en', 'took back'), ('fr', 'retiré')):
        an.cli('document', 'receipt', person, '--lang', lang, '--format', 'html', '-o', letter)
        text = open(letter).read()
        assert word in text and 'apenheul' not in text and 'Echtwoord' not in text and '{' not in text.split('</style>')[-1], text
    assert 'enige laptop' not in text

def one_place_can_be_kept(home):
    an = laptop_with_logbook(home)
    person, quote, lesson = _story(an)
    an.cli('withdraw', person, '--item', quote, '--uses', 'anonymous_quote', '--keep', f'{quote}.body')
    assert an.show(quote)['fields']['body'].startswith('Ik durfde')
    an.fails(2, 'withdraw', person, '--uses', 'dromen')
    an.fails(1, 'withdraw', quote)

main(globals())
