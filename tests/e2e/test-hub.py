#!/usr/bin/env python3
"""What people, laptops and strangers ask of a hub: roles, invites, two logbooks, nonsense over HTTP."""
import contextlib, http.client, json, os, re, socket, ssl, subprocess, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, Failed, Hub, Laptop, bytes_below, fields, laptop_with_logbook, main, run, sync_all, team

def roles_decide_who_invites_and_who_has_a_laptop(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    assert 'role' in sofie.fails(1, 'invite', '--role', 'member', '--name', 'Vriend')
    for words in (['--role', 'baas', '--name', 'X'], ['--role', 'member', '--name', ' '], ['--role', 'member'], []):
        an.fails(2, 'invite', *words)
    rita = Laptop(home, 'rita')
    words = fields(an.cli('invite', '--role', 'reader', '--name', 'Rita'))
    assert 'browser' in rita.fails(1, 'join', words['url'], '--code', words['code'])
    assert not os.path.exists(rita.folder)
    hub.stop()

def invites_are_two_lines_also_while_the_hub_is_down(home):
    hub = Hub(home)
    asked = hub.invite_founder()
    hub.stop()
    asleep = hub.invite_founder()
    for invite in (asked, asleep):
        lines = invite.splitlines()
        assert [line.split(': ')[0] for line in lines] == ['url', 'code'], invite
        assert fields(invite)['url'].startswith(hub.url + '/join/')
    for words, code in ((['invite', hub.folder], 2), (['invite', hub.folder, '--new-logbook', '--name', ''], 2),
                        (['invite', hub.folder, '--logbook', 'x', '--role', 'member', '--name', 'X'], 2),
                        (['invite', hub.folder, '--logbook', '01890000-0000-7000-8000-000000000000', '--role', 'member', '--name', 'X'], 1),
                        (['serve', home + '/nergens'], 1), (['serve', hub.folder, '--listen', 'onzin'], 1), (['init', hub.folder], 1),
                        (['dans', hub.folder], 2), (['serve'], 2)):
        done = subprocess.run([HUB, *words], capture_output=True, text=True, timeout=20, env={**os.environ, **hub.env})
        assert done.returncode == code and len(done.stderr.splitlines()) == 1, (words, done)

def the_administrator_hears_what_is_wrong(home):
    hub, _ = team(home, 'an')
    assert run(HUB, 'check', hub.folder, env=hub.env) == 'Nothing is wrong with this hub.\n'
    os.chmod(os.path.join(hub.folder, 'hub.key'), 0o644)
    hub.change("UPDATE audit SET action = 'nothing' WHERE number = 1")
    try:
        raise AssertionError(run(HUB, 'check', hub.folder, env=hub.env))
    except Failed as failed:
        assert failed.code == 1 and len(failed.err.strip().splitlines()) == 2, failed.err
        assert 'hub.key' in failed.err and 'Line 1 of the audit log' in failed.err, failed.err
    hub.stop()

def without_the_hub_work_is_safe_and_exit_is_3(home):
    hub, (an,) = team(home, 'an')
    invite = fields(hub.invite_founder())
    hub.stop()
    an.add('entry', body='Blijft')
    for words in (['sync'], ['invite', '--role', 'member', '--name', 'Sofie'], ['join', invite['url'], '--code', invite['code']]):
        an.fails(3, *words)
    assert an.json('status')[0]['pending'] == 1
    alone = laptop_with_logbook(home, 'alleen')
    alone.fails(1, 'sync')
    assert alone.json('status')[0]['hub'] is None
    bert = laptop_with_logbook(home, 'bert')
    bert.fails(3, 'join', invite['url'], '--code', invite['code'])
    hub.start()
    bert.cli('join', invite['url'], '--code', invite['code'])
    an.sync()
    assert an.json('status')[0]['pending'] == 0
    hub.stop()

def two_logbooks_on_one_hub_never_meet(home):
    hub, (an,) = team(home, 'an')
    other = laptop_with_logbook(home, 'ander')
    other.join(hub.invite_founder('Ander'))
    mine, theirs = an.add('entry', body='Van An'), other.add('entry', body='Van een ander')
    sync_all(an, other)
    assert [n['id'] for n in an.json('list', 'entry')] == [mine] and [n['id'] for n in other.json('list', 'entry')] == [theirs]
    invite = fields(an.cli('invite', '--role', 'member', '--name', 'Ander'))
    assert 'another logbook' in other.fails(1, 'join', invite['url'], '--code', invite['code'])
    other.sync()
    assert other.json('status')[0]['pending'] == 0
    hub.stop()

def enrolling_again_keeps_everything(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    sent, private = sofie.add('entry', body='Verstuurd'), sofie.add('entry', body='Privé', sharing='private')
    sofie.sync()
    waiting = sofie.add('entry', body='Wacht nog')
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie'))
    assert sofie.json('status')[0]['pending'] == 1
    sync_all(sofie, an)
    assert {n['id'] for n in sofie.json('list', 'entry')} == {sent, private, waiting}
    assert {n['id'] for n in an.json('list', 'entry')} == {sent, waiting}
    hub.stop()

def a_code_may_be_guessed_five_times(home):
    hub = Hub(home)
    an = laptop_with_logbook(home)
    invite = fields(hub.invite_founder())
    for _ in range(5):
        an.fails(1, 'join', invite['url'], '--code', 'AAAAAAAA')
    an.fails(1, 'join', invite['url'], '--code', invite['code'])
    an.cli('join', *(lambda i: [i['url'], '--code', i['code'].lower()])(fields(hub.invite_founder())))
    hub.stop()

def what_a_newer_version_made_reaches_the_others(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    id = '01890000-0000-7000-8000-00000000000%d'
    path = os.path.join(home, 'nieuw.json')
    json.dump({'format': 'proeftuin', 'version': 1, 'records': [
        {'id': id % 1, 'kind': 'hologram', 'fields': {'shape': 'bol', 'deep': {'a': [1, 2]}}},
        {'id': id % 2, 'kind': 'entry', 'sharing': 'galaxy', 'fields': {'body': 'x', 'kind': 'telepathie', 'mood': 'blij', 'set/key': True}}]}, open(path, 'w'))
    an.cli('import', path)
    sync_all(an, sofie)
    sofie.set(id % 2, title='Van Sofie')
    sofie.cli('archive', id % 1)
    sync_all(sofie, an)
    for laptop in (an, sofie):
        record = laptop.show(id % 2)
        assert {'kind': 'telepathie', 'mood': 'blij', 'set/key': True, 'title': 'Van Sofie'}.items() <= record['fields'].items()
        assert record['sharing'] == 'galaxy' and record['conflicts'] == {}
        assert laptop.show(id % 1)['archived'] and laptop.show(id % 1)['fields']['deep'] == {'a': [1, 2]}
    assert an.cli('show', id % 2, '--json') == sofie.cli('show', id % 2, '--json')
    hub.stop()

def a_hub_becomes_newer_than_its_laptops(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    class Newer(Laptop):
        words = property(lambda self: [os.environ['PT_CLI_NEWER'], '-L', self.folder])
    nina = Newer(home, 'nina')
    old = an.add('entry', body='Van voor de nieuwe hub', tags='een')
    an.sync()
    waiting = sofie.add('entry', body='Nog niet gedeeld')
    hub.stop()
    hub.program = os.environ['PT_HUB_NEWER']
    hub.start()
    nina.join(an.cli('invite', '--role', 'member', '--name', 'Nina'))
    an.set(old, title='Titel')
    sync_all(an, sofie, nina)
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json') and an.show(waiting)['fields']['body'] == 'Nog niet gedeeld'

    # What only the newer ones know goes through the older ones unharmed.
    nina.set(old, weather='Regen', kind='walk', senses='geur')
    route = nina.add('route', name='Langs de buurtkeuken', steps='1200')
    sync_all(nina, an, sofie)
    sofie.set(old, body='Anders')
    an.cli('archive', route)
    sync_all(sofie, an, nina)
    shown = nina.show(old)['fields']
    assert (shown['weather'], shown['body'], shown['title'], shown['senses']) == ('Regen', 'Anders', 'Titel', ['geur']), shown
    assert nina.show(route)['archived'] and an.show(route)['fields']['steps'] == 1200

    # A refusal whose reason they do not know yet: that one save stays here and is said, the others go.
    warm = sofie.add('entry', title='Buiten', body='Het was te warm')
    cool = sofie.add('entry', body='Het was koel')
    said = sofie.sync()
    assert '“Buiten” was set aside and stays on this laptop. The team server refused this.' in said, said
    an.sync()
    assert an.show(cool)['fields']['body'] == 'Het was koel' and sofie.show(warm)['fields']['body'] == 'Het was te warm'
    assert 'The team server refused this. Your work is safe on this laptop.' in an.fails(1, 'history', old, '--hub')

    # And to an older hub again, which takes what the newer one did not.
    hub.stop()
    hub.program = HUB
    hub.start()
    sync_all(sofie, an, nina)
    for laptop in (an, sofie, nina):
        status = laptop.json('status')[0]
        assert laptop.show(warm)['fields']['body'] == 'Het was te warm' and status['pending'] == 0, (laptop.name, status)
        assert laptop.show(old)['fields']['weather'] == 'Regen' and 'not the same' not in laptop.cli('verify', '--hub'), laptop.name
    hub.stop()

def tags_of_both_and_one_resolution_for_three(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    note = an.add('entry', body='Eerst', tags='een', headcount='1')
    sync_all(an, sofie, koen)
    an.set(note, tags='een,an', body='Van An')
    sofie.set(note, tags='een,sofie', body='Van Sofie', headcount='3')
    koen.set(note, tags='', body='Van Koen', headcount='3')
    sync_all(an, sofie, koen)
    for laptop in (an, sofie, koen):
        assert laptop.show(note)['fields']['tags'] == ['an', 'sofie'], laptop.name
        assert list(laptop.show(note)['conflicts']) == ['body'] and laptop.show(note)['fields']['headcount'] == 3
    for words in (['--keep', '3'], ['--keep', 'x'], ['--keep', '1', '--value', 'x'], []):
        koen.fails(2, 'resolve', note, 'body', *words)
    koen.fails(1, 'resolve', note, 'title', '--keep', 'shown')
    koen.cli('resolve', note, 'body', '--value', 'Van ons allen')
    sync_all(koen, an, sofie)
    for laptop in (an, sofie, koen):
        assert laptop.show(note)['fields']['body'] == 'Van ons allen' and laptop.json('conflicts') == []
    hub.stop()

def a_large_file_from_two_laptops_is_one(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Film')
    sync_all(an, sofie)
    path = os.path.join(home, 'film.bin')
    open(path, 'wb').write(os.urandom(5_000_000))
    for laptop in (an, sofie):
        laptop.cli('attach', note, path)
    sync_all(an, sofie)
    for laptop in (an, sofie):
        attachments = laptop.show(note)['attachments']
        assert len(attachments) == 2 and len({a['sha256'] for a in attachments}) == 1
        assert laptop.is_whole()
    hub.stop()
    assert sum(len(data) for _, data in bytes_below(hub.folder)) < 9_000_000

def watching_goes_on_over_a_restart_of_the_hub(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    watcher = sofie.start('sync', '--watch')
    try:
        hub.stop(kill=True)
        time.sleep(1)
        hub.start()
        note = an.add('entry', body='Na de storing')
        an.sync()
        deadline = time.monotonic() + 40
        while note not in [n['id'] for n in sofie.json('list', 'entry')]:
            assert time.monotonic() < deadline and watcher.poll() is None, watcher.communicate()
            time.sleep(0.3)
    finally:
        watcher.terminate()
    assert watcher.wait(20) == 0
    assert len(watcher.communicate()[1].splitlines()) <= 1
    hub.stop()

def strangers_get_a_clean_no_and_the_hub_lives(home):
    hub, (an,) = team(home, 'an')
    token = next(data.decode().strip() for path, data in bytes_below(an.home) if '/tokens/' in path)
    logbook = an.json('status')[0]['logbook']
    context = ssl._create_unverified_context()

    def ask(method, path, body=None, headers={}, known=True):
        connection = http.client.HTTPSConnection('127.0.0.1', hub.port, context=context, timeout=20)
        try:
            connection.request(method, path, body, {'Content-Type': 'application/json', **({'Authorization': 'Bearer ' + token} if known else {}),
                                                    **headers})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            return 413  # it closed the door while the stranger was still talking
        finally:
            connection.close()

    push = f'/v1/logbooks/{logbook}/push'
    op = {'op': '01a2000e-b92a-7e18-afc8-2a04302b06c1', 'dot': '01a2000e-b92a-7219-855f-b9bf36c46800:1', 'kind': 'entry', 'seen': {}, 'at': 1, 'off': 0,
          'rec': '01a2000e-b92a-73d8-9cde-66e1a23ca100', 'tz': 'UTC', 'schema': 1, 'era': 0, 'set': {'body': 'x'}}
    ops = lambda **changes: json.dumps({'ops': [{**op, **changes}]})
    assert ask('GET', '/healthz', known=False) == 200
    assert ask('GET', '/v1/hello') == 200
    for name, status, answer in (
            ('no token', 401, ask('GET', '/v1/hello', known=False)),
            ('wrong token', 401, ask('GET', '/v1/hello', headers={'Authorization': 'Bearer x'}, known=False)),
            ('another logbook', 401, ask('POST', '/v1/logbooks/01890000-0000-7000-8000-000000000000/push', ops())),
            ('nested', 400, ask('POST', push, '[' * 1_000_000)),
            ('100 MB', 413, ask('POST', push, b' ' * 100_000_000)),
            ('100 MB by a stranger', 401, ask('POST', push, b' ' * 1000, {'Content-Length': '1000'}, known=False)),
            ('not UTF-8', 400, ask('POST', push, b'{"ops":["\xff"]}')),
            ('twice a key', 400, ask('POST', push, '{"ops":[],"ops":[]}')),
            ('NUL', 400, ask('POST', push, ops(set={'body': 'a\0b'}))),
            ('not JSON', 400, ask('POST', push, 'hallo')),
            ('no object', 422, ask('POST', push, '{"ops":[1]}')),
            ('too many', 413, ask('POST', push, json.dumps({'ops': [{}] * 501}))),
            ('wrong dot', 422, ask('POST', push, ops(dot='x:-1'))),
            ('wrong kind', 422, ask('POST', push, ops(kind='../x'))),
            ('long value', 413, ask('POST', push, ops(set={'body': 'x' * 300_000}))),
            ('unknown encoding', 400, ask('POST', push, ops(), {'Content-Encoding': 'br'})),
            ('no gzip', 400, ask('POST', push, ops(), {'Content-Encoding': 'gzip'})),
            ('huge header', 431, ask('GET', '/v1/hello', headers={'X': 'x' * 100_000})),
            ('unknown path', 404, ask('GET', '/../../etc/passwd')),
            ('unknown method', 405, ask('DELETE', '/v1/hello')),
            ('no such file', 404, ask('GET', f'/v1/logbooks/{logbook}/blobs/' + '0' * 64))):
        assert answer == status, (name, answer)
    assert ask('GET', '/healthz', known=False) == 200
    note = an.add('entry', body='Het werkt nog')
    an.sync()
    assert an.json('status')[0]['pending'] == 0 and an.show(note)
    hub.stop()

def tricks_with_lines_and_addresses_open_nothing(home):
    hub, (an,) = team(home, 'an')
    token = next(data.decode().strip() for path, data in bytes_below(an.home) if '/tokens/' in path)
    logbook = an.json('status')[0]['logbook']
    secret = f'/v1/logbooks/{logbook}/members'

    def talk(text):
        """What is answered to these very bytes: the statuses."""
        with socket.create_connection(('127.0.0.1', hub.port), timeout=20) as plain, ssl._create_unverified_context().wrap_socket(plain) as line:
            answer = b''
            with contextlib.suppress(ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, TimeoutError):
                line.sendall(text.encode('latin-1'))
                line.settimeout(5 if b'Connection: close' in text.encode('latin-1') else 1)
                while part := line.recv(65536):
                    answer += part
            return [int(status) for status in re.findall(rb'HTTP/1\.[01] (\d+)', answer)], answer

    good, close = f'Authorization: Bearer {token}\r\n', 'Host: x\r\nConnection: close\r\n'
    assert talk(f'GET {secret} HTTP/1.1\r\n{good}{close}\r\n')[0] == [200]
    for name, text in (
            ('a second token', f'GET {secret} HTTP/1.1\r\nAuthorization: Bearer x\r\n{good.replace("Bearer", "Basic")}{close}\r\n'),
            ('a token in the address', f'GET {secret}?authorization=Bearer%20{token}&token={token} HTTP/1.1\r\n{close}\r\n'),
            ('a token in a cookie', f'GET {secret} HTTP/1.1\r\nCookie: Authorization=Bearer {token}\r\n{close}\r\n'),
            ('a folded header', f'GET {secret} HTTP/1.1\r\nX: y\r\n Authorization: Bearer {token}\r\n{close}\r\n'),
            ('another method by header', f'POST /healthz HTTP/1.1\r\nX-HTTP-Method-Override: GET\r\nX-Original-URL: {secret}\r\nContent-Length: 0\r\n{close}\r\n'),
            ('a trusted neighbour', f'GET {secret} HTTP/1.1\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-User: an\r\nX-Real-IP: 127.0.0.1\r\n{close}\r\n'),
            ('a dotted way', f'GET /healthz/..{secret} HTTP/1.1\r\n{close}\r\n'), ('an escaped way', f'GET /healthz/%2e%2e{secret} HTTP/1.1\r\n{close}\r\n'),
            ('escaped slashes', f'GET {secret.replace("/", "%2f")} HTTP/1.1\r\n{close}\r\n'),
            ('two slashes', f'GET /{secret} HTTP/1.1\r\n{good}{close}\r\n'), ('backslashes', f'GET {secret.replace("/", chr(92))} HTTP/1.1\r\n{good}{close}\r\n'),
            ('a semicolon', f'GET {secret};x=y HTTP/1.1\r\n{good}{close}\r\n'), ('a NUL', f'GET {secret}%00.css HTTP/1.1\r\n{good}{close}\r\n'),
            ('overlong UTF-8', f'GET /v1/%c0%ae%c0%ae{secret} HTTP/1.1\r\n{good}{close}\r\n'), ('no address', f'GET  HTTP/1.1\r\n{good}{close}\r\n'),
            ('other letters', f'GET {secret.upper()} HTTP/1.1\r\n{good}{close}\r\n'), ('a tunnel', f'CONNECT 127.0.0.1:22 HTTP/1.1\r\n{good}{close}\r\n'),
            ('an echo', f'TRACE {secret} HTTP/1.1\r\n{good}{close}\r\n'), ('no HTTP', 'hallo\r\n\r\n'), ('a newer HTTP', f'GET {secret} HTTP/9.9\r\n{close}\r\n')):
        statuses, answer = talk(text)
        assert all(400 <= status < 600 for status in statuses) and b'An' not in answer and token.encode() not in answer, (name, statuses, answer[:300])

    # Of two requests in one, what stands in the body of the first is never asked; a wrong length is no way around.
    hidden = f'GET {secret} HTTP/1.1\r\n{good}{close}\r\n'
    for name, lengths in (('two lengths', f'Content-Length: 0\r\nContent-Length: {len(hidden)}\r\n'),
                          ('a length and pieces', f'Content-Length: {len(hidden)}\r\nTransfer-Encoding: chunked\r\n'),
                          ('a length below nothing', 'Content-Length: -1\r\n'), ('a length with a sign', f'Content-Length: +{len(hidden)}\r\n'),
                          ('a length of two', f'Content-Length: 0, {len(hidden)}\r\n'), ('pieces that are none', 'Transfer-Encoding: xchunked\r\n')):
        statuses, answer = talk(f'POST /v1/join HTTP/1.1\r\nHost: x\r\n{lengths}\r\n{hidden}')
        assert 200 not in statuses and b'An' not in answer, (name, statuses, answer[:300])

    # Nothing of a request gets into the lines of an answer.
    for address in ('/sign-in', f'/l/{logbook}/', '/join/x', '/network'):
        answer = talk(f'GET {address}?x=%0d%0aSet-Cookie:%20a=zaailing HTTP/1.1\r\nHost: zaailing.example\r\nAccept-Language: zaailing\r\nConnection: close\r\n\r\n')[1]
        assert b'zaailing' not in answer, (address, answer[:600])
    an.add('entry', body='Het werkt nog')
    an.sync()
    hub.stop()

main(globals())
