#!/usr/bin/env python3
"""Two hub processes on one PostgreSQL behind nginx: numbers without gaps whoever writes, nothing lost when
one is killed, news from one to the other, and a hub that moves there from its own file."""
import os, random, sys, threading, time, uuid
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, Failed, Hub, Laptop, laptop_with_logbook, main, run, sync_all
from postgres import Direct, HubOfMany, PostgreSQL, assert_gapless, assert_newcomer_has_all, fill, founders, say_rate, sync_at_once

LOGBOOKS = 8
ENTRIES = 250
WAKE_MS = 1500  # typical is below 100

server = PostgreSQL()

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
        which = 0
        while not ended.wait(chance.uniform(0.05, 0.6)):
            hub.kill(which)
            hub.start(which)
            which = 1 - which
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
    try:
        run(HUB, 'migrate', hub.folder, url, env=hub.env)
        raise AssertionError('a hub that is served was brought over')
    except Failed as failed:
        assert failed.code == 1 and 'Stop the hub first' in failed.err, failed.err
    hub.stop()
    an.add('entry', body='Terwijl de hub verhuist')
    said = run(HUB, 'migrate', hub.folder, url, env=hub.env)
    assert 'compared row by row' in said and os.path.exists(hub.folder + '/hub.db'), said
    try:
        run(HUB, 'migrate', hub.folder, url, env=hub.env)
        raise AssertionError('brought over twice')
    except Failed as failed:
        assert failed.code == 1, failed.err
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

if __name__ == '__main__':
    main(globals())
