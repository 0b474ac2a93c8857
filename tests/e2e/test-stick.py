#!/usr/bin/env python3
"""Laptops and a hub that never share a network: everything goes by a stick."""
import os, shutil, sqlite3, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from copies import bodies, clone_disk, member_id, own_devices
from harness import HUB, Laptop, bytes_below, main, run, sync_all, team
import proxy

EXTENSION = '.proeftuin-exchange'
# 1 × 1: the smallest that small pictures are made of.
PICTURE = bytes.fromhex('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de'
                        '0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082')

def _team_apart(home, *names):
    """They join where there is a network, once; then the hub is not served any more."""
    hub, laptops = team(home, *names)
    hub.stop()
    stick = os.path.join(home, 'stick')
    os.makedirs(stick)
    return hub, laptops, stick

def _exchange(hub, path):
    return run(HUB, 'exchange', hub.folder, path, env=hub.env)

def _journey(hub, stick, *laptops):
    """The stick goes round once: everybody writes, the hub answers, everybody reads."""
    for laptop in laptops:
        laptop.cli('sync', '--to-file', stick)
    _exchange(hub, stick)
    return [laptop.json('sync', '--from-file', stick)[0] for laptop in laptops]

def _digests(*laptops):
    """What each says of every record, without what is only its own."""
    return [sorted((record['id'], str(record['fields']), str(record.get('no'))) for kind in ('entry', 'attachment', 'stakeholder')
                   for record in laptop.json('list', kind)) for laptop in laptops]

def _file_of(stick, name):
    path, = [os.path.join(stick, file) for file in os.listdir(stick) if file.startswith(name + '-') and file.endswith(EXTENSION)]
    return path

def _seq(laptop):
    with sqlite3.connect(f'file:{laptop.folder}/logbook.db?mode=ro', uri=True) as db:
        return db.execute('SELECT seq FROM hub').fetchone()[0]

