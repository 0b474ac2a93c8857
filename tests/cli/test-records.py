#!/usr/bin/env python3
"""Records from a terminal: create, add, set, show, list, search, link, comment, attach, history, archive."""
import json, os, re, stat, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import CLI, Laptop, laptop_with_logbook, main, run

UUID = re.compile(r'^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$')

def create_prints_the_id_and_nothing_else(home):
    an = Laptop(home, 'an')
    assert UUID.match(an.cli('create', '--name', 'Keukentafel', '--kind', 'living_lab', '--start-on', '2026-01-05',
                             '--place', 'Nijmegen'))
    logbook = an.json('list', 'logbook')[0]
    assert logbook['fields']['name'] == 'Keukentafel'
    assert logbook['fields']['kind'] == 'living_lab'
    assert logbook['fields']['start_on'] == '2026-01-05'
    assert stat.S_IMODE(os.stat(an.folder).st_mode) == 0o700
    assert stat.S_IMODE(os.stat(an.folder + '/logbook.db').st_mode) == 0o600

def create_twice_is_refused_and_keeps_the_first(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Blijft')
    an.fails(1, 'create', '--name', 'Anders')
    assert an.show(note)['fields']['body'] == 'Blijft'

def add_set_show_and_list(home):
    an = laptop_with_logbook(home)
    out = an.cli('add', 'entry', 'body=Elf mensen aan tafel', 'kind=meeting', 'occurred_on=2026-03-12T14:05',
                 'headcount=11', 'hours=1,5', 'tags=soep, regen', 'turning_point=ja')
    assert UUID.match(out)
    note = an.show(out.strip())
    assert note['kind'] == 'entry' and note['archived'] is False and note['sharing'] == 'core'
    assert note['fields']['headcount'] == 11 and note['fields']['hours'] == 1.5
    assert note['fields']['tags'] == ['regen', 'soep'] and note['fields']['turning_point'] is True
    assert note['fields']['occurred_on'] == '2026-03-12T14:05'
    assert list(note) == ['id', 'kind', 'archived', 'sharing', 'fields', 'links', 'attachments', 'comments', 'conflicts', 'safe']
    an.set(out.strip(), title='Soep', headcount='')
    changed = an.show(out.strip())
    assert changed['fields']['title'] == 'Soep' and 'headcount' not in changed['fields']
    assert [line['id'] for line in an.json('list', 'entry')] == [out.strip()]
    assert an.cli('list', 'entry').startswith(out.strip())

def value_from_a_file(home):
    an = laptop_with_logbook(home)
    path = os.path.join(home, 'tekst.md')
    open(path, 'w').write('Regel een\n\nRegel twee — ë\n')
    note = an.add('entry', body='@' + path)
    assert an.show(note)['fields']['body'] == 'Regel een\n\nRegel twee — ë'
    assert an.show(an.add('entry', body='@@An was er'))['fields']['body'] == '@An was er'

def wrong_values_are_named(home):
    an = laptop_with_logbook(home)
    for words, part in ((['headcount=veel'], 'eadcount'), (['kind=feestje'], 'ind'), (['occurred_on=32-13-2026'], 'date'),
                        (['geenveld=1'], 'geenveld')):
        sentence = an.fails(1, 'add', 'entry', 'body=x', *words)
        assert part in sentence, sentence
    assert an.json('list', 'entry') == []

def list_where_limit_and_archive(home):
    an = laptop_with_logbook(home)
    ids = [an.add('question', text=f'Vraag {i}', status='exploring' if i % 2 else 'open') for i in range(5)]
    assert len(an.json('list', 'question', '--where', 'status=open')) == 3
    assert len(an.json('list', 'question', '--where', 'status=exploring')) == 2
    assert len(an.json('list', 'question', '--limit', '2')) == 2
    an.cli('archive', ids[0])
    assert ids[0] not in [line['id'] for line in an.json('list', 'question')]
    assert an.show(ids[0])['archived'] is True
    an.cli('unarchive', ids[0])
    assert ids[0] in [line['id'] for line in an.json('list', 'question')]

def search_by_beginnings_and_without_accents(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='In het café werd geïmproviseerd')
    an.add('entry', body='Iets anders')
    for words in ('cafe', 'CAFÉ', 'geimpro', 'caf impro', '"caf', 'café AND', "x' OR 1"):
        found = [line['id'] for line in an.json('search', words)]
        assert found == ([note] if words in ('cafe', 'CAFÉ', 'geimpro', '"caf') else []), (words, found)

def link_comment_history(home):
    an = laptop_with_logbook(home)
    note, lesson = an.add('entry', body='Piept'), an.add('learning', headline='Piepen helpt niet')
    first = an.cli('link', lesson, 'source', note)
    assert an.cli('link', lesson, 'source', note) == first
    assert an.show(lesson)['links'] == [{'kind': 'source', 'from': lesson, 'to': note}]
    an.fails(2, 'link', lesson, 'nokind', note)
    an.fails(1, 'link', lesson, 'source', '01890000-0000-7000-8000-000000000000')
    an.cli('comment', lesson, 'objection', 'Niet bij iedereen', '--voice', 'huisarts')
    comment = an.show(lesson)['comments'][0]
    assert 'Niet bij iedereen' in json.dumps(comment)
    an.set(lesson, headline='Piepen helpt zelden')
    history = an.json('history', lesson)
    assert history[0]['field'] == 'headline' and history[0]['before'] == 'Piepen helpt niet'
    assert history[0]['after'] == 'Piepen helpt zelden' and history[0]['member']

def attach_once_and_clean(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Foto')
    path = os.path.join(home, 'IMG PLANTEDNAME.jpg')
    run('convert', '-size', '320x200', 'xc:olive', path)
    run('exiftool', '-q', '-overwrite_original', '-GPSLatitude=51.86', '-GPSLongitude=5.87', '-Artist=PLANTEDARTIST', path)
    for _ in range(2):
        an.cli('attach', note, path, '--caption', 'De tafel', '--alt', 'Een tafel met soep')
    attachments = an.show(note)['attachments']
    assert len({a['sha256'] for a in attachments}) == 1
    assert 'PLANTED' not in attachments[0]['filename']
    stored = [os.path.join(top, name) for top, _, names in os.walk(an.folder + '/attachments') for name in names]
    assert len([path for path in stored if os.path.basename(path).startswith(attachments[0]['sha256'])]) == 1
    for path in stored:
        assert b'PLANTED' not in open(path, 'rb').read()
    assert 'GPS' not in run('exiftool', stored[0])

def references_must_be_there_and_of_the_right_kind(home):
    an = laptop_with_logbook(home)
    note, person = an.add('entry', body='x'), an.add('stakeholder', name='Bewoner 1')
    experiment = an.add('experiment', title='Koffie')
    an.set(note, experiment=experiment)
    for wrong in (person, note, '01890000-0000-7000-8000-000000000000', 'koffie'):
        assert 'Experiment' in an.fails(1, 'set', note, f'experiment={wrong}')
    assert an.show(note)['fields']['experiment'] == experiment
    an.fails(1, 'comment', note, 'remark', 'Hoi', '--on-behalf-of', note)
    assert an.show(note)['comments'] == []

def a_link_made_twice_is_one(home):
    an = laptop_with_logbook(home)
    note, lesson = an.add('entry', body='x'), an.add('learning', headline='y')
    words = dict([('from', lesson), ('kind', 'source'), ('to', note)])
    first = an.cli('link', lesson, 'source', note).strip()
    an.cli('archive', first)
    assert an.add('link', **words) == first == an.add('link', **words)
    assert an.show(lesson)['links'] == [{'kind': 'source', 'from': lesson, 'to': note}]
    an.fails(2, 'add', 'link', f'from={lesson}', f'to={note}')

def texts_of_every_sort(home):
    an = laptop_with_logbook(home)
    texts = ['🍲 soep\n\tmet tab', 'x' * 120000, "'; DROP TABLE entry; --", '\u202eomgekeerd', '<b>&amp;</b>', 'é' * 1000]
    notes = [an.add('entry', body=text) for text in texts]
    assert [an.show(note)['fields']['body'] for note in notes] == texts
    path = os.path.join(home, 'tekst')
    open(path, 'wb').write(b'Een\r\nTwee\r\n')
    assert an.show(an.add('entry', body='@' + path))['fields']['body'] == 'Een\nTwee'
    for wrong in (b'x' * 300000, b'\xff\xfe', b'a\0b'):
        open(path, 'wb').write(wrong)
        an.fails(1, 'add', 'entry', 'body=@' + path)
    an.fails(2, 'comment', notes[0], 'remark', ' ')
    assert len(an.cli('search', 'soep')) < 400
    assert an.json('verify')[0]['ok'] is True

def list_finds_what_people_write(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='x', turning_point='ja', hours='1,5', occurred_on='2026-03-12 14:05', sharing='team')
    an.add('entry', body='y')
    for where in ('turning_point=ja', 'turning_point=true', 'hours=1,5', 'hours=1.5', 'occurred_on=12-3-2026', 'occurred_on=2026-03-12T14:05',
                  'sharing=team', 'body=x'):
        assert [found['id'] for found in an.json('list', 'entry', '--where', where)] == [note], where

def words_that_look_like_options(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='-min')
    an.cli('comment', note, 'remark', '--', '-1 graad')
    assert an.show(note)['comments'][0]['body'] == '-1 graad'
    assert [line.split()[0] for line in an.cli('search', '--', '-min').splitlines() if 'min' in line][:1] == [note]

def show_tells_all_to_a_person(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Soep')
    path = os.path.join(home, 'a.txt')
    open(path, 'w').write('inhoud')
    an.cli('attach', note, path, '--caption', 'Het recept')
    an.cli('comment', note, 'remark', 'Lekker')
    said = an.cli('show', note)
    assert 'Het recept' in said and 'Lekker' in said and 'Note' in said, said

def natural_order_with_ties_by_id(home):
    an = laptop_with_logbook(home)
    same = sorted(an.add('entry', body='z', occurred_on='2026-01-01') for _ in range(5))
    late = an.add('entry', body='y', occurred_on='2026-02-01')
    assert [note['id'] for note in an.json('list', 'entry')] == [late, *same]
    people = [an.add('stakeholder', name=name) for name in ('cor', 'An', 'Ber', 'an')]
    assert [p['fields']['name'].lower() for p in an.json('list', 'stakeholder')] == ['an', 'an', 'ber', 'cor']
    an.fails(2, 'list', 'entry', '--limit', '-1')

def a_logbook_without_a_folder_named(home):
    env = Laptop(home, 'an').env
    for name, folder in (('Keuken', 'Keuken.proeftuin'), ('../buiten', '-buiten.proeftuin')):
        where = os.path.join(home, 'hier')
        os.makedirs(where, exist_ok=True)
        run(CLI, 'create', '--name', name, env=env, cwd=where)
        assert folder in os.listdir(where), os.listdir(where)
    Laptop(home, 'bert').fails(2, 'create', '--name', ' ')

def private_copy_is_of_what_was_shared(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Hier alleen')
    assert 'never shared' in an.fails(1, 'private-copy', note)
    assert '--reason' in an.fails(2, 'private-copy', note, '--erase')
    assert '--erase' in an.fails(2, 'private-copy', note, '--reason', 'Mevrouw vroeg het')
    assert 'not an id' in an.fails(2, 'private-copy', 'notitie')
    assert [entry['id'] for entry in an.json('list', 'entry')] == [note]

main(globals())
