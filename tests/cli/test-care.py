#!/usr/bin/env python3
"""What must never be lost: damage, backups, several programs at once, real names."""
import json, os, stat, subprocess, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Failed, Laptop, bytes_below, laptop_with_logbook, main, run

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
    assert '[--rebuild | --hub]' in an.fails(2, 'verify', '--rebuild', '--hub')

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

def closed_logbook_can_only_be_read(home):
    an = laptop_with_logbook(home)
    question = an.add('question', text='Wie doet de deur open?')
    person = an.add('stakeholder', name='Bewoner 1', kind='person', helix='citizens')
    an.cli('identity', person, 'name=Anna')
    note = an.add('entry', body='Het laatste feest')
    steps = lambda *more: {line['step']: line['done'] for line in an.json('close', *more)}
    assert steps('--begin') == {'questions': False, 'actions': True, 'experiments': True, 'story': False, 'cards': True,
                                'withdrawals': True, 'sent': True, 'deposit': False, 'names': False}
    assert question in an.cli('close') and 'closing' in an.cli('list', 'logbook', '--json')
    assert '3 steps' in an.fails(1, 'close', '--yes')
    an.set(question, status='dropped', status_why='Niemand meer')
    story = an.add('narrative', title='Het laatste verhaal', audience='internal', status='shared')
    steps('--deposited')
    assert {step for step, done in steps().items() if not done} == {'names'}
    an.cli('close', '--yes')
    assert an.json('key', 'status')[0]['people'] == 0
    for words in (('add', 'entry', 'body=Toch nog iets'), ('set', note, 'body=Anders'), ('archive', note), ('attach', note, __file__),
                  ('link', note, 'supports', question), ('comment', note, 'remark', 'Mooi'), ('undo-import',)):
        said = an.fails(1, *words)
        assert 'closed' in said or words[0] == 'undo-import', said
    # What people are owed goes on: reading, giving away, taking back.
    an.cli('document', 'closing', '-o', os.path.join(home, 'akte.pdf'))
    an.cli('export', '--format', 'html', '--narrative', story, '-o', os.path.join(home, 'verhaal.html'))
    assert len(an.json('list', 'release')) == 1
    an.cli('withdraw', person)
    an.cli('erase', note, '--fields', 'body', '--reason', 'Vroeg erom')
    assert an.json('verify')[0]['ok'] is True
    an.fails(2, 'reopen')
    an.cli('reopen', 'De gemeente wil verder')
    an.add('entry', body='En weer door')
    assert 'not closed' in an.fails(1, 'reopen', 'Nog eens')

def erase_without_a_hub_leaves_no_byte(home):
    an = laptop_with_logbook(home)
    person = an.add('stakeholder', name='pseudoniemwoord', kind='person', helix='citizens')
    an.cli('identity', person, 'name=echtenaamwoord')
    note = an.add('entry', title='Blijft', body='weggewist')
    an.set(note, body='weggewist, nog eens')
    words = ['pseudoniemwoord', 'echtenaamwoord', 'weggewist']
    traces = lambda: {word for _, data in bytes_below(home) for word in words if word.encode() in data}
    assert traces() == {'pseudoniemwoord', 'weggewist'}  # a real name is sealed
    an.fails(2, 'erase', note)
    an.fails(2, 'erase', note, '--reason', ' ')
    an.fails(2, 'erase', note, '--reason', 'x', '--fields', 'nofield')
    an.fails(2, 'erase', note, '--reason', 'x', '--fields', 'sharing')
    an.fails(1, 'erase', '0190d0c0-0000-7000-8000-000000000001', '--reason', 'x')
    link = an.cli('link', person, 'supports', note).strip()
    assert 'Take the link away' in an.fails(1, 'erase', link, '--reason', 'x')
    assert 'Take the link away' in an.fails(1, 'erase', link, '--fields', 'kind', '--reason', 'x')
    assert an.cli('erase', note, '--fields', 'body', '--reason', 'Te herkenbaar') == 'Erased on this laptop.\n'
    an.cli('erase', person, '--reason', 'Vroeg erom')
    assert 'erased: Text. The reason: Te herkenbaar' in an.cli('erasures')
    assert traces() == set()
    assert an.show(link)['archived'] is True
    assert 'erased' in an.fails(1, 'show', person) and an.show(note)['fields']['title'] == 'Blijft'
    assert [(line['number'], line['record'], line.get('fields'), line['reason']) for line in an.json('erasures')] == [
        (1, note, ['body'], 'Te herkenbaar'), (2, person, None, 'Vroeg erom')]
    assert an.json('verify')[0]['ok'] is True
    # The orders go along in a backup; the words do not.
    backup = os.path.join(home, 'backup.file')
    an.cli('backup', backup)
    other = Laptop(home, 'other')
    other.cli('restore-backup', backup)
    assert other.json('erasures') == an.json('erasures') and traces() == set()

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

