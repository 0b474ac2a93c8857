"""A laptop as the contract describes one: what it asks, word for word, without a store of its own."""
import gzip, http.client, json, ssl, sys, uuid
import yaml

with open(sys.argv[1], encoding='utf-8') as file:
    API = yaml.safe_load(file)
METHODS = ('get', 'post', 'head', 'patch')
BOOK = '/v1/logbooks/{logbook}/'

def described_routes():
    """(method, pattern) of each operation."""
    return [(method, path) for path, item in API['paths'].items() for method in item if method in METHODS]

def new_id():
    """A UUIDv7 as the hub takes them."""
    raw = bytearray(uuid.uuid4().bytes)
    raw[:6] = (1772323200000).to_bytes(6, 'big')
    raw[6] = 0x70 | raw[6] & 0x0f
    return str(uuid.UUID(bytes=bytes(raw)))

class Client:
    def __init__(self, hub, heard):
        self.hub, self.token, self.heard, self.logbook = hub, None, heard, None
        self.life, self.counter = new_id(), 0
        self.line = http.client.HTTPSConnection(hub.url.split('//')[1], context=ssl._create_unverified_context(), timeout=30)

    def ask(self, method, pattern, query='', body=None, raw=None, headers=None, **parts):
        path = pattern.format(logbook=self.logbook, **parts) + (f'?{query}' if query else '')
        sent = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        self.line.request(method, path, body=sent, headers={
            **({'Authorization': f'Bearer {self.token}'} if self.token else {}), **(headers or {})})
        got = self.line.getresponse()
        data = got.read()
        if got.headers.get('Content-Encoding') == 'gzip':
            data = gzip.decompress(data)
        kind = got.headers.get_content_type()
        answer = json.loads(data) if kind.endswith('json') and data else data
        self.heard.append({'method': method.lower(), 'pattern': pattern, 'status': got.status, 'type': kind,
                           'body': answer if isinstance(answer, dict) else None})
        return got.status, answer

    def good(self, *words, **more):
        status, answer = self.ask(*words, **more)
        assert status < 300, (words, status, answer)
        return answer

    def refused(self, code, *words, **more):
        status, answer = self.ask(*words, **more)
        assert isinstance(answer, dict) and answer.get('code') == code, (words, status, answer)

    def join(self, words, **more):
        answer = self.good('POST', '/v1/join', body={'invite': words['url'].split('#')[0].rsplit('/', 1)[1], 'code': words['code'],
                                                     'device_name': 'a laptop', **more})
        self.token, self.logbook, self.device, self.member = answer['token'], answer['logbook'], answer['device'], answer['member']

    def op(self, kind, record=None, /, **values):
        self.counter += 1
        return {'op': new_id(), 'dot': f'{self.life}:{self.counter}', 'rec': record or new_id(), 'kind': kind, 'set': values, 'seen': {},
                'at': 1772323200000000, 'off': 60, 'schema': 1, 'era': 0}
