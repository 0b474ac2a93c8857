#!/usr/bin/python3
"""Claim: data/hub-api.yaml is true. Every route and refusal of the hub's own tables is in it and the other way round, and each
answer of a running hub to a walk through all routes fits its schema, by Debian's jsonschema and, by npm, by ajv and a
validator of OpenAPI 3.1."""
import glob, hashlib, json, os, re, subprocess, sys, uuid
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import jsonschema
import npm_tools
from client import API, BOOK, METHODS, Client, described_routes, new_id
from harness import HUB, Hub, Skipped, fields, main, run

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = sys.argv[2]

def _tables():
    return json.loads(subprocess.run([TABLES], capture_output=True, check=True).stdout)

def _routes():
    return [route for route in _tables()['routes'] if not route['right'].startswith('page')]

# ── The contract against the tables ──

def every_route_is_described(home):
    there = {(route['method'].lower(), route['pattern'].replace('{item}', '{id}')) for route in _routes()}
    said = set(described_routes())
    assert there == said, f'not described: {sorted(there - said)}; not there: {sorted(said - there)}'

def every_right_is_described(home):
    for route in _routes():
        operation = API['paths'][route['pattern']][route['method'].lower()]
        assert operation['x-right'] == route['right'], (route, operation['x-right'])
        assert ('requestBody' in operation) == (route['max_body'] > 0), route
        assert (operation.get('security') == []) == (route['right'] == 'open'), route

def every_refusal_is_described(home):
    there = {(one['code'], one['status']) for one in _tables()['problems']}
    table = API['components']['schemas']['Problem']['x-codes']
    said = {(code, one['status']) for code, one in table.items()}
    assert there == said, f'not described: {sorted(there - said)}; not there: {sorted(said - there)}'
    assert set(API['components']['schemas']['Problem']['properties']['code']['enum']) == set(table)
    assert all(one['meaning'].strip() for one in table.values())

def every_parameter_is_described(home):
    source = ''.join(open(path, encoding='utf-8').read() for path in glob.glob(os.environ['SOURCE_ROOT'] + '/src/hub/pt-*.c'))
    there = set(re.findall(r'pt_hub_request_query(?:_int)? \((?:self->)?request, "(\w+)"', source))
    said = {one['name'] for item in API['paths'].values() for method, operation in item.items() if method in METHODS
            for one in operation.get('parameters', []) if one.get('in') == 'query'}
    assert there == said, f'not described: {sorted(there - said)}; not there: {sorted(said - there)}'

# ── The contract against a running hub ──

def _walk_joining(hub, heard):
    stranger, an, bo = Client(hub, heard), Client(hub, heard), Client(hub, heard)
    stranger.good('GET', '/healthz')
    stranger.good('GET', '/metrics')
    stranger.refused('unauthorized', 'GET', '/v1/hello')
    stranger.refused('bad_json', 'POST', '/v1/join', raw=b'{')
    stranger.refused('bad_request', 'POST', '/v1/join', body={})
    stranger.refused('invite_unknown', 'POST', '/v1/join', body={'invite': new_id(), 'code': 'AAAAAAAA'})
    words = fields(hub.invite_founder())
    stranger.refused('needs_logbook', 'POST', '/v1/join', body={'invite': words['url'].split('#')[0].rsplit('/', 1)[1],
                                                                'code': words['code']})
    stranger.refused('wrong_code', 'POST', '/v1/join', body={'invite': words['url'].split('#')[0].rsplit('/', 1)[1], 'code': 'AAAAAAAA',
                                                             'logbook': new_id(), 'member': new_id(), 'name': 'An'})
    an.join(words, logbook=new_id(), member=new_id(), name='An')
    invite = an.good('POST', BOOK + 'invites', body={'role': 'member', 'name': 'Bo'})
    an.refused('bad_request', 'POST', BOOK + 'invites', body={'role': 'king', 'name': 'Bo'})
    bo.join({'url': f"{hub.url}/join/{invite['invite']}", 'code': invite['code']})
    bo.refused('invite_spent', 'POST', '/v1/join', body={'invite': invite['invite'], 'code': invite['code']})
    bo.refused('role', 'POST', BOOK + 'invites', body={'role': 'member', 'name': 'Bo'})
    reader = an.good('POST', BOOK + 'invites', body={'role': 'reader', 'name': 'Cas'})
    stranger.refused('no_device', 'POST', '/v1/join', body={'invite': reader['invite'], 'code': reader['code']})
    return an, bo

