"""A laptop that loses its power in every command."""
import contextlib, os, sqlite3
from machine import LOST_POWER, Beside, Broken, Hub, Laptop, Lost, bodies, check_database, fields, meet, read_list
from harness import Failed

LONGEST_COMMAND = 170  # calls of a save, a sync …: a loss beyond the last one is at the end
LONGEST_MAKING = 450

class LossyLaptop:
    """A laptop that loses its power in every command, and what it said before."""
    def __init__(self, home, draw, more={}):
        self.home, self.draw, self.more = home, draw, more
        self.hub = Hub(home)
        self.lives = self.losses = 0
        self.start()

    def start(self):
        """A new computer: the logbook is made, and later brought to the hub, under losses too."""
        self.lives += 1
        self.laptop = Laptop(self.home, f'laptop{self.lives}')
        self.said, self.maybe, self.files, self.joined, self.backup = {}, {}, set(), False, None
        while not self.create():
            pass

    @contextlib.contextmanager
    def window(self):
        """Half of the time another program has the logbook open too: then SQLite does not write all of it through
        when a command ends, and what was said rests on each save's own."""
        path = self.laptop.folder + '/logbook.db'
        if not os.path.exists(path) or self.draw.random() < 0.5:
            yield
            return
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as db:
            with contextlib.suppress(sqlite3.Error):  # half made, or in need of repair: nobody has that open
                db.execute('SELECT name FROM meta').fetchone()
            yield

    @contextlib.contextmanager
    def beside(self):
        """Half of the time another program syncs or saves while the power goes."""
        if not self.joined or self.draw.random() < 0.5:
            yield {}
            return
        body = f'Ernaast {self.losses}'
        words = self.draw.choice([['sync', '--watch'], ['sync'], ['add', 'entry', 'body=' + body]])
        program = Beside(self.laptop, *words)
        try:
            yield {'BESIDE': str(program.process.pid)}
        finally:
            said = program.end().strip()
        if said and words[0] == 'add':
            self.said[said] = body

    def lose(self, *words, at=None):
        self.losses += 1
        at = at or self.draw.randint(1, LONGEST_COMMAND)
        with self.window(), self.beside() as beside:
            done = meet(self.laptop, words, 'power', at, self.draw.randrange(2**32), **self.more, **beside)
        if done.code != LOST_POWER or done.err:
            raise Broken(f'{words}: exit {done.code}: {done.err}')
        self.last = ([word[:40] for word in words], at)
        return done

    def create(self):
        """FALSE when the power went before it was made; then it is made once more, in the same folder."""
        done = self.lose('create', '--name', 'Keukentafel', at=self.draw.randint(1, LONGEST_MAKING))
        try:
            self.laptop.cli('verify')
            return True
        except Failed as failed:
            if done.out:
                raise Broken(f'created, but: {failed}')
            return False

    def add(self):
        body = f'Notitie {self.losses} ' + 'lorem ' * self.draw.randint(0, 400) + 'einde'
        id = self.lose('add', 'entry', 'body=' + body).out.strip()
        if id:
            self.said[id] = body

    def set(self):
        if not self.said:
            return self.add()
        id, body = self.draw.choice(sorted(self.said)), f'Anders {self.losses}'
        if self.lose('set', id, 'body=' + body).ended:
            self.said[id] = body
        else:
            self.maybe[id] = body

    def attach(self):
        if not self.said:
            return self.add()
        path = os.path.join(self.home, 'bijlage.txt')
        with open(path, 'w') as file:
            file.write(f'Bijlage {self.losses} ' * self.draw.randint(1, 2000))
        id = self.lose('attach', self.draw.choice(sorted(self.said)), path).out.strip()
        if id:
            self.files.add(id)

    def keep_backup(self):
        path = os.path.join(self.laptop.home, f'kopie{self.losses}')
        records = set(self.said)
        if self.lose('backup', path, at=self.draw.randint(1, 3 * LONGEST_COMMAND)).ended:
            self.backup = path, records

    def join(self):
        invite = fields(self.hub.invite_founder())
        done = self.lose('join', invite['url'], '--code', invite['code'])
        status = self.laptop.json('status')[0]
        if done.ended and not status['hub']:
            raise Lost('joined, but the logbook does not know its hub')
        self.joined = bool(status['hub'])
        if not self.joined:
            self.start()  # the hub may know the logbook already: what a coordinator then does is another test

    def sync(self):
        if not self.joined:
            return self.join()
        self.lose('sync')

    def check(self):
        """What was said is there; what was not said may be."""
        check_database(self.laptop.folder + '/logbook.db')
        self.laptop.cli('verify')
        found = bodies(self.laptop)
        for id, body in self.said.items():
            if found.get(id) not in (body, self.maybe.get(id, body)):
                raise Lost(f'{id} is {str(found.get(id))[:30]!r} instead of {body[:30]!r}')
        if self.files - {id for (id,) in read_list(self.laptop, 'attachment', 'id')}:
            raise Lost('an attachment is gone')
        if self.joined and self.losses % 10 == 0:
            self.laptop.sync()
        self.said, self.maybe = found, {}

    def check_backup(self):
        path, records = self.backup
        copy = Laptop(self.home, f'kopie{self.losses}')
        copy.cli('restore-backup', path)
        if not records <= set(bodies(copy)):
            raise Broken('the backup lacks what was in the logbook')

    def run(self, losses):
        actions = [self.add] * 5 + [self.set] * 4 + [self.attach, self.attach, self.keep_backup] + [self.sync] * 3
        while self.losses < losses:
            self.draw.choice(actions)()
            try:
                self.check()
                if self.backup:
                    self.check_backup()
            except (Failed, Broken) as trouble:
                raise (type(trouble) if isinstance(trouble, Broken) else Broken)(f'loss {self.losses}, {self.last}: {trouble}') from trouble
            self.backup = None
            if len(self.said) > 40:
                self.end_life()
                self.start()
        self.end_life()

    def end_life(self):
        """It syncs on: somebody else gets everything."""
        if not self.joined:
            return
        self.laptop.sync()
        other = Laptop(self.home, f'ander{self.lives}')
        other.join(self.laptop.cli('invite', '--role', 'member', '--name', 'Sofie'))
        other.sync()
        if bodies(other) != bodies(self.laptop):
            raise Broken('two laptops differ')
