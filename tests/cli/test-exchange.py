#!/usr/bin/env python3
"""Import and export from a terminal."""
import csv, datetime, hashlib, json, os, subprocess, sys, zipfile
import jsonschema, openpyxl
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Laptop, laptop_with_logbook, main, run, unpacked

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

def _export(laptop, format, path, *args):
    laptop.cli('export', '--format', format, '-o', path, *args)
    return path

def _plain(path):
    """What a JSON export holds, without when and by whom it was typed in here."""
    whole = json.load(open(path))
    records = [{k: v for k, v in record.items() if k not in ('created', 'updated')} for record in whole['records']]
    return records, whole['files'], whole['logbook']

def json_round_trip(home):
    an = Laptop(home, 'an')
    an.cli('example')
    first, second = os.path.join(home, '1.json'), os.path.join(home, '2.json')
    an.cli('export', '--format', 'json', '-o', first)
    sofie = Laptop(home, 'sofie')
    sofie.cli('import', first)
    sofie.cli('export', '--format', 'json', '-o', second)
    assert _plain(first) == _plain(second)

def json_is_as_its_schema_says(home):
    """And the schema means something: each kind is described, with all that the sample says of it."""
    an = Laptop(home, 'an')
    an.cli('example')
    schema = json.loads(an.cli('schema'))
    whole = json.load(open(_export(an, 'json', os.path.join(home, 'x.json'))))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    assert not (wrong := [error.message[:200] for error in check.iter_errors(whole)][:3]), wrong
    for record in whole['records']:
        assert record['fields'].keys() <= schema['$defs'][record['kind']]['properties'].keys(), record
        for field, value in record['fields'].items():
            known = schema['$defs'][record['kind']]['properties'][field]
            for keys in (known.get('examples'), known.get('items', {}).get('examples')):
                assert not keys or set(value if isinstance(value, list) else [value]) <= set(keys), (record['kind'], field, value)
    for kind, field, value in (('entry', 'occurred_on', 'gisteren'), ('entry', 'headcount', 'veel'), ('consent', 'uses', 'photo'),
                               ('logbook', 'research_fields', 'ja')):
        spoilt = json.loads(json.dumps(whole))
        next(record for record in spoilt['records'] if record['kind'] == kind)['fields'][field] = value
        assert not check.is_valid(spoilt), (kind, field)

def export_actions_as_a_calendar(home):
    an = laptop_with_logbook(home)
    person = an.add('stakeholder', name='Bewoner 3', kind='person')
    an.cli('identity', person, 'name=Fatima Yilmaz')
    action = an.add('action', text='Fatima bellen', type='appointment', due_on='2026-03-12T14:05')
    path = os.path.join(home, 'acties.ics')
    an.cli('export', '--format', 'ics', '-o', path)
    text = open(path, encoding='utf-8', newline='').read()
    assert f'UID:{action}\r\n' in text and 'DTSTART:20260312T140500\r\n' in text
    assert 'SUMMARY:Bewoner 3 bellen\r\n' in text and 'Fatima' not in text

def export_csv_opens_in_a_dutch_spreadsheet(home):
    an = laptop_with_logbook(home)
    an.add('entry', body='=1+1', title='Ja;nee')
    path = os.path.join(home, 'entry.csv')
    an.cli('export', '--format', 'csv', '--kind', 'entry', '-o', path)
    text = open(path, encoding='utf-8-sig', newline='').read()
    assert "'=1+1" in text and '\r\n' in text

def a_workbook_that_others_read(home):
    an = Laptop(home, 'an')
    an.cli('example')
    path = os.path.join(home, 'logboek.xlsx')
    an.cli('export', '--format', 'xlsx', '-o', path)
    book = openpyxl.load_workbook(path)
    notes = book['Notities']
    heads = [cell.value for cell in notes[1]]
    column = {head: [row[i].value for row in notes.iter_rows(min_row=2)] for i, head in enumerate(heads)}
    kept = {note['id']: note['fields'] for note in an.json('list', 'entry')}
    assert column['id'] and set(column['id']) == set(kept), len(column['id'])
    for id, body, day in zip(column['id'], column['Tekst'], column['Wanneer']):
        assert kept[id]['occurred_on'][:10] == day.date().isoformat(), (id, day)
        assert '](pt:' in kept[id]['body'] or (body or '').strip() == kept[id]['body'].strip(), (body, kept[id]['body'])
    assert notes.freeze_panes == 'A2' and notes.auto_filter.ref.startswith('A1:')
    assert 'Metingen' in book.sheetnames and 'Mensen en organisaties' in book.sheetnames, book.sheetnames

