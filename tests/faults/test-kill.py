#!/usr/bin/env python3
"""Programs that are killed at random moments: kill -9 of the hub and of laptops while they work."""
import os, random, signal, subprocess, sys, time
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from machine import NO_PICTURE, Broken, check_database, bodies, read_rows, seed_of_run
from harness import Failed, Laptop, main, team

KILLS = int(os.environ.get('PT_KILLS') or 30)
FIRST_LONGEST_S = 0.03
LONGER = 1.2

class _Moments:
    """When to kill: at any moment of a command, whatever it is and however busy the machine is."""
    def __init__(self, draw):
        self.draw, self.longest, self.amid = draw, {}, 0

    def next(self, what):
        return self.draw.uniform(0, self.longest.get(what, FIRST_LONGEST_S))

    def learn(self, what, seconds, amid):
        """It came to its end after that time, or was killed."""
        self.amid += amid
        self.longest[what] = LONGER * (self.longest.get(what, FIRST_LONGEST_S) if amid else seconds)

def nothing_is_lost_when_hub_and_laptops_are_killed(home):
    draw = random.Random(seed_of_run())
    hub, laptops = team(home, 'an', 'sofie')
    said, kills, moments = {}, 0, _Moments(draw)

    def start(laptop, *words):
        return subprocess.Popen([*laptop.words, *words], env={**os.environ, **laptop.env}, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def kill_after_a_while(process):
        began = time.monotonic()
        try:
            process.wait(moments.next(what))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        moments.learn(what, time.monotonic() - began, process.returncode == -signal.SIGKILL)
        if process.returncode not in (0, 1, 3, -signal.SIGKILL) or len(err.splitlines()) > 1:
            raise Broken(f'{process.args}: exit {process.returncode}: {err}')
        return out

    def check():
        for laptop in laptops:
            check_database(laptop.folder + '/logbook.db')
            answered = read_rows(laptop.folder + '/logbook.db', 'SELECT id, answered FROM op WHERE verdict IS NOT NULL AND answered > 0')
            known = dict(read_rows(hub.folder + '/hub.db', 'SELECT id, seq FROM op'))
            assert all(known.get(id) == seq for id, seq in answered), laptop.name
        check_database(hub.folder + '/hub.db')

    while kills < KILLS:
        kills += 1
        laptop = draw.choice(laptops)
        what = draw.choice(('save', 'sync', 'attach', 'hub'))
        if what == 'save':
            id = kill_after_a_while(start(laptop, 'add', 'entry', f'body=Notitie {kills}')).strip()
            if id:
                said[id] = f'Notitie {kills}'
        elif what == 'sync':
            laptop.add('entry', body=f'Mee {kills}')
            kill_after_a_while(start(laptop, 'sync'))
        elif what == 'attach' and said:
            path = os.path.join(home, 'bijlage.bin')
            with open(path, 'wb') as file:
                file.write(NO_PICTURE + draw.randbytes(draw.randint(1, 300_000)))
            owner = next((id for id in said if id in bodies(laptop)), None)
            if owner:
                kill_after_a_while(start(laptop, 'attach', owner, path))
        else:
            said[laptop.add('entry', body=f'Hub {kills}')] = f'Hub {kills}'
            syncing = start(laptop, 'sync')
            time.sleep(moments.next('sync'))
            moments.amid += syncing.poll() is None
            hub.stop(kill=True)
            syncing.communicate(timeout=60)
            if syncing.returncode not in (0, 3):
                raise Broken(f'sync while the hub is killed: exit {syncing.returncode}')
            hub.start()
        check()
    for laptop in (*laptops, *laptops, *laptops):
        laptop.sync()
    an, sofie = (bodies(laptop) for laptop in laptops)
    assert an == sofie and all(an.get(id) == body for id, body in said.items())
    for laptop in laptops:
        assert laptop.json('status')[0]['pending'] == 0 and laptop.json('conflicts') == [] and laptop.is_whole(), laptop.name
    print(f'# {kills} kills, {moments.amid} of them amid a command, {len(an)} notes')
    hub.stop()

main(globals())
