#!/usr/bin/env python3
"""The cases that must come out right, each with real processes and named after what happens."""
import json, os, re, sys, threading
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from harness import HUB, Failed, Hub, Laptop, bytes_below, fields, laptop_with_logbook, main, run, sync_all, team
import proxy

# What must come out right, in the words and the order of the contract of sync, and the tests that prove it.
ROWS = {
    'title on A, body on B, both offline': ['title_on_a_body_on_b_both_offline'],
    'same field on A and B': ['same_field_on_a_and_b_and_history_says_who_resolved'],
    'both add a tag, one archives what the other edits': ['both_add_a_tag_and_one_archives_what_the_other_edits'],
    'clock of A ±1 year': ['clock_of_a_is_a_year_off'],
    '3 months offline, 3,000 ops': ['three_months_offline_with_3000_saves'],
    "laptop restored from last week's backup; `cp -r` of the folder; cloned disk used twice": [
        'laptop_restored_from_last_weeks_backup', 'whole_laptop_put_back_with_its_state', 'cp_r_of_the_folder', 'cloned_disk_used_twice'],
    'hub restored from an older backup': [
        'hub_restored_from_an_older_backup', 'hub_is_restored_from_a_backup_made_before_an_erasure',
        'everybody_revoked_stays_so_after_the_hub_is_put_back'],
    'hub empty or another hub at the address': ['hub_empty_or_another_hub_at_the_address'],
    'member revoked with unsent work': ['member_revoked_with_unsent_work'],
    'device newer / older than hub or peers': ['laptop_is_newer_or_older_than_the_others'],
    'same batch twice in parallel; hub killed between commit and reply': [
        'same_batch_twice_in_parallel', 'hub_killed_between_commit_and_reply'],
    'consent given on A, withdrawn on B, offline': ['consent_given_on_a_and_withdrawn_on_b'],
    'two laptops make the same stakeholder': ['two_laptops_make_the_same_stakeholder'],
    'private note raised to core, later wanted private': ['private_note_is_raised_and_later_wanted_private'],
    '2 MB of photos at 1 Mbit/s with 20 cuts': ['photos_over_a_slow_line_with_20_cuts'],
    'disk full on device or hub, mid-page': ['disk_is_full_on_the_laptop_and_at_the_hub'],
    'erasure while a device is offline': ['erasure_while_a_laptop_is_offline'],
}

def no_row_is_without_its_test(home):
    here = os.path.dirname(os.path.abspath(__file__))
    tests = set()
    for name in os.listdir(here):
        if name.startswith('test-'):
            with open(os.path.join(here, name)) as file:
                tests.update(re.findall(r'^def (\w+)\(home\)', file.read(), re.M))
    assert all(ROWS.values()) and [row for row, proofs in ROWS.items() if not tests.issuperset(proofs)] == []

