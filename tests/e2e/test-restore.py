#!/usr/bin/env python3
"""A hub that is put back, replaced or copied while it works, and what its laptops then do."""
import contextlib, json, os, shutil, sqlite3, subprocess, sys, threading
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, Failed, Hub, Laptop, bytes_below, fields, laptop_with_logbook, main, run, sync_all, team, wait_for

def hub_does(hub, *words):
    return run(HUB, *words, env=hub.env)

def hub_refuses(hub, *words):
    try:
        out = hub_does(hub, *words)
    except Failed as failed:
        assert failed.code == 1 and len(failed.err.strip().splitlines()) == 1, failed.err
        return failed.err
    raise AssertionError(out)

def restore(hub, file):
    hub.stop()
    told = hub_does(hub, 'restore', hub.folder, file)
    hub.start()
    return told

def everything(laptop):
    """All records by id, without what tells laptops apart."""
    path = os.path.join(laptop.home, 'all.json')
    laptop.cli('export', '--format', 'json', '-o', path)
    return {record['id']: record for record in json.load(open(path))['records']}

def assert_equal(*laptops):
    first, *others = map(everything, laptops)
    for other, laptop in zip(others, laptops[1:]):
        assert other == first, (laptop.name, {i: (first.get(i), other.get(i)) for i in first.keys() | other.keys() if first.get(i) != other.get(i)})
    for laptop in laptops:
        assert laptop.is_whole(), laptop.name
        assert laptop.json('status')[0]['pending'] == 0, laptop.name

def join(laptop, coordinator):
    laptop.join(coordinator.cli('invite', '--role', 'member', '--name', laptop.name))
    laptop.sync()
    return laptop

def hub_restored_from_an_older_backup(home):
    hub, (an, sofie, lost) = team(home, 'an', 'sofie', 'lost')
    backup = os.path.join(home, 'hub.tar')
    old = an.add('entry', body='Van voor de reservekopie')
    question = an.add('question', text='Een')
    sync_all(an, sofie, lost)
    assert 'Test' in hub_does(hub, 'backup', hub.folder, backup)
    assert os.stat(backup).st_mode & 0o777 == 0o600
    koen = join(Laptop(home, 'koen'), an)
    photo = os.path.join(home, 'foto.txt')
    open(photo, 'w').write('Een foto')
    an.set(old, title='Nieuwe titel')
    sofie.set(old, title='Andere titel', body='Nieuwe tekst')
    late = [laptop.add('entry', body='Sinds de reservekopie van ' + laptop.name) for laptop in (an, sofie, koen, lost)]
    second = sofie.add('question', text='Twee')
    sofie.cli('attach', late[1], photo)
    sync_all(lost, an, sofie, koen, an, sofie, koen)
    before = everything(an)
    letter = before[second]['no']
    told = restore(hub, backup)
    assert 'ledger' in told and '30 days' in told
    third = koen.add('question', text='Drie')
    sync_all(koen, an, sofie, koen, an, sofie)
    assert_equal(an, sofie, koen)
    after = everything(an)
    assert {i: after[i] for i in before} == before
    assert after[second]['no'] == letter and after[third]['no'] > letter
    assert len({after[q]['no'] for q in (question, second, third)}) == 3
    newcomer = join(Laptop(home, 'nieuw'), an)
    assert_equal(newcomer, an)
    names = {line['member_name'] for line in newcomer.json('history', late[3])}
    assert names == {'lost'}, names
    koen.set(old, body='En weer verder')
    sync_all(koen, an)
    assert an.show(old)['fields']['body'] == 'En weer verder'
    hub.stop()

