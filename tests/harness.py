"""What the tests with real processes share: folders of their own, the programs, a hub, TAP."""
import base64, contextlib, http.client, json, locale, os, re, shutil, sqlite3, ssl, subprocess, sys, tempfile, time, traceback, urllib.parse, zipfile
import warm

warm.begin()

CLI = os.environ['PT_CLI']
HUB = os.environ['PT_HUB']

def _words_and_numbers():
    """English words with a decimal comma, as most laptops of our readers have it, where there is a locale with one."""
    try:
        locale.setlocale(locale.LC_NUMERIC, 'nl_NL.UTF-8')
        locale.setlocale(locale.LC_NUMERIC, 'C')
        return {'LANG': 'C.UTF-8', 'LC_ALL': '', 'LC_NUMERIC': 'nl_NL.UTF-8'}
    except locale.Error:
        return {'LC_ALL': 'C.UTF-8'}

LOCALE = _words_and_numbers()

class Failed(Exception):
    """A program said no; code, out and err tell how."""
    def __init__(self, words, done):
        super().__init__(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

class Skipped(Exception):
    """A test cannot look at all that it promises; the words say at what not. It counts as skipped, not as passed."""

def run(*words, env=None, stdin=None, cwd=None):
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, input=stdin, cwd=cwd,
                          env={**os.environ, **(env or {})})
    if done.returncode < 0:
        raise AssertionError(f'{words} died of signal {-done.returncode}: {done.stderr}')
    if done.returncode:
        raise Failed(words, done)
    return done.stdout

def fields(text):
    """`name: value` lines as a dict."""
    return dict(line.split(': ', 1) for line in text.splitlines() if ': ' in line)

class Laptop:
    """A logbook folder with the state folder of a laptop of its own."""
    def __init__(self, home, name):
        self.home, self.name = os.path.join(home, name), name
        self.folder = os.path.join(self.home, 'logboek.proeftuin')
        os.makedirs(self.home, exist_ok=True)
        self.env = {'HOME': self.home, 'LANGUAGE': 'en', 'DBUS_SESSION_BUS_ADDRESS': '', **LOCALE, **{
            f'XDG_{kind}_HOME': os.path.join(self.home, kind.lower()) for kind in ('STATE', 'DATA', 'CONFIG', 'CACHE')}}

    @property
    def words(self):
        return [CLI, '-L', self.folder]

    def cli(self, *words, **more):
        return run(*self.words, *words, env=self.env, **more)

    def start(self, *words):
        """The command as a process of its own."""
        return subprocess.Popen([*self.words, *words], env={**os.environ, **self.env},
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def fails(self, code, *words):
        """Runs what must fail with @code; returns the sentence."""
        try:
            out = self.cli(*words)
        except Failed as failed:
            assert failed.code == code, f'exit {failed.code} instead of {code}: {failed.err}'
            lines = failed.err.strip().splitlines()
            assert len(lines) == 1, f'not one sentence: {failed.err}'
            return lines[0]
        raise AssertionError(f'{words} succeeded: {out}')

    def json(self, *words):
        return [json.loads(line) for line in self.cli(*words, '--json').splitlines()]

    def add(self, record_kind, /, **values):
        return self.cli('add', record_kind, *[f'{k}={v}' for k, v in values.items()]).strip()

    def set(self, record, /, **values):
        self.cli('set', record, *[f'{k}={v}' for k, v in values.items()])

    def show(self, record):
        return self.json('show', record)[0]

    def is_whole(self):
        """Nothing is damaged, and every file is here."""
        report = self.json('verify')[0]
        return report['ok'] and not report['files_at_server'] and not report['files_elsewhere']

    def sync(self):
        return self.cli('sync')

    def join(self, invite):
        words = fields(invite)
        self.cli('join', words['url'], '--code', words['code'], '--device', self.name)

def laptop_with_logbook(home, name='an'):
    laptop = Laptop(home, name)
    laptop.cli('create', '--name', 'Keukentafel')
    return laptop

def sync_all(*laptops):
    """Twice, so that everybody has what the last one sent."""
    for _ in range(2):
        for laptop in laptops:
            laptop.sync()

hubs = []  # processes that a test started; what a failed one leaves is ended

class Hub:
    """A real hub in a process of its own, over HTTPS on loopback; its database in a PostgreSQL of the test's own
    when PT_TEST_POSTGRES says so, from the start or, when it says "migrated", once a team has begun."""
    program = HUB
    log = None  # the file that what it says goes to
    confine = None  # what its process does before it becomes the hub

    def __init__(self, home):
        self.folder = os.path.join(home, 'hub')
        self.env = {'HOME': home, **LOCALE}
        self.server = self.database = None
        if os.environ.get('PT_TEST_POSTGRES') not in (None, 'migrated'):
            from postgres import shared
            self.server = shared()
            self.database = self.server.database()
        run(self.program, 'init', self.folder, '--name', 'Test', *(['--database', self.database] if self.database else []), env=self.env)
        self.port = 0
        self.start()

    def start(self):
        with open(self.log or os.devnull, 'a', encoding='utf-8') as log:
            self.process = subprocess.Popen([self.program, 'serve', self.folder, '--listen', f'127.0.0.1:{self.port}'],
                                            stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **self.env},
                                            preexec_fn=self.confine)
        hubs.append(self.process)
        for line in self.process.stdout:
            if line.startswith('listening on '):
                self.url = line.split()[2]
                self.port = int(self.url.rsplit(':', 1)[1])
                return
        raise AssertionError('the hub did not start')

    def stop(self, kill=False):
        (self.process.kill if kill else self.process.terminate)()
        self.process.wait(60)
        self.process.stdout.close()

    def migrate(self):
        """As an administrator does who wants it: the file that is not used any more goes, too."""
        from postgres import shared
        self.server = shared()
        self.stop()
        database = self.server.database()
        run(self.program, 'migrate', self.folder, database, env=self.env)
        self.database = database
        os.remove(os.path.join(self.folder, 'hub.db'))
        self.start()

    def invite_founder(self, name='An'):
        return run(self.program, 'invite', self.folder, '--new-logbook', '--name', name, env=self.env)

    @property
    def places(self):
        """Where its bytes are; what a PostgreSQL keeps in its log is not among them."""
        return [self.folder, *([self.server.tables(self.database)] if self.database else [])]

    def change(self, sql):
        """In its database, past the hub."""
        if self.database:
            self.server.ask(sql, self.database)
            return
        db = sqlite3.connect(os.path.join(self.folder, 'hub.db'))
        db.execute(sql)
        db.commit()
        db.close()

    def keep_database(self):
        """While it is stopped; @put_database_back() makes it so again."""
        if self.database:
            self.server.copy(self.database, self.database.replace('/hub_', '/kept_'))
        self.kept = {path: data for path, data in bytes_below(self.folder) if os.path.basename(path).startswith('hub.db')}

    def put_database_back(self):
        if self.database:
            self.server.copy(self.database.replace('/hub_', '/kept_'), self.database)
        for path, data in self.kept.items():
            with open(path, 'wb') as file:
                file.write(data)