def _walk_feed(an, bo):
    note = an.op('entry', body='Er stond een rij.', title='Maandag')
    an.good('POST', BOOK + 'push', body={'ops': [note]})
    an.good('POST', BOOK + 'push', body={'ops': [note]})
    an.refused('bad_request', 'POST', BOOK + 'push', body={'ops': [{**an.op('entry'), 'kind': 'Not A Kind'}]})
    an.refused('bad_request', 'POST', BOOK + 'push', body={})
    an.refused('bad_encoding', 'POST', BOOK + 'push', raw=b'no gzip', headers={'Content-Encoding': 'gzip'})
    an.refused('too_large', 'POST', BOOK + 'push', raw=b'{' + b' ' * (2 << 20))
    hello = an.good('GET', '/v1/hello')
    page = an.good('GET', BOOK + 'pull', f"epoch={hello['epoch']}&after=0&limit=10")
    assert page['records'], page
    an.refused('chain_broken', 'GET', BOOK + 'pull', 'epoch=x&after=999&chain=00')
    an.good('GET', BOOK + 'wait', 'after=0')
    an.good('GET', BOOK + 'history', f"record={note['rec']}")
    an.refused('bad_request', 'GET', BOOK + 'history')
    an.good('GET', BOOK + 'digest')
    bucket = hashlib.sha256(uuid.UUID(note['rec']).bytes).digest()[0]
    an.good('GET', BOOK + 'digest', f'bucket={bucket}')
    an.refused('bad_request', 'GET', BOOK + 'digest', 'bucket=256')
    an.refused('repair_over', 'POST', BOOK + 'offer', body={'records': []})
    shared = [an.op('challenge', title=f'Lege winkel {i}', sharing='network') for i in range(7)]
    an.good('POST', BOOK + 'push', body={'ops': [an.op('logbook', an.logbook, name='Noord', start_on='2026-01-05'), *shared]})
    lab, = an.good('GET', '/v1/network')['labs']
    assert lab['facts'] == {'from': '2026-01', 'kinds': {'challenge': 5}, 'themes': {}}, lab
    an.good('GET', '/v1/network', 'have=' + an.good('GET', '/v1/network')['digest'])
    an.refused('method_not_allowed', 'POST', '/v1/hello', body={})
    an.refused('unauthorized', 'GET', BOOK.format(logbook=new_id()) + 'pull')
    return note

def _walk_people(an, bo):
    held = bo.op('learning', headline='Al klaar', status='established')
    bo.good('POST', BOOK + 'push', body={'ops': [held]})
    assert an.good('GET', BOOK + 'quarantine')['held'], 'nothing waits'
    an.refused('bad_request', 'POST', BOOK + 'quarantine', body={'decisions': [{'op': held['op']}]})
    an.good('POST', BOOK + 'quarantine', body={'decisions': [{'op': held['op'], 'decline': True}]})
    an.good('GET', BOOK + 'members')
    an.good('POST', BOOK + 'members', body={'member': bo.member, 'role': 'monitor'})
    an.refused('last_coordinator', 'POST', BOOK + 'members', body={'member': an.member, 'role': 'reader'})
    an.refused('no_such_member', 'POST', BOOK + 'members', body={'member': new_id(), 'role': 'reader'})
    an.good('GET', BOOK + 'devices')
    run(HUB, 'renew', bo.hub.folder, '--device', bo.device, env=bo.hub.env)
    assert bo.good('GET', '/v1/hello')['renew'] and 'renew' not in an.good('GET', '/v1/hello')
    bo.token, before = bo.good('POST', '/v1/token', body={'name': 'a laptop'})['token'], bo.token
    assert 'renew' not in bo.good('GET', '/v1/hello')
    bo.token, after = before, bo.token
    bo.refused('unauthorized', 'GET', '/v1/hello')
    bo.token = after
    copy = bo.good('POST', '/v1/devices', body={'name': 'a copy'})
    an.good('POST', BOOK + 'devices/{device}', device=copy['device'], body={'revoke': True})
    an.good('POST', BOOK + 'devices/{device}', device=bo.device, body={'name': 'kitchen'})
    an.refused('no_such_device', 'POST', BOOK + 'devices/{device}', device=new_id(), body={'name': 'kitchen'})