def a_crate_by_the_rules(home):
    """RO-Crate 1.1, sections 3 to 5, and what the .eln format adds to it."""
    an = Laptop(home, 'an')
    an.cli('example')
    with zipfile.ZipFile(_export(an, 'eln', os.path.join(home, 'logboek.eln'))) as archive:
        names = archive.namelist()
        folder, = {name.split('/')[0] for name in names}
        crate = json.loads(archive.read(f'{folder}/ro-crate-metadata.json'))
        graph = {entity['@id']: entity for entity in crate['@graph']}
        assert len(graph) == len(crate['@graph']) and crate['@context'] == 'https://w3id.org/ro/crate/1.1/context'
        about = graph['ro-crate-metadata.json']
        assert about['about'] == {'@id': './'} and about['conformsTo'] == {'@id': 'https://w3id.org/ro/crate/1.1'}
        assert {'name', 'description', 'datePublished', 'license', 'hasPart'} <= graph['./'].keys()
        reached, waiting = set(), ['./']
        while waiting:
            id = waiting.pop()
            reached.add(id)
            waiting += [part['@id'] for part in graph[id].get('hasPart', [])]
        for entity in graph.values():
            for value in entity.values():
                for ref in value if isinstance(value, list) else [value]:
                    assert not isinstance(ref, dict) or (set(ref) == {'@id'} and
                        (ref['@id'] in graph or ref['@id'].startswith('https://w3id.org/'))), (entity['@id'], ref)
            if entity['@type'] in ('Dataset', 'File'):
                assert entity['@id'] in reached, entity['@id']
        files = [entity for entity in graph.values() if entity['@type'] == 'File']
        assert len(files) == len(names) - 1 > 5
        for file in files:
            bytes = archive.read(f'{folder}/' + file['@id'].removeprefix('./'))
            assert hashlib.sha256(bytes).hexdigest() == file['sha256'] and len(bytes) == file['contentSize']
    notes = [entity for entity in graph.values() if entity.get('additionalType') == 'Notitie']
    assert {note['identifier'] for note in notes} == {note['id'] for note in an.json('list', 'entry')}
    assert all(note['name'] and note['text'].startswith('<') for note in notes) and any('comment' in note for note in notes)

def what_is_private_leaves_only_when_that_is_said(home):
    """Also what hangs on it; the proof of a consent never, whatever its sharing."""
    an = laptop_with_logbook(home)
    an.add('entry', body='Gedeeld met het kernteam.')
    secret = an.add('entry', body='PLANTEDNOTE', sharing='private')
    an.add('action', text='PLANTEDTASK', about=secret, due_on='2026-05-01', sharing='private')
    an.add('action', text='Bellen', about=secret, due_on='2026-05-02', sharing='team')
    person = an.add('stakeholder', name='Bewoner 3', kind='person')
    scan = os.path.join(home, 'scan.txt')
    open(scan, 'w').write('PLANTEDPROOF')
    proof = an.cli('attach', person, scan, '--caption', 'PLANTEDCAPTION').strip()
    an.set(proof, type='consent_proof', sharing='public', shows='nobody')
    def found(format, *more):
        path = _export(an, format, os.path.join(home, 'uit' + ''.join(more) + '.' + format), *more)
        return sorted(word for word in ('PLANTEDNOTE', 'PLANTEDTASK', 'PLANTEDPROOF', 'PLANTEDCAPTION') if word.encode() in unpacked(path))
    for format in ('json', 'csv', 'xlsx', 'eln', 'ics'):
        assert found(format) == [], (format, found(format))
        assert found(format, '--private') == ['PLANTEDNOTE', 'PLANTEDTASK'], format

def a_crate_comes_back_whole(home):
    an, sofie = Laptop(home, 'an'), Laptop(home, 'sofie')
    an.cli('example')
    sofie.cli('import', _export(an, 'eln', os.path.join(home, 'logboek.eln')))
    one, two = (_plain(_export(laptop, 'json', os.path.join(home, laptop.name + '.json'))) for laptop in (an, sofie))
    assert one == two and one[1]
    same = [open(_export(sofie, 'eln', os.path.join(home, name)), 'rb').read() for name in ('1.eln', '2.eln')]
    assert same[0] == same[1]

