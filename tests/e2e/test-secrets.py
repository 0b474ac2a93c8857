#!/usr/bin/env python3
"""What people trust a hub with is not in its log, whatever it is told to log, nor in its figures, nor in the audit log: names,
words, files, codes, tokens, cookies, addresses that were asked for, nonsense that was sent; also when something goes wrong."""
import contextlib, os, sqlite3, sys, urllib.parse
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, Hub, Laptop, Visitor, bytes_below, fields, main, run

PLANT = 'zaailing'  # every secret has it, or is made by the hub and kept in @secrets

class _Talkative(Hub):
    def start(self):
        self.log = self.folder + '.log'
        self.env['G_MESSAGES_DEBUG'] = 'all'
        super().start()

def _token(laptop):
    return next(data.decode().strip() for path, data in bytes_below(laptop.home) if '/tokens/' in path)

def _work(home, hub, secrets):
    """A day in good faith: a logbook, an invite, a photo, an erasure."""
    an, sofie = Laptop(home, f'an-{PLANT}'), Laptop(home, f'sofie-{PLANT}')
    an.cli('create', '--name', f'Logboek {PLANT}')
    founder = hub.invite_founder(f'An {PLANT}')
    an.join(founder)
    note = an.add('entry', title=f'Titel {PLANT}', body=f'Woorden {PLANT}', tags=f'label{PLANT}', sharing='team')
    file = os.path.join(home, f'bijlage-{PLANT}.txt')
    with open(file, 'w', encoding='utf-8') as out:
        out.write(f'inhoud {PLANT}')
    an.cli('attach', note, file)
    an.sync()
    invite = an.cli('invite', '--role', 'member', '--name', f'Sofie {PLANT}')
    sofie.join(invite)
    sofie.sync()
    sofie.set(note, body=f'Andere woorden {PLANT}')
    sofie.sync()
    an.cli('erase', note, '--reason', f'reden {PLANT}')
    for laptop in (an, sofie, an):
        laptop.sync()
    secrets += [_token(an), _token(sofie), *(fields(words)['code'] for words in (founder, invite))]
    return an

def _browse(hub, an, secrets):
    """Somebody with a browser: signs in, writes, searches."""
    logbook = an.json('status')[0]['logbook']
    words = fields(run(HUB, 'invite', hub.folder, '--logbook', logbook, '--role', 'coordinator', '--name', f'Fatima {PLANT}', env=hub.env))
    page, home = urllib.parse.urlparse(words['url']).path, f'/l/{logbook}/'
    visitor = Visitor(hub, **{'User-Agent': f'Browser {PLANT}', 'Referer': f'https://{PLANT}.example/'})
    assert visitor.send(page, page, name=f'Fatima {PLANT}', code='ZAA1L1NG')[0] == 403
    assert visitor.send(page, page, name=f'Fatima {PLANT}', code=words['code'])[0] == 303
    assert visitor.send(home + 'note', home + 'note', body=f'Op de pagina {PLANT}')[0] == 303
    assert visitor.send(home + 'people', home + 'people/invite', name=f'Koen {PLANT}', role='reader')[0] == 200
    for path in ('', 'search?q=' + PLANT, 'list/entry', 'people/audit', f'list/{PLANT}', f'r/{PLANT}'):
        visitor.ask('GET', home + path)
    assert PLANT in visitor.ask('GET', home + 'list/entry')[1], 'what is not shown cannot leak'
    secrets += [words['code'], *visitor.cookies.values()]