def _walk_files(an):
    data = b'a photo ' * 100
    name = hashlib.sha256(data).hexdigest()
    owner = an.op('entry', body='Met foto')
    an.good('POST', BOOK + 'push', body={'ops': [owner, an.op('attachment', owner=owner['rec'], sha256=name, size=len(data),
                                                                mime='text/plain', filename='a.txt')]})
    blob, octets = BOOK + 'blobs/{sha256}', {'Content-Type': 'application/octet-stream'}
    an.good('HEAD', blob, sha256=name)
    an.ask('HEAD', blob, sha256='0' * 64)
    an.refused('no_such_file', 'PATCH', blob, 'offset=0&size=3', sha256='0' * 64, raw=b'abc', headers=octets)
    an.refused('bad_request', 'PATCH', blob, sha256=name, raw=b'abc', headers=octets)
    an.good('PATCH', blob, f'offset=0&size={len(data)}', sha256=name, raw=data[:300], headers=octets)
    an.refused('unfinished', 'PATCH', blob, f'offset=10&size={len(data)}', sha256=name, raw=data[10:], headers=octets)
    an.good('PATCH', blob, f'offset=300&size={len(data)}', sha256=name, raw=data[300:], headers=octets)
    assert an.good('GET', blob, sha256=name) == data
    assert an.good('GET', blob, sha256=name, headers={'Range': 'bytes=0-9'}) == data[:10]
    an.refused('range', 'GET', blob, sha256=name, headers={'Range': 'bytes=90000-'})

def _walk_erasure(an, bo, note):
    an.good('POST', BOOK + 'erase', body={'record': note['rec'], 'reason': 'request', 'at': 0})
    an.refused('bad_request', 'POST', BOOK + 'erase', body={'record': 'x'})
    link = {**an.op('link'), 'set': {'from': note['rec'], 'to': note['rec'], 'kind': 'supports'}}
    an.good('POST', BOOK + 'push', body={'ops': [link]})
    an.refused('link_stays', 'POST', BOOK + 'erase', body={'record': link['rec'], 'reason': 'request', 'at': 0})
    an.good('GET', BOOK + 'erasures', 'after=0')
    orders = an.good('GET', BOOK + 'erasures', 'after=0&devices=1')['orders']
    an.good('POST', BOOK + 'erasures', body={'orders': orders})
    bo.refused('role', 'POST', BOOK + 'erase', body={'record': note['rec'], 'reason': 'request', 'at': 0})

def _walk_repair(home, hub, an):
    """The hub is put back; what it lacks now is given back to it."""
    backup = os.path.join(home, 'hub.backup')
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    late = an.op('entry', body='Na de reservekopie')
    an.good('POST', BOOK + 'push', body={'ops': [late]})
    found, = [one for one in an.good('GET', BOOK + 'pull', 'after=0')['records'] if one['rec'] == late['rec']]
    an.line.close()
    hub.stop()
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    hub.start()
    assert an.good('GET', '/v1/hello')['repair']
    assert an.good('POST', BOOK + 'offer', body={'records': [found]})['changed'] == 1
    assert an.good('POST', BOOK + 'offer', body={'records': [found]})['changed'] == 0
    an.refused('bad_request', 'POST', BOOK + 'offer', body={})

def _resolve(schema):
    """For jsonschema and ajv, which look for definitions at the root."""
    return json.loads(json.dumps({**schema, 'components': API['components']}))

def _fits(one):
    operation = API['paths'][one['pattern']][one['method']]
    said = operation['responses'].get(str(one['status']))
    assert said is not None, f"{one['method']} {one['pattern']} answered {one['status']}, which is not described: {one['body']}"
    if '$ref' in said:
        said = API['components']['responses'][said['$ref'].rsplit('/', 1)[1]]
    if one['method'] == 'head':
        return None
    assert one['type'] in said['content'], (one, list(said['content']))
    return said['content'][one['type']].get('schema') if one['body'] is not None else None

def every_answer_fits(home):
    hub, heard = Hub(home), []
    an, bo = _walk_joining(hub, heard)
    note = _walk_feed(an, bo)
    _walk_people(an, bo)
    _walk_files(an)
    _walk_erasure(an, bo, note)
    _walk_repair(home, hub, an)
    hub.stop()
    heard = [one for one in heard if one['pattern'] in API['paths'] and one['method'] in API['paths'][one['pattern']]]
    asked = {(one['method'], one['pattern']) for one in heard if one['status'] < 300}
    said = set(described_routes())
    assert asked == said, f'never answered well: {sorted(said - asked)}'
    cases = [{'schema': _resolve(schema), 'body': one['body'], 'about': f"{one['method']} {one['pattern']} {one['status']}"}
             for one in heard if (schema := _fits(one)) is not None]
    wrong = [f"{case['about']}: {found.message} at {list(found.absolute_path)}" for case in cases
             for found in jsonschema.Draft202012Validator(case['schema']).iter_errors(case['body'])]
    assert not wrong, wrong
    try:
        tools = npm_tools.install(home, HERE, 'validate.mjs')
    except Skipped as why:
        raise Skipped(f"Debian's jsonschema alone has looked: {why}") from None
    with open(os.path.join(tools, 'cases.json'), 'w', encoding='utf-8') as file:
        json.dump({'api': API, 'cases': cases}, file)
    done = subprocess.run(['node', 'validate.mjs', 'cases.json'], cwd=tools, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr

main(globals())
