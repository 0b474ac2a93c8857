#!/usr/bin/env python3
"""Every way in which the way to the hub can be bad: afterwards nothing is lost, nothing is double, and it
was said in a sentence."""
import gzip, json, os, socket, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from copies import member_id, own_devices
from harness import HUB, Failed, Hub, Laptop, bytes_below, fields, laptop_with_logbook, main, run, sync_all, team, wait_for
import proxy

STEP = int(os.environ.get('PT_STEP') or 97)  # 1 = every byte
CUTS_OF_A_LOGBOOK = 250

class _CutLine:
    """A hub, and two laptops of which one syncs over a line that is cut."""
    def __init__(self, home):
        os.makedirs(home)
        self.hub = Hub(home)
        self.wire = proxy.Wire(self.hub.port)
        self.an, self.sofie = laptop_with_logbook(home), Laptop(home, 'sofie')
        founding = fields(self.hub.invite_founder())
        self.an.cli('join', self.wire.url(founding['url']), '--code', founding['code'])
        self.an.sync()
        self.sofie.join(self.an.cli('invite', '--role', 'member', '--name', 'Sofie').replace(f':{self.wire.port}', f':{self.hub.port}'))
        self.sofie.sync()
        self.wire.heal()
        self.made = 0
        self.add(self.sofie, 'Van Sofie')
        self.add(self.an, 'Van An')
        self.sofie.sync()
        self.an.sync()
        self.whole = self.wire.passed

    def add(self, laptop, body):
        laptop.add('entry', body=body)
        self.made += 1

    def cut(self, at, with_sofie):
        self.wire.heal()
        self.wire.cut = at
        self.add(self.an, f'Van An {at}')
        if with_sofie:
            self.add(self.sofie, f'Van Sofie {at}')
            self.sofie.sync()
        try:
            self.an.sync()
        except Failed as failed:
            assert failed.code == 3 and len(failed.err.splitlines()) == 1, (at, failed)
            assert self.an.json('status')[0]['hub']['problem'] == 'hub_silent', (at, self.an.json('status'))
        self.wire.heal()
        self.an.sync()
        status = self.an.json('status')[0]
        assert status['pending'] == 0 and status['conflicts'] == 0 and status['hub']['problem'] is None, (at, status)

    def end(self):
        sync_all(self.sofie, self.an)
        assert self.an.cli('list', 'entry', '--json') == self.sofie.cli('list', 'entry', '--json')
        assert len(self.an.json('list', 'entry')) == self.made
        self.wire.close()
        self.hub.stop()

def _cut_at_each(home, places):
    line = _CutLine(home)
    for number, at in enumerate(places):
        line.cut(at, number % 8 == 0)
    line.end()

def cut_at_any_byte_loses_nothing_and_doubles_nothing(home):
    """Many cuts go to several logbooks, which stay small, and on all processors."""
    line = _CutLine(home + '/whole')
    line.end()
    places = range(1, line.whole, STEP)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = [pool.submit(_cut_at_each, f'{home}/{i}', places[i:i + CUTS_OF_A_LOGBOOK]) for i in range(0, len(places), CUTS_OF_A_LOGBOOK)]
        for part in parts:
            part.result()
    print(f'# {len(places)} cuts in a sync of {line.whole} bytes')

class _Held:
    """Seconds of which the first begins when the test says so."""
    def __init__(self):
        self.go_on = threading.Event()

    def sleep(self, seconds):
        self.go_on.wait(60)
        time.sleep(seconds)

def one_byte_a_second_is_slow_and_not_broken(home):
    hub = Hub(home)
    wire = proxy.Wire(hub.port)
    an = laptop_with_logbook(home)
    founding = fields(hub.invite_founder())
    an.cli('join', wire.url(founding['url']), '--code', founding['code'])
    an.add('entry', body='Langzaam')
    wire.heal()
    wire.slow, wire.pause, wire.clock = 4, 1, _Held()
    syncing = an.start('sync')
    meanwhile = an.add('entry', body='Ondertussen')
    assert syncing.poll() is None and an.show(meanwhile)
    wire.clock.go_on.set()
    assert syncing.wait(60) == 0, syncing.communicate()
    syncing.communicate()
    an.sync()
    assert an.json('status')[0]['pending'] == 0
    wire.close()
    hub.stop()

