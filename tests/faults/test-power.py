#!/usr/bin/env python3
"""Losses of power on laptops and hub: what was said to be saved is there, and nothing is damaged."""
import os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from machine import WORKERS, Lost, faults, on_all_workers
from lossy_laptop import LossyLaptop
from lossy_hub import LossyHub
from harness import main

LOSSES = int(os.environ.get('PT_LOSSES') or 520)
EACH = LOSSES // 2 // WORKERS
NORMAL = {'SYNCHRONOUS': 'NORMAL'}  # SQLite then writes through at checkpoints only

HOLD_AND_WRITE_THROUGH = """
import fcntl, os, subprocess, sys
fd = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(fd, fcntl.LOCK_EX)
os.fsync(fd)
print(subprocess.run([sys.executable, '-c', sys.argv[2], sys.argv[1]]).returncode)
"""
TAKE_TOO = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"

def writing_through_leaves_the_locks_that_a_program_has(home):
    """Without them SQLite removes the log that another program still writes in, and the fault would be the test's."""
    root = os.path.join(home, 'machine')
    os.mkdir(root)
    file = os.path.join(root, 'file')
    open(file, 'w').close()
    held = subprocess.run([sys.executable, '-c', HOLD_AND_WRITE_THROUGH, file, TAKE_TOO], text=True, capture_output=True,
                          env={**os.environ, **faults(root, 'beside')}, check=True)
    assert held.stdout == '1\n' and 'BlockingIOError' in held.stderr, held

def laptop_keeps_what_it_said_when_the_power_goes(home):
    on_all_workers(home, lambda folder, draw: LossyLaptop(folder, draw).run(EACH))

def hub_keeps_what_it_answered_when_the_power_goes(home):
    on_all_workers(home, lambda folder, draw: LossyHub(folder, draw).run(EACH))

def _is_noticed(machine):
    try:
        machine.run(EACH)
    except Lost as trouble:
        print(f'# {trouble}', flush=True)
        return True

def with_synchronous_normal_losses_of_a_laptop_are_noticed(home):
    assert all(on_all_workers(home, lambda folder, draw: _is_noticed(LossyLaptop(folder, draw, NORMAL))))

def with_synchronous_normal_losses_of_the_hub_are_noticed(home):
    assert all(on_all_workers(home, lambda folder, draw: _is_noticed(LossyHub(folder, draw, NORMAL))))

main(globals())
