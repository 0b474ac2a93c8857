#!/usr/bin/env python3
"""What a laptop says of where its work stands: on it alone, at the hub, in the hub's backup, not the same as there; also when the hub
was put back longer ago than it takes work back from others; and of eight laptops at once."""
import contextlib, os, sqlite3, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, laptop_with_logbook, main, run, sync_all, team

DAYS_31 = 31 * 24 * 3600 * 1_000_000

def _safe(laptop):
    status = laptop.json('status')[0]
    assert {where: list(status['records'].values()).count(where) for where in status['safe']} == status['safe'], status
    return status['records']

def every_record_says_where_it_would_survive(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    early = an.add('entry', body='Vroeg')
    assert _safe(an)[early] == 'laptop'
    sync_all(an, sofie)
    assert _safe(an)[early] == _safe(sofie)[early] == 'server'
    run(HUB, 'backup', hub.folder, os.path.join(home, 'hub.backup'), env=hub.env)
    late = sofie.add('entry', body='Laat')
    sync_all(sofie, an)
    for laptop in (an, sofie):
        assert (_safe(laptop)[early], _safe(laptop)[late]) == ('backup', 'server'), laptop.name
        assert laptop.json('show', early)[0]['safe'] == 'backup'
    an.set(early, title='Veranderd')
    assert (_safe(an)[early], _safe(sofie)[early]) == ('laptop', 'backup')
    sync_all(an, sofie)
    assert _safe(an)[early] == _safe(sofie)[early] == 'server'
    hub.stop()
    run(HUB, 'restore', hub.folder, os.path.join(home, 'hub.backup'), env=hub.env)
    hub.start()
    sync_all(an, sofie)
    assert {_safe(laptop)[note] for laptop in (an, sofie) for note in (early, late)} == {'server'}
    hub.stop()

def a_difference_with_the_hub_is_named_and_mended(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    notes = [an.add('entry', title=f'Notitie {number}', body='Blijft') for number in range(20)]
    sync_all(an, sofie)
    assert sofie.json('verify', '--hub') == [{'equal': True, 'differing': []}]
    lost, changed = notes[3], notes[11]
    with contextlib.closing(sqlite3.connect(os.path.join(sofie.folder, 'logbook.db'))) as db:  # as if a disk had lost it
        db.execute("""UPDATE record SET state = '{"stamps":[],"fields":{}}' WHERE id IN (?, ?)""",
                   [bytes.fromhex(note.replace('-', '')) for note in (lost, changed)])
        db.commit()
    assert sofie.fails(1, 'verify', '--hub').endswith('2 things are not the same here and on the team server.')
    differing = subprocess.run([*sofie.words, 'verify', '--hub'], env={**os.environ, **sofie.env}, capture_output=True, text=True)
    assert {line.split()[0] for line in differing.stdout.splitlines()} == {lost, changed}, differing
    sofie.sync()
    assert sofie.cli('verify', '--hub') == 'This laptop and the team server have the same.\n'
    assert [sofie.show(note)['fields']['title'] for note in (lost, changed)] == ['Notitie 3', 'Notitie 11']
    hub.stop()

def thirty_days_after_a_restore_only_own_work_is_taken(home):
    hub, (an, sofie, lost) = team(home, 'an', 'sofie', 'lost')
    backup = os.path.join(home, 'hub.backup')
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    own, others = an.add('entry', body='Van An'), lost.add('entry', body='Van wie er niet meer is')
    sync_all(lost, an)
    hub.stop()
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    hub.change(f'UPDATE logbook SET repair_until = repair_until - {DAYS_31}')
    hub.start()
    said = an.sync()
    assert 'too long ago' in said and '1 thing that only this laptop had was saved again, in your name' in said, said
    sync_all(sofie, an)
    makers = {note: {line['member_name'] for line in sofie.json('history', note)} for note in (own, others)}
    assert makers == {own: {'An'}, others: {'An'}}, makers
    assert sofie.show(others)['fields']['body'] == 'Van wie er niet meer is' and sofie.json('conflicts') == []
    for laptop in (an, sofie):
        assert laptop.json('verify', '--hub')[0]['equal'] and laptop.json('status')[0]['pending'] == 0
    hub.stop()

def eight_laptops_end_equal(home):
    names = ['an', *(f'laptop-{number}' for number in range(2, 9))]
    hub, laptops = team(home, *names)
    an, word = laptops[0], 'Schoenmakersgeheim'
    note, gone = an.add('entry', body='Eerst'), an.add('entry', body=f'Zij zei {word}', title='Bezoek')
    sync_all(*laptops)
    for laptop in laptops:
        laptop.set(note, body=f'Van {laptop.name}')
        laptop.add('entry', body=f'Eigen van {laptop.name}')
    laptops[5].set(gone, title=f'Bezoek en {word}')
    an.sync()
    an.cli('erase', gone, '--reason', 'Mevrouw vroeg het')
    for laptop in reversed(laptops):
        laptop.sync()
    sync_all(*laptops)
    conflicts = [laptop.json('conflicts') for laptop in laptops]
    assert all(conflict == conflicts[0] for conflict in conflicts) and len(conflicts[0]) == 1, conflicts
    laptops[7].cli('resolve', note, 'body', '--value', 'Van ons achten')
    laptops[7].sync()
    sync_all(*laptops)
    said = [laptop.cli('list', 'entry', '--json') for laptop in laptops]
    assert said.count(said[0]) == 8 and len(an.json('list', 'entry')) == 9
    for laptop in laptops:
        assert laptop.show(note)['fields']['body'] == 'Van ons achten' and laptop.json('conflicts') == [], laptop.name
        assert laptop.json('status')[0]['pending'] == 0 and laptop.json('verify', '--hub')[0]['equal'], laptop.name
        with open(os.path.join(laptop.folder, 'logbook.db'), 'rb') as file:
            assert word.encode() not in file.read(), laptop.name
    hub.stop()

main(globals())