def papers_beside_the_story(home):
    an = laptop_with_logbook(home)
    rosa = an.add('stakeholder', name='Bewoner 3', kind='person', helix='citizens')
    peter = an.add('stakeholder', name='Bewoner 4', kind='person', helix='citizens')
    an.cli('identity', rosa, 'name=Rosa de Wit')
    an.cli('identity', peter, 'name=Willem Jansen')
    an.add('entry', body=f'[@Bewoner 3](pt:{rosa}) kwam met Willem Jansen langs.')
    path = os.path.join(home, 'inzage.html')
    an.cli('document', 'access', rosa, '--format', 'html', '-o', path)
    text = open(path).read()
    assert 'Rosa de Wit' in text and 'langs.' in text and 'Jansen' not in text
    for paper in ('consent-form', 'who-sees-what', 'handover', 'closing', 'lost-laptop'):
        an.cli('document', paper, '-o', path + '.pdf')
        assert open(path + '.pdf', 'rb').read(5) == b'%PDF-'
    own = os.path.join(home, 'eigen.md')
    open(own, 'w').write('# Ons formulier\n\n[] {lab} mag dit.\n')
    an.cli('document', 'consent-form', '--text', own, '--format', 'html', '-o', path)
    assert 'Ons formulier' in open(path).read()
    an.fails(2, 'document', 'access', '-o', path)
    an.fails(2, 'document', 'handover', rosa, '-o', path)
    an.fails(2, 'document', 'testament', '-o', path)

def what_a_newer_version_made_survives(home):
    an = Laptop(home, 'an')
    id = '01890000-0000-7000-8000-00000000000%d'
    records = [
        {'id': id % 1, 'kind': 'hologram', 'fields': {'shape': 'bol', 'deep': {'a': [1, 2]}, 'n': 3.5}},
        {'id': id % 2, 'kind': 'entry', 'fields': {'body': 'x', 'kind': 'telepathie', 'mood': 'blij', 'list': ['a'], 'set/key': True}},
        {'id': id % 3, 'kind': 'entry', 'sharing': 'galaxy', 'fields': {'body': 'ver'}},
        {'id': id % 4, 'kind': 'hologram', 'archived': True, 'fields': {'shape': 'weg'}}]
    path = os.path.join(home, 'nieuw.json')
    json.dump({'format': 'proeftuin', 'version': 1, 'logbook': id % 9, 'later': {}, 'records': [
        {'id': id % 9, 'kind': 'logbook', 'fields': {'name': 'Morgen'}}, *records]}, open(path, 'w'))
    an.cli('import', path)
    an.set(id % 2, title='Oud gereedschap')
    an.cli('archive', id % 1)
    an.cli('unarchive', id % 1)
    an.cli('export', '--format', 'json', '-o', path + '2')
    found = {record['id']: record for record in json.load(open(path + '2'))['records']}
    for record in records:
        there = found[record['id']]
        assert record['fields'].items() <= there['fields'].items(), there
        assert there['kind'] == record['kind'] and there['sharing'] == record.get('sharing', 'core')
        assert there['archived'] is record.get('archived', False)
    assert [line['id'] for line in an.json('list', 'hologram')] == [id % 1]
    an.fails(2, 'list', 'feestje')
    an.cli('export', '--format', 'csv', '-o', home + '/csv')
    assert os.path.exists(home + '/csv/hologram.csv')
    assert an.json('verify')[0]['ok'] is True

def nothing_understood_is_no_success(home):
    an = laptop_with_logbook(home)
    path = os.path.join(home, 'x.csv')
    open(path, 'w').write('kleur;smaak\nrood;zoet\n')
    assert an.cli('import', path, '--dry-run')
    try:
        an.cli('import', path)
    except Exception as failed:
        assert failed.code == 1 and '--map' in failed.err
    else:
        raise AssertionError('it succeeded')
    for words in (['--map', 'kleur'], ['--map', 'kleur=nergens'], ['--map', 'geur=body'], ['--as', 'feestje'], ['--as', 'logbook']):
        an.fails(1, 'import', path, *words)
    assert an.json('list', 'entry') == []

def files_that_are_none(home):
    an = laptop_with_logbook(home)
    path = os.path.join(home, 'x')
    for content in (b'', b'\x00\x01\x02' * 999, b'PK\x03\x04 geen zip', b'[' * 1000000, b'{"format":"proeftuin","version":1,"records":[{"id":"kap',
                    b'{"format":"proeftuin","version":99,"records":[]}', b'a;b\n1;"nooit gesloten\n'):
        open(path, 'wb').write(content)
        an.fails(1, 'import', path)
    an.fails(1, 'import', home)
    an.fails(1, 'import', path + '-niet-daar')
    assert an.json('list', 'entry') == []

def export_options_that_make_no_sense(home):
    an = laptop_with_logbook(home)
    out = os.path.join(home, 'uit')
    for words in ([], ['--format', 'html'], ['-o', out], ['--format', 'boek', '-o', out], ['--format', 'html', '-o', out, '--from', '2026-13-01'],
                  ['--format', 'html', '-o', out, '--from', '2026-02-01', '--to', '2026-01-01'], ['--format', 'html', '-o', out, '--lang', 'xx'],
                  ['--format', 'html', '-o', out, '--audience', 'niemand'], ['--format', 'json', '-o', out, '--kind', 'entry'],
                  ['--format', 'csv', '-o', out, '--audience', 'public'], ['--format', 'csv', '-o', out, '--kind', 'feestje']):
        an.fails(2, 'export', *words)
        assert not os.path.exists(out)

