#!/usr/bin/env python3
"""What strangers send to a hub: nonsense, tricks, too much, old TLS. The answer is a clean no, as early as it is known."""
import contextlib, http.client, json, os, re, socket, ssl, sys, warnings
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from copies import member_id
from harness import Hub, Laptop, bytes_below, main, team
import proxy

def strangers_get_a_clean_no_and_the_hub_lives(home):
    hub, (an,) = team(home, 'an')
    token = next(data.decode().strip() for path, data in bytes_below(an.home) if '/tokens/' in path)
    logbook = an.json('status')[0]['logbook']
    context = ssl._create_unverified_context()

    def ask(method, path, body=None, headers={}, known=True):
        connection = http.client.HTTPSConnection('127.0.0.1', hub.port, context=context, timeout=60)
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

    def talk(text, patience=5):
        """What is answered to these very bytes: the statuses. Some lines stay open."""
        with socket.create_connection(('127.0.0.1', hub.port), timeout=60) as plain, ssl._create_unverified_context().wrap_socket(plain) as line:
            answer = b''
            with contextlib.suppress(ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, TimeoutError):
                line.sendall(text.encode('latin-1'))
                line.settimeout(patience if 'Connection: close' in text else 2)
                while part := line.recv(65536):
                    answer += part
            return [int(status) for status in re.findall(rb'HTTP/1\.[01] (\d+)', answer)], answer

    good, close = f'Authorization: Bearer {token}\r\n', 'Host: x\r\nConnection: close\r\n'
    assert talk(f'GET {secret} HTTP/1.1\r\n{good}{close}\r\n', 60)[0] == [200]
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

def who_may_not_send_is_told_before_the_body_is_read(home):
    """A stranger announces more than any laptop sends, or anybody asks first whether to send, and nothing is sent: the answer comes."""
    hub, (an,) = team(home, 'an')
    token = next(data.decode().strip() for path, data in bytes_below(an.home) if '/tokens/' in path)
    logbook = an.json('status')[0]['logbook']
    gone = Laptop(home, 'gone')
    gone.join(an.cli('invite', '--role', 'member', '--name', 'gone'))
    gone_token = next(data.decode().strip() for path, data in bytes_below(gone.home) if '/tokens/' in path)
    an.sync()
    an.cli('members', 'revoke', member_id(an, 'gone'))
    push, other = f'/v1/logbooks/{logbook}/push', '/v1/logbooks/01890000-0000-7000-8000-000000000000/push'
    nobodys = 'ab' * 32
    photo = f'/v1/logbooks/{logbook}/blobs/' + '0' * 64 + '?offset=0&size=9'

    def told(method, path, length, token, expect):
        with socket.create_connection(('127.0.0.1', hub.port), timeout=60) as plain, ssl._create_unverified_context().wrap_socket(plain) as line:
            known = f'Authorization: Bearer {token}\r\n' if token else ''
            line.sendall(f'{method} {path} HTTP/1.1\r\nHost: x\r\n{known}{expect}Content-Length: {length}\r\n\r\n'.encode())
            return line.recv(65536).split(b'\r\n')[0]

    for status, method, path, who in (
            (401, 'POST', push, None), (401, 'POST', push, nobodys), (401, 'POST', other, token), (403, 'POST', push.replace('push', 'erase'), gone_token),
            (403, 'POST', push.replace('push', 'offer'), gone_token), (413, 'POST', push, token), (413, 'POST', '/v1/join', None),
            (413, 'PATCH', photo, token), (404, 'POST', '/v1/nothing', None), (405, 'POST', '/v1/hello', None)):
        asked = 'Expect: 100-continue\r\n'
        for length, expect in ((9_000_000, asked), (9_000_000, asked if who and who != nobodys else ''), (9_000_000 if status == 413 else 1000, asked)):
            line = told(method, path, length, who, expect)
            assert line.startswith(f'HTTP/1.1 {status} '.encode()), (method, path, length, expect, line)
    hub.stop()

def another_address_in_a_header_is_no_other_stranger(home):
    """How often an address may try is counted by where it really comes from; behind a proxy, by what that said last."""
    hub = Hub(home)
    with open(hub.folder + '/hub.conf', encoding='utf-8') as file:
        text = file.read().replace('visitor_requests=120', 'visitor_requests=3') + f'\npublic_url={hub.url}\n'

    def ask(line, said):
        line.request('GET', '/sign-in', headers={'X-Forwarded-For': said})
        answer = line.getresponse()
        answer.read()
        return answer.status

    for behind_proxy in (False, True):
        hub.stop()
        with open(hub.folder + '/hub.conf', 'w', encoding='utf-8') as file:
            file.write(text.replace('behind_proxy=false', f'behind_proxy={str(behind_proxy).lower()}'))
        hub.start()
        line = (http.client.HTTPConnection('127.0.0.1', hub.port, timeout=60) if behind_proxy else
                http.client.HTTPSConnection('127.0.0.1', hub.port, context=ssl._create_unverified_context(), timeout=60))
        with contextlib.closing(line):
            assert 429 in [ask(line, f'192.0.2.{one}, 198.51.100.7') for one in range(20)], f'behind_proxy={behind_proxy}'
            assert (ask(line, '192.0.2.1, 198.51.100.8') == 200) == behind_proxy, 'somebody else pays for it, or nobody does'
    hub.stop()

def nothing_is_said_over_old_tls(home):
    """Neither by the hub, whoever asks, nor by a laptop, whoever answers; newer TLS between the same two works."""
    warnings.simplefilter('ignore', DeprecationWarning)  # Python would not speak it either
    hub, (an,) = team(home, 'an')

    def of(version, context):
        context.set_ciphers('ALL:@SECLEVEL=0')
        context.minimum_version, context.maximum_version = version, version
        return context

    def asking(version):
        return of(version, ssl._create_unverified_context())

    def answering(version):
        return of(version, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))

    def meets(port, version):
        with contextlib.suppress(ssl.SSLError, ConnectionResetError), socket.create_connection(('127.0.0.1', port), timeout=60) as plain:
            with asking(version).wrap_socket(plain) as line:
                return line.version()

    middle = proxy.Middle(hub.port, answering(ssl.TLSVersion.TLSv1_2))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    for version, name, works in ((ssl.TLSVersion.TLSv1, 'TLSv1', False), (ssl.TLSVersion.TLSv1_1, 'TLSv1.1', False),
                                 (ssl.TLSVersion.TLSv1_2, 'TLSv1.2', True), (ssl.TLSVersion.TLSv1_3, 'TLSv1.3', True)):
        middle.context = answering(version)
        assert meets(middle.port, version) == name, 'these two could not even meet in the test'
        assert meets(hub.port, version) == (name if works else None), name
        asked = []
        middle.where, middle.alter = '/', lambda ask: asked.append(1) or ask()
        an.add('entry', body=f'Over {name}')
        if works:
            an.sync()
        else:
            an.fails(3, 'sync')
        assert bool(asked) == works and bool(an.json('status')[0]['pending']) != works, (name, asked)
    hub.stop()

main(globals())
