#!/usr/bin/env python3
"""A laptop gets another token: when the administrator asks or when it is time, whatever is interrupted in between, while another program of
the laptop works, and before the hub is put back. No save is lost, nobody is locked out, and what was replaced opens nothing."""
import contextlib, http.client, os, sqlite3, ssl, sys
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from copies import own_devices
from harness import HUB, Failed, bytes_below, main, run, sync_all, team, wait_for
import proxy

DAYS_2 = 2 * 24 * 3600 * 1_000_000

def _token(laptop):
    token, = {data.decode().strip() for path, data in bytes_below(laptop.home) if '/tokens/' in path}
    return token

def _waits(laptop):
    """A token that was given and is not known to be used."""
    return [path for path, data in bytes_below(laptop.home) if '/next-tokens/' in path]

def _renew(hub, *words):
    return run(HUB, 'renew', hub.folder, *words, env=hub.env)

def _opens(hub, token):
    with contextlib.closing(http.client.HTTPSConnection('127.0.0.1', hub.port, context=ssl._create_unverified_context(), timeout=60)) as line:
        line.request('GET', '/v1/hello', headers={'Authorization': 'Bearer ' + token})
        return line.getresponse().status == 200

def _audit(hub):
    if hub.database:
        return [row[0] for row in hub.server.ask('SELECT action FROM audit ORDER BY logbook, number', hub.database)]
    with contextlib.closing(sqlite3.connect(os.path.join(hub.folder, 'hub.db'))) as db:
        return [row[0] for row in db.execute('SELECT action FROM audit ORDER BY logbook, number')]

def asked_by_the_administrator(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    before = {laptop: _token(laptop) for laptop in (an, sofie)}
    note = sofie.add('entry', body='Wacht')
    assert _renew(hub, '--device', own_devices(sofie)[0]['id']) == '1 laptop gets another key at its next contact.\n'
    sync_all(sofie, an)
    assert _token(an) == before[an] and _token(sofie) != before[sofie] and not _waits(sofie)
    assert not _opens(hub, before[sofie]) and _opens(hub, _token(sofie)) and an.show(note)
    assert _renew(hub, '--logbook', an.json('status')[0]['logbook']) == '2 laptops get another key at their next contact.\n'
    sync_all(sofie, an)
    assert not _opens(hub, before[an]) and _opens(hub, _token(an)) and _opens(hub, _token(sofie))
    assert [action for action in _audit(hub) if action != 'invite' and action != 'join'] == [
        'ask_renewal', 'renew_token', 'use_token', 'ask_renewal', 'ask_renewal', *['renew_token', 'use_token'] * 2], _audit(hub)
    for code, words in ((2, ['--device', 'x']), (1, ['--device', '01890000-0000-7000-8000-000000000000'])):
        try:
            raise AssertionError(_renew(hub, *words))
        except Failed as failed:
            assert failed.code == code and len(failed.err.strip().splitlines()) == 1, failed
    run(HUB, 'backup', hub.folder, os.path.join(home, 'hub.backup'), env=hub.env)
    assert run(HUB, 'check', hub.folder, env=hub.env) == 'Nothing is wrong with this hub.\n'
    hub.stop()

def when_it_is_time(home):
    hub, (an,) = team(home, 'an')
    first = _token(an)
    hub.stop()
    path = os.path.join(hub.folder, 'hub.conf')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text.replace('token_days=0', 'token_days=1'))
    hub.start()
    an.sync()
    assert _token(an) == first
    hub.change(f'UPDATE device SET made_at = made_at - {DAYS_2}')
    an.sync()
    second = _token(an)
    assert second != first and not _opens(hub, first)
    an.sync()
    assert _token(an) == second
    hub.stop()