class Visitor:
    """Whoever speaks HTTPS; keeps the cookies that it gets."""
    def __init__(self, hub, **headers):
        self.hub, self.headers, self.cookies = hub, headers, {}

    def ask(self, method, path, body=None, **headers):
        line = http.client.HTTPSConnection('127.0.0.1', self.hub.port, context=ssl._create_unverified_context(), timeout=60)
        with contextlib.closing(line):
            cookies = {'Cookie': '; '.join(f'{name}={value}' for name, value in self.cookies.items())} if self.cookies else {}
            line.request(method, path, body, {**cookies, **self.headers, **headers})
            answer = line.getresponse()
            text = answer.read().decode('utf-8', 'replace')
            for header in answer.headers.get_all('Set-Cookie') or []:
                name, _, value = header.split(';')[0].partition('=')
                self.cookies[name] = value
            return answer.status, text

    def send(self, page, path, **form):
        """The form of a page."""
        token = re.search(r'name="form" value="([^"]+)"', self.ask('GET', page)[1]).group(1)
        return self.ask('POST', path, urllib.parse.urlencode({'form': token, **form}), **{'Content-Type': 'application/x-www-form-urlencoded'})

def team(home, *names):
    """A hub with one logbook, and a laptop for each name; the first is the coordinator's."""
    hub = Hub(home)
    laptops = [laptop_with_logbook(home, names[0]), *(Laptop(home, name) for name in names[1:])]
    laptops[0].join(hub.invite_founder())
    laptops[0].sync()
    for laptop in laptops[1:]:
        laptop.join(laptops[0].cli('invite', '--role', 'member', '--name', laptop.name))
        laptop.sync()
    if os.environ.get('PT_TEST_POSTGRES') == 'migrated':
        hub.migrate()
    return hub, laptops

def wait_for(reached):
    """Until reached() is true; a minute is too long on any machine."""
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)

def unpacked(path):
    """All bytes of a file, unpacked: members of a zip, streams of a PDF and its words, files of a folder."""
    if os.path.isdir(path):
        return b''.join(open(os.path.join(folder, name), 'rb').read() for folder, _, names in os.walk(path) for name in names)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b''.join(name.encode() + archive.read(name) for name in archive.namelist())
    if path.endswith('.pdf'):
        flat = subprocess.run(['qpdf', '--qdf', path, '-'], capture_output=True, check=True).stdout
        return flat + run('pdftotext', path, '-').encode()
    page = open(path, 'rb').read()
    return page + b''.join(base64.b64decode(data) for data in re.findall(rb'(?:base64,|"data":")([\w+/=]+)', page))

def bytes_below(*folders):
    """Every file below the folders, as (path, bytes)."""
    for folder in folders:
        for top, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(top, name)
                with open(path, 'rb') as file:
                    yield path, file.read()

def main(names):
    """Runs every function of the script, given its globals(), with a folder of its own; but for _names. PT_ONLY
    names the one that is wanted."""
    tests = [value for name, value in list(names.items())
             if callable(value) and getattr(value, '__module__', '') == '__main__' and not name.startswith('_')
             and os.environ.get('PT_ONLY', name) == name]
    print(f'1..{len(tests)}', flush=True)
    bad = 0
    for number, test in enumerate(tests, 1):
        home = tempfile.mkdtemp(prefix='pt-')
        try:
            test(home)
            print(f'ok {number} {test.__name__}', flush=True)
        except Skipped as why:
            print(f'ok {number} {test.__name__} # SKIP {why}', flush=True)
        except Exception:  # the report of a test is its traceback
            bad += 1
            print(f'not ok {number} {test.__name__}')
            print(''.join('# ' + line + '\n' for line in traceback.format_exc().splitlines()), end='', flush=True)
        finally:
            while hubs:
                left = hubs.pop()
                if left.poll() is None:
                    left.kill()
                    left.wait()
            shutil.rmtree(home, ignore_errors=True)
    sys.exit(bad > 0)
