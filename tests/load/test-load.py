#!/usr/bin/env python3
"""A hub with many laptops: those who write, those who wait, those who come back after a week, and those who are
slow on purpose. Prints what was measured; PT_LOAD=full is the size that is promised, else a small one."""
import contextlib, os, socket, ssl, subprocess, sys, threading, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
from harness import Hub, main
from postgres import HubOfMany, PostgreSQL, shared

FULL = os.environ.get('PT_LOAD') == 'full'
DAY = dict(writers=500, waiting=2000, logbooks=250, seconds=60, think=10000) if FULL else dict(writers=20, waiting=80, logbooks=10, seconds=2, think=200)
WEEK = dict(writers=50, waiting=0, logbooks=25, backlog=420) if FULL else dict(writers=6, waiting=0, logbooks=3, backlog=60)
SLOW = 1000 if FULL else 60
P99_MS = 250
MORE_MB = 8  # what a hub may take on while it serves

class _Load:
    """The program, running; it has enrolled its laptops already."""
    def __init__(self, hub, **options):
        words = [f'--{name}={value}' for name, value in options.items()]
        self.process = subprocess.Popen([os.environ['PT_LOAD_PROGRAM'], *words, hub.folder], text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.process.stdout.readline() == 'ready\n', self.process.stderr.read()

    def end(self, what):
        out, err = self.process.communicate(timeout=600)
        said = dict(line.split('=') for line in out.splitlines() if '=' in line)
        print(f'# {what}: ' + ', '.join(f'{name} {value}' for name, value in said.items()), flush=True)
        assert self.process.returncode == 0, (said, err)
        return said

def _is_swift(said):
    """What is promised on a machine that does nothing else."""
    return not FULL or float(said['p99_ms']) < P99_MS

def _memory_mb(pid):
    with open(f'/proc/{pid}/status', encoding='utf-8') as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith('VmRSS'))

def _processor_s(pid):
    with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
        return sum(map(int, file.read().rsplit(')', 1)[1].split()[11:13])) / os.sysconf('SC_CLK_TCK')

def _watch(pid, load):
    """The memory of a process until the load ends."""
    seen = []
    while load.process.poll() is None or len(seen) < 4:
        seen.append(_memory_mb(pid))
        time.sleep(0.2)
    return seen

def many_write_and_more_wait(home):
    hub = Hub(home)
    load, before = _Load(hub, **DAY), _processor_s(hub.process.pid)
    seen = _watch(hub.process.pid, load)
    print(f'# processor of the hub: {_processor_s(hub.process.pid) - before:.1f} s', flush=True)
    said = load.end('SQLite')
    early, late = max(seen[len(seen) // 4:len(seen) // 2]), max(seen[len(seen) * 3 // 4:])
    print(f'# memory of the hub: {early:.1f} MB early, {late:.1f} MB late', flush=True)
    assert late - early < MORE_MB and _is_swift(said) and said['retries'] == '0', said
    hub.stop()

def a_restart_loses_no_request(home):
    """What was begun is answered; whoever comes while it is away comes again."""
    hub = Hub(home)
    load = _Load(hub, **DAY)
    for _ in range(3):
        time.sleep(DAY['seconds'] / 6)
        hub.stop()
        hub.start()
    said = load.end('three restarts')
    assert said['errors'] == said['lost'] == '0' and int(said['pushes']) > 0, said
    hub.stop()

def a_week_of_many_is_drained(home):
    hub = Hub(home)
    said = _Load(hub, **WEEK).end('a week of backlog')
    assert int(said['ops']) == WEEK['writers'] * WEEK['backlog'] and said['retries'] == '0', said
    hub.stop()

def _database():
    """One that waits for the disk where it is measured."""
    return (PostgreSQL(durable=True) if FULL else shared()).database()

def a_week_of_many_is_drained_on_postgresql(home):
    hub = HubOfMany(home, _database())
    said = _Load(hub, **WEEK).end('a week of backlog, two processes on PostgreSQL')
    assert int(said['ops']) == WEEK['writers'] * WEEK['backlog'] and said['errors'] == said['lost'] == '0', said
    hub.stop()

def one_of_two_processes_on_postgresql_is_killed(home):
    hub = HubOfMany(home, _database())
    load = _Load(hub, **DAY)
    time.sleep(DAY['seconds'] / 3)
    hub.kill(0)
    time.sleep(DAY['seconds'] / 6)
    hub.start(0)
    said = load.end('two processes on PostgreSQL, one killed')
    assert _is_swift(said), said
    hub.stop()

def _slow(port, number):
    """A stranger who says nothing, or a request a byte at a time."""
    plain = socket.create_connection(('127.0.0.1', port))
    if number % 3 == 0:
        return plain
    secure = ssl._create_unverified_context().wrap_socket(plain)
    secure.send(b'GET /healthz HTTP/1.1\r\nX: ' if number % 3 == 1 else b'POST /v1/join HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n')
    return secure

def _drip(strangers, is_over):
    while not is_over.wait(1):
        for number, stranger in enumerate(strangers):
            with contextlib.suppress(OSError):  # the hub may have had enough of it
                number % 3 and stranger.send(b'x')

def slow_strangers_hold_up_nobody(home):
    hub = Hub(home)
    strangers = [_slow(hub.port, number) for number in range(SLOW)]
    is_over = threading.Event()
    drip = threading.Thread(target=_drip, args=(strangers, is_over))
    drip.start()
    said = _Load(hub, **{**DAY, 'seconds': DAY['seconds'] // 2}).end(f'beside {SLOW} slow connections')
    is_over.set()
    drip.join()
    assert _is_swift(said) and said['retries'] == '0', said
    for stranger in strangers:
        stranger.close()
    hub.stop()

if __name__ == '__main__':
    main(globals())
