"""Laptops and a hub whose disk fails once: every call in turn, or a sample in which every kind of call is."""
import os, re, subprocess
from machine import HUB, Broken, Hub, Laptop, Lost, bodies, check_database, faults, read_list, run
from harness import Failed, hubs, laptop_with_logbook

EVERY = int(os.environ.get('PT_EVERY') or 40)  # 1 = every call

def kind_of(call):
    """`pwrite …/logbook.db-wal`: numbers and hashes in names do not make another kind."""
    number, name, path = call.split(' ', 2)
    return name, re.sub(r'[0-9a-f-]{8,}|\.[A-Za-z0-9]{6,8}(\.tmp)?$', '#', path)

def choose(calls, draw, kinds=None):
    """The numbers of calls to fail: each kind once, and every EVERY-th."""
    chosen, seen, start = [], set() if kinds is None else kinds, draw.randrange(EVERY)
    for number, call in enumerate(calls, 1):
        if kind_of(call) not in seen or number % EVERY == start:
            chosen.append(number)
        seen.add(kind_of(call))
    return chosen

class FailingLaptop:
    """A laptop on which one call fails in each command; what it said before stays, and it goes on."""
    def __init__(self, home, draw, mode):
        self.home, self.draw, self.mode = home, draw, mode
        self.count = self.made = 0
        self.hub = Hub(home)
        self.an, self.sofie = laptop_with_logbook(home), Laptop(home, 'sofie')
        self.an.join(self.hub.invite_founder())
        self.an.sync()
        self.sofie.join(self.an.cli('invite', '--role', 'member', '--name', 'Sofie'))
        self.sofie.sync()
        self.said = {self.an.add('entry', body='Eerste'): 'Eerste'}
        self.an.cli('attach', *self.said, self.file())

    def file(self):
        path = os.path.join(self.home, 'bijlage.txt')
        with open(path, 'w') as file:
            file.write(self.name('Bijlage') * 500)
        return path

    def name(self, stem):
        self.made += 1
        return os.path.join(self.an.home, f'{stem}{self.made}')

    def create(self):
        laptop = Laptop(self.an.home, f'nieuw{self.made}')
        laptop.folder = self.name('logboek')
        return laptop, ['create', '--name', 'Keukentafel'], lambda out: laptop.cli('verify')

    def add(self):
        body = self.name('Notitie')
        def done(out):
            self.said[out.strip()] = body
        return self.an, ['add', 'entry', 'body=' + body], done

    def set(self):
        id, body = self.draw.choice(sorted(self.said)), self.name('Anders')
        def done(out):
            self.said[id] = body
        self.maybe = id, body
        return self.an, ['set', id, 'body=' + body], done

    def attach(self):
        def done(out):
            if (out.strip(),) not in read_list(self.an, 'attachment', 'id'):
                raise Lost('an attachment is gone')
        return self.an, ['attach', min(self.said), self.file()], done

    def sync(self):
        body = self.name('Van Sofie')
        id = self.sofie.add('entry', body=body)
        self.sofie.sync()
        mine = self.an.add('entry', body=body)
        self.said[mine] = body
        def done(out):
            self.said[id] = body
            if self.an.json('status')[0]['pending']:
                raise Broken('synced, but something waits')
        return self.an, ['sync'], done

    def backup(self):
        path = self.name('kopie')
        def done(out):
            copy = Laptop(self.home, f'kopie{self.made}')
            copy.cli('restore-backup', path)
            if not self.said.keys() <= bodies(copy).keys():
                raise Lost('the backup lacks what was in the logbook')
        return self.an, ['backup', path], done

    def restore(self):
        path = os.path.join(self.home, 'kopie')
        if not os.path.exists(path):
            self.an.cli('backup', path)
        copy = Laptop(self.an.home, f'terug{self.made}')
        copy.folder = self.name('terug')
        return copy, ['restore-backup', path], lambda out: copy.cli('verify')

    STEPS = [create, backup, restore, add, set, attach, sync]  # copies of a logbook that is still small

    def check_words(self, words, code, err):
        lines = err.strip().splitlines()
        if code and (len(lines) != 1 or not lines[0].startswith('proeftuin-cli: ')):
            raise Broken(f'{words}: exit {code}, not one sentence: {err!r}')
        if 'CRITICAL' in err or 'WARNING' in err:
            raise Broken(f'{words}: {err}')

    def fail(self, step, number):
        """One call fails: it is said, nothing is lost, and the same command goes well afterwards."""
        before, self.maybe = dict(self.said), None
        laptop, words, done = step(self)
        log = self.an.home + '.log'
        open(log, 'w').close()
        env = {**os.environ, **laptop.env, **faults(self.an.home, self.mode, number, 0, log)}
        met = subprocess.run([*laptop.words, *words], capture_output=True, text=True, timeout=120, env=env)
        self.count += 1
        call = open(log).read().splitlines()[number - 1:number]  # none when there were fewer this time
        try:
            if met.returncode < 0:
                raise Broken(f'died of signal {-met.returncode}')
            self.check_words(words, met.returncode, met.stderr)
            if met.returncode == 0:
                done(met.stdout)
            self.check(before)
            if met.returncode != 0:
                done(laptop.cli(*words))
        except (Failed, Broken) as trouble:
            raise Broken(f'{self.mode} at {call} of {words}: exit {met.returncode} {met.stderr!r}: {trouble}') from trouble

    def check(self, before):
        check_database(self.an.folder + '/logbook.db')
        found = bodies(self.an)
        for id, body in before.items():
            if found.get(id) != body and (id, found.get(id)) != self.maybe and found.get(id) != self.said[id]:
                raise Lost(f'{id} is {found.get(id)!r} instead of {body!r}')

    def calls_of(self, step):
        """Which calls the command makes, when nothing fails."""
        laptop, words, done = step(self)
        log = self.an.home + '.log'
        open(log, 'w').close()
        done(run(*laptop.words, *words, env={**laptop.env, **faults(self.an.home, self.mode, 0, 0, log)}))
        return open(log).read().splitlines()

    def run(self):
        for step in self.STEPS:
            self.an.sync()  # what waits since the last step would be calls of each of its syncs
            for number in choose(self.calls_of(step), self.draw):
                self.fail(step, number)
        self.an.cli('verify')
        for laptop in (self.an, self.sofie, self.an):
            laptop.sync()
        self.sofie.sync()
        if bodies(self.an) != bodies(self.sofie):
            raise Broken('two laptops differ')
        self.hub.stop()
        return self.count

