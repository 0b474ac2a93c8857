"""A computer whose disk may fail: the preloaded library of faults-shim.c, and who checks what is left."""
import contextlib, os, random, signal, sqlite3, subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import CLI, HUB, Hub, Laptop, fields, run

LIBRARY = os.environ['PT_FAULTS']
LOST_POWER = 77
WORKERS = 2
# Random bytes may begin like a picture, and a damaged one is refused.
NO_PICTURE = b'bytes '

class Broken(Exception):
    """What must never happen after a fault."""

class Lost(Broken):
    """What was said to be saved is gone."""

def seed_of_run():
    """Random tests print their seed; PT_SEED gives it back."""
    seed = int(os.environ.get('PT_SEED') or random.randrange(2**31))
    print(f'# PT_SEED={seed}', flush=True)
    return seed

def faults(root, mode, at=0, seed=0, log='', **more):
    """The environment in which the @at-th call of a program to files below @root meets its fault."""
    wanted = {'ROOT': root, 'DISK': root + '.disk', 'MODE': mode, 'AT': str(at), 'SEED': str(seed), 'LOG': log, **more}
    return {'LD_PRELOAD': LIBRARY, **{'PT_FAULTS_' + name: value for name, value in wanted.items() if value}}

class Done:
    """What a program that met a fault left: its code, its words, and whether it came to its end."""
    def __init__(self, words, env, log):
        open(log, 'w').close()
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, env=env)
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        if self.code < 0:
            raise Broken(f'{words} died of signal {-self.code}: {self.err}')
        self.calls = open(log).read().splitlines()
        self.ended = bool(self.calls) and self.calls[-1].split()[1] == 'end'

def meet(laptop, words, mode, at, seed=0, **more):
    """Runs a command of @laptop with a fault."""
    log = laptop.home + '.log'
    return Done([*laptop.words, *words], {**os.environ, **laptop.env, **faults(laptop.home, mode, at, seed, log, **more)}, log)

class Beside:
    """Another command of the same laptop, whose power goes when that of the one that meets the fault does."""
    def __init__(self, laptop, *words):
        env = faults(laptop.home, 'beside')
        self.process = subprocess.Popen([*laptop.words, *words], env={**os.environ, **laptop.env, **env}, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while self.process.poll() is None and not os.path.exists(laptop.home + '.disk/names'):
            time.sleep(0.001)

    def end(self):
        """What it had said until then."""
        out, err = self.process.communicate(timeout=120)
        if self.process.returncode not in (0, -signal.SIGKILL):
            raise Broken(f'{self.process.args}: exit {self.process.returncode}: {err}')
        return out

def check_database(path):
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    try:
        said = [row[0] for row in db.execute('PRAGMA integrity_check')]
    finally:
        db.close()
    if said != ['ok']:
        raise Broken(f'{path}: {said}')

def read_rows(path, sql, mode='ro'):
    with contextlib.closing(sqlite3.connect(f'file:{path}?mode={mode}', uri=True)) as db:
        return db.execute(sql).fetchall()

def read_list(laptop, kind, *columns):
    """From the table of the kind, which `verify` compares with the truth: a tenth of the time of `list --json`. As
    that does, it leaves nothing in the log beside the database."""
    return read_rows(laptop.folder + '/logbook.db', f'SELECT {", ".join(columns)} FROM {kind}', 'rw')

def bodies(laptop):
    return dict(read_list(laptop, 'entry', 'id', 'body'))

def on_all_workers(home, job, workers=WORKERS):
    """Runs job(folder, draw) on each, with a seed of its own."""
    seed = seed_of_run()
    with ThreadPoolExecutor(workers) as pool:
        waiting = []
        for i in range(workers):
            folder = os.path.join(home, str(i))
            os.makedirs(folder)
            waiting.append(pool.submit(job, folder, random.Random(seed + i)))
        return [one.result() for one in waiting]
