"""A hub that loses its power while laptops sync."""
import os, subprocess
from machine import HUB, LOST_POWER, NO_PICTURE, Broken, Laptop, Lost, bodies, check_database, faults, read_rows, run
from harness import Failed, hubs, laptop_with_logbook

class LossyHub:
    """A hub that loses its power while laptops sync, and again."""
    def __init__(self, home, draw, more={}):
        self.home, self.draw, self.more = home, draw, more
        self.losses, self.place, self.port = 0, os.path.join(home, 'huis'), 0
        os.makedirs(self.place)
        self.folder = os.path.join(self.place, 'hub')
        self.env = {**os.environ, 'HOME': home, 'LC_ALL': 'C.UTF-8'}
        run(HUB, 'init', self.folder, '--name', 'Test', env=self.env)
        self.an = laptop_with_logbook(home, 'an')
        self.start(at=2**30)
        self.an.join(run(HUB, 'invite', self.folder, '--new-logbook', '--name', 'An', env=self.env))
        self.an.sync()
        self.lose()

    def start(self, at):
        """FALSE when the power went before it listened."""
        env = {**self.env, **faults(self.place, 'power', at, self.draw.randrange(2**32), **self.more)}
        self.process = subprocess.Popen([HUB, 'serve', self.folder, '--listen', f'127.0.0.1:{self.port}'], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env=env)
        hubs.append(self.process)
        line = self.process.stdout.readline()
        if line:
            self.port = int(line.rsplit(':', 1)[1])
        return bool(line)

    def lose(self):
        """Ends what still runs: then the power goes at the end."""
        self.process.terminate()
        err = self.process.communicate(timeout=60)[1]
        hubs.remove(self.process)
        self.losses += 1
        if self.process.returncode != LOST_POWER:
            raise Broken(f'the hub: exit {self.process.returncode}: {err}')

    def work(self):
        """Saves and syncs until the hub is gone."""
        for i in range(4):
            note = self.an.add('entry', body=f'Notitie {self.losses}.{i}')
            if self.draw.random() < 0.2:
                path = os.path.join(self.home, 'bijlage.bin')
                with open(path, 'wb') as file:
                    file.write(NO_PICTURE + self.draw.randbytes(self.draw.randint(1, 50_000)))
                self.an.cli('attach', note, path)
            try:
                self.an.sync()
            except Failed:
                return

    def check(self):
        """Every op that was answered is at the hub, and every file that it called complete."""
        check_database(self.folder + '/hub.db')
        answered = read_rows(self.an.folder + '/logbook.db', 'SELECT id, answered FROM op WHERE verdict IS NOT NULL')
        known = dict(read_rows(self.folder + '/hub.db', 'SELECT id, seq FROM op'))
        for id, seq in answered:
            if known.get(id) != seq:
                raise Lost(f'op {id.hex()} was answered with {seq}, and is {known.get(id)}')
        files = {name for _, _, names in os.walk(self.folder + '/files') for name in names}
        for (sha256,) in read_rows(self.folder + '/hub.db', 'SELECT sha256 FROM file_stored'):
            if sha256.hex() not in files:
                raise Broken(f'file {sha256.hex()} is gone')

    def run(self, losses):
        while self.losses < losses:
            if self.start(self.draw.randint(1, 400)):
                self.work()
            self.lose()
            try:
                self.check()
            except Broken as trouble:
                raise type(trouble)(f'loss {self.losses}: {trouble}') from trouble
        self.end()

    def end(self):
        while not self.start(2**30):
            self.lose()
        self.an.sync()
        sofie = Laptop(self.home, 'sofie')
        sofie.join(self.an.cli('invite', '--role', 'member', '--name', 'Sofie'))
        sofie.sync()
        if self.an.json('status')[0]['pending'] or bodies(sofie) != bodies(self.an):
            raise Broken('two laptops differ')
        if not sofie.is_whole():
            raise Broken('a file did not come')
        self.process.kill()
        self.process.wait()