def killed_in_the_middle_keeps_all_that_was_said(home):
    an = laptop_with_logbook(home)
    begun = time.monotonic()
    said, killed = [an.add('entry', body='Notitie')], 0
    takes = time.monotonic() - begun  # how far one comes is a matter of this machine, not of milliseconds
    for i in range(60):
        process = an.start('add', 'entry', f'body=Notitie {i}')
        if i % 6 == 5:
            try:
                process.wait(takes * (i // 6) / 10)  # the first at once
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
        said += process.communicate(timeout=60)[0].split()
    there = {note['id'] for note in an.json('list', 'entry')}
    assert killed > 0 and set(said) <= there and len(there) <= 61
    assert an.json('verify')[0]['ok'] is True

def verify_and_backup_while_others_write(home):
    an = laptop_with_logbook(home)
    for round in range(4):
        writers = [an.start('add', 'entry', f'body=Notitie {round} {i}') for i in range(4)]
        assert an.json('verify')[0]['ok'] is True
        an.cli('backup', os.path.join(home, f'{round}.backup'))
        for writer in writers:
            err = writer.communicate(timeout=60)[1]
            assert writer.returncode == 0, err
    sofie = Laptop(home, 'sofie')
    sofie.cli('restore-backup', os.path.join(home, '3.backup'))
    assert len(sofie.json('list', 'entry')) >= 12 and sofie.json('verify')[0]['ok'] is True

def an_altered_file_spoils_neither_backup_nor_export(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='Bijlage')
    path = os.path.join(home, 'a.txt')
    open(path, 'w').write('inhoud')
    an.cli('attach', note, path)
    stored = os.path.join(an.folder, 'attachments', an.show(note)['attachments'][0]['sha256'])
    open(stored, 'w').write('anders')
    an.cli('backup', home + '/backup')
    an.cli('export', '--format', 'json', '-o', home + '/export.json')
    Laptop(home, 'sofie').cli('restore-backup', home + '/backup')
    koen = Laptop(home, 'koen')
    koen.cli('import', home + '/export.json')
    assert koen.show(note)['fields']['body'] == 'Bijlage'

def a_newer_or_foreign_file_is_left_alone(home):
    an = laptop_with_logbook(home)
    database = an.folder + '/logbook.db'
    for pragma, word in (('user_version = 99', 'newer'), ('application_id = 7', 'another program')):
        before = open(database, 'rb').read()
        run('sqlite3', database, f'PRAGMA {pragma}; PRAGMA wal_checkpoint (TRUNCATE)')
        changed = open(database, 'rb').read()
        for words in (('list', 'entry'), ('add', 'entry', 'body=x'), ('verify', '--rebuild'), ('backup', home + '/b')):
            assert word in an.fails(1, *words)
        assert open(database, 'rb').read() == changed
        open(database, 'wb').write(before)

def devices_and_pipes_are_no_files(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='x')
    pipe = os.path.join(home, 'pipe')
    os.mkfifo(pipe)
    an.fails(1, 'attach', note, pipe)
    an.fails(1, 'backup', pipe)
    an.fails(2, 'export', '--format', 'html', '-o', pipe)
    assert stat.S_ISFIFO(os.stat(pipe).st_mode)
    assert os.listdir(an.folder + '/attachments') == []

def an_answer_that_cannot_be_written_is_a_failure(home):
    an = laptop_with_logbook(home)
    an.add('entry', body='x')
    with open('/dev/full', 'w') as full:
        done = subprocess.run([*an.words, 'list', 'entry', '--json'], env={**os.environ, **an.env}, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1 and done.stderr

def a_folder_for_reading_only(home):
    an = laptop_with_logbook(home)
    note = an.add('entry', body='x')
    if os.getuid() == 0:  # who may do everything cannot be kept from writing
        return
    for top, folders, names in os.walk(an.folder):
        for name in names:
            os.chmod(os.path.join(top, name), 0o400)
        os.chmod(top, 0o500)
    try:
        assert [found['id'] for found in an.json('list', 'entry')] == [note]
        assert 'read-only' in an.fails(1, 'add', 'entry', 'body=y')
        assert an.json('verify')[0]['ok'] is True
    finally:
        for top, _, names in os.walk(an.folder):
            os.chmod(top, 0o700)

main(globals())
