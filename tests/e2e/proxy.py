"""A bad way between laptop and hub: bytes that are cut or slow, answers that are not the hub's."""
import http.client, mmap, socket, ssl, struct, subprocess, threading, time

SLICE = 4096  # bytes that a line with a rate takes at once
RESET = struct.pack('ii', 1, 0)  # SO_LINGER: closing forgets what was not delivered

def end(*sockets):
    for one in sockets:
        try:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            one.shutdown(socket.SHUT_RDWR)  # wakes a thread that reads
        except OSError:
            pass
        one.close()

class Door:
    """Listens on a port of its own and gives each connection to serve(), on a thread of its own."""
    def __init__(self):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve_quietly, args=(client,), daemon=True).start()

    def serve_quietly(self, client):
        try:
            self.serve(client)
        except OSError:  # a peer that went away is what this is about
            end(client)

    def close(self):
        self.listener.close()

    def url(self, url):
        """An invite's address, with this door's port."""
        place, port = url.split('/join/')[0].rsplit(':', 1)
        return url.replace(f'{place}:{port}', f'{place}:{self.port}')

class Clock:
    """Seconds that pass for programs with the clock shim, as fast as this test counts them."""
    def __init__(self, path):
        self.path, self.seconds, self.lock = path, 0, threading.Lock()
        with open(path, 'wb') as file:
            file.write(bytes(8))
        with open(path, 'r+b') as file:
            self.memory = mmap.mmap(file.fileno(), 8)

    def sleep(self, seconds):
        with self.lock:
            self.seconds += seconds
            self.memory[:8] = struct.pack('q', int(self.seconds))
        time.sleep(0.001)  # so that whoever believes it has a look

class Wire(Door):
    """Passes the bytes of TLS on. After @cut bytes both ways together the connection is gone; after the first
    @fast bytes, @slow bytes go one each @pause seconds, of @clock where there is one, the others @rate a second;
    @silent takes everything and says nothing."""
    def __init__(self, hub_port):
        self.hub_port, self.lock = hub_port, threading.Lock()
        self.heal()
        super().__init__()

    def heal(self):
        self.cut, self.fast, self.slow, self.pause, self.rate, self.silent, self.passed = None, 0, 0, 0, None, False, 0
        self.clock = None

    def take(self, data):
        """What of @data still goes through."""
        with self.lock:
            room = len(data) if self.cut is None else max(0, self.cut - self.passed)
            self.passed += min(len(data), room)
        return data[:room]

    def send(self, target, data):
        fast = min(self.fast, len(data))
        self.fast -= fast
        target.sendall(data[:fast])
        data = data[fast:]
        slow = min(self.slow, len(data))
        self.slow -= slow
        for at in range(slow):
            target.sendall(data[at:at + 1])
            (self.clock or time).sleep(self.pause)
        step = SLICE if self.rate else len(data) or 1
        for at in range(slow, len(data), step):
            target.sendall(data[at:at + step])
            if self.rate:
                time.sleep(step / self.rate)

    def pump(self, source, target):
        try:
            while data := source.recv(65536):
                if self.silent:
                    continue
                whole = self.take(data)
                self.send(target, whole)
                if len(whole) < len(data):
                    break
        except OSError:
            pass
        if self.cut is not None and self.passed >= self.cut:
            end(source, target)
            return
        for one, how in ((target, socket.SHUT_WR), (source, socket.SHUT_RD)):
            try:
                one.shutdown(how)
            except OSError:
                pass

    def serve(self, client):
        hub = socket.create_connection(('127.0.0.1', self.hub_port))
        for one in (client, hub):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        back = threading.Thread(target=self.pump, args=(hub, client), daemon=True)
        back.start()
        self.pump(client, hub)
        back.join()
        end(hub, client)

PASSED = ('Content-Type', 'Content-Range', 'Proeftuin-Hub', 'Proeftuin-Newest', 'Upload-Offset')

class Answer:
    """What the hub said, as it may be altered."""
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body, self.length = status, headers, body, len(body)

    def write(self):
        headers = {**self.headers, 'Content-Length': str(self.length), 'Connection': 'close'}
        lines = [f'HTTP/1.1 {self.status} X', *(f'{name}: {value}' for name, value in headers.items())]
        return '\r\n'.join(lines).encode() + b'\r\n\r\n' + self.body

class Middle(Door):
    """Ends TLS with @context, and lets alter(ask) make an Answer where @where is in the path. ask() puts
    the request to the hub, as often as it is called; ask.path is what it asks for."""
    def __init__(self, hub_port, context):
        self.hub_port, self.context = hub_port, context
        self.where, self.alter, self.altered = None, None, 0
        super().__init__()

    def read_request(self, client):
        file = client.makefile('rb')
        words = file.readline().split()
        if len(words) != 3:
            return None
        headers = http.client.parse_headers(file)
        body = file.read(int(headers.get('Content-Length') or 0))
        return words[0].decode(), words[1].decode(), headers, body

    def ask(self, method, path, headers, body):
        hub = http.client.HTTPSConnection('127.0.0.1', self.hub_port, timeout=60, context=ssl._create_unverified_context())
        kept = {name: value for name, value in headers.items() if name not in ('Host', 'Connection', 'Expect', 'Accept-Encoding')}
        hub.request(method, path, body or None, kept)
        answer = hub.getresponse()
        data = answer.read()
        hub.close()
        return Answer(answer.status, {name: answer.headers[name] for name in PASSED if name in answer.headers}, data)

    def serve(self, client):
        client = self.context.wrap_socket(client, server_side=True)
        request = self.read_request(client)
        if request is None:
            return end(client)
        ask = lambda: self.ask(*request)
        ask.path = request[1]
        if self.alter is not None and self.where in f'{request[0]} {request[1]}':
            self.altered += 1
            answer = self.alter(ask)
        else:
            answer = ask()
        if answer is None:
            return end(client)
        client.sendall(answer.write())
        try:
            client.unwrap()
        except (OSError, ssl.SSLError):
            pass
        client.close()

def serving(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context

class Authority:
    """A certificate authority of the test, and certificates that it signs."""
    def __init__(self, folder):
        self.folder = folder
        self.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', '/CN=Test',
                     '-keyout', self.at('ca.key'), '-out', self.at('ca.crt'))
        self.file = self.at('ca.crt')
        open(self.at('index'), 'w').close()
        with open(self.at('ca.conf'), 'w') as file:
            file.write(f'[ca]\ndefault_ca=d\n[d]\ndatabase={folder}/index\nrand_serial=yes\nnew_certs_dir={folder}\n'
                       'default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n')

    def at(self, name):
        return f'{self.folder}/{name}'

    def openssl(self, *words):
        subprocess.run(['openssl', *words], check=True, capture_output=True)

    def sign(self, name, host, start='20200101000000Z', end='21000101000000Z'):
        """A TLS context for @host, a subjectAltName such as DNS:localhost."""
        key, request, certificate, ext = (self.at(f'{name}.{kind}') for kind in ('key', 'csr', 'crt', 'ext'))
        with open(ext, 'w') as file:
            file.write(f'subjectAltName={host}\nbasicConstraints=CA:FALSE\n')
        self.openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', f'/CN={name}',
                     '-keyout', key, '-out', request)
        self.openssl('ca', '-batch', '-config', self.at('ca.conf'), '-cert', self.file, '-keyfile', self.at('ca.key'), '-in', request,
                     '-out', certificate, '-startdate', start, '-enddate', end, '-notext', '-extfile', ext)
        return serving(certificate, key)
