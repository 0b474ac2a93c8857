#!/usr/bin/env python3
"""Two hub processes on one PostgreSQL behind nginx: numbers without gaps whoever writes, nothing lost when
one is killed, news from one to the other, and a hub that moves there from its own file."""
import hashlib, os, random, sys, threading, time, uuid
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, Failed, Hub, Laptop, bytes_below, laptop_with_logbook, main, run, sync_all
from postgres import Direct, HubOfMany, PostgreSQL, assert_gapless, assert_newcomer_has_all, fill, founders, say_rate, sync_at_once

LOGBOOKS = 8
ENTRIES = 250
KILLS = 12
WAKE_MS = 1500  # typical is below 100

server = PostgreSQL()

def _refusal(*words, **more):
    """The sentence of a program that says no."""
    try:
        out = run(*words, **more)
    except Failed as failed:
        assert failed.code == 1 and len(failed.err.strip().splitlines()) == 1, failed.err
        return failed.err
    raise AssertionError(out)

def _setting(folder, name):
    with open(folder + '/hub.conf', encoding='utf-8') as file:
        return ''.join(line for line in file if line.startswith(name + '='))

def _join(coordinator, home, name):
    laptop = Laptop(home, name)
    laptop.join(coordinator.cli('invite', '--role', 'member', '--name', name))
    laptop.sync()
    return laptop

def eight_logbooks_at_once_leave_no_gap(home):
    url = server.database()
    hub = HubOfMany(home, url)
    laptops = founders(home, hub, LOGBOOKS, ENTRIES)
    seconds = sync_at_once(laptops)
    ops = int(server.ask('SELECT count(*) FROM op', url)[0][0])
    say_rate('two hub processes on PostgreSQL behind nginx', LOGBOOKS, ops, seconds)
    assert_gapless(server, url, LOGBOOKS)
    for laptop in laptops:
        assert laptop.json('status')[0]['pending'] == 0
    assert_newcomer_has_all(home, laptops[0])
    hub.stop()

def killed_process_loses_nothing_acknowledged(home):
    seed = random.randrange(1 << 30)
    print('# seed', seed)
    chance = random.Random(seed)
    url = server.database()
    hub = HubOfMany(home, url)
    laptops = founders(home, hub, LOGBOOKS, ENTRIES)
    ended = threading.Event()
    def killer():
        for number in range(KILLS):
            if ended.wait(chance.uniform(0.05, 0.6)):
                return
            hub.kill(number % 2)
            hub.start(number % 2)
    thread = threading.Thread(target=killer)
    thread.start()
    try:
        sync_at_once(laptops, patience=40)
    finally:
        ended.set()
        thread.join()
    sync_at_once(laptops, patience=3)
    assert_gapless(server, url, LOGBOOKS)
    for laptop in laptops:
        assert laptop.json('status')[0]['pending'] == 0
    assert_newcomer_has_all(home, laptops[-1])
    hub.stop()

def wait_at_one_is_woken_by_a_push_at_the_other(home):
    hub = HubOfMany(home, server.database())
    an = laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.sync()
    waiting, pushing = Direct(an, hub.ports[0]), Direct(an, hub.ports[1])
    logbook = '/v1/logbooks/' + pushing.ask('GET', '/v1/hello')['logbook']
    life, took = uuid.uuid4(), []
    for counter in range(1, 8):
        after = pushing.ask('GET', '/v1/hello')['newest']['seq']
        woken = []
        def wait():
            newest = waiting.ask('GET', f'{logbook}/wait?after={after}')['newest']
            woken.append((time.monotonic(), newest))
        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.15)
        op = {'op': str(uuid.uuid4()), 'dot': f'{life}:{counter}', 'rec': str(uuid.uuid4()), 'kind': 'entry', 'set': {'body': 'Nieuws'},
              'seen': {}, 'at': 1, 'off': 0, 'tz': 'UTC', 'schema': 1, 'era': 0}
        start = time.monotonic()
        pushing.ask('POST', logbook + '/push', {'ops': [op]})
        thread.join()
        assert woken[0][1] == after + 1, woken
        took.append((woken[0][0] - start) * 1000)
    print(f'# from a push at one process to who waits at the other: {sorted(took)[len(took) // 2]:.1f} ms, longest {max(took):.1f} ms', flush=True)
    assert min(took) < WAKE_MS, took
    hub.stop()

