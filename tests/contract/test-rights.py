#!/usr/bin/python3
"""Claim, for each operation of data/hub-api.yaml: who has its right is answered, whoever has less is told the same as of any other
thing, before anything of the request is read; the address of another logbook is answered as that of none, and so is the id of
another logbook's record, save, file, member or laptop in a body or a query. An operation without a row here fails."""
import hashlib, json, os, re, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from client import API, BOOK, Client, described_routes, new_id
from harness import Hub, fields, main

NOBODY, NO_FILE, PLANT = new_id(), 'a' * 64, 'ZQPLANT'
OCTETS = {'Content-Type': 'application/octet-stream'}
DAYS_31 = 31 * 24 * 3600 * 1_000_000

ROLES = ('monitor', 'co_researcher', 'advisor', 'reader', 'network_editor')
# What a role, or a state of a token, may ask; the rest is refused with that status and code.
RIGHTS = ('open', 'device', 'core', 'coordinator')
ACTORS = {'coordinator': ('coordinator', None), 'member': ('core', (403, 'role')), 'monitor': ('core', (403, 'role')),
          **{role: ('device', (403, 'role')) for role in ('co_researcher', 'advisor', 'reader', 'network_editor')},
          'sent away': ('device', (403, 'role')), 'laptop taken back': ('device', (403, 'role')),
          'gone for 31 days': ('open', (410, 'revoked')), 'no token': ('open', (401, 'unauthorized')),
          'garbled token': ('open', (401, 'unauthorized')), 'token of nobody': ('open', (401, 'unauthorized')),
          'token twice': ('open', (401, 'unauthorized'))}

class _World:
    """Two logbooks on one hub: An's, in which everybody asks, and Bo's, of which nobody there may hear."""
    def __init__(self, home):
        self.hub, self.heard = Hub(home), []
        self.an, self.bo = self.found('An'), self.found(PLANT)
        self.record = self.write(self.an, 'note')
        self.file = self.keep_file(self.bo, b'a photo of ' + PLANT.encode())
        self.order = self.bo.good('POST', BOOK + 'erase', body={'record': self.write(self.bo, 'gone')['rec'], 'reason': 'request', 'at': 0})
        self.held = self.hold()

    def found(self, name):
        one = Client(self.hub, self.heard)
        one.join(fields(self.hub.invite_founder(name)), logbook=new_id(), member=new_id(), name=name)
        return one

    def invite(self, role='member'):
        one, made = Client(self.hub, self.heard), self.an.good('POST', BOOK + 'invites', body={'role': 'member', 'name': 'Cas'})
        one.join({'url': f"{self.hub.url}/join/{made['invite']}", 'code': made['code']})
        if role != 'member':
            self.an.good('POST', BOOK + 'members', body={'member': one.member, 'role': role})
        return one

    def write(self, client, body):
        op = client.op('entry', body=body, sharing='network')
        client.good('POST', BOOK + 'push', body={'ops': [op]})
        return op

    def keep_file(self, client, data):
        name, owner = hashlib.sha256(data).hexdigest(), self.write(client, 'with a photo')
        client.good('POST', BOOK + 'push', body={'ops': [client.op('attachment', owner=owner['rec'], sha256=name, size=len(data), mime='text/plain')]})
        client.good('PATCH', BOOK + 'blobs/{sha256}', f'offset=0&size={len(data)}', sha256=name, raw=data, headers=OCTETS)
        return name

    def hold(self):
        """A save of Bo's team that waits for a decision."""
        made, one = self.bo.good('POST', BOOK + 'invites', body={'role': 'member', 'name': 'Di'}), Client(self.hub, self.heard)
        one.join({'url': f"{self.hub.url}/join/{made['invite']}", 'code': made['code']})
        op = one.op('learning', headline=PLANT, status='established')
        assert one.good('POST', BOOK + 'push', body={'ops': [op]})['results'][0]['outcome'] == 'quarantined'
        return op

    def actor(self, name):
        one = self.an if name == 'coordinator' else self.invite(name if name in ROLES else 'member')
        if name in ('sent away', 'gone for 31 days'):
            self.an.good('POST', BOOK + 'members', body={'member': one.member, 'active': False})
        if name == 'laptop taken back':
            self.an.good('POST', BOOK + 'devices/{device}', device=one.device, body={'revoke': True})
        if name == 'gone for 31 days':
            for table, column in (('member', 'left_at'), ('device', 'revoked_at')):
                self.hub.change(f'UPDATE {table} SET {column} = {column} - {DAYS_31} WHERE {column} > 0')
        one.token = {'no token': None, 'garbled token': one.token[:-1] + 'g', 'token of nobody': 'ab' * 32,
                     'token twice': one.token + one.token}.get(name, one.token)
        return one

