#!/usr/bin/env python3
"""Somebody takes their consent back: on another laptop than where it was given, without a connection, whoever syncs
first. What they said is afterwards in no file of any laptop or of the team server, and the lesson stays."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Hub, bytes_below, laptop_with_logbook, Laptop, main, run, sync_all, unpacked

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

FORMATS = ('pdf', 'pdf-large', 'docx', 'odt', 'epub', 'html', 'md')
AUDIENCES = ('public', 'participants', 'funder', 'board', 'learning_network', 'internal')
# All formats for who reads least and most, the page for all others.
DOCUMENTS = [(audience, format) for audience in AUDIENCES for format in FORMATS
             if audience in ('public', 'internal') or format == 'html']

def _told(laptop):
    """In which documents that this laptop makes the words are, and in which there is a picture."""
    words, pictures = set(), set()
    for audience, format in DOCUMENTS:
        path = os.path.join(laptop.home, f'{audience}-{format}' + ('.pdf' if 'pdf' in format else ''))
        laptop.cli('export', '--format', format, '--audience', audience, '-o', path)
        inside = unpacked(path)
        words |= {(audience, format)} if b'apenheul' in inside else set()
        pictures |= {(audience, format)} if b'\xff\xd8\xff' in inside else set()
    return words, pictures

def _everywhere(*left_out):
    return {(audience, format) for audience, format in DOCUMENTS if audience not in left_out}

def _nothing_is_told(home, first):
    """Said and pictured with consent, which somebody takes back on another laptop: first only that one knows, then both."""
    hub, an, sofie = _team(home)
    person, quote, lesson = _story(an)
    an.set(quote, place='Keuken', occurred_on='2026-03-01', valence='high_point', turning_point='true')
    picture = os.path.join(home, 'zus.jpg')
    run('convert', '-size', '300x200', 'xc:teal', picture)
    photo = an.cli('attach', quote, picture, '--alt', 'Twee zussen', '--caption', 'Samen').strip()
    an.set(photo, shows='recognisable')
    an.cli('link', photo, 'depicts', person)
    sync_all(an, sofie)
    hub.stop()
    an.add('consent', stakeholder=person, act='given', form='oral', given_on='2026-03-01',
           uses='retell,anonymous_quote,photo', reach='team,participants,funder,network,public')
    words, pictures = _told(an)
    # The participants' edition tells what they said; the other one begins where there are questions and a map.
    assert words >= _everywhere('board', 'learning_network') and pictures >= _everywhere('board', 'learning_network', 'participants'), \
        (_everywhere() - words, _everywhere() - pictures)
    assert _told(sofie) == (set(), set())
    sofie.add('consent', stakeholder=person, act='withdrawn', given_on='2026-03-02')
    assert _told(sofie) == (set(), set())
    hub.start()
    for laptop in ((an, sofie) if first == 'an' else (sofie, an)):
        laptop.sync()
    sync_all(an, sofie)
    assert _told(an) == (set(), set()) and _told(sofie) == (set(), set())
    for audience in AUDIENCES:
        one, other = (open(os.path.join(laptop.home, f'{audience}-html'), 'rb').read() for laptop in (an, sofie))
        assert one == other, audience

def who_gave_syncs_first_and_nothing_is_told(home):
    _nothing_is_told(home, 'an')

def who_took_back_syncs_first_and_nothing_is_told(home):
    _nothing_is_told(home, 'sofie')

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