def news_and_pieces_of_a_file_pass_nginx(home):
    hub = HubOfMany(home, server.database())
    an = laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.sync()
    waiting, asking = (Direct(an, hub.port, through_proxy=True) for _ in range(2))
    logbook = '/v1/logbooks/' + asking.ask('GET', '/v1/hello')['logbook']
    # A wait without news lasts longer than the proxy's default for nothing at all, and ends well.
    after = asking.ask('GET', '/v1/hello')['newest']['seq']
    start = time.monotonic()
    assert waiting.ask('GET', f'{logbook}/wait?after={after}')['newest'] == after
    assert time.monotonic() - start > 24
    # A file in pieces, each at whichever process; one is cut off on the way.
    film = random.Random(7).randbytes(2_500_000)
    path, sha256 = os.path.join(home, 'film.bin'), hashlib.sha256(film).hexdigest()
    with open(path, 'wb') as file:
        file.write(film)
    note = an.add('entry', body='Met een film')
    op = {'op': str(uuid.uuid4()), 'dot': f'{uuid.uuid4()}:1', 'rec': str(uuid.uuid4()), 'kind': 'attachment',
          'set': {'owner': note, 'filename': 'film.bin', 'sha256': sha256, 'size': len(film)}, 'seen': {}, 'at': 1, 'off': 0,
          'tz': 'UTC', 'schema': 1, 'era': 0}
    asking.ask('POST', logbook + '/push', {'ops': [op]})
    blob = f'{logbook}/blobs/{sha256}'
    offset = lambda: int(asking.request('HEAD', blob)[0].headers['Upload-Offset'])
    address = lambda start: f'{blob}?offset={start}&size={len(film)}'
    piece = lambda start, end: asking.request('PATCH', address(start), film[start:end])[0].status
    assert offset() == 0 and piece(0, 1_000_000) < 300 and offset() == 1_000_000
    cut = Direct(an, hub.port, through_proxy=True)
    cut.connection.putrequest('PATCH', address(1_000_000))
    cut.connection.putheader('Authorization', 'Bearer ' + cut.token)
    cut.connection.putheader('Content-Length', '1000000')
    cut.connection.endheaders(film[1_000_000:1_400_000])
    cut.connection.close()
    hub.kill(0)
    here = offset()
    assert here == 1_000_000, here
    assert piece(500_000, 1_500_000) == 409
    hub.start(0)
    while here < len(film):
        assert piece(here, min(here + 1_000_000, len(film))) < 300
        here = min(here + 1_000_000, len(film))
    answer, end = asking.request('GET', blob, Range='bytes=2499990-')
    assert answer.status == 206 and end == film[-10:], answer.status
    # And as laptops do it.
    an.cli('attach', note, path)
    an.sync()
    sofie = _join(an, home, 'sofie')
    sofie.sync()
    assert sofie.json('verify')[0]['ok'] and sha256 in [file['sha256'] for file in sofie.show(note)['attachments']]
    hub.stop()

def plain_http_only_on_this_machine_and_with_an_address(home):
    hub = Hub(home)
    hub.stop()
    assert 'public_url' in _refusal(HUB, 'serve', hub.folder, '--behind-proxy', env=hub.env)
    with open(hub.folder + '/hub.conf', 'a', encoding='utf-8') as file:
        file.write('\n[hub]\npublic_url=https://hub.example.org\n')
    assert 'this machine alone' in _refusal(HUB, 'serve', hub.folder, '--behind-proxy', '--listen', '0.0.0.0:0', env=hub.env)
    invite = run(HUB, 'invite', hub.folder, '--new-logbook', '--name', 'An', env=hub.env)
    assert 'url: https://hub.example.org/' in invite, invite

def _check(hub):
    try:
        return run(HUB, 'check', hub.folder, env=hub.env)
    except Failed as failed:
        return failed.err

def a_hub_moves_to_postgresql_and_laptops_go_on(home):
    hub = Hub(home)
    an = laptop_with_logbook(home)
    an.join(hub.invite_founder())
    fill(home, an, 120)
    an.sync()
    sofie = Laptop(home, 'sofie')
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie'))
    sofie.sync()
    kept = an.cli('invite', '--role', 'member', '--name', 'Bert')
    url = server.database()
    assert 'Stop the hub first' in _refusal(HUB, 'migrate', hub.folder, url, env=hub.env)
    hub.stop()
    an.add('entry', body='Terwijl de hub verhuist')
    said = run(HUB, 'migrate', hub.folder, url, env=hub.env)
    assert 'compared row by row' in said and os.path.exists(hub.folder + '/hub.db'), said
    assert 'already' in _refusal(HUB, 'migrate', hub.folder, url, env=hub.env)
    assert f'say: rm {hub.folder}/hub.db*' in _check(hub), _check(hub)
    hub.start()
    sync_all(an, sofie)
    note = sofie.add('entry', body='Na de verhuizing')
    sync_all(sofie, an)
    assert an.show(note)['id'] == note
    bert = Laptop(home, 'bert')
    bert.join(kept)
    bert.sync()
    ids = lambda who: [entry['id'] for entry in who.json('list', 'entry', '--limit', '1000')]
    assert ids(an) == ids(sofie) == ids(bert) and len(ids(an)) == 122
    assert_gapless(server, url, 1)
    hub.stop()
    os.remove(hub.folder + '/hub.db')
    assert 'hub.db' not in _check(hub), _check(hub)