def one_byte_a_second_throughout_is_said_and_costs_nothing(home):
    """From any place of a sync on. The seconds are counted by the proxy and believed by the laptop: hours would pass otherwise."""
    hub = Hub(home)
    wire, clock = proxy.Wire(hub.port), proxy.Clock(home + '/clock')
    an, sofie = laptop_with_logbook(home), Laptop(home, 'sofie')
    founding = fields(hub.invite_founder())
    an.cli('join', wire.url(founding['url']), '--code', founding['code'])
    an.sync()
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie').replace(f':{wire.port}', f':{hub.port}'))
    wire.heal()
    an.add('entry', body='Op volle snelheid')
    an.sync()
    whole, made, given_up = wire.passed, 1, 0
    an.env.update({'LD_PRELOAD': os.environ['PT_CLOCK_SHIM'], 'PT_CLOCK_FILE': clock.path})
    for fast in (0, 500, whole // 4, whole // 2, whole * 3 // 4, whole - 40):
        an.add('entry', body=f'Langzaam vanaf {fast}')
        wire.heal()
        wire.fast, wire.slow, wire.pause, wire.clock, before = fast, 10 ** 9, 1, clock, clock.seconds
        syncing = an.start('sync')
        meanwhile = an.add('entry', body='Ondertussen')
        said = syncing.communicate(timeout=60)[1]
        assert (syncing.returncode, len(said.splitlines())) in ((0, 0), (3, 1)), (fast, syncing.returncode, said)
        assert clock.seconds - before < 1800, 'it did not give up for half an hour'
        given_up, made = given_up + (syncing.returncode == 3), made + 2
        assert an.show(meanwhile) and (syncing.returncode == 0 or an.json('status')[0]['hub']['problem'] == 'hub_silent'), fast
        wire.heal()
        an.sync()
        assert an.json('status')[0]['pending'] == 0, fast
    assert given_up >= 3, given_up
    sync_all(sofie, an)
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json') and len(an.json('list', 'entry')) == made
    wire.close()
    hub.stop()

def _changed(**changes):
    def alter(ask):
        answer = ask()
        for name, value in changes.items():
            setattr(answer, name, value(answer) if callable(value) else value)
        return answer
    return alter

def _instead(status, headers={}, body=b'<html>Niet de hub</html>'):
    return lambda ask: proxy.Answer(status, {'Content-Type': 'text/html', **headers}, body)

def _asked_twice(ask):
    ask()
    return ask()

def _sent_on_to(port):
    return lambda ask: _instead(307, {'Location': f'https://127.0.0.1:{port}{ask.path}'})(ask)

def _faults(port, hub_port):
    """What may come instead of the hub's answer, and what a laptop then calls it; @port is elsewhere."""
    away = {'Location': f'http://127.0.0.1:{port}/'}
    return {
        'body cut off': (_changed(body=lambda answer: answer.body[:-3]), {'hub_silent'}),
        'said to be longer': (_changed(length=lambda answer: answer.length + 5), {'hub_silent'}),
        'said to be shorter': (_changed(body=lambda answer: answer.body[:-3], length=lambda answer: answer.length - 3), {'protocol'}),
        'no answer': (lambda ask: None, {'hub_silent'}),
        'no answer, but done': (lambda ask: ask() and None, {'hub_silent'}),
        'delivered twice': (_asked_twice, {None}),
        '500': (_instead(500), {'busy'}),
        '502': (_instead(502), {'busy'}),
        '503': (_instead(503, {'Retry-After': '1'}), {'busy'}),
        '429': (_instead(429, {'Retry-After': '1'}), {'busy'}),
        'HTML 200': (_instead(200), {'captive'}),
        'JSON 200': (_instead(200, {'Content-Type': 'application/json'}, b'{}'), {'captive'}),
        '511': (_instead(511), {'captive'}),
        'to http': (_instead(302, away), {'captive'}),
        'to the hub itself, over https': (_sent_on_to(hub_port), {'captive'}),
        'moved': (_instead(301, {**away, 'Proeftuin-Hub': 'x', 'Content-Type': 'application/vnd.proeftuin+json'}), {'other_hub', 'captive'}),
        'another hub': (_changed(headers=lambda answer: {**answer.headers, 'Proeftuin-Hub': '01890000-0000-7000-8000-000000000000'}), {'other_hub'}),
        'another shape': (_changed(body=b'[1]', length=3), {'protocol'}),
    }

def versions_that_do_not_fit(home):
    hub, (an,) = team(home, 'an')
    own = proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key')
    middle = proxy.Middle(hub.port, own)
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))

    def saying(**said):
        def alter(ask):
            answer = ask()
            packed = answer.headers.get('Content-Encoding') == 'gzip'
            hello = json.loads(gzip.decompress(answer.body) if packed else answer.body)
            text = json.dumps({**hello, **said}).encode()
            answer.body = gzip.compress(text) if packed else text
            answer.length = len(answer.body)
            return answer
        return alter

    def waiting():
        return an.json('status')[0]['pending'], an.json('status')[0]['hub']['problem']

    an.sync()
    for alter, code, words in ((saying(protocol=[2, 3]), 'too_old', 'This program is too old'),
                               (saying(protocol=[0, 0]), 'hub_too_old', 'The team server is too old')):
        note = an.add('entry', body='Wacht')
        before = an.json('status')[0]['pending']
        middle.alter, middle.where = alter, '/hello'
        assert words in an.fails(1, 'sync')
        assert waiting() == (before, code) and words in an.cli('status')
        assert an.show(note)['fields']['body'] == 'Wacht'
        middle.alter = None
        an.sync()
        assert waiting() == (0, None)
    # Whoever can still be understood is never kept from sending.
    middle.alter = saying(min_client='9.0')
    an.add('entry', body='Gaat mee')
    an.sync()
    assert waiting() == (0, None) and an.json('status')[0]['hub']['update_wanted'] is True
    assert 'asks for a newer version' in an.cli('status')
    middle.alter = saying(min_client='0.1')
    an.sync()
    assert an.json('status')[0]['hub']['update_wanted'] is False and 'newer version' not in an.cli('status')
    middle.alter = None
    an.sync()
    hub.stop()