def _bother(hub, an):
    """Whoever sends nonsense with secrets in it."""
    logbook, stranger = an.json('status')[0]['logbook'], Visitor(hub)
    push, known = f'/v1/logbooks/{logbook}/push', {'Authorization': 'Bearer ' + _token(an)}
    op = '{"ops":[{"op":"01a2000e-b92a-7e18-afc8-2a04302b06c1","dot":"01a2000e-b92a-7219-855f-b9bf36c46800:1","kind":"entry","seen":{},'
    for method, path, body, headers in (
            ('GET', '/v1/hello', None, {'Authorization': f'Bearer {PLANT}'}),
            ('GET', '/v1/hello', None, {'Authorization': f'Basic {PLANT}', 'Cookie': f'__Host-pt-{logbook}={PLANT}', 'X-Forwarded-For': PLANT}),
            ('GET', f'/{PLANT}/..%2f{PLANT}?token={PLANT}', None, {}), ('GET', f'/v1/logbooks/{PLANT}/pull?after={PLANT}', None, known),
            (PLANT.upper(), '/v1/hello', None, known), ('GET', '/v1/hello', None, {'Host': PLANT}),
            ('POST', '/v1/join', f'{{"invite":"{PLANT}","code":"{PLANT}","device":"{PLANT}"}}', {}),
            ('POST', push, f'{{"ops":[{PLANT}', known), ('POST', push, f'{{"{PLANT}":1,"{PLANT}":2}}', known),
            ('POST', push, op + f'"rec":"{PLANT}","set":{{"body":"{PLANT}"}}}}]}}', known),
            ('POST', push, op + f'"rec":"01a2000e-b92a-73d8-9cde-66e1a23ca100","at":1,"off":0,"schema":1,"era":0,"set":{{"{PLANT * 20}/x":["{PLANT}"]}}}}]}}', known),
            ('POST', push, f'{PLANT}', {**known, 'Content-Encoding': 'gzip'}), ('POST', push, f'{PLANT}', {**known, 'Content-Encoding': PLANT}),
            ('POST', f'/v1/logbooks/{logbook}/offer', f'{{"records":[{{"rec":"{PLANT}"}}]}}', known),
            ('GET', f'/v1/logbooks/{logbook}/blobs/{PLANT}', None, known), ('PATCH', f'/v1/logbooks/{logbook}/blobs/' + '0' * 64, PLANT, known),
            ('POST', f'/l/{logbook}/note', f'form={PLANT}&body={PLANT}', {'Content-Type': 'multipart/form-data; boundary=' + PLANT})):
        status, _ = stranger.ask(method, path, body, **headers)
        assert status < 500, (method, path, status)

def _break_something(hub, an):
    """The database refuses what it would have to keep, and says which row that was."""
    if hub.database:
        hub.change("ALTER TABLE invite ADD CONSTRAINT refuses CHECK (role <> 'advisor') NOT VALID")
    else:
        hub.change("CREATE TRIGGER refuses BEFORE INSERT ON invite BEGIN SELECT RAISE(ABORT, 'refused'); END")
    an.fails(3, 'invite', '--role', 'advisor', '--name', f'Rita {PLANT}')

def _read_audit(hub):
    columns = 'action, object'
    if hub.database:
        return str(hub.server.ask(f'SELECT {columns}, member, device FROM audit', hub.database))
    with contextlib.closing(sqlite3.connect(os.path.join(hub.folder, 'hub.db'))) as db:
        return str(db.execute(f'SELECT {columns}, hex(member), hex(device) FROM audit').fetchall())

def nothing_of_anybody_is_in_log_figures_or_audit(home):
    secrets = [PLANT]
    hub = _Talkative(home)
    an = _work(home, hub, secrets)
    _browse(hub, an, secrets)
    _bother(hub, an)
    figures = Visitor(hub).ask('GET', '/metrics')[1]
    audit = _read_audit(hub)
    _break_something(hub, an)
    hub.stop()
    with open(hub.log, encoding='utf-8', errors='replace') as file:
        log = file.read()

    assert log.count('request method=') > 60 and 'DEBUG' in log and 'trouble domain=' in log, log[-2000:]
    assert 'proeftuin_' in figures and 'sign_in' in audit and 'erase' in audit, (figures[:500], audit)
    kept = b''.join(data for _, data in bytes_below(*hub.places))
    assert PLANT.encode() in kept, 'a secret that the hub never had proves nothing'
    for where, text in (('log', log), ('metrics', figures), ('audit', audit)):
        for secret in secrets:
            found = [line for line in text.splitlines() if secret.lower() in line.lower()]
            assert not found, (where, secret, found[:3])

main(globals())