def _safe(laptop, record):
    return laptop.show(record)['safe']

def a_backup_of_two_processes_comes_back_into_the_same_database(home):
    url, tar = server.database(), os.path.join(home, 'hub.tar')
    hub = HubOfMany(home, url)
    an = laptop_with_logbook(home)
    an.join(hub.invite_founder())
    before = an.add('entry', body='Van voor de reservekopie')
    an.sync()
    run(HUB, 'backup', hub.folder, tar, env=hub.env)
    after = an.add('entry', body='Van na de reservekopie')
    sync_all(an)
    assert (_safe(an, before), _safe(an, after)) == ('backup', 'server')
    assert 'served' in _refusal(HUB, 'restore', hub.folder, tar, env=hub.env)
    for which in range(2):
        hub.end(which)
    other = Hub(os.path.join(home, 'ander'))
    other.stop()
    assert 'another hub' in _refusal(HUB, 'restore', other.folder, tar, '--database', url, env=hub.env)
    assert server.ask('SELECT count(*) FROM record WHERE kind = \'entry\'', url) == [['2']]
    # What fails in the middle leaves everything as it was.
    before_all = server.ask('SELECT id, seq, state FROM record ORDER BY id', url)
    server.ask(f'ALTER DATABASE {url.split("?")[0].rsplit("/", 1)[1]} SET default_transaction_read_only = on', server.admin)
    assert 'read-only' in _refusal(HUB, 'restore', hub.folder, tar, env=hub.env)
    server.ask(f'ALTER DATABASE {url.split("?")[0].rsplit("/", 1)[1]} RESET default_transaction_read_only', server.admin)
    assert server.ask('SELECT id, seq, state FROM record ORDER BY id', url) == before_all
    assert not [name for name in os.listdir(hub.folder) if 'restor' in name]
    hub.start(0)
    an.sync()
    hub.end(0)
    assert 'ledger' in run(HUB, 'restore', hub.folder, tar, env=hub.env)
    assert server.ask('SELECT count(*) FROM record WHERE kind = \'entry\'', url) == [['1']]
    for which in range(2):
        hub.start(which)
    sync_all(an)
    assert_newcomer_has_all(home, an)
    # Into an empty folder it is a hub in a file, whatever database the backup knows of.
    apart = os.path.join(home, 'apart')
    run(HUB, 'restore', apart, tar, env=hub.env)
    assert os.path.exists(apart + '/hub.db') and 'postgresql' not in _setting(apart, 'database')
    assert server.ask('SELECT count(*) FROM record WHERE kind = \'entry\'', url) == [['2']]
    hub.stop()

def pg_restore_of_a_dump_beside_the_folder(home):
    url, dump = server.database(), os.path.join(home, 'hub.dump')
    hub = HubOfMany(home, url)
    an = laptop_with_logbook(home)
    an.join(hub.invite_founder())
    sofie, koen = (_join(an, home, name) for name in ('sofie', 'koen'))
    old, words = an.add('entry', body='Van voor de dump'), an.add('entry', body='GEWISTEWOORDEN')
    sync_all(an, sofie, koen)
    run(server.bin + '/pg_dump', '-Fc', '-f', dump, url)
    late = sofie.add('entry', body='Van na de dump')
    photo = os.path.join(home, 'foto.txt')
    with open(photo, 'w') as file:
        file.write('Een foto')
    sofie.cli('attach', late, photo)
    an.set(old, title='Nieuwe titel')
    sync_all(sofie, an, koen)
    an.cli('erase', words, '--reason', 'Mevrouw vroeg het')
    member = next(member['id'] for member in an.json('members') if member['name'] == 'koen')
    an.cli('members', 'revoke', member)
    mo = _join(an, home, 'mo')
    sync_all(sofie, an, mo)
    everything = {entry['id']: an.show(entry['id'])['fields'] for entry in an.json('list', 'entry')}
    for which in range(2):
        hub.end(which)
    run(server.bin + '/pg_restore', '--clean', '--if-exists', '--single-transaction', '-d', url, dump)
    assert server.ask('SELECT count(*) FROM device', url) == [['3']]
    said = run(HUB, 'restored', hub.folder, env=hub.env)
    assert 'put back' in said and 'ledger' in said, said
    for which in range(2):
        hub.start(which)
    assert b'GEWISTEWOORDEN' not in b''.join(data for _, data in bytes_below(server.tables(url)))
    assert 'do not take part' in koen.fails(1, 'sync')
    sync_all(mo, sofie, an, mo)
    for laptop in (an, sofie, mo, _join(an, home, 'nieuw')):
        assert {entry['id']: laptop.show(entry['id'])['fields'] for entry in laptop.json('list', 'entry')} == everything, laptop.name
        assert laptop.json('verify', '--hub')[0]['equal'] is True, laptop.name
    assert _safe(an, old) == 'server' and words not in everything
    hub.stop()

if __name__ == '__main__':
    main(globals())
