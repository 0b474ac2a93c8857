#!/usr/bin/env python3
"""Calls that fail once, with EIO (a bad disk) and ENOSPC (a full one): it is said, and nothing is lost."""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from machine import on_all_workers
from failing import FailingHub, FailingLaptop
from harness import main

def bad_disk_of_a_laptop_is_said_and_nothing_is_lost(home):
    print('# failures:', on_all_workers(home, lambda folder, draw: FailingLaptop(folder, draw, 'eio').run(), workers=1))

def full_disk_of_a_laptop_is_said_and_nothing_is_lost(home):
    print('# failures:', on_all_workers(home, lambda folder, draw: FailingLaptop(folder, draw, 'enospc').run(), workers=1))

def bad_disk_of_the_hub_is_said_and_nothing_is_lost(home):
    print('# failures:', on_all_workers(home, lambda folder, draw: FailingHub(folder, draw, 'eio').run(), workers=1))

def full_disk_of_the_hub_is_said_and_nothing_is_lost(home):
    print('# failures:', on_all_workers(home, lambda folder, draw: FailingHub(folder, draw, 'enospc').run(), workers=1))

main(globals())
