#!/usr/bin/env python3
"""What is written in a browser is on a laptop within a second, and the other way around: the median of five times."""
import os, statistics, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import main
from soon import from_laptop_to_page, from_page_to_laptop, in_words
from team import Team

SOON = 1.0  # seconds

def _measure(home, way, name):
    with Team(home) as team:
        took = way(team)
        print(f'# {name}: {in_words(took)}')
        assert statistics.median(took) < SOON, took

def what_is_noted_is_on_a_waiting_laptop_within_a_second(home):
    _measure(home, from_page_to_laptop, 'from Send to the laptop')

def what_a_laptop_saves_is_on_an_open_page_within_a_second(home):
    _measure(home, from_laptop_to_page, 'from sync to the page')

main(globals())