# For each operation, what somebody with the right may send without harm: query, body or raw bytes, parts of the address.
ROWS = {
    ('get', '/healthz'): {}, ('get', '/metrics'): {}, ('get', '/v1/hello'): {}, ('get', '/v1/network'): {},
    ('post', '/v1/join'): {'body': {'invite': NOBODY, 'code': 'right'}},
    ('post', '/v1/devices'): {'body': {'name': 'a copy'}}, ('post', '/v1/token'): {'body': {}},
    ('post', BOOK + 'push'): {'body': {'ops': []}}, ('post', BOOK + 'offer'): {'body': {'records': []}},
    ('get', BOOK + 'pull'): {}, ('get', BOOK + 'digest'): {}, ('get', BOOK + 'wait'): {'query': 'after=0'},
    ('get', BOOK + 'history'): {'query': f'record={NOBODY}'}, ('get', BOOK + 'members'): {},
    ('post', BOOK + 'members'): {'body': {'member': NOBODY}}, ('get', BOOK + 'devices'): {},
    ('post', BOOK + 'devices/{device}'): {'body': {'name': 'x'}, 'device': NOBODY}, ('get', BOOK + 'quarantine'): {},
    ('post', BOOK + 'quarantine'): {'body': {'decisions': []}}, ('post', BOOK + 'invites'): {'body': {'role': 'reader', 'name': 'Ed'}},
    ('post', BOOK + 'erase'): {'body': {'record': NOBODY, 'reason': 'x', 'at': 0}}, ('get', BOOK + 'erasures'): {},
    ('post', BOOK + 'erasures'): {'body': {'orders': []}}, ('head', BOOK + 'blobs/{sha256}'): {'sha256': NO_FILE},
    ('patch', BOOK + 'blobs/{sha256}'): {'query': 'offset=0&size=3', 'raw': b'abc', 'headers': OCTETS, 'sha256': NO_FILE},
    ('get', BOOK + 'blobs/{sha256}'): {'sha256': NO_FILE},
}

# Where a handler asks more than the table: orders are taken from everybody of the core team by a hub that was put back only.
STRICTER = {('post', BOOK + 'erasures'): 'coordinator'}

def every_operation_has_a_row(home):
    assert set(ROWS) == set(described_routes()), set(ROWS) ^ set(described_routes())

def _is_refused(status, answer, method, refusal):
    return status == refusal[0] and (method == 'head' or answer.get('code') == refusal[1])

def every_role_gets_what_its_right_says(home):
    world = _World(home)
    for name, (right, refusal) in ACTORS.items():
        actor = world.actor(name)
        for (method, pattern), row in ROWS.items():
            needed = STRICTER.get((method, pattern), API['paths'][pattern][method]['x-right'])
            status, answer = actor.ask(method.upper(), pattern, **row)
            about = (name, method, pattern, status, answer)
            if RIGHTS.index(needed) > RIGHTS.index(right):
                assert _is_refused(status, answer, method, refusal), about
                assert status == 401 or method == 'head' or set(answer) <= {'title', 'status', 'code', 'type'}, about
            else:
                assert status not in (401, 403, 410) and status < 500, about
            assert PLANT not in json.dumps(answer, default=repr) or pattern == '/v1/network', about
    world.hub.stop()

def another_logbook_is_no_logbook(home):
    world = _World(home)
    for name in ACTORS:
        actor = world.actor(name)
        own = actor.logbook
        for (method, pattern), row in ROWS.items():
            if '{logbook}' not in pattern:
                continue
            said = []
            for actor.logbook in (world.bo.logbook, NOBODY):
                said.append(actor.ask(method.upper(), pattern, **row))
            assert said[0] == said[1] and said[0][0] == 401, (name, method, pattern, said)
        actor.logbook = own
    world.hub.stop()

def _plain(answer, *ids):
    """Without what the question named itself, and without what counts on."""
    text = json.dumps(answer, default=repr)
    for one in ids:
        text = text.replace(one, 'ID')
    return re.sub(r'"(seq|newest|next|time|epoch|last|chain)": ("[^"]*"|\d+)', r'"\1": N', text)