class FailingHub:
    """A hub on which one call fails in each of its lives, while a laptop syncs."""
    def __init__(self, home, draw, mode):
        self.home, self.draw, self.mode = home, draw, mode
        self.count, self.port, self.place = 0, 0, os.path.join(home, 'huis')
        os.makedirs(self.place)
        self.folder, self.log = os.path.join(self.place, 'hub'), os.path.join(home, 'hub.log')
        self.env = {**os.environ, 'HOME': home, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'}
        run(HUB, 'init', self.folder, '--name', 'Test', env=self.env)
        self.an = laptop_with_logbook(home)
        self.start(0)
        self.an.join(run(HUB, 'invite', self.folder, '--new-logbook', '--name', 'An', env=self.env))
        self.work()
        self.stop()

    def start(self, at):
        """FALSE when the failure was one at the start; it must be said."""
        open(self.log, 'w').close()
        env = {**self.env, **faults(self.place, self.mode, at, 0, self.log)}
        self.process = subprocess.Popen([HUB, 'serve', self.folder, '--listen', f'127.0.0.1:{self.port}'], stdout=subprocess.PIPE,
                                        stderr=open(os.path.join(self.home, 'hub.err'), 'w'), text=True, env=env)
        hubs.append(self.process)
        line = self.process.stdout.readline()
        if line:
            self.port = int(line.rsplit(':', 1)[1])
            return True
        err = open(os.path.join(self.home, 'hub.err')).read()
        if self.process.wait(60) != 1 or 'proeftuin-hub: ' not in err:
            raise Broken(f'the hub did not start and said: {err!r}')
        return False

    def stop(self):
        self.process.terminate()
        if self.process.wait(60) not in (0, 1):
            raise Broken(f'the hub: exit {self.process.returncode}')
        hubs.remove(self.process)

    def work(self):
        """The words of what failed; the same work goes well afterwards."""
        note, said = self.an.add('entry', body=f'Notitie {self.count}'), []
        path = os.path.join(self.home, 'bijlage.txt')
        with open(path, 'w') as file:
            file.write(f'Bijlage {self.count} ' * 200)
        self.an.cli('attach', note, path)
        for _ in range(3):
            try:
                self.an.sync()
                break
            except Failed as failed:
                said.append(failed.err)
                if len(failed.err.splitlines()) != 1:
                    raise Broken(f'not one sentence: {failed.err}') from failed
        else:
            raise Broken(f'the hub does not get over it: {said}')
        if self.an.json('status')[0]['pending']:
            raise Broken('synced, but something waits')

    def fail(self, number):
        self.count += 1
        try:
            if not self.start(number) and not self.start(0):
                raise Broken('the hub does not start any more')
            self.work()
            self.stop()
            check_database(self.folder + '/hub.db')
        except (Failed, Broken) as trouble:
            calls = open(self.log).read().splitlines()
            raise Broken(f'{self.mode} at call {number} {calls[number - 1:number]}: {trouble}') from trouble

    def run(self):
        self.start(0)
        self.work()
        self.stop()
        for number in choose(open(self.log).read().splitlines(), self.draw):
            self.fail(number)
        self.start(0)
        self.an.sync()
        sofie = Laptop(self.home, 'sofie')
        sofie.join(self.an.cli('invite', '--role', 'member', '--name', 'Sofie'))
        sofie.sync()
        if bodies(self.an) != bodies(sofie) or not sofie.is_whole():
            raise Broken('two laptops differ')
        self.stop()
        return self.count