def twice_and_to_another_folder(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    backup = os.path.join(home, 'hub.tar')
    hub_does(hub, 'backup', hub.folder, backup)
    for turn in range(2):
        sofie.add('entry', body=f'Ronde {turn}')
        sync_all(sofie, an)
        restore(hub, backup)
        sync_all(an, sofie, an)
        assert_equal(an, sofie)
    hub.stop()
    elsewhere = os.path.join(home, 'elders')
    assert 'no ledger' in hub_does(hub, 'restore', elsewhere, backup)
    shutil.copy(os.path.join(hub.folder, 'ledger.jsonl'), elsewhere)
    hub.folder = elsewhere
    hub.start()
    sync_all(an, sofie, an)
    assert_equal(an, sofie)
    assert len(everything(an)) == len(everything(join(Laptop(home, 'nieuw'), an)))
    hub.stop()

def put_back_by_other_means_and_said(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    old = an.add('entry', body='Van voor de kopie')
    sync_all(an, sofie)
    hub.stop()
    hub.keep_database()
    hub.start()
    late = sofie.add('entry', body='Van na de kopie')
    path = os.path.join(home, 'foto.txt')
    open(path, 'w').write('Een foto')
    sofie.cli('attach', old, path)
    sync_all(sofie, an)
    assert 'served' in hub_refuses(hub, 'restored', hub.folder)
    hub.stop()
    hub.put_database_back()
    assert 'put back' in hub_does(hub, 'restored', hub.folder)
    hub.start()
    newcomer = join(Laptop(home, 'nieuw'), an)
    sync_all(sofie, an, newcomer)
    assert_equal(an, sofie, newcomer)
    assert late in everything(newcomer) and len(newcomer.show(old)['attachments']) == 1
    hub.stop()

def a_file_that_only_the_hub_still_has(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    backup = os.path.join(home, 'hub.tar')
    hub_does(hub, 'backup', hub.folder, backup)
    note, path = sofie.add('entry', body='Met bijlage'), os.path.join(home, 'foto.txt')
    open(path, 'w').write('Alleen nog bij de hub')
    sofie.cli('attach', note, path)
    sync_all(sofie, an)
    for laptop in (an, sofie):
        shutil.rmtree(os.path.join(laptop.folder, 'attachments'))
    restore(hub, backup)
    sync_all(an, sofie, an)
    newcomer = join(Laptop(home, 'nieuw'), an)
    assert newcomer.is_whole()
    attachments = [a['sha256'] for a in newcomer.show(note)['attachments']]
    assert os.path.exists(os.path.join(newcomer.folder, 'attachments', attachments[0]))
    hub.stop()

def feed_of(hub, folder=None):
    """The chain, which says by its hashes what was acknowledged and in which order, and every record as it was last changed: of the
    hub that is served, or of one that was restored to a folder of its own."""
    chain, records = 'SELECT seq, hash FROM chain ORDER BY seq', 'SELECT id, seq, state FROM record'
    if folder is None and hub.database:
        return ([(int(seq), data[2:]) for seq, data in hub.server.ask(chain, hub.database)],
                {id.replace('-', ''): (int(seq), '|'.join(state)) for id, seq, *state in hub.server.ask(records, hub.database)})
    with contextlib.closing(sqlite3.connect(os.path.join(folder or hub.folder, 'hub.db'))) as database:
        return ([(seq, data.hex()) for seq, data in database.execute(chain)],
                {id.hex(): (seq, state) for id, seq, state in database.execute(records)})

def backup_while_two_laptops_sync(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    end = threading.Event()
    made, problems = {'an': [], 'sofie': []}, []

    def work(laptop):
        try:
            while not end.is_set():
                made[laptop.name].append(laptop.add('entry', body='x' * 2000))
                laptop.sync()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(laptop,)) for laptop in (an, sofie)]
    for thread in threads:
        thread.start()
    backups = []
    for number in range(4):
        so_far = {name: len(notes) for name, notes in made.items()}
        wait_for(lambda: problems or all(len(notes) > so_far[name] + 2 for name, notes in made.items()))
        sent = [notes[-2] for notes in made.values()]
        backups.append((os.path.join(home, f'{number}.tar'), sent))
        hub_does(hub, 'backup', hub.folder, backups[-1][0])
    end.set()
    for thread in threads:
        thread.join(60)
    assert not problems, problems
    sync_all(an, sofie, an)
    chain, records = feed_of(hub)
    for path, sent in backups:
        folder = path + '-hub'
        hub_does(hub, 'restore', folder, path)
        kept_chain, kept = feed_of(hub, folder)
        assert {note.replace('-', '') for note in sent} <= set(kept), 'what was acknowledged before it began is not in it'
        assert kept_chain == chain[:len(kept_chain)], 'it is not the beginning of what was acknowledged'
        for id, (seq, state) in kept.items():
            assert records[id] == (seq, state) or records[id][0] > len(kept_chain), 'neither as it was nor changed since'
    assert len(kept_chain) > len(feed_of(hub, backups[0][0] + '-hub')[0]), 'nobody worked meanwhile'
    assert not [name for name in os.listdir(home) if name.endswith('.tmp')]
    hub.stop()

def what_is_no_backup_changes_nothing(home):
    hub, (an,) = team(home, 'an')
    note = an.add('entry', body='Blijft')
    path = os.path.join(home, 'bijlage.txt')
    open(path, 'w').write('Bytes van een bijlage')
    an.cli('attach', note, path)
    an.sync()
    backup = os.path.join(home, 'hub.tar')
    hub_does(hub, 'backup', hub.folder, backup)
    assert 'served' in hub_refuses(hub, 'restore', hub.folder, backup)
    assert 'no file' in hub_refuses(hub, 'backup', hub.folder, home)
    assert 'cannot be written' in hub_refuses(hub, 'backup', hub.folder, home + '/nergens/x.tar')
    hub.stop()
    data = open(backup, 'rb').read()
    broken = {'nothing': b'', 'a text': b'hallo', 'cut off': data[:len(data) // 2], 'half a header': data[:700],
              'another byte': data.replace(b'Bytes van een bijlage', b'Bytes van een bijlagE')}
    for name, content in broken.items():
        bad = os.path.join(home, 'slecht.tar')
        open(bad, 'wb').write(content)
        assert 'backup' in hub_refuses(hub, 'restore', hub.folder, bad), name
    assert 'no file' in hub_refuses(hub, 'restore', hub.folder, home + '/nergens.tar')
    assert 'neither empty' in hub_refuses(hub, 'restore', home, backup)
    other = Hub(os.path.join(home, 'ander'))
    other.stop()
    assert 'another hub' in hub_refuses(hub, 'restore', other.folder, backup)
    assert not [name for name in os.listdir(hub.folder) if 'restor' in name]
    hub.start()
    an.sync()
    assert an.show(note)['fields']['body'] == 'Blijft'
    hub.stop()

def a_full_disk_leaves_no_half_backup(home):
    hub, (an,) = team(home, 'an')
    for number in range(20):
        an.add('entry', body='x' * 20000)
    an.sync()
    backup = os.path.join(home, 'hub.tar')
    words = ['prlimit', '--fsize=200000', HUB, 'backup', hub.folder, backup]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, **hub.env}, preexec_fn=ignore_size_signal)
    assert done.returncode == 1 and len(done.stderr.strip().splitlines()) == 1, done
    assert not [name for name in os.listdir(home) if 'hub.tar' in name], os.listdir(home)
    an.sync()
    hub.stop()

def ignore_size_signal():
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

def hub_empty_or_another_hub_at_the_address(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    notes = [an.add('entry', body='Van An'), sofie.add('entry', body='Van Sofie')]
    sync_all(sofie, an, sofie)
    before = everything(an)
    hub.stop()
    shutil.rmtree(hub.folder)
    run(HUB, 'init', hub.folder, '--name', 'Nieuw', env=hub.env)
    hub.start()
    for laptop in (an, sofie):
        assert 'invite' in laptop.fails(1, 'sync')
        assert everything(laptop) == before
    waiting = an.add('entry', body='Intussen')
    an.join(hub.invite_founder())
    an.sync()
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie'))
    sync_all(sofie, an, sofie)
    assert_equal(an, sofie)
    assert set(everything(sofie)) == set(before) | {waiting}
    newcomer = join(Laptop(home, 'nieuw'), an)
    assert_equal(newcomer, an)
    assert {line['member_name'] for line in newcomer.json('history', notes[1])} <= {'sofie', 'Sofie'}
    hub.stop()

def laptop_restored_from_last_weeks_backup(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Vorige week')
    an.sync()
    backup = os.path.join(home, 'an.backup')
    an.cli('backup', backup)
    sent = an.add('entry', body='Verstuurd deze week')
    an.set(note, title='Deze week')
    sync_all(an, sofie)
    shutil.rmtree(an.folder)
    an.cli('restore-backup', backup)
    fresh = an.add('entry', body='Na het terugzetten')
    an.set(note, body='Na het terugzetten')
    sync_all(an, sofie, an)
    assert_equal(an, sofie)
    assert {n['id'] for n in an.json('list', 'entry')} == {note, sent, fresh}
    assert an.show(note)['fields']['title'] == 'Deze week' and an.show(note)['conflicts'] == {}
    hub.stop()

main({name: value for name, value in globals().items() if name not in ('hub_does', 'hub_refuses', 'restore', 'everything', 'assert_equal', 'feed_of', 'join',
                                                                       'ignore_size_signal')})