def title_on_a_body_on_b_both_offline(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', title='Eerst', body='Eerst')
    sync_all(an, sofie)
    hub.stop()
    an.set(note, title='Titel van An')
    sofie.set(note, body='Tekst van Sofie')
    hub.start()
    sync_all(an, sofie)
    for laptop in (an, sofie):
        shown = laptop.show(note)
        assert (shown['fields']['title'], shown['fields']['body'], shown['conflicts']) == ('Titel van An', 'Tekst van Sofie', {})
    hub.stop()

def same_field_on_a_and_b_and_history_says_who_resolved(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    note = an.add('entry', body='Eerst')
    sync_all(an, sofie, koen)
    sofie.set(note, body='Van Sofie')
    an.set(note, body='Van An')
    for laptop in (sofie, an, koen, sofie, an):
        laptop.sync()
    for laptop in (an, sofie, koen):
        conflict, = laptop.json('conflicts')
        assert [version['value'] for version in conflict['versions']] == ['Van Sofie', 'Van An'], laptop.name
    koen.cli('resolve', note, 'body', '--keep', '1')
    for laptop in (koen, sofie, an):
        laptop.sync()
        assert laptop.json('conflicts') == [] and laptop.show(note)['fields']['body'] == 'Van An', laptop.name
        newest = laptop.json('history', note)[0]
        assert newest['member_name'] == 'koen', (laptop.name, newest)
    hub.stop()

def both_add_a_tag_and_one_archives_what_the_other_edits(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    note = an.add('entry', body='Eerst', tags='een')
    sync_all(an, sofie, koen)
    an.set(note, tags='een,an')
    an.cli('archive', note)
    sofie.set(note, tags='een,sofie', body='Toch nog iets')
    sync_all(an, sofie, koen)
    for laptop in (an, sofie, koen):
        shown = laptop.show(note)
        assert shown['fields']['tags'] == ['an', 'een', 'sofie'] and shown['fields']['body'] == 'Toch nog iets', laptop.name
        assert shown['changed_after_archiving'] and not shown['archived'] and shown['conflicts'] == {}, laptop.name
        assert [entry['id'] for entry in laptop.json('list', 'entry')] == [note], laptop.name
        assert 'put away' in laptop.cli('show', note)
    koen.cli('archive', note)
    sync_all(koen, an, sofie)
    for laptop in (an, sofie, koen):
        assert laptop.show(note)['archived'] and 'changed_after_archiving' not in laptop.show(note), laptop.name
        assert laptop.json('list', 'entry') == []
    an.cli('unarchive', note)
    sync_all(an, sofie)
    assert [entry['id'] for entry in sofie.json('list', 'entry')] == [note]
    hub.stop()

def clock_of_a_is_a_year_off(home):
    results = []
    for name, seconds in (('right', 0), ('early', -365 * 86400), ('late', 365 * 86400)):
        place = os.path.join(home, name)
        hub, (an, sofie) = team(place, 'an', 'sofie')
        an.env.update({'LD_PRELOAD': os.environ['PT_CLOCK_SHIM'], 'PT_CLOCK': str(seconds)})
        note = an.add('entry', title='Eerst', body='Eerst')
        sync_all(an, sofie)
        an.set(note, body='Van An', title='Titel van An')
        an.sync()
        sofie.set(note, body='Van Sofie')
        sync_all(sofie, an)
        sofie.set(note, title='Titel van Sofie')
        sync_all(sofie, an)
        said = an.cli('status')
        difference = an.json('status')[0]['hub']['clock_difference']
        assert ('clock' in said) == (seconds != 0) and abs(difference - seconds) < 60, (name, said, difference)
        assert 'clock' not in sofie.cli('status')
        if seconds:
            assert '365 days' in said and '365 days' in an.cli('sync')
        assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json')
        shown = an.show(note)
        results.append((shown['fields']['title'], shown['fields']['body'],
                        [version['value'] for version in shown['conflicts'].get('body', [])]))
        hub.stop()
    assert results == [results[0]] * 3 and results[0] == ('Titel van Sofie', 'Van An', ['Van An', 'Van Sofie']), results

def three_months_offline_with_3000_saves(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    wire = proxy.Wire(hub.port)
    an.join(wire.url(an.cli('invite', '--role', 'coordinator', '--name', 'An')))
    shared = [an.add('entry', title=f'Gedeeld {i}', body='Eerst') for i in range(4)]
    sync_all(an, sofie)
    an.env.update({'LD_PRELOAD': os.environ['PT_CLOCK_SHIM'], 'PT_CLOCK': str(92 * 86400)})
    path = os.path.join(home, 'maanden.json')
    with open(path, 'w') as file:
        json.dump({'format': 'proeftuin', 'version': 1, 'records': [
            {'id': f'01890000-0000-7000-8000-{i:012d}', 'kind': 'entry', 'fields': {'body': f'Offline {i}'}} for i in range(3000)]}, file)
    an.cli('import', path)
    for i, note in enumerate(shared):
        an.set(note, body=f'An {i}')
        sofie.set(note, **({'body': f'Sofie {i}'} if i < 3 else {'title': 'Sofie'}))
    sofie.sync()
    assert an.json('status')[0]['pending'] == 3004
    wire.heal()
    wire.cut = 80_000
    an.fails(3, 'sync')
    left = an.json('status')[0]['pending']
    assert 0 < left < 3004 and an.show(shared[0])['fields']['body'] == 'An 0', left
    wire.heal()
    said = an.cli('sync')
    assert an.json('status')[0]['pending'] == 0
    sync_all(sofie, an)
    assert len(an.json('list', 'entry')) == 3004 and an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json')
    status = an.json('status')[0]
    assert sorted(record['id'] for record in status['conflicted']) == sorted(shared[:3]), status
    assert all(record['fields'] == ['body'] and record['title'].startswith('Gedeeld') for record in status['conflicted'])
    assert 'Welcome back' in said and all(note in said for note in shared[:3]) and shared[3] not in said, said
    hub.stop()

def laptop_is_newer_or_older_than_the_others(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    class Newer(Laptop):
        words = property(lambda self: [os.environ['PT_CLI_NEWER'], '-L', self.folder])
    nina, nora = Newer(home, 'nina'), Newer(home, 'nora')
    for laptop in (nina, nora):
        laptop.join(an.cli('invite', '--role', 'member', '--name', laptop.name))
        laptop.sync()
    old = an.add('entry', body='Van een oude', tags='een')
    sync_all(an, nina)
    nina.set(old, weather='Regen', senses='geur,geluid', kind='walk')
    route = nina.add('route', name='Langs de buurtkeuken', steps='1200')
    note = nina.add('entry', body='Van een nieuwe', kind='walk', weather='Zon')
    an.fails(2, 'add', 'route', 'name=x')
    sync_all(nina, an, sofie)
    for laptop in (an, sofie):
        assert laptop.show(old)['fields']['weather'] == 'Regen' and laptop.show(old)['fields']['kind'] == 'walk', laptop.show(old)
        assert laptop.show(route)['fields'] == {'name': 'Langs de buurtkeuken', 'steps': 1200}
        assert laptop.show(note)['fields']['weather'] == 'Zon'
    an.set(old, body='Anders, op een oude', tags='een,twee')
    sofie.set(note, title='Titel op een oude')
    nina.set(old, weather='Hagel')
    an.cli('archive', route)
    sync_all(an, sofie, nina, nora)
    for laptop in (nina, nora):
        shown = laptop.show(old)
        assert shown['fields']['body'] == 'Anders, op een oude' and shown['fields']['weather'] == 'Hagel' and shown['conflicts'] == {}
        assert shown['fields']['tags'] == ['een', 'twee'] and shown['fields']['senses'] == ['geluid', 'geur'], shown
        assert laptop.show(note)['fields']['title'] == 'Titel op een oude' and laptop.show(note)['fields']['kind'] == 'walk'
        assert laptop.show(route)['archived'] and laptop.show(route)['fields']['steps'] == 1200
    nina.set(old, weather='Van Nina')
    nora.set(old, weather='Van Nora')
    sync_all(nina, nora, an, sofie)
    for laptop in (an, sofie, nina, nora):
        assert [conflict['field'] for conflict in laptop.json('conflicts')] == ['weather'], laptop.name
    an.cli('resolve', old, 'weather', '--keep', '1')
    sync_all(an, sofie, nina, nora)
    for laptop in (an, sofie, nina, nora):
        assert laptop.json('conflicts') == [] and laptop.show(old)['fields']['weather'] == 'Van Nora', laptop.name
        assert laptop.json('status')[0]['pending'] == 0 and laptop.json('verify')[0]['ok']
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json')
    assert nina.cli('list', 'entry', '--json') == nora.cli('list', 'entry', '--json')
    hub.stop()

def same_batch_twice_in_parallel(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    middle = proxy.Middle(hub.port, proxy.serving(hub.folder + '/hub.crt', hub.folder + '/hub.key'))
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An').replace(f':{hub.port}', f':{middle.port}'))
    answers = []

    def several(ask):
        threads = [threading.Thread(target=lambda: answers.append(ask())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers[-1]

    middle.alter, middle.where = several, '/push'
    notes = [an.add('entry', body=f'Notitie {i}') for i in range(20)]
    an.sync()
    assert an.json('status')[0]['pending'] == 0 and {answer.status for answer in answers} == {200}
    told = [[(result['op'], result['seq'], result.get('first', result['outcome'])) for result in json.loads(answer.body)['results']]
            for answer in answers]
    assert len(told) == 4 and told == [told[0]] * 4, told
    sync_all(an, sofie)
    assert sorted(entry['id'] for entry in sofie.json('list', 'entry')) == sorted(notes) and sofie.json('conflicts') == []
    assert all(len(sofie.json('history', note)) == len(sofie.json('history', notes[0])) for note in notes)
    hub.stop()

def consent_given_on_a_and_withdrawn_on_b(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    person = an.add('stakeholder', name='Bewoner 1', kind='person', helix='citizens', sharing='public')
    quote = an.add('entry', kind='quote', body='Ik kook nu elke dag', story_use='yes', sharing='public')
    an.cli('link', quote, 'speaker', person)
    sync_all(an, sofie)
    act = lambda laptop, **more: laptop.add('consent', stakeholder=person, form='oral', given_on='2026-01-01', **more)
    act(an, act='given', uses='anonymous_quote,retell', reach='public')

    def told(laptop):
        out = os.path.join(home, f'{laptop.name}-{len(os.listdir(home))}')
        laptop.cli('export', '--format', 'md', '--audience', 'public', '-o', out)
        return b'Ik kook nu' in b''.join(data for _, data in bytes_below(out))

    assert told(an) and not told(sofie)
    withdrawal = act(sofie, act='withdrawn')
    sync_all(an, sofie)
    assert not told(an) and not told(sofie)
    act(an, act='given', uses='anonymous_quote,retell', reach='public')
    sync_all(an, sofie)
    assert not told(an) and not told(sofie)
    act(an, act='given', uses='anonymous_quote,retell', reach='public', replaces=withdrawal)
    sync_all(an, sofie)
    assert told(an) and told(sofie)
    hub.stop()

def two_laptops_make_the_same_stakeholder(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    first = an.add('stakeholder', name='Stichting De Brug', kind='organisation')
    second = sofie.add('stakeholder', name='stichting de brug', kind='organisation')
    sync_all(an, sofie)
    for laptop in (an, sofie):
        suggested, = laptop.json('twins')
        assert {suggested['kept'], suggested['other']} == {first, second}, laptop.name
    sofie.cli('same', second, first)
    sync_all(sofie, an)
    for laptop in (an, sofie):
        assert laptop.json('twins') == [] and laptop.show(max(first, second))['fields']['same_as'] == min(first, second), laptop.name
    an.cli('not-same', max(first, second))
    sync_all(an, sofie)
    for laptop in (an, sofie):
        assert 'same_as' not in laptop.show(max(first, second))['fields'] and len(laptop.json('list', 'stakeholder')) == 2
    hub.stop()

def private_note_is_raised_and_later_wanted_private(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='PLANTEDDRAFT', sharing='private')
    an.set(note, body='PLANTEDSECOND')
    an.sync()
    an.set(note, body='Dit mag iedereen weten', sharing='core')
    sync_all(an, sofie)
    assert sofie.show(note)['fields']['body'] == 'Dit mag iedereen weten' and 'PLANTED' not in sofie.cli('history', note)
    said = an.fails(1, 'set', note, 'sharing=private')
    assert 'private' in said.lower() and an.show(note)['sharing'] == 'core', said
    an.sync()
    _is_copied_and_erased(home, an, sofie, hub)
    hub.stop()
    for path, data in bytes_below(*hub.places, sofie.home):
        assert b'PLANTED' not in data, path

def _is_copied_and_erased(home, an, sofie, hub):
    """What is offered instead: the words stay with who wrote them, and go everywhere else."""
    note, words = _plant(home, an, sofie)
    shown = an.show(note)
    other = an.add('entry', body='Blijft gedeeld')
    an.add('link', **{'from': note, 'kind': 'similar_to', 'to': other})
    sync_all(an, sofie)
    said = sofie.fails(1, 'private-copy', note, '--erase', '--reason', 'Zelf bedacht')
    assert 'Your role' in said and 'copy was made' in said, said
    left = [entry['id'] for entry in sofie.json('list', 'entry') if entry['sharing'] == 'private']
    assert len(left) == 1 and sofie.show(left[0])['fields']['body'] == shown['fields']['body']
    sofie.cli('erase', left[0], '--reason', 'Toch niet')
    copy = an.cli('private-copy', note, '--erase', '--reason', 'Mevrouw vroeg het').strip()
    an.set(copy, title='PLANTEDLATER')
    sync_all(an, sofie, an)
    assert _traces(words + [copy], *hub.places, sofie.home) == []
    assert 'erased' in an.fails(1, 'show', note) and 'erased' in sofie.fails(1, 'show', note)
    mine = an.show(copy)
    assert mine['sharing'] == 'private' and mine['fields']['body'] == shown['fields']['body']
    assert len(mine['links']) == 1 and mine['comments'] == []
    assert [file['file'] for file in mine['attachments']] == ['here'], mine['attachments']
    assert [entry['id'] for entry in sofie.json('list', 'entry') if entry['id'] == copy] == []
    assert an.json('verify')[0]['ok'] and sofie.json('verify')[0]['ok']

def _full(folder, at):
    """The environment of a program whose disk takes the first @at - 1 writes below @folder, and no more."""
    return {'LD_PRELOAD': os.environ['PT_FAULTS'], 'PT_FAULTS_ROOT': folder, 'PT_FAULTS_MODE': 'full', 'PT_FAULTS_AT': str(at)}

def disk_is_full_on_the_laptop_and_at_the_hub(home):
    """At any moment of a page or a batch; each single call is the matter of tests/faults."""
    hub, (an, sofie) = team(home, 'an', 'sofie')
    notes, right, full = [], dict(an.env), 0
    for at in (1, 10, 25, 40):
        notes += [sofie.add('entry', body=f'Notitie {at}.{i} ' + 'x' * 20_000) for i in range(40)]
        sofie.sync()
        before = {entry['id'] for entry in an.json('list', 'entry')}
        an.env.update(_full(an.home, at))
        try:
            an.sync()
        except Failed as failed:
            full += 1
            assert failed.code == 1 and 'full' in failed.err and len(failed.err.splitlines()) == 1, failed
        an.env = dict(right)
        here = {entry['id'] for entry in an.json('list', 'entry')}
        assert an.json('verify')[0]['ok'] and here in (before, set(notes)), (at, len(here))
        an.sync()
        assert {entry['id'] for entry in an.json('list', 'entry')} == set(notes)
    assert full >= 3, full
    if os.environ.get('PT_TEST_POSTGRES'):
        return hub.stop()  # the disk that counts then is another program's
    full, right = 0, dict(hub.env)
    for at in (10, 25, 40, 80):
        hub.stop()
        hub.env.update(_full(hub.folder, at))
        hub.start()
        notes += [an.add('entry', body=f'Van An {at}.{i} ' + 'x' * 20_000) for i in range(10)]
        try:
            an.sync()
        except Failed as failed:
            full += 1
            assert len(failed.err.splitlines()) == 1 and 'safe' in failed.err, failed
        hub.stop()
        hub.env = dict(right)
        hub.start()
        sync_all(an, sofie)
        assert an.json('status')[0]['pending'] == 0 and {entry['id'] for entry in sofie.json('list', 'entry')} == set(notes)
    assert full >= 2, full
    hub.stop()

def _traces(words, *folders):
    """Which of the words are in the bytes of any file, and where."""
    return [(word, path) for path, data in bytes_below(*folders) for word in words if word.encode() in data]

def _plant(home, an, sofie):
    """A note with all that can hold words of people; returns it and the words."""
    words = ['zwartbroek', 'eerderewoorden', 'kandidaatwoord', 'ondertitelwoord', 'bestandswoorden', 'opmerkingwoord']
    note = an.add('entry', title='Aan de deur', body='eerderewoorden')
    sync_all(an, sofie)
    path = os.path.join(home, 'wegwezen.txt')
    with open(path, 'w') as file:
        file.write('bestandswoorden')
    an.cli('attach', note, path, '--caption', 'ondertitelwoord')
    os.remove(path)
    sofie.add('comment', target=note, body='opmerkingwoord')
    an.set(note, body='zwartbroek')
    sofie.set(note, body='kandidaatwoord')
    sync_all(an, sofie)
    return note, words

def erasure_while_a_laptop_is_offline(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    note, words = _plant(home, an, sofie)
    other = an.add('entry', title='Deels', body='halfwoord')
    sync_all(an, sofie, koen)
    for folders in (hub.places, [an.home], [sofie.home]):
        assert {word for word, _ in _traces(words, *folders)} == set(words), folders
    assert {word for word, _ in _traces(words, koen.home)} > {'zwartbroek', 'kandidaatwoord', 'bestandswoorden'}
    # Koen is away and writes on in what is erased meanwhile.
    koen.set(note, body='nageschreven')
    koen.set(other, body='halfwoord en nageschreven', title='Deels gewijzigd')

    assert 'Your role' in sofie.fails(1, 'erase', note, '--reason', 'Zelf bedacht')
    assert '--reason' in an.fails(2, 'erase', note)
    assert 'on the team server' in an.cli('erase', note, '--reason', 'Mevrouw vroeg het')
    an.cli('erase', other, '--fields', 'body', '--reason', 'Te herkenbaar')
    sofie.sync()

    words += ['halfwoord']
    assert _traces(words, *hub.places, an.home, sofie.home) == []
    assert 'erased' in an.fails(1, 'show', note) and 'body' not in sofie.show(other)['fields']
    receipt = an.json('erasures')
    assert [line['number'] for line in receipt] == list(range(1, len(receipt) + 1)), receipt
    for line in receipt:
        assert len(line['devices']) == 3 and all(device['last_contact'] for device in line['devices']), line
        assert [device['device'] for device in line['devices'] if not device['done']] == ['koen'], line
    told = an.cli('erasures')
    assert 'Mevrouw vroeg het' in told and 'not yet done on the laptop of koen' in told
    assert ('keeps a log of changes' in told) == bool(hub.database)

    said = koen.sync()
    assert said.count('Mevrouw vroeg het') == 1 and said.count('Te herkenbaar') == 1, said
    assert _traces(words + ['nageschreven'], *hub.places, an.home, sofie.home, koen.home) == []
    assert all(device['done'] for line in an.json('erasures') for device in line['devices'])
    sync_all(an, sofie, koen)
    for laptop in (an, sofie, koen):
        assert laptop.show(other)['fields']['title'] == 'Deels gewijzigd', laptop.name
        assert [entry['id'] for entry in laptop.json('list', 'entry')] == [other], laptop.name
        assert laptop.json('verify')[0]['ok'], laptop.name
    koen.set(other, body='nieuwe woorden')
    sync_all(koen, an)
    assert an.show(other)['fields']['body'] == 'nieuwe woorden'
    hub.stop()
    assert _traces(words + ['nageschreven'], *hub.places, an.home, sofie.home, koen.home) == []

def hub_is_restored_from_a_backup_made_before_an_erasure(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note, words = _plant(home, an, sofie)
    backup = os.path.join(home, 'hub.backup')
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    an.cli('erase', note, '--reason', 'Mevrouw vroeg het')
    sofie.sync()
    after = an.add('entry', body='Van na de backup')
    sync_all(an, sofie)
    hub.stop()
    with open(backup, 'rb') as file:
        assert words[0].encode() in file.read()
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    os.remove(backup)
    hub.start()
    assert _traces(words, *hub.places) == []
    sync_all(sofie, an, sofie)
    koen = Laptop(home, 'koen')
    koen.join(an.cli('invite', '--role', 'member', '--name', 'koen'))
    koen.sync()
    for laptop in (an, sofie, koen):
        assert [entry['id'] for entry in laptop.json('list', 'entry')] == [after], laptop.name
    hub.stop()
    assert _traces(words, *hub.places, an.home, sofie.home, koen.home) == []

def hub_loses_its_ledger_too(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note, words = _plant(home, an, sofie)
    backup = os.path.join(home, 'hub.backup')
    run(HUB, 'backup', hub.folder, backup, env=hub.env)
    an.cli('erase', note, '--reason', 'Mevrouw vroeg het')
    sofie.sync()
    hub.stop()
    run(HUB, 'restore', hub.folder, backup, env=hub.env)
    os.remove(backup)
    os.remove(os.path.join(hub.folder, 'ledger.jsonl'))
    hub.start()
    sync_all(sofie, an, sofie)
    hub.stop()
    assert _traces(words, *hub.places, an.home, sofie.home) == []
    assert sofie.json('list', 'entry') == [] and an.json('list', 'entry') == []

main(globals())
