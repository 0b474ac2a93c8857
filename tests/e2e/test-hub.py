#!/usr/bin/env python3
"""What people and laptops ask of a hub: roles, invites, two logbooks, later versions, large files."""
import json, os, subprocess, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import HUB, Failed, Hub, Laptop, bytes_below, fields, laptop_with_logbook, main, run, sync_all, team, wait_for

def roles_decide_who_invites_and_who_has_a_laptop(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    assert 'role' in sofie.fails(1, 'invite', '--role', 'member', '--name', 'Vriend')
    for words in (['--role', 'baas', '--name', 'X'], ['--role', 'member', '--name', ' '], ['--role', 'member'], []):
        an.fails(2, 'invite', *words)
    rita = Laptop(home, 'rita')
    words = fields(an.cli('invite', '--role', 'reader', '--name', 'Rita'))
    assert 'browser' in rita.fails(1, 'join', words['url'], '--code', words['code'])
    assert not os.path.exists(rita.folder)
    hub.stop()

def invites_are_two_lines_also_while_the_hub_is_down(home):
    hub = Hub(home)
    asked = hub.invite_founder()
    hub.stop()
    asleep = hub.invite_founder()
    for invite in (asked, asleep):
        lines = invite.splitlines()
        assert [line.split(': ')[0] for line in lines] == ['url', 'code'], invite
        assert fields(invite)['url'].startswith(hub.url + '/join/')
    for words, code in ((['invite', hub.folder], 2), (['invite', hub.folder, '--new-logbook', '--name', ''], 2),
                        (['invite', hub.folder, '--logbook', 'x', '--role', 'member', '--name', 'X'], 2),
                        (['invite', hub.folder, '--logbook', '01890000-0000-7000-8000-000000000000', '--role', 'member', '--name', 'X'], 1),
                        (['serve', home + '/nergens'], 1), (['serve', hub.folder, '--listen', 'onzin'], 1), (['init', hub.folder], 1),
                        (['dans', hub.folder], 2), (['serve'], 2)):
        done = subprocess.run([HUB, *words], capture_output=True, text=True, timeout=60, env={**os.environ, **hub.env})
        assert done.returncode == code and len(done.stderr.splitlines()) == 1, (words, done)

def _check_fails(hub):
    try:
        raise AssertionError(run(HUB, 'check', hub.folder, env=hub.env))
    except Failed as failed:
        assert failed.code == 1, failed
        return failed.err.strip().splitlines()

def the_administrator_hears_what_is_wrong(home):
    hub, _ = team(home, 'an')
    assert _check_fails(hub) == ['proeftuin-hub: 1 logbook is in no backup yet: see `proeftuin-hub backup`.']
    run(HUB, 'backup', hub.folder, home + '/day.backup', env=hub.env)
    assert run(HUB, 'check', hub.folder, env=hub.env) == 'Nothing is wrong with this hub.\n'
    try:
        run(HUB, 'check', hub.folder, '--database', 'hub_of_ours', env=hub.env)
        raise AssertionError('a database without an address')
    except Failed as failed:
        assert 'postgresql://USER@HOST/NAME' in failed.err, failed.err
    os.chmod(os.path.join(hub.folder, 'hub.key'), 0o644)
    hub.change("UPDATE audit SET action = 'nothing' WHERE number = 1")
    key, audit = _check_fails(hub)
    assert 'hub.key' in key and 'Line 1 of the audit log' in audit, (key, audit)
    hub.stop()

def without_the_hub_work_is_safe_and_exit_is_3(home):
    hub, (an,) = team(home, 'an')
    invite = fields(hub.invite_founder())
    hub.stop()
    an.add('entry', body='Blijft')
    for words in (['sync'], ['invite', '--role', 'member', '--name', 'Sofie'], ['join', invite['url'], '--code', invite['code']]):
        an.fails(3, *words)
    assert an.json('status')[0]['pending'] == 1
    alone = laptop_with_logbook(home, 'alleen')
    alone.fails(1, 'sync')
    assert alone.json('status')[0]['hub'] is None
    bert = laptop_with_logbook(home, 'bert')
    bert.fails(3, 'join', invite['url'], '--code', invite['code'])
    hub.start()
    bert.cli('join', invite['url'], '--code', invite['code'])
    an.sync()
    assert an.json('status')[0]['pending'] == 0
    hub.stop()

def two_logbooks_on_one_hub_never_meet(home):
    hub, (an,) = team(home, 'an')
    other = laptop_with_logbook(home, 'ander')
    other.join(hub.invite_founder('Ander'))
    mine, theirs = an.add('entry', body='Van An'), other.add('entry', body='Van een ander')
    sync_all(an, other)
    assert [n['id'] for n in an.json('list', 'entry')] == [mine] and [n['id'] for n in other.json('list', 'entry')] == [theirs]
    invite = fields(an.cli('invite', '--role', 'member', '--name', 'Ander'))
    assert 'another logbook' in other.fails(1, 'join', invite['url'], '--code', invite['code'])
    other.sync()
    assert other.json('status')[0]['pending'] == 0
    hub.stop()

def enrolling_again_keeps_everything(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    sent, private = sofie.add('entry', body='Verstuurd'), sofie.add('entry', body='Privé', sharing='private')
    sofie.sync()
    waiting = sofie.add('entry', body='Wacht nog')
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie'))
    assert sofie.json('status')[0]['pending'] == 1
    sync_all(sofie, an)
    assert {n['id'] for n in sofie.json('list', 'entry')} == {sent, private, waiting}
    assert {n['id'] for n in an.json('list', 'entry')} == {sent, waiting}
    hub.stop()

def a_code_may_be_guessed_five_times(home):
    hub = Hub(home)
    an = laptop_with_logbook(home)
    invite = fields(hub.invite_founder())
    for _ in range(5):
        an.fails(1, 'join', invite['url'], '--code', 'AAAAAAAA')
    an.fails(1, 'join', invite['url'], '--code', invite['code'])
    an.cli('join', *(lambda i: [i['url'], '--code', i['code'].lower()])(fields(hub.invite_founder())))
    hub.stop()

def what_a_newer_version_made_reaches_the_others(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    id = '01890000-0000-7000-8000-00000000000%d'
    path = os.path.join(home, 'nieuw.json')
    json.dump({'format': 'proeftuin', 'version': 1, 'records': [
        {'id': id % 1, 'kind': 'hologram', 'fields': {'shape': 'bol', 'deep': {'a': [1, 2]}}},
        {'id': id % 2, 'kind': 'entry', 'sharing': 'galaxy', 'fields': {'body': 'x', 'kind': 'telepathie', 'mood': 'blij', 'set/key': True}}]}, open(path, 'w'))
    an.cli('import', path)
    sync_all(an, sofie)
    sofie.set(id % 2, title='Van Sofie')
    sofie.cli('archive', id % 1)
    sync_all(sofie, an)
    for laptop in (an, sofie):
        record = laptop.show(id % 2)
        assert {'kind': 'telepathie', 'mood': 'blij', 'set/key': True, 'title': 'Van Sofie'}.items() <= record['fields'].items()
        assert record['sharing'] == 'galaxy' and record['conflicts'] == {}
        assert laptop.show(id % 1)['archived'] and laptop.show(id % 1)['fields']['deep'] == {'a': [1, 2]}
    assert an.cli('show', id % 2, '--json') == sofie.cli('show', id % 2, '--json')
    hub.stop()

def a_hub_becomes_newer_than_its_laptops(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    class Newer(Laptop):
        words = property(lambda self: [os.environ['PT_CLI_NEWER'], '-L', self.folder])
    nina = Newer(home, 'nina')
    old = an.add('entry', body='Van voor de nieuwe hub', tags='een')
    an.sync()
    waiting = sofie.add('entry', body='Nog niet gedeeld')
    hub.stop()
    hub.program = os.environ['PT_HUB_NEWER']
    hub.start()
    nina.join(an.cli('invite', '--role', 'member', '--name', 'Nina'))
    an.set(old, title='Titel')
    sync_all(an, sofie, nina)
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json') and an.show(waiting)['fields']['body'] == 'Nog niet gedeeld'

    # What only the newer ones know goes through the older ones unharmed.
    nina.set(old, weather='Regen', kind='walk', senses='geur')
    route = nina.add('route', name='Langs de buurtkeuken', steps='1200')
    sync_all(nina, an, sofie)
    sofie.set(old, body='Anders')
    an.cli('archive', route)
    sync_all(sofie, an, nina)
    shown = nina.show(old)['fields']
    assert (shown['weather'], shown['body'], shown['title'], shown['senses']) == ('Regen', 'Anders', 'Titel', ['geur']), shown
    assert nina.show(route)['archived'] and an.show(route)['fields']['steps'] == 1200

    # A refusal whose reason they do not know yet: that one save stays here and is said, the others go.
    warm = sofie.add('entry', title='Buiten', body='Het was te warm')
    cool = sofie.add('entry', body='Het was koel')
    said = sofie.sync()
    assert '“Buiten” was set aside and stays on this laptop. The team server refused this.' in said, said
    an.sync()
    assert an.show(cool)['fields']['body'] == 'Het was koel' and sofie.show(warm)['fields']['body'] == 'Het was te warm'
    assert 'The team server refused this. Your work is safe on this laptop.' in an.fails(1, 'history', old, '--hub')

    # And to an older hub again, which takes what the newer one did not.
    hub.stop()
    hub.program = HUB
    hub.start()
    sync_all(sofie, an, nina)
    for laptop in (an, sofie, nina):
        status = laptop.json('status')[0]
        assert laptop.show(warm)['fields']['body'] == 'Het was te warm' and status['pending'] == 0, (laptop.name, status)
        assert laptop.show(old)['fields']['weather'] == 'Regen' and 'not the same' not in laptop.cli('verify', '--hub'), laptop.name
    hub.stop()

def tags_of_both_and_one_resolution_for_three(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    note = an.add('entry', body='Eerst', tags='een', headcount='1')
    sync_all(an, sofie, koen)
    an.set(note, tags='een,an', body='Van An')
    sofie.set(note, tags='een,sofie', body='Van Sofie', headcount='3')
    koen.set(note, tags='', body='Van Koen', headcount='3')
    sync_all(an, sofie, koen)
    for laptop in (an, sofie, koen):
        assert laptop.show(note)['fields']['tags'] == ['an', 'sofie'], laptop.name
        assert list(laptop.show(note)['conflicts']) == ['body'] and laptop.show(note)['fields']['headcount'] == 3
    for words in (['--keep', '3'], ['--keep', 'x'], ['--keep', '1', '--value', 'x'], []):
        koen.fails(2, 'resolve', note, 'body', *words)
    koen.fails(1, 'resolve', note, 'title', '--keep', 'shown')
    koen.cli('resolve', note, 'body', '--value', 'Van ons allen')
    sync_all(koen, an, sofie)
    for laptop in (an, sofie, koen):
        assert laptop.show(note)['fields']['body'] == 'Van ons allen' and laptop.json('conflicts') == []
    hub.stop()

def a_large_file_from_two_laptops_is_one(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Film')
    sync_all(an, sofie)
    path = os.path.join(home, 'film.bin')
    open(path, 'wb').write(os.urandom(5_000_000))
    for laptop in (an, sofie):
        laptop.cli('attach', note, path)
    sync_all(an, sofie)
    for laptop in (an, sofie):
        attachments = laptop.show(note)['attachments']
        assert len(attachments) == 2 and len({a['sha256'] for a in attachments}) == 1
        assert laptop.is_whole()
    hub.stop()
    assert sum(len(data) for _, data in bytes_below(hub.folder)) < 9_000_000

def watching_goes_on_over_a_restart_of_the_hub(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    watcher = sofie.start('sync', '--watch')
    try:
        hub.stop(kill=True)
        time.sleep(1)
        hub.start()
        note = an.add('entry', body='Na de storing')
        an.sync()
        wait_for(lambda: note in [n['id'] for n in sofie.json('list', 'entry')])
        assert watcher.poll() is None
    finally:
        watcher.terminate()
    assert watcher.wait(60) == 0
    assert len(watcher.communicate()[1].splitlines()) <= 1
    hub.stop()

main(globals())