def sneakernet(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    note = an.add('entry', title='Soep', body='Van An')
    photo = os.path.join(home, 'foto.png')
    with open(photo, 'wb') as file:
        file.write(PICTURE)
    an.cli('attach', note, photo)
    own = sofie.add('entry', body='Van Sofie')
    first = _journey(hub, stick, an, sofie)
    assert first[0]['sent'] > 0 and first[0]['files_sent'] == 1, first
    _journey(hub, stick, an, sofie)
    assert sofie.show(note)['fields']['title'] == 'Soep' and an.show(own)['fields']['body'] == 'Van Sofie'
    kept = [{os.path.basename(path) for path, data in bytes_below(os.path.join(laptop.folder, 'attachments')) if data}
            for laptop in (an, sofie)]
    assert len(kept[0]) > 0 and {name for name in kept[0] if '.' not in name} == {name for name in kept[1] if '.' not in name}, kept
    an.set(note, title='Groentesoep')
    sofie.set(note, title='Tomatensoep')
    for _ in range(3):
        _journey(hub, stick, an, sofie)
    conflicts = [laptop.json('conflicts') for laptop in (an, sofie)]
    assert len(conflicts[0]) == len(conflicts[1]) == 1, conflicts
    assert an.show(note)['fields']['title'] == sofie.show(note)['fields']['title'] == 'Groentesoep'
    sofie.cli('resolve', note, 'title', '--value', 'Soep van de tuin')
    for _ in range(2):
        _journey(hub, stick, an, sofie)
    assert an.json('conflicts') == [] == sofie.json('conflicts')
    one, other = _digests(an, sofie)
    assert one == other and _seq(an) == _seq(sofie)
    hub.start()
    for laptop in (an, sofie):
        assert 'not the same' not in laptop.cli('verify', '--hub')
    hub.stop()

def erased_meanwhile(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    word = 'Schoenmakersgeheim'
    note = an.add('entry', title='Bezoek', body=f'Zij zei {word}')
    _journey(hub, stick, an, sofie)
    _journey(hub, stick, an, sofie)
    assert word in sofie.show(note)['fields']['body']
    sofie.set(note, body=f'Aangevuld: {word}')
    sofie.cli('sync', '--to-file', stick)
    shutil.copy(_file_of(stick, 'sofie'), os.path.join(home, 'oud'))
    hub.start()
    an.sync()
    an.cli('erase', note, '--fields', 'body', '--reason', 'Mevrouw vroeg het')
    hub.stop()
    _exchange(hub, _file_of(stick, 'sofie'))
    read, = sofie.json('sync', '--from-file', stick)
    assert any('erased' in sentence for sentence in read['refused']), read
    assert not sofie.show(note)['fields'].get('body')
    sofie.cli('sync', '--to-file', stick)  # says how far it has come
    _exchange(hub, stick)
    sofie.cli('sync', '--from-file', stick)
    for path, data in bytes_below(sofie.folder, *hub.places, sofie.env['XDG_STATE_HOME']):
        assert word.encode() not in data, path
    shutil.copy(os.path.join(home, 'oud'), _file_of(stick, 'sofie'))
    said = _exchange(hub, stick)  # from before the erasure, once more
    assert 'of “sofie”. In: changes 1,' in said, said
    late, = sofie.json('sync', '--from-file', stick)
    assert late['received'] == 0 and late['notes'] == ['This file was read before. Nothing has changed.'], late
    hub.start()
    receipt = an.cli('erasures')
    assert 'not yet' not in receipt.lower(), receipt
    for laptop in (an, sofie):
        laptop.sync()
        assert 'body' not in laptop.show(note)['fields'], laptop.show(note)
    for path, data in bytes_below(sofie.folder, *hub.places):
        assert word.encode() not in data, path
    hub.stop()

def taken_over_once(home):
    """Read twice, answered twice, answers in the wrong order, and the network in between."""
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    an.add('entry', body='Eerste')
    path = os.path.join(stick, 'an')
    an.cli('sync', '--to-file', path)
    assert os.stat(path).st_mode & 0o777 == 0o600
    shutil.copy(path, path + '-kopie')
    assert 'In: changes 1' in _exchange(hub, path)
    assert 'answers already' in _exchange(hub, path)
    first, = an.json('sync', '--from-file', path)
    again, = an.json('sync', '--from-file', path)
    assert first['sent'] == 1 and again['sent'] == 0 and 'read before' in again['notes'][0], (first, again)
    _exchange(hub, path + '-kopie')
    assert 'read before' in an.json('sync', '--from-file', path + '-kopie')[0]['notes'][0]
    an.add('entry', body='Tweede')
    an.cli('sync', '--to-file', path + '-2')
    an.add('entry', body='Derde')
    an.cli('sync', '--to-file', path + '-3')
    _exchange(hub, path + '-2')
    _exchange(hub, path + '-3')
    an.cli('sync', '--from-file', path + '-3')
    late, = an.json('sync', '--from-file', path + '-2')
    assert late['sent'] == 0 and 'newer things' in late['notes'][0], late
    an.add('entry', body='Vierde')
    an.cli('sync', '--to-file', path + '-4')
    sofie.cli('sync', '--to-file', os.path.join(stick, 'sofie'))
    hub.start()
    an.add('entry', body='Vijfde')
    an.sync()
    hub.stop()
    _exchange(hub, path + '-4')
    _exchange(hub, os.path.join(stick, 'sofie'))
    between, = an.json('sync', '--from-file', path + '-4')
    assert between['sent'] == 0 and between['received'] == 0 and between['refused'] == [], between
    sofie.cli('sync', '--from-file', os.path.join(stick, 'sofie'))
    for laptop in (an, sofie):
        assert bodies(laptop) == ['Derde', 'Eerste', 'Tweede', 'Vierde', 'Vijfde'], bodies(laptop)
        assert laptop.json('conflicts') == [] and laptop.json('status')[0]['pending'] == 0
    assert _seq(an) == _seq(sofie)

def made_while_the_stick_was_away(home):
    hub, (an,), stick = _team_apart(home, 'an')
    note = an.add('entry', title='Een')
    an.cli('sync', '--to-file', stick)
    an.set(note, title='Twee')
    an.add('entry', body='Later')
    _exchange(hub, stick)
    assert an.json('sync', '--from-file', stick)[0]['sent'] == 1
    assert an.json('status')[0]['pending'] == 2 and an.show(note)['fields']['title'] == 'Twee'
    an.cli('sync', '--to-file', stick)
    _exchange(hub, stick)
    an.cli('sync', '--from-file', stick)
    assert an.json('status')[0]['pending'] == 0 and an.json('conflicts') == []

def many_batches_and_pages(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    table = os.path.join(home, 'veel.csv')
    with open(table, 'w') as file:
        file.write('title,body\n' + ''.join(f'Notitie {i},{"woord " * 80}\n' for i in range(2500)))
    an.cli('import', table)
    first = _journey(hub, stick, an, sofie)
    assert first[0]['sent'] == 2500, first[0]
    assert an.json('status')[0]['pending'] == 0
    assert sum(answer['received'] for answer in first + _journey(hub, stick, an, sofie)[1:]) >= 2500
    one, other = _digests(an, sofie)
    assert one == other and len(one) >= 2500

def what_does_not_fit_comes_later(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    note = an.add('entry', body='Met bijlagen')
    for i in range(3):
        path = os.path.join(home, f'bijlage-{i}.bin')
        with open(path, 'wb') as file:
            file.write(os.urandom(1700000))
        an.cli('attach', note, path)
    packed, = an.json('sync', '--to-file', stick, '--files-max', '4')
    assert (packed['files'], packed['files_waiting']) == (2, 1), packed
    said = _exchange(hub, stick)
    assert ', files 2. Out:' in said, said
    an.cli('sync', '--from-file', stick)
    packed, = an.json('sync', '--to-file', stick)
    assert (packed['files'], packed['files_waiting']) == (1, 0), packed
    _exchange(hub, stick)
    an.cli('sync', '--from-file', stick)
    sofie.cli('sync', '--to-file', stick, '--files-max', '2')
    assert 'files 1\n' in _exchange(hub, stick)
    sofie.cli('sync', '--from-file', stick, '--to-file', stick)
    _exchange(hub, stick)
    assert sofie.json('sync', '--from-file', stick)[0]['files_received'] == 2
    status = sofie.json('status')[0]['hub']
    assert status['files_waiting'] == 0, status
    assert sofie.cli('verify').count('\n') <= 1
    sofie.cli('sync', '--files', 'never', '--to-file', stick)

def hub_put_back_and_repaired_by_stick(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    an.add('entry', body='Voor de reservekopie')
    _journey(hub, stick, an, sofie)
    backup = os.path.join(home, 'hub.tar')
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    note = an.add('entry', title='Na de reservekopie')
    _journey(hub, stick, an, sofie)
    sofie.set(note, body='Van Sofie')
    _journey(hub, stick, sofie, an)
    waiting = sofie.add('entry', body='Onderweg toen het gebeurde')
    sofie.cli('sync', '--to-file', stick)
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    _exchange(hub, _file_of(stick, 'sofie'))
    read, = sofie.json('sync', '--from-file', stick)
    assert 'another file' in ' '.join(read['notes']), read
    _journey(hub, stick, sofie)
    for _ in range(3):
        _journey(hub, stick, sofie, an)
    one, other = _digests(an, sofie)
    assert one == other
    assert an.show(note)['fields']['body'] == 'Van Sofie' and an.show(waiting)['fields']['body']
    assert bodies(an) == bodies(sofie) and an.json('conflicts') == []
    assert [laptop.json('status')[0]['pending'] for laptop in (an, sofie)] == [0, 0]
    hub.start()
    for laptop in (an, sofie):
        laptop.sync()
        assert 'not the same' not in laptop.cli('verify', '--hub')
    hub.stop()

def hub_put_back_after_an_erasure(home):
    """Words that were saved after the order are not those that it meant, also when a stick brings them back, and the line broke
    before the orders were compared."""
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    note = an.add('entry', title='Bezoek', body='Wat weg moet')
    hub.start()
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    sync_all(an, sofie)
    an.cli('erase', note, '--fields', 'body', '--reason', 'Gevraagd')
    sync_all(an, sofie)
    hub.stop()
    backup = os.path.join(home, 'hub.tar')
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    hub.start()
    sofie.set(note, body='Later geschreven')
    own = an.add('entry', body='Na de reservekopie')
    sync_all(sofie, an)
    hub.stop()
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    hub.start()
    middle.where, middle.alter = '/erasures', lambda ask: None
    an.fails(3, 'sync')
    middle.alter = None
    hub.stop()
    for _ in range(3):
        _journey(hub, stick, an)
    assert an.show(note)['fields']['body'] == 'Later geschreven' and an.json('status')[0]['pending'] == 0
    newcomer = Laptop(home, 'nieuw')
    hub.start()
    newcomer.join(an.cli('invite', '--role', 'member', '--name', 'Nieuw'))
    newcomer.sync()
    assert newcomer.show(note)['fields']['body'] == 'Later geschreven' and newcomer.show(own)
    assert an.json('verify', '--hub')[0]['equal']
    hub.stop()

def cloned_disk_by_stick(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    shared = sofie.add('entry', body='Voor de kloon')
    _journey(hub, stick, sofie, an)
    clone = clone_disk(sofie, 'kloon')
    sofie.add('entry', body='Op de eerste')
    sofie.set(shared, title='Titel')
    clone.add('entry', body='Op de kloon')
    clone.set(shared, place='Keuken')
    for _ in range(3):
        for laptop in (sofie, clone, an):
            path = os.path.join(stick, laptop.name + EXTENSION)
            laptop.cli('sync', '--to-file', path)
            _exchange(hub, path)
            laptop.cli('sync', '--from-file', path)
    expected = ['Op de eerste', 'Op de kloon', 'Voor de kloon']
    for laptop in (sofie, clone, an):
        assert bodies(laptop) == expected, (laptop.name, bodies(laptop))
        assert laptop.json('conflicts') == [] and laptop.json('status')[0]['pending'] == 0
        assert laptop.show(shared)['fields']['title'] == 'Titel' and laptop.show(shared)['fields']['place'] == 'Keuken'
    hub.start()
    assert own_devices(sofie)[0]['id'] != own_devices(clone)[0]['id']
    hub.stop()

def revoked_with_unsent_work_by_stick(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    note = sofie.add('entry', body='Nog onderweg')
    own = sofie.add('entry', body='Van mij alleen', sharing='private')
    hub.start()
    an.sync()
    an.cli('members', 'revoke', member_id(an, 'sofie'))
    hub.stop()
    sofie.cli('sync', '--to-file', stick)
    _exchange(hub, stick)
    assert 'take part' in sofie.fails(1, 'sync', '--from-file', stick)
    hub.start()
    held, = an.json('quarantine')
    assert held['record'] == note and held['reason'] == 'revoked'
    an.cli('quarantine', 'accept', held['op'])
    an.sync()
    assert an.show(note)['fields']['body'] == 'Nog onderweg'
    hub.stop()
    sofie.cli('sync', '--to-file', stick)
    for table, column in (('member', 'left_at'), ('device', 'revoked_at')):
        hub.change(f'UPDATE {table} SET {column} = {column} - {31 * 24 * 3600 * 1_000_000} WHERE {column} > 0')
    _exchange(hub, stick)
    assert 'has left this laptop' in sofie.fails(1, 'sync', '--from-file', stick)
    assert bodies(sofie) == ['Van mij alleen'], bodies(sofie)
    assert sofie.show(own)

def decided_by_the_coordinator(home):
    hub, (an, sofie), stick = _team_apart(home, 'an', 'sofie')
    kept, lost = (sofie.add('learning', headline=name, what='Licht', so_what='Veilig', now_what='Lampen') for name in ('Trap', 'Gang'))
    _journey(hub, stick, sofie, an)
    for record in (kept, lost):
        sofie.set(record, status='established')
        sofie.set(record, what='Meer licht')
    read = _journey(hub, stick, sofie)[0]
    assert len(read['refused']) == 4 and all('role' in sentence for sentence in read['refused']), read
    _journey(hub, stick, an)
    assert an.show(kept)['fields']['what'] == 'Licht'
    hub.start()
    ops = {held['record']: held['op'] for held in an.json('quarantine')}
    an.cli('quarantine', 'accept', ops[kept])
    an.cli('quarantine', 'decline', ops[lost])
    hub.stop()
    said = ' '.join(_journey(hub, stick, sofie)[0]['refused'])
    assert said.count('has accepted') == 2 and said.count('did not take over') == 2, said
    for _ in range(2):
        _journey(hub, stick, an, sofie)
    for laptop in (an, sofie):
        assert (laptop.show(kept)['fields']['what'], laptop.show(lost)['fields']['what']) == ('Meer licht', 'Licht'), laptop.name
        assert laptop.json('status')[0]['pending'] == 0, laptop.name

def private_stays_here(home):
    hub, (an,), stick = _team_apart(home, 'an')
    secret = b'Alleen voor An ' * 50
    path = os.path.join(home, 'prive.txt')
    with open(path, 'wb') as file:
        file.write(secret)
    note = an.add('entry', body='Hierover praat ik niet', sharing='private')
    an.cli('attach', note, path)
    shared = an.add('entry', body='Hierover wel')
    packed, = an.json('sync', '--to-file', stick)
    assert (packed['changes'], packed['files']) == (1, 0), packed
    _exchange(hub, stick)
    an.cli('sync', '--from-file', stick)
    for file, data in bytes_below(*hub.places):
        assert secret[:60] not in data and b'praat ik niet' not in data, file
    for file, data in bytes_below(stick):  # who finds the stick
        assert b'Hierover' not in data and shared.encode() not in data, file

def while_the_hub_is_served(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    stick = os.path.join(home, 'stick')
    os.makedirs(stick)
    note = sofie.add('entry', body='Met de stick')
    sofie.cli('sync', '--to-file', stick)
    _exchange(hub, stick)
    an.sync()
    assert an.show(note)['fields']['body'] == 'Met de stick'
    an.set(note, title='Over het net')
    an.sync()
    sofie.cli('sync', '--from-file', stick)
    sofie.sync()
    assert sofie.show(note)['fields']['title'] == 'Over het net'
    hub.stop()

if __name__ == '__main__':
    main(globals())
