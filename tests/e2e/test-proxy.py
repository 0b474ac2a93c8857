#!/usr/bin/env python3
"""Every way in which the way to the hub can be bad: afterwards nothing is lost, nothing is double, and it
was said in a sentence."""
import os, socket, sys, threading, time
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from harness import Failed, Hub, Laptop, fields, laptop_with_logbook, main, sync_all, team
import proxy

STEP = int(os.environ.get('PT_STEP') or 97)  # 1 = every byte

def cut_at_any_byte_loses_nothing_and_doubles_nothing(home):
    hub = Hub(home)
    wire = proxy.Wire(hub.port)
    an, sofie = laptop_with_logbook(home), Laptop(home, 'sofie')
    founding = fields(hub.invite_founder())
    an.cli('join', wire.url(founding['url']), '--code', founding['code'])
    an.sync()
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie').replace(f':{wire.port}', f':{hub.port}'))
    sofie.sync()
    wire.heal()
    sofie.add('entry', body='Van Sofie')
    an.add('entry', body='Van An')
    sofie.sync()
    an.sync()
    whole, made = wire.passed, 2
    for number, at in enumerate(range(1, whole, STEP)):
        wire.heal()
        wire.cut = at
        an.add('entry', body=f'Van An {at}')
        made += 1
        if number % 8 == 0:
            sofie.add('entry', body=f'Van Sofie {at}')
            sofie.sync()
            made += 1
        try:
            an.sync()
        except Failed as failed:
            assert failed.code == 3 and len(failed.err.splitlines()) == 1, (at, failed)
            assert an.json('status')[0]['hub']['problem'] == 'hub_silent', (at, an.json('status'))
        wire.heal()
        an.sync()
        status = an.json('status')[0]
        assert status['pending'] == 0 and status['conflicts'] == 0 and status['hub']['problem'] is None, (at, status)
    sync_all(sofie, an)
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json')
    assert len(an.json('list', 'entry')) == made
    print(f'# {number + 1} cuts in a sync of {whole} bytes')
    wire.close()
    hub.stop()

def one_byte_a_second_is_slow_and_not_broken(home):
    hub = Hub(home)
    wire = proxy.Wire(hub.port)
    an = laptop_with_logbook(home)
    founding = fields(hub.invite_founder())
    an.cli('join', wire.url(founding['url']), '--code', founding['code'])
    an.add('entry', body='Langzaam')
    wire.heal()
    wire.slow, wire.pause = 4, 1
    syncing = an.start('sync')
    meanwhile = an.add('entry', body='Ondertussen')
    assert syncing.poll() is None and an.show(meanwhile)
    assert syncing.wait(60) == 0, syncing.communicate()
    syncing.communicate()
    an.sync()
    assert an.json('status')[0]['pending'] == 0
    wire.close()
    hub.stop()