def every_format_with_its_options(home):
    an = Laptop(home, 'an')
    an.cli('example')
    out = os.path.join(home, 'uit')
    period = ['--from', '2016-06-01', '--to', '2016-12-31']
    for audience in ('public', 'participants', 'funder', 'board', 'internal', 'learning_network'):
        for lang in ('nl', 'en'):
            an.cli('export', '--format', 'html', '--audience', audience, '--lang', lang, *period, '-o', f'{out}-{audience}-{lang}.html')
            assert f'lang="{lang}"' in open(f'{out}-{audience}-{lang}.html').read()
    an.cli('export', '--format', 'md', *period, '-o', out + '-md')
    assert os.path.exists(out + '-md/narrative.md')
    an.cli('export', '--format', 'csv', '--kind', 'entry', *period, '-o', out + '.csv')
    an.cli('export', '--format', 'csv', '--kind', 'entry', '--lang', 'nl', '-o', out + '-nl.csv')
    assert 'Wanneer' in open(out + '-nl.csv', encoding='utf-8-sig').readline()
    an.cli('export', '--format', 'json', *period, '-o', out + '.json')
    dates = [r['fields']['occurred_on'][:10] for r in json.load(open(out + '.json'))['records'] if r['kind'] == 'entry']
    assert dates and all('2016-06-01' <= date <= '2016-12-31' for date in dates)

def tables_for_people_have_letters_and_days(home):
    an = Laptop(home, 'an')
    an.cli('example')
    out = os.path.join(home, 'uit')
    an.cli('export', '--format', 'csv', '--lang', 'nl', '-o', out)
    rows = list(csv.DictReader(open(out + '/question.csv', encoding='utf-8-sig', newline=''), delimiter=';'))
    letters = [row['Letter'] for row in rows]
    assert rows and all(letters) and len(set(letters)) == len(rows), letters
    resolved = [r['Opgelost op'] for r in csv.DictReader(open(out + '/comment.csv', encoding='utf-8-sig', newline=''), delimiter=';')]
    assert any(resolved) and all(day[4] == day[7] == '-' for day in resolved if day), resolved
    an.cli('export', '--format', 'xlsx', '--lang', 'nl', '-o', out + '.xlsx')
    sheet = openpyxl.load_workbook(out + '.xlsx')['Opmerkingen']
    column = [cell.value for cell in sheet[1]].index('Opgelost op')
    days = [row[column].value for row in sheet.iter_rows(min_row=2) if row[column].value is not None]
    assert days and all(isinstance(day, datetime.datetime) for day in days), days
    dry = an.cli('import', out + '/question.csv', '--as', 'question', '--dry-run')
    assert 'Regel' not in dry and 'Line' not in dry, dry

def files_are_called_by_the_day_they_are_of(home):
    an = Laptop(home, 'an')
    an.cli('example')
    named = [(a['fields']['filename'], a['fields'].get('taken_on')) for a in an.json('list', 'attachment')]
    assert named and all(name.startswith(day) for name, day in named if day), named

def a_narrative_before_it_leaves(home):
    an = Laptop(home, 'an')
    an.cli('example')
    out = os.path.join(home, 'uit.html')
    story = next(n for n in an.json('list', 'narrative') if n['fields']['audience'] == 'funder')['id']
    gaps = an.json('gaps', story)
    assert {'undecided', 'contribution'} <= {gap['type'] for gap in gaps}
    assert all(gap['what'] and an.json('show', gap['record']) for gap in gaps[:5])
    names = an.json('names', story)
    assert names and {name['ticked'] for name in names} == {'no'}
    an.cli('names', story, '--tick')
    assert {name['ticked'] for name in an.json('names', story)} == {'yes'}
    an.cli('export', '--format', 'html', '--narrative', story, '-o', out)
    release, = [r for r in an.json('list', 'release') if r['fields'].get('sha256')]
    assert release['fields']['narrative'] == story
    assert release['fields']['sha256'] == hashlib.sha256(open(out, 'rb').read()).hexdigest()
    assert release['fields']['format'] == 'html' and release['fields']['persons']
    following = an.cli('next-narrative', story, '--title', 'Hoe het verder ging').strip()
    assert {name['ticked'] for name in an.json('names', following)} <= {'yes', 'no'}
    copied = an.json('show', following)[0]['fields']
    assert copied['from_on'] == '2017-01-01' and copied['title'] == 'Hoe het verder ging'
    copies, originals = ([(p['section'], p['place']) for p in an.json('passages', one)] for one in (following, story))
    assert copies == originals
    an.fails(2, 'gaps', 'nergens')
    an.fails(1, 'gaps', '--audience', 'iedereen')

main(globals())