def answers_that_are_not_what_the_hub_said(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    own = proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key')
    middle = proxy.Middle(hub.port, own)
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    elsewhere = socket.create_server(('127.0.0.1', 0))
    elsewhere.settimeout(0.01)

    faults = _faults(elsewhere.getsockname()[1], hub.port)
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

def the_other_ways_to_the_hub_may_be_bad_too(home):
    """Files, members, erasure, what waits, comparing, the network, the token, what is given back after a restore."""
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    sofie.join(an.cli('invite', '--role', 'coordinator', '--name', 'Sofie').replace(f':{middle.port}', f':{hub.port}'))
    sync_all(an, sofie, koen)
    always, others = 'no answer, but done', ['body cut off', 'delivered twice', '503', 'HTML 200', 'another shape', 'no answer']
    word, own, roles, attachments = 'Schoenmakersgeheim', an.add('entry', body='Van An'), ['monitor', 'member'], []
    an.sync()
    sofie.sync()

    def attached(laptop, name):
        path = os.path.join(home, 'bijlage.txt')
        with open(path, 'wb') as file:
            file.write(f'{name} van {laptop.name} '.encode() + os.urandom(3000))
        attachments.append(laptop.cli('attach', own, path))
        if laptop is sofie:
            sofie.sync()

    def role(name):
        roles.reverse()
        sofie.cli('members', 'role', member_id(sofie, 'koen'), roles[0])

    def erased(name):
        note = sofie.add('entry', body=f'{word} {name}')
        sofie.sync()
        an.sync()
        sofie.cli('erase', note, '--reason', 'gevraagd')

    def put_back(name):
        hub.stop()
        run(HUB, 'restored', hub.folder, env=hub.env)
        hub.start()

    def due(name):
        run(HUB, 'renew', hub.folder, '--device', own_devices(an)[0]['id'], env=hub.env)

    nothing = lambda name: None
    ways = {
        'HEAD /v1/logbooks': (lambda name: attached(an, name), ['sync']), 'PATCH /v1/logbooks': (lambda name: attached(an, name), ['sync']),
        'blobs/': (lambda name: attached(sofie, name), ['sync']), 'GET /v1/logbooks/LOGBOOK/members': (role, ['sync']),
        'GET /v1/logbooks/LOGBOOK/erasures': (erased, ['sync']), '/offer': (put_back, ['sync']), 'POST /v1/token': (due, ['sync']),
        '/digest': (nothing, ['verify', '--hub']), '/history': (nothing, ['history', own, '--hub']), '/v1/network': (nothing, ['network', '--refresh']),
        'GET /v1/logbooks/LOGBOOK/devices': (nothing, ['devices']), 'GET /v1/logbooks/LOGBOOK/quarantine': (nothing, ['quarantine']),
        '/invites': (nothing, ['invite', '--role', 'reader', '--name', 'Rita']),
    }
    logbook, faults = an.json('status')[0]['logbook'], _faults(1, 1)
    for number, (way, (prepare, words)) in enumerate(ways.items()):
        for name in [always, *(others if STEP == 1 else others[number % len(others):][:1])]:
            prepare(name)
            middle.where, middle.alter, middle.altered = way.replace('LOGBOOK', logbook), faults[name][0], 0
            try:
                an.cli(*words)
            except Failed as failed:
                assert failed.code in (1, 3) and len(failed.err.splitlines()) == 1, (way, name, failed)
            assert middle.altered, (way, name)
            middle.alter = None
            an.sync()
            status = an.json('status')[0]
            assert status['pending'] == 0 and status['hub']['problem'] is None, (way, name)
            if words != ['sync']:
                an.cli(*words)
    sync_all(an, sofie, koen, an)
    for laptop in (an, sofie, koen):
        assert laptop.is_whole() and laptop.json('verify', '--hub')[0]['equal'] and laptop.json('conflicts') == [], laptop.name
        assert len(laptop.show(own)['attachments']) == len(attachments), laptop.name
    assert [path for path, data in bytes_below(hub.folder, an.folder, sofie.folder, koen.folder) if word.encode() in data] == []
    hub.stop()

def waiting_for_news_goes_on_after_no_answer(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    an.sync()
    left = [_faults(1, 1)['no answer'][0]]
    middle.where, middle.alter = '/wait', lambda ask: left.pop()(ask) if left else ask()
    watching = an.start('sync', '--watch')
    try:
        for number in range(2):
            note = sofie.add('entry', body=f'Van Sofie {number}')
            sofie.sync()
            wait_for(lambda: note in {entry['id'] for entry in an.json('list', 'entry')})
        assert not left and watching.poll() is None
    finally:
        watching.terminate()
        watching.communicate(timeout=60)
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

def text_goes_packed_both_ways(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    way, other = proxy.Wire(hub.port), proxy.Wire(hub.port)
    an.join(way.url(an.cli('invite', '--role', 'coordinator', '--name', 'An')))
    sofie.join(other.url(an.cli('invite', '--role', 'member', '--name', 'Sofie')))
    sync_all(an, sofie)
    table = os.path.join(home, 'woorden.csv')
    with open(table, 'w') as file:
        file.write('title,body\n' + ''.join(f'Notitie {i},{"woord " * 80}\n' for i in range(300)))
    an.cli('import', table)
    way.passed = other.passed = 0
    an.sync()
    sofie.sync()
    least = os.path.getsize(table)
    assert len(sofie.json('list', 'entry', '--limit', '1000')) == 300 and max(way.passed, other.passed) < least // 2, (way.passed, other.passed, least)
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
        wait_for(lambda: an.json('status')[0]['pending'] == 0 and came in {entry['id'] for entry in an.json('list', 'entry')})
    watching.terminate()
    watching.communicate(timeout=60)
    assert way.connections == 2, way.connections
    hub.stop()

main(globals())
