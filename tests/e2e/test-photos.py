#!/usr/bin/env python3
"""Photos over a line that is slow and breaks: how little of them goes twice. It waits most of its time, so it waits alone."""
import contextlib, os, sys
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from harness import bytes_below, main, run, sync_all, team, wait_for
import proxy

MBIT_S = 125_000  # bytes a second

def _photos(home, n):
    """Pictures of half a megabyte each."""
    paths = [os.path.join(home, f'foto{i}.jpg') for i in range(n)]
    for i, path in enumerate(paths):
        run('convert', '-size', '850x850', '-seed', str(i), 'xc:gray', '+noise', 'Random', '-quality', '90', path)
    return paths

def _bytes_of_files(folder):
    """Of files and parts of them; small pictures do not count."""
    return sum(len(data) for path, data in bytes_below(folder) if not path.endswith(('.thumb', '.png')))

def _cut(wire, laptop, cuts, at, bytes_there, bound):
    """Syncs over a line that is cut, and says how many bytes went in vain each time."""
    lost = []
    for i in range(cuts):
        before = bytes_there()
        wire.heal()
        wire.cut, wire.rate = at[i % len(at)], MBIT_S
        failed = laptop.fails(3, 'sync', '--files', 'always')
        assert 'safe' in failed, failed
        in_vain = lambda: wire.passed - (bytes_there() - before)
        with contextlib.suppress(AssertionError):
            wait_for(lambda: in_vain() <= bound)  # what the other side has read, it may still be writing
        lost.append(in_vain())
    wire.heal()
    return lost

def photos_over_a_slow_line_with_20_cuts(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    wire, way_down = proxy.Wire(hub.port), proxy.Wire(hub.port)
    an.join(wire.url(an.cli('invite', '--role', 'coordinator', '--name', 'An')))
    sofie.join(way_down.url(an.cli('invite', '--role', 'member', '--name', 'Sofie')))
    sync_all(an, sofie)
    note = an.add('entry', body='De tekst gaat eerst')
    for path in _photos(home, 4):
        an.cli('attach', note, path)
    size = _bytes_of_files(an.folder + '/attachments')
    assert size > 1_900_000, size
    chunk, talk = MBIT_S, 40_000  # a second of the line; handshake, headers, text and small pictures

    lost = _cut(wire, an, 1, [90_000], lambda: _bytes_of_files(hub.folder + '/files'), chunk + talk)
    assert an.json('status')[0]['pending'] == 0, 'text waits for photos'
    sofie.cli('sync', '--files', 'never')
    assert sofie.show(note)['fields']['body'] == 'De tekst gaat eerst' and len(sofie.show(note)['attachments']) == 4
    lost += _cut(wire, an, 19, [40_000, 90_000, 230_000], lambda: _bytes_of_files(hub.folder + '/files'), chunk + talk)
    assert len(lost) == 20 and max(lost) <= chunk + talk, lost
    wire.rate = MBIT_S
    an.sync()
    assert _bytes_of_files(hub.folder + '/files') == size
    print('# lost on the way up:', lost)

    lost = _cut(way_down, sofie, 20, [40_000, 90_000], lambda: _bytes_of_files(sofie.folder + '/attachments'), chunk + talk)
    assert max(lost) <= chunk + talk and max(lost[2:]) <= talk / 2, lost
    sofie.sync()
    assert sofie.is_whole()
    print('# lost on the way down:', lost)
    hub.stop()

main(globals())
