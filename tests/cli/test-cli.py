#!/usr/bin/env python3
"""Every command of proeftuin-cli, as its user types it."""
import json, os, re, stat, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import CLI, Laptop, main, run

UUID = re.compile(r'^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$')

def laptop_with_logbook(home):
    an = Laptop(home, 'an')
    an.cli('create', '--name', 'Keukentafel')
    return an

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
    assert list(note) == ['id', 'kind', 'archived', 'sharing', 'fields', 'links', 'attachments', 'comments', 'conflicts']
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

def usage_errors_exit_2(home):
    an = laptop_with_logbook(home)
    for words in (['nonsense'], ['set'], ['add', 'gizmo', 'x=1'], ['add', 'entry', 'body'], ['show', 'not-an-id'], ['list', 'gizmo'],
                  ['list', 'entry', '--where', 'nofield=1'], ['list', 'entry', '--nonsense']):
        an.fails(2, *words)
    assert subprocess.run([CLI], capture_output=True).returncode == 2

def help_everywhere(home):
    assert 'resolve ID FIELD' in run(CLI, '--help')
    for command in ('create', 'add', 'list', 'import', 'export', 'join', 'sync', 'verify', 'backup'):
        assert command in run(CLI, command, '--help')

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

def verify_notices_and_mends(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Bijlage')
    path = os.path.join(home, 'a.txt')
    open(path, 'w').write('inhoud')
    an.cli('attach', note, path)
    assert an.json('verify')[0]['ok'] is True
    stored = [os.path.join(top, name) for top, _, names in os.walk(an.folder + '/attachments') for name in names][0]
    os.chmod(stored, 0o600)
    open(stored, 'w').write('anders')
    an.fails(1, 'verify')
    open(stored, 'w').write('inhoud')
    assert an.json('verify')[0]['ok'] is True
    assert an.json('verify', '--rebuild')[0]['rebuilt'] is True

def backup_and_restore(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Bewaren')
    an.cli('attach', note, __file__)
    backup = os.path.join(home, 'backup.file')
    an.cli('backup', backup)
    assert stat.S_IMODE(os.stat(backup).st_mode) == 0o600
    sofie = Laptop(home, 'sofie')
    sofie.cli('restore-backup', backup)
    assert sofie.cli('list', 'entry', '--json') == an.cli('list', 'entry', '--json')
    assert sofie.json('verify')[0]['ok'] is True
    sofie.fails(1, 'restore-backup', backup)
    open(backup, 'r+b').truncate(1000)
    Laptop(home, 'derde').fails(1, 'restore-backup', backup)

def identity_never_shows(home):
    an = laptop_with_logbook(home)
    person = an.add('stakeholder', name='Bewoner 3', kind='person', helix='citizens')
    an.cli('identity', person, 'name=PLANTEDREALNAME', 'contact=06-PLANTEDPHONE')
    out = os.path.join(home, 'uit')
    an.cli('export', '--format', 'json', '-o', out + '.json')
    an.cli('export', '--format', 'csv', '-o', out + '-csv')
    an.cli('export', '--format', 'md', '--audience', 'internal', '-o', out + '-md')
    an.cli('export', '--format', 'html', '--audience', 'internal', '-o', out + '.html')
    an.cli('backup', out + '.backup')
    an.fails(1, 'identity', an.add('entry', body='x'), 'name=x')
    for top, _, names in os.walk(home):
        for name in names:
            if name.startswith('uit') or '/uit' in top:
                assert b'PLANTED' not in open(os.path.join(top, name), 'rb').read(), name
    assert 'PLANTED' not in an.cli('show', person) + an.cli('show', person, '--json') + an.cli('history', person)

def import_table_dry_run_undo(home):
    an = laptop_with_logbook(home)
    path = os.path.join(home, 'notities.csv')
    open(path, 'w', encoding='utf-16').write('Datum;Titel;Notitie;Soort;Kleur\n12-3-2016;Regen;"Twee\nregels";Gesprek;rood\n'
                                             '31-2-2016;Fout;x;Gesprek;\n13 maart 2016;Zon;Tekst;Bijeenkomst;blauw\n')
    dry = an.cli('import', path, '--dry-run')
    assert an.json('list', 'entry') == []
    assert 'Kleur' in dry and '4' in dry
    said = an.cli('import', path)
    notes = an.json('list', 'entry')
    assert [n['fields']['title'] for n in notes] == ['Zon', 'Regen']
    assert notes[1]['fields']['body'] == 'Twee\nregels' and notes[1]['fields']['kind'] == 'conversation'
    an.set(notes[0]['id'], title='Zon en wind')
    undone = an.cli('undo-import')
    assert 'Zon en wind' in undone
    assert [n['fields']['title'] for n in an.json('list', 'entry')] == ['Zon en wind']
    assert said != dry

def import_remembers_a_mapping(home):
    an = laptop_with_logbook(home)
    path = os.path.join(home, 'x.csv')
    open(path, 'w').write('wat,wie\nKoffie,Noor\n')
    an.cli('import', path, '--map', 'wat=body', '--map', 'wie=title')
    open(path, 'w').write('wat,wie\nThee,Sam\n')
    an.cli('import', path)
    assert sorted(n['fields'].get('title', '') for n in an.json('list', 'entry')) == ['Noor', 'Sam']

def json_round_trip(home):
    an = Laptop(home, 'an')
    an.cli('example')
    first, second = os.path.join(home, '1.json'), os.path.join(home, '2.json')
    an.cli('export', '--format', 'json', '-o', first)
    sofie = Laptop(home, 'sofie')
    sofie.cli('import', first)
    sofie.cli('export', '--format', 'json', '-o', second)
    one, two = (json.load(open(path)) for path in (first, second))
    strip = lambda record: {k: v for k, v in record.items() if k not in ('created', 'updated')}
    assert [strip(r) for r in one['records']] == [strip(r) for r in two['records']]
    assert one['files'] == two['files'] and one['logbook'] == two['logbook']

def export_csv_opens_in_a_dutch_spreadsheet(home):
    an = laptop_with_logbook(home)
    an.add('entry', body='=1+1', title='Ja;nee')
    path = os.path.join(home, 'entry.csv')
    an.cli('export', '--format', 'csv', '--kind', 'entry', '-o', path)
    text = open(path, encoding='utf-8-sig', newline='').read()
    assert "'=1+1" in text and '\r\n' in text

def errors_keep_what_is_there(home):
    an = laptop_with_logbook(home)
    an.add('entry', body='Blijft')
    database = an.folder + '/logbook.db'
    whole = open(database, 'rb').read()
    for wal in ('-wal', '-shm'):
        if os.path.exists(database + wal):
            os.remove(database + wal)
    open(database, 'r+b').truncate(len(whole) // 2)
    half = open(database, 'rb').read()
    an.fails(1, 'list', 'entry')
    an.fails(1, 'add', 'entry', 'body=x')
    assert open(database, 'rb').read() == half
    open(database, 'wb').write(b'Dit is geen logboek, maar wel lang genoeg om er een te lijken. ' * 100)
    assert 'left as it was' in an.fails(1, 'list', 'entry')

def other_programs_may_write_at_once(home):
    an = laptop_with_logbook(home)
    together = [an.start('add', 'entry', f'body=Tegelijk {i}') for i in range(12)]
    for process in together:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert len(an.json('list', 'entry')) == 12
    assert an.json('verify')[0]['ok'] is True

def dutch_sentences(home):
    an = laptop_with_logbook(home)
    an.env.update({'LC_ALL': 'nl_NL.UTF-8', 'LANGUAGE': 'nl'})
    assert 'Welk' in subprocess.run([CLI, 'list', 'entry'], env={**os.environ, **an.env}, cwd=home, text=True,
                                    capture_output=True).stderr
    assert 'Bewaard op deze laptop' in an.cli('status')

main([value for name, value in list(globals().items()) if callable(value) and getattr(value, '__module__', '') == '__main__'
      and name not in ('laptop_with_logbook', 'main')])
