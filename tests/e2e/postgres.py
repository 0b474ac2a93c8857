"""A PostgreSQL and an nginx of the test's own, and a hub of several processes between them."""
import atexit, functools, glob, http.client, json, os, pwd, re, shutil, signal, socket, ssl, subprocess, tempfile, threading, time
from harness import HUB, Failed, Laptop, bytes_below, hubs, laptop_with_logbook, run

SNIPPET = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'data', 'nginx.conf')

class PostgreSQL:
    """A cluster in a folder of its own, reached through a socket there; it refuses to run as root. The machine
    goes on when it is killed, so tests need not wait for the disk; measurements do."""
    def __init__(self, durable=False):
        self.bin = sorted(glob.glob('/usr/lib/postgresql/*/bin'))[-1]
        self.folder = tempfile.mkdtemp(prefix='pt-pg-')
        self.user = {}
        if os.geteuid() == 0:
            other = pwd.getpwnam('postgres')
            os.chown(self.folder, other.pw_uid, other.pw_gid)
            self.user = {'user': other.pw_uid, 'group': other.pw_gid, 'extra_groups': []}
        self.databases = 0
        subprocess.run([self.bin + '/initdb', '--no-sync', '-A', 'trust', '-U', 'proeftuin', '-E', 'UTF8', '--locale=C.UTF-8', '-D', self.folder],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd='/', **self.user)
        self.process = subprocess.Popen([self.bin + '/postgres', '-D', self.folder, '-k', self.folder, '-c', 'listen_addresses=',
                                         '-c', f'fsync={"on" if durable else "off"}'],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd='/', **self.user)
        atexit.register(self.stop)
        self.wait_for(lambda: subprocess.run([self.bin + '/pg_isready', '-h', self.folder, '-q']).returncode == 0)
        self.admin = self.address('postgres', 'proeftuin')
        self.ask('CREATE ROLE hub LOGIN', self.admin)

    def wait_for(self, done):
        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, 'PostgreSQL does not start'
            time.sleep(0.05)

    def database(self):
        """The address of a new, empty one, for a role that owns it and may nothing else."""
        self.databases += 1
        self.ask(f'CREATE DATABASE hub_{self.databases} TEMPLATE template0 OWNER hub', self.admin)
        return self.address(f'hub_{self.databases}')

    def address(self, name, role='hub'):
        return f'postgresql://{role}@/{name}?connect_timeout=60&host={self.folder}'

    def copy(self, source, target):
        """In place of what is there; nobody may be connected to either."""
        source, target = (address.split('?')[0].rsplit('/', 1)[1] for address in (source, target))
        self.ask(f'DROP DATABASE IF EXISTS {target}', self.admin)
        self.ask(f'CREATE DATABASE {target} TEMPLATE {source} OWNER hub', self.admin)

    def tables(self, database):
        """The folder with the files of the database, written to the disk."""
        self.ask('CHECKPOINT', self.admin)
        return os.path.join(self.folder, 'base', self.ask('SELECT oid FROM pg_database WHERE datname = current_database()', database)[0][0])

    def ask(self, sql, database):
        """Rows as lists of text."""
        out = run(self.bin + '/psql', '-X', '-q', '-A', '-t', '-F', '|', '-d', database, '-c', sql)
        return [line.split('|') for line in out.splitlines()]

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)

@functools.cache
def shared():
    """The one of this test program."""
    return PostgreSQL()

def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]

class Proxy:
    """The snippet that administrators get, with the test's addresses."""
    def __init__(self, home, hub_folder, port, upstreams):
        home = os.path.join(home, 'nginx')
        os.makedirs(home)
        with open(SNIPPET, encoding='utf-8') as file:
            site = file.read()
        site = re.sub(r'  #?server 127[^\n]*\n', '', site)
        site = site.replace('least_conn;', 'least_conn;\n' + ''.join(f'  server 127.0.0.1:{p} max_fails=0;\n' for p in upstreams))
        site = site.replace('listen 443', f'listen 127.0.0.1:{port}').replace('/var/lib/proeftuin-hub', hub_folder)
        temporary = ''.join(f'{kind}_temp_path {home}/{kind};\n' for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        with open(home + '/nginx.conf', 'w', encoding='utf-8') as file:
            file.write(f'{"user root;" if os.geteuid() == 0 else ""}\ndaemon off;\npid {home}/pid;\nerror_log {home}/error.log;\n'
                       f'worker_rlimit_nofile 20000;\nevents {{ worker_connections 9000; }}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n')
        self.process = subprocess.Popen(['/usr/sbin/nginx', '-p', home, '-c', home + '/nginx.conf', '-e', home + '/error.log'])
        atexit.register(self.stop)
        end = time.monotonic() + 20
        while socket.socket().connect_ex(('127.0.0.1', port)) != 0:
            assert time.monotonic() < end and self.process.poll() is None, 'nginx does not start'
            time.sleep(0.05)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

class HubOfMany:
    """One folder, one database, several processes; laptops meet them behind nginx."""
    def __init__(self, home, database, n=2, init=True):
        self.folder, self.database = os.path.join(home, 'hub'), database
        self.env = {'HOME': home, 'LC_ALL': 'C.UTF-8'}
        self.port = free_port()
        if init:
            run(HUB, 'init', self.folder, '--name', 'Test', '--database', database, env=self.env)
        self.set('public_url', f'https://127.0.0.1:{self.port}')
        self.ports = [free_port() for _ in range(n)]
        self.processes = [None] * n
        for which in range(n):
            self.start(which)
        self.proxy = Proxy(home, self.folder, self.port, self.ports)

    def set(self, name, value):
        path = os.path.join(self.folder, 'hub.conf')
        with open(path, encoding='utf-8') as file:
            text = file.read()
        with open(path, 'w', encoding='utf-8') as file:
            file.write(re.sub(rf'(?m)^#?{name}=.*$', f'{name}={value}', text))

    def start(self, which):
        process = subprocess.Popen([HUB, 'serve', self.folder, '--behind-proxy', '--listen', f'127.0.0.1:{self.ports[which]}'],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **self.env})
        hubs.append(process)
        assert process.stdout.readline().startswith('listening on ')
        self.processes[which] = process

    def kill(self, which):
        self.processes[which].kill()
        self.processes[which].wait()
        self.processes[which].stdout.close()

    def end(self, which):
        self.processes[which].terminate()
        self.processes[which].wait(60)
        self.processes[which].stdout.close()

    def invite_founder(self, name='An'):
        return run(HUB, 'invite', self.folder, '--new-logbook', '--name', name, env=self.env)

    def stop(self):
        self.proxy.stop()
        for which in range(len(self.processes)):
            self.end(which)