def interrupted_at_every_step(home):
    """Between the hub's commit and the laptop's file, between that file and the first use, between the use and the laptop's
    word for it: what is on disk then is all that the next program knows."""
    hub, (an, sofie) = team(home, 'an', 'sofie')
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    an.sync()
    device = own_devices(an)[0]['id']

    def lost(ask):
        return None

    def done_but_lost(ask):
        ask()

    class SecondHello:
        """The first of a sync is answered, the one with the new token is not."""
        def __init__(self, alter):
            self.alter, self.n = alter, 0

        def __call__(self, ask):
            self.n += 1
            return ask() if self.n == 1 else self.alter(ask)

    for name, where, alter, kept, old_opens in (
            ('not asked', '/v1/token', lost, False, True), ('given, not heard', '/v1/token', done_but_lost, False, True),
            ('heard, not used', '/hello', SecondHello(lost), True, True), ('used, not heard', '/hello', SecondHello(done_but_lost), True, False)):
        _renew(hub, '--device', device)
        before, note = _token(an), an.add('entry', body=name)
        middle.where, middle.alter = where, alter
        an.sync()  # what it went for is done
        assert middle.altered and (_token(an), bool(_waits(an)), _opens(hub, before)) == (before, kept, old_opens), name
        middle.alter = None
        later = an.add('entry', body=f'Na {name}')
        sync_all(an, sofie)
        assert sofie.show(note) and sofie.show(later) and an.json('status')[0]['pending'] == 0, name
        assert _token(an) != before and not _opens(hub, before) and _opens(hub, _token(an)) and not _waits(an), name
    hub.stop()

def replaced_under_way(home):
    """Another program of the laptop gets the new token while a request with the old one is on its way: that program's errand, and its
    listening, go on."""
    hub, (an, sofie) = team(home, 'an', 'sofie')
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    an.sync()

    def renewed_meanwhile(ask):
        middle.alter = None
        before = _token(an)
        _renew(hub)
        an.sync()
        assert not _opens(hub, before)
        return ask()

    middle.where, middle.alter = '/pull', renewed_meanwhile
    note = an.add('entry', body='Onderweg')
    sync_all(sofie, an, sofie)
    assert middle.altered == 1 and sofie.show(note) and an.json('status')[0]['pending'] == 0
    middle.where, middle.alter = '/wait', renewed_meanwhile
    watching = an.start('sync', '--watch')
    try:
        wait_for(lambda: middle.altered == 2 and middle.alter is None)
        note = sofie.add('entry', body='Van Sofie')
        sofie.sync()
        wait_for(lambda: note in {entry['id'] for entry in an.json('list', 'entry')})
        assert watching.poll() is None
    finally:
        watching.terminate()
    assert watching.communicate(timeout=60)[1] == ''
    hub.stop()

def another_program_of_the_laptop_goes_on(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    before = _token(an)
    watching = an.start('sync', '--watch')
    try:
        first = an.add('entry', body='Eerst')
        wait_for(lambda: an.json('status')[0]['pending'] == 0)
        _renew(hub)
        an.sync()
        assert not _opens(hub, before)
        second = an.add('entry', body='Daarna')
        wait_for(lambda: an.json('status')[0]['pending'] == 0)
        sofie.sync()
        third = sofie.add('entry', body='Van Sofie')
        sofie.sync()
        wait_for(lambda: third in {entry['id'] for entry in an.json('list', 'entry')})
        assert sofie.show(first) and sofie.show(second) and watching.poll() is None
    finally:
        watching.terminate()
    watching.communicate(timeout=60)
    hub.stop()

def put_back_to_before_it(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    backup, before = os.path.join(home, 'hub.backup'), _token(an)
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    for _ in range(2):
        _renew(hub)
        sync_all(an, sofie)
    note, now = an.add('entry', body='Erna'), _token(an)
    an.sync()
    hub.stop()
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    hub.start()
    assert _opens(hub, now) and not _opens(hub, before)
    sync_all(an, sofie)
    assert sofie.show(note) and _token(an) == now
    hub.stop()
    hub.start()  # the ledger says it all once more
    assert _opens(hub, now) and not _opens(hub, before)
    _renew(hub)
    hub.stop()
    hub.start()
    an.sync()
    assert _token(an) != now, 'what was asked before the restart is forgotten'
    hub.stop()

main(globals())
