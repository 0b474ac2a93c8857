#!/usr/bin/env python3
"""Exchange files on disks that fail and computers that lose power, while one is written, answered or read:
the file is whole or not there, it is said, and the same journey goes well afterwards."""
import os, shutil, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from machine import HUB, LOST_POWER, Broken, Lost, bodies, check_database, faults, on_all_workers, run
from failing import kind_of
from harness import Hub, laptop_with_logbook, main

EVERY = int(os.environ.get('PT_EVERY') or 60)  # 1 = every call

class _Journey:
    """A laptop and a hub, each on a computer of its own; the test carries the stick between them."""
    def __init__(self, home, draw, mode):
        self.home, self.draw, self.mode, self.count, self.kinds = home, draw, mode, 0, set()
        self.house = os.path.join(home, 'huis')
        os.makedirs(self.house)
        self.hub = Hub(self.house)
        self.an = laptop_with_logbook(home)
        self.an.join(self.hub.invite_founder())
        self.an.sync()
        self.hub.stop()
        self.here, self.there = os.path.join(self.an.home, 'stick'), os.path.join(self.house, 'stick')
        self.log, self.said = os.path.join(home, 'calls'), {}
        laptop = {**os.environ, **self.an.env}
        hub = {**os.environ, **self.hub.env, 'LANGUAGE': 'en'}
        self.legs = {
            'write': ([*self.an.words, 'sync', '--to-file', self.here], laptop, self.an.home),
            'answer': ([HUB, 'exchange', self.hub.folder, self.there], hub, self.house),
            'read': ([*self.an.words, 'sync', '--from-file', self.here], laptop, self.an.home)}

    def prepare(self, leg):
        """Up to the leg that is broken, everything goes well."""
        if leg == 'write':
            body = f'Notitie {self.count}'
            self.said[self.an.add('entry', body=body)] = body
            path = os.path.join(self.home, 'bijlage')
            with open(path, 'w') as file:
                file.write(f'Bijlage {self.count} ' * 300)
            self.an.cli('attach', list(self.said)[-1], path)
        elif leg == 'answer':
            shutil.copy(self.here, self.there)
        else:
            shutil.copy(self.there, self.here)

    def go(self, leg, at=0):
        words, env, root = self.legs[leg]
        open(self.log, 'w').close()
        mode = self.mode if at else 'count'
        met = subprocess.run(words, capture_output=True, text=True, timeout=120,
                             env={**env, **faults(root, mode, at, self.draw.randrange(2**32), self.log)})
        if met.returncode < 0:
            raise Broken(f'died of signal {-met.returncode}: {met.stderr}')
        said = [line for line in met.stderr.splitlines() if line.startswith(('proeftuin-cli: ', 'proeftuin-hub: '))]
        if met.returncode not in (0, LOST_POWER) and len(said) != 1 or 'CRITICAL' in met.stderr:
            raise Broken(f'exit {met.returncode}, not one sentence: {met.stderr!r}')
        return met

    def is_whole(self, leg, before):
        """What lies there is what was there, or what was to come."""
        path = self.there if leg == 'answer' else self.here
        now = open(path, 'rb').read() if os.path.exists(path) else None
        if now != before and not (now and now[:8] == b'PTstick1' and now[8:9] == (b'A' if leg == 'answer' else b'R')):
            raise Broken(f'half a file of {len(now or b"")} bytes')

    def travel(self, broken=None, at=0):
        for leg in self.legs:
            self.prepare(leg)
            path = self.there if leg == 'answer' else self.here
            before = open(path, 'rb').read() if os.path.exists(path) else None
            if leg == broken:
                self.go(leg, at)
                self.is_whole(leg, before)
            met = self.go(leg)
            if met.returncode != 0:
                raise Broken(f'{leg} does not go on: {met.stderr}')
        if self.an.json('status')[0]['pending']:
            raise Broken('something waits')
        found = bodies(self.an)
        for id, body in self.said.items():
            if found.get(id) != body:
                raise Lost(f'{id} is {found.get(id)!r}')

    def calls_of(self, wanted):
        for leg in self.legs:
            self.prepare(leg)
            self.go(leg)
            if leg == wanted:
                calls = open(self.log).read().splitlines()
        return calls

    def choose(self, calls):
        start = self.draw.randrange(EVERY)
        for number, call in enumerate(calls, 1):
            kind = kind_of(call) if len(call.split(' ')) > 2 else call
            if kind not in self.kinds or number % EVERY == start:
                self.kinds.add(kind)
                yield number, call

    def run(self):
        for leg in self.legs:
            for number, call in list(self.choose(self.calls_of(leg))):
                self.count += 1
                try:
                    self.travel(leg, number)
                except Broken as trouble:
                    raise type(trouble)(f'{self.mode} at {call!r} of {leg}: {trouble}') from trouble
        check_database(self.an.folder + '/logbook.db')
        check_database(self.hub.folder + '/hub.db')
        self.an.cli('verify')
        self.hub.start()
        self.an.sync()
        if 'not the same' in self.an.cli('verify', '--hub'):
            raise Broken('laptop and hub differ')
        self.hub.stop()
        return self.count

def _with(mode):
    def job(folder, draw):
        return _Journey(folder, draw, mode).run()
    return job

def bad_disk_is_said_and_nothing_is_lost(home):
    print('# failures:', on_all_workers(home, _with('eio'), workers=1))

def full_disk_is_said_and_nothing_is_lost(home):
    print('# failures:', on_all_workers(home, _with('enospc'), workers=1))

def power_that_goes_leaves_the_whole_file_or_none(home):
    print('# losses:', on_all_workers(home, _with('power'), workers=1))

main(globals())