# What may be named in a body or a query, as something of Bo's or of nobody's.
FOREIGN = {
    'the number of a save': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [{**a.op('entry', body='x'), 'op': id['op']}]}}),
    'the life of a laptop': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [{**a.op('entry', body='x'), 'dot': id['dot']}]}}),
    'what a save had seen': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [{**a.op('entry', body='x'), 'seen': {id['dot'].split(':')[0]: 1}}]}}),
    'what is asked about': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [], 'ask': [id['held']]}}),
    'the owner of an attachment': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [a.op('attachment', owner=id['record'], sha256=id['file'], size=3, mime='text/plain')]}}),
    'an end of a link': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [a.op('link', **{'from': w.record['rec'], 'to': id['record'], 'kind': 'about'})]}}),
    'a file that a save here names now': lambda w, a, id: ('HEAD', BOOK + 'blobs/{sha256}', {'sha256': id['file']}),
    'its bytes': lambda w, a, id: ('GET', BOOK + 'blobs/{sha256}', {'sha256': id['file']}),
    'its bytes from the middle': lambda w, a, id: ('PATCH', BOOK + 'blobs/{sha256}', {'sha256': id['file'], 'query': 'offset=3&size=9', 'raw': b'abc', 'headers': OCTETS}),
    'a place in the feed': lambda w, a, id: ('GET', BOOK + 'pull', {'query': f"epoch={id['epoch']}&after=1&chain={id['chain']}"}),
    'a place where it stands': lambda w, a, id: ('GET', '/v1/hello', {'query': f"epoch={id['epoch']}&after=1&chain={id['chain']}&acked={id['dot']}"}),
    'the history of a record': lambda w, a, id: ('GET', BOOK + 'history', {'query': f"record={id['record']}"}),
    'a decision': lambda w, a, id: ('POST', BOOK + 'quarantine', {'body': {'decisions': [{'op': id['held'], 'accept': True}]}}),
    'a member': lambda w, a, id: ('POST', BOOK + 'members', {'body': {'member': id['member'], 'active': False}}),
    'a laptop': lambda w, a, id: ('POST', BOOK + 'devices/{device}', {'body': {'revoke': True}, 'device': id['device']}),
    'an order to erase': lambda w, a, id: ('POST', BOOK + 'erasures', {'body': {'orders': [{'number': 1, 'record': id['record'], 'reason': 'x', 'at': 0, 'by': id['member']}]}}),
    'erasing': lambda w, a, id: ('POST', BOOK + 'erase', {'body': {'record': id['record'], 'reason': 'x', 'at': 0}}),
    'a record in a save': lambda w, a, id: ('POST', BOOK + 'push', {'body': {'ops': [a.op('entry', id['record'], body='x')]}}),
    'what is offered': lambda w, a, id: ('POST', BOOK + 'offer', {'body': {'records': [{'rec': id['record'], 'kind': 'entry', 'seq': 1, 'created': {'member': id['member'], 'device': id['device'], 'at': 1},
                                                                                    'stamps': [{'dots': [id['dot']], 'member': id['member'], 'device': id['device'], 'at': 1}], 'fields': {'body': [['x', 0]]}}]}}),
}

def _theirs(world):
    hello, wrote = world.bo.good('GET', '/v1/hello'), world.write(world.bo, PLANT)
    return {'record': wrote['rec'], 'op': wrote['op'], 'dot': wrote['dot'], 'held': world.held['op'], 'file': world.file,
            'epoch': hello['epoch'], 'chain': hello['newest']['chain'], 'member': world.bo.member, 'device': world.bo.device}

def _nobodys():
    return {'record': new_id(), 'op': new_id(), 'dot': new_id() + ':1', 'held': new_id(), 'file': hashlib.sha256(new_id().encode()).hexdigest(),
            'epoch': new_id(), 'chain': hashlib.sha256(new_id().encode()).hexdigest(), 'member': new_id(), 'device': new_id()}

def _state_of(client):
    page = client.good('GET', BOOK + 'pull', 'after=0')
    return (page['records'], client.good('GET', BOOK + 'members'), client.good('GET', BOOK + 'quarantine'), client.good('GET', BOOK + 'erasures', 'after=0')['orders'],
            [(one['id'], one.get('revoked_at')) for one in client.good('GET', BOOK + 'devices')['devices']])

def ids_of_another_logbook_are_nobodys(home):
    world = _World(home)
    names = {name: _theirs(world) for name in ('coordinator', 'member', 'reader', 'sent away')}
    before = _state_of(world.bo)
    for name, theirs in names.items():
        actor, nobodys = world.actor(name), _nobodys()
        for about, make in FOREIGN.items():
            said = []
            for ids in (theirs, nobodys):
                method, pattern, row = make(world, actor, ids)
                status, answer = actor.ask(method, pattern, **row)
                named = [one for op in row.get('body', {}).get('ops', []) for one in (op['op'], op['rec'], op['dot'])]
                said.append((status, _plain(answer, *named, *ids.values())))
            assert said[0] == said[1] and PLANT not in said[0][1], (name, about, said)
    assert _state_of(world.bo) == before
    assert world.bo.good('GET', BOOK + 'blobs/{sha256}', sha256=world.file) == b'a photo of ' + PLANT.encode()
    world.hub.stop()

main(globals())