def founders(home, hub, n, entries):
    """A laptop per logbook, each with its first entries waiting."""
    laptops = []
    for number in range(n):
        laptop = laptop_with_logbook(home, f'an-{number}')
        laptop.join(hub.invite_founder())
        laptop.sync()
        fill(home, laptop, entries)
        laptops.append(laptop)
    return laptops

def fill(home, laptop, n):
    path = os.path.join(home, f'{laptop.name}.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('title,body\n')
        for row in range(n):
            file.write(f'Tafel {row},"De buren spraken over de trap en wie de sleutel van de tuin heeft; zij komen weer bijeen, met koffie."\n')
    laptop.cli('import', path)

def sync_at_once(laptops, patience=1):
    """Each in a process of its own; a sync that fails is tried again, @patience times in all. Seconds."""
    def one(laptop):
        for left in reversed(range(patience)):
            try:
                return laptop.sync()
            except Failed:
                if not left:
                    raise
                time.sleep(0.3)
    wrong = []
    def guarded(laptop):
        try:
            one(laptop)
        except BaseException as error:
            wrong.append(error)
    threads = [threading.Thread(target=guarded, args=(laptop,)) for laptop in laptops]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[0]
    return time.monotonic() - start

def assert_gapless(server, url, n_logbooks):
    """Every number from 1 to the last once in the chain, every record and every op once."""
    rows = server.ask('SELECT l.id, l.seq, count(c.seq), min(c.seq), max(c.seq), count(DISTINCT c.seq) FROM logbook l JOIN chain c ON c.logbook = l.id GROUP BY l.id, l.seq',
                      url)
    assert len(rows) == n_logbooks, rows
    for _, last, count, first, highest, distinct in rows:
        assert first == '1' and last == count == highest == distinct, rows
    for table, key in (('op', 'id'), ('op', "(incarnation, counter)"), ('record', 'id'), ('record', 'seq')):
        assert server.ask(f'SELECT logbook, {key} FROM {table} GROUP BY logbook, {key} HAVING count(*) > 1', url) == []

def assert_newcomer_has_all(home, laptop):
    newcomer = Laptop(home, 'nieuw-' + laptop.name)
    newcomer.join(laptop.cli('invite', '--role', 'member', '--name', 'Nieuw'))
    newcomer.sync()
    count = lambda who: len(who.json('list', 'entry', '--limit', '100000'))
    assert count(newcomer) == count(laptop) > 0, (count(newcomer), count(laptop))
    assert [e['id'] for e in newcomer.json('list', 'entry', '--limit', '100000')] == [e['id'] for e in laptop.json('list', 'entry', '--limit', '100000')]

def say_rate(what, logbooks, ops, seconds):
    print(f'# {what}, {logbooks} logbooks at once: {ops} ops in {seconds:.2f} s, {ops / seconds:.0f}/s', flush=True)

class Direct:
    """A laptop's requests to one process, past nginx; or through nginx, when the port is that of a hub of many."""
    def __init__(self, laptop, port, through_proxy=False):
        self.token = next(data.decode().strip() for path, data in bytes_below(laptop.home) if '/tokens/' in path)
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
        if through_proxy:
            self.connection = http.client.HTTPSConnection('127.0.0.1', port, timeout=60, context=ssl._create_unverified_context())

    def request(self, method, path, body=None, **headers):
        self.connection.request(method, path, body, {'Authorization': 'Bearer ' + self.token, **headers})
        answer = self.connection.getresponse()
        return answer, answer.read()

    def ask(self, method, path, body=None):
        answer, text = self.request(method, path, json.dumps(body) if body is not None else None, **{'Content-Type': 'application/json'})
        assert answer.status == 200, (path, answer.status, text)
        return json.loads(text)