def answers_that_are_not_what_the_hub_said(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    own = proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key')
    middle = proxy.Middle(hub.port, own)
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    elsewhere = socket.create_server(('127.0.0.1', 0))
    elsewhere.settimeout(0.01)

    def changed(**changes):
        def alter(ask):
            answer = ask()
            for name, value in changes.items():
                setattr(answer, name, value(answer) if callable(value) else value)
            return answer
        return alter

    def instead(status, headers={}, body=b'<html>Niet de hub</html>'):
        return lambda ask: proxy.Answer(status, {'Content-Type': 'text/html', **headers}, body)

    def asked_twice(ask):
        ask()
        return ask()

    away = {'Location': f'http://127.0.0.1:{elsewhere.getsockname()[1]}/'}
    faults = {
        'body cut off': (changed(body=lambda answer: answer.body[:-3]), {'hub_silent'}),
        'said to be longer': (changed(length=lambda answer: answer.length + 5), {'hub_silent'}),
        'said to be shorter': (changed(body=lambda answer: answer.body[:-3], length=lambda answer: answer.length - 3), {'protocol'}),
        'no answer': (lambda ask: None, {'hub_silent'}),
        'no answer, but done': (lambda ask: ask() and None, {'hub_silent'}),
        'delivered twice': (asked_twice, {None}),
        '500': (instead(500), {'busy'}),
        '502': (instead(502), {'busy'}),
        '503': (instead(503, {'Retry-After': '1'}), {'busy'}),
        '429': (instead(429, {'Retry-After': '1'}), {'busy'}),
        'HTML 200': (instead(200), {'captive'}),
        'JSON 200': (instead(200, {'Content-Type': 'application/json'}, b'{}'), {'captive'}),
        '511': (instead(511), {'captive'}),
        'to http': (instead(302, away), {'captive'}),
        'moved': (instead(301, {**away, 'Proeftuin-Hub': 'x', 'Content-Type': 'application/vnd.proeftuin+json'}), {'other_hub', 'captive'}),
        'another hub': (changed(headers=lambda answer: {**answer.headers, 'Proeftuin-Hub': '01890000-0000-7000-8000-000000000000'}), {'other_hub'}),
        'another shape': (changed(body=b'[1]', length=3), {'protocol'}),
    }
    notes = []
    for name, (alter, codes) in faults.items():
        for where in ('/hello', '/push', '/pull'):
            notes += [an.add('entry', body=f'Van An, {name}, {where}'), sofie.add('entry', body=f'Van Sofie, {name}, {where}')]
            sofie.sync()
            middle.alter, middle.where, middle.altered = alter, where, 0
            said = None
            try:
                an.sync()
            except Failed as failed:
                said = failed
                assert len(failed.err.splitlines()) == 1, (name, where, failed)
            problem = an.json('status')[0]['hub']['problem']
            assert middle.altered and problem in codes, (name, where, problem)
            assert (said is None) == (problem is None), (name, where, said)
            assert said is None or said.code == (1 if problem in ('protocol', 'other_hub') else 3), (name, where, said)
            middle.alter = None
            an.sync()
            assert an.json('status')[0]['pending'] == 0 and an.json('status')[0]['hub']['problem'] is None
    sync_all(an, sofie)
    assert sorted(entry['id'] for entry in an.json('list', 'entry')) == sorted(notes)
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json') and an.json('conflicts') == []
    try:
        elsewhere.accept()
        raise AssertionError('the token went where a redirect pointed')
    except TimeoutError:
        pass
    hub.stop()

def certificates_that_are_expired_or_of_another_host(home):
    authority = proxy.Authority(home)
    right = authority.sign('right', 'IP:127.0.0.1,DNS:localhost')
    cases = (
        ('expired', authority.sign('expired', 'IP:127.0.0.1,DNS:localhost', end='20210101000000Z'), 'tls'),
        ('not yet valid', authority.sign('early', 'IP:127.0.0.1,DNS:localhost', start='20990101000000Z'), 'tls'),
        ('another host', authority.sign('other', 'DNS:hub.example.org'), 'tls'),
        ('the hub\'s own', None, 'tls'),
        ('right', right, None))
    hub = Hub(home)
    middle = proxy.Middle(hub.port, right)
    hub.stop()
    with open(hub.folder + '/hub.conf', 'a') as conf:
        conf.write(f'public_url=https://127.0.0.1:{middle.port}\n')
    text = open(hub.folder + '/hub.conf').read().replace('own_key=true', 'own_key=false')
    open(hub.folder + '/hub.conf', 'w').write(text)
    hub.start()
    an = laptop_with_logbook(home)
    invite = fields(hub.invite_founder())
    assert '#' not in invite['url'], invite
    an.fails(1, 'join', invite['url'], '--code', invite['code'])
    an.env['SSL_CERT_FILE'] = authority.file
    an.cli('join', invite['url'], '--code', invite['code'])
    an.sync()
    for name, context, code in cases:
        middle.context = context or proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key')
        an.add('entry', body=name)
        if code:
            assert 'clock' in an.fails(1, 'sync').lower(), name
        else:
            an.sync()
        assert an.json('status')[0]['hub']['problem'] == code, name
        assert bool(an.json('status')[0]['pending']) == bool(code), name
    hub.stop()

def with_a_pin_only_the_key_counts(home):
    hub, (an,) = team(home, 'an')
    authority = proxy.Authority(home)
    request, certificate = home + '/own.csr', home + '/own.crt'
    authority.openssl('req', '-new', '-key', hub.folder + '/hub.key', '-subj', '/CN=x', '-out', request)
    authority.openssl('ca', '-batch', '-config', authority.at('ca.conf'), '-cert', authority.file, '-keyfile', authority.at('ca.key'),
                      '-in', request, '-out', certificate, '-startdate', '20200101000000Z', '-enddate', '20210101000000Z', '-notext')
    same_key = proxy.Middle(hub.port, proxy.serving(certificate, hub.folder + '/hub.key'))
    other_key = proxy.Middle(hub.port, authority.sign('right', 'IP:127.0.0.1'))
    invite = an.cli('invite', '--role', 'coordinator', '--name', 'An')
    wrong, code = invite.replace(f':{hub.port}', f':{other_key.port}'), fields(invite)['code']
    an.fails(1, 'join', fields(wrong)['url'], '--code', code)
    an.join(invite.replace(f':{hub.port}', f':{same_key.port}'))
    an.add('entry', body='Over een oud certificaat')
    an.sync()
    assert an.json('status')[0]['pending'] == 0
    hub.stop()

def hub_killed_between_commit_and_reply(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    notes = []

    def kill(ask):
        ask()
        hub.stop(kill=True)

    for i in range(3):
        notes += [an.add('entry', body=f'Notitie {i}') for i in range(3)]
        middle.alter, middle.where = kill, '/push'
        an.fails(3, 'sync')
        assert an.json('status')[0]['pending'] == 3 and an.json('status')[0]['hub']['problem'] == 'hub_silent'
        middle.alter = None
        hub.start()
        sync_all(an, sofie)
        assert an.json('status')[0]['pending'] == 0
    for laptop in (an, sofie):
        assert sorted(entry['id'] for entry in laptop.json('list', 'entry')) == sorted(notes)
        assert all(len(laptop.json('history', note)) == len(an.json('history', note)) for note in notes)
    hub.stop()

def one_connection_for_a_sync_and_one_to_listen(home):
    """The door passes each connection on as one, so it counts those that the hub accepts."""
    hub, (an, sofie) = team(home, 'an', 'sofie')
    way, other = proxy.Wire(hub.port), proxy.Wire(hub.port)
    an.join(way.url(an.cli('invite', '--role', 'coordinator', '--name', 'An')))
    sofie.join(other.url(an.cli('invite', '--role', 'member', '--name', 'Sofie')))
    path = os.path.join(home, 'film.bin')
    with open(path, 'wb') as file:
        file.write(os.urandom(1_500_000))
    note = an.add('entry', body='Met een film in stukken')
    an.cli('attach', note, path)
    for i in range(20):
        an.add('entry', body=f'Notitie {i} ' + os.urandom(60_000).hex())
    way.connections = other.connections = 0
    an.sync()
    sofie.sync()
    assert (way.connections, other.connections) == (1, 1) and sofie.is_whole()
    an.sync()
    assert way.connections == 2

    way.connections = 0
    watching = an.start('sync', '--watch')
    for i in range(5):
        an.add('entry', body=f'Terwijl iemand kijkt {i}')
        came = sofie.add('entry', body=f'Van Sofie {i}')
        sofie.sync()
        _wait_for(lambda: an.json('status')[0]['pending'] == 0 and came in {entry['id'] for entry in an.json('list', 'entry')})
    watching.terminate()
    watching.communicate(timeout=20)
    assert way.connections == 2, way.connections
    hub.stop()

def _wait_for(reached):
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)

main(globals())
