#!/usr/bin/env python3
"""Who takes part, what the team takes over, and laptops that are copies: rows of sync.md §5 with real processes."""
import glob, os, shutil, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from copies import bodies, clone_disk, copy_folder, member_id, notices, own_devices
from harness import Laptop, bytes_below, main, sync_all, team

def cp_r_of_the_folder(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    sofie.add('entry', body='Voor de kopie')
    sofie.sync()
    copy = copy_folder(sofie, 'kopie')
    assert 'copied' in notices(copy) and 'copied' not in notices(sofie)
    assert 'copied' in copy.cli('status') and 'copied' not in sofie.cli('status')
    sofie.add('entry', body='In het origineel')
    copy.add('entry', body='In de kopie')
    sync_all(sofie, copy, an)
    for laptop in (an, sofie, copy):
        assert bodies(laptop) == ['In de kopie', 'In het origineel', 'Voor de kopie'], laptop.folder
        assert laptop.json('conflicts') == []
    first, second = own_devices(sofie)[0], own_devices(copy)[0]
    assert first['id'] != second['id'] and second['copy_of'] == first['id']
    copy.cli('devices', 'name', 'Sofies tweede')
    assert notices(copy) == '' and own_devices(copy)[0]['name'] == 'Sofies tweede'
    assert [d['name'] for d in an.json('devices')] == ['an', 'sofie', 'Sofies tweede']
    hub.stop()

def cloned_disk_used_twice(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    shared = sofie.add('entry', body='Voor de kloon')
    sofie.sync()
    unsent = sofie.add('entry', body='Nog niet verstuurd')
    clone = clone_disk(sofie, 'kloon')
    third = clone_disk(sofie, 'derde')
    sofie.add('entry', body='Op de eerste')
    sofie.set(shared, title='Titel van de eerste')
    clone.add('entry', body='Op de kloon')
    clone.set(unsent, title='Titel van de kloon')
    third.add('entry', body='Op de derde')
    third.set(unsent, place='Keuken')
    sync_all(clone, sofie, third, an)
    sofie.add('entry', body='Later op de eerste')
    clone.add('entry', body='Later op de kloon')
    sync_all(third, clone, sofie, an)
    sync_all(third, clone, sofie, an)
    expected = sorted(['Voor de kloon', 'Nog niet verstuurd', 'Op de eerste', 'Op de kloon', 'Op de derde',
                       'Later op de eerste', 'Later op de kloon'])
    for laptop in (an, sofie, clone, third):
        assert bodies(laptop) == expected, (laptop.name, bodies(laptop))
        assert laptop.json('conflicts') == [], laptop.name
        assert laptop.show(shared)['fields']['title'] == 'Titel van de eerste'
        assert laptop.show(unsent)['fields']['title'] == 'Titel van de kloon'
        assert laptop.show(unsent)['fields']['place'] == 'Keuken'
    ids = [own_devices(laptop)[0]['id'] for laptop in (sofie, clone, third)]
    assert len(set(ids)) == 3, ids
    said = [bool(notices(laptop)) for laptop in (sofie, clone, third)]
    assert said.count(True) >= 2, said
    hub.stop()

def laptop_restored_from_last_weeks_backup(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = sofie.add('entry', body='Vorige week')
    sofie.sync()
    backup = os.path.join(home, 'vorige-week')
    sofie.cli('backup', backup)
    sofie.set(note, body='Deze week')
    lost = sofie.add('entry', body='Wel verstuurd')
    sofie.sync()
    an.sync()
    shutil.rmtree(sofie.folder)
    sofie.cli('restore-backup', backup)
    assert 'put back' in notices(sofie) and 'put back' in sofie.cli('status')
    sofie.add('entry', body='Na het terugzetten')
    sync_all(sofie, an)
    for laptop in (an, sofie):
        assert bodies(laptop) == ['Deze week', 'Na het terugzetten', 'Wel verstuurd'], (laptop.name, bodies(laptop))
        assert laptop.json('conflicts') == []
    assert sofie.show(lost)['fields']['body'] == 'Wel verstuurd' and own_devices(sofie)[0]['copy_of']
    hub.stop()

def whole_laptop_put_back_with_its_state(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = sofie.add('entry', body='Vorige week')
    sofie.sync()
    image = clone_disk(sofie, 'image')
    sofie.set(note, body='Deze week')
    sofie.add('entry', body='Wel verstuurd')
    sync_all(sofie, an)
    image.add('entry', body='Voor het weer verbonden was')
    sync_all(image, an)
    image.set(note, title='Daarna')
    sync_all(image, an)
    for laptop in (an, image):
        assert bodies(laptop) == ['Deze week', 'Voor het weer verbonden was', 'Wel verstuurd'], (laptop.name, bodies(laptop))
        assert laptop.json('conflicts') == [] and laptop.show(note)['fields']['title'] == 'Daarna'
    assert notices(image)
    hub.stop()

def role_decides_per_save_and_the_coordinator_about_it(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    lesson = sofie.add('learning', headline='Trap', what='Licht', so_what='Veilig', now_what='Lampen')
    kept = sofie.add('learning', headline='Gang', what='Donker', so_what='Eng', now_what='Verf')
    sync_all(sofie, an)
    for record in (lesson, kept):
        sofie.set(record, status='established')
        sofie.set(record, what='Meer licht')
    assert 'set aside' in sofie.cli('sync')
    assert 'wait for the coordinator' in notices(sofie)
    an.sync()
    assert an.show(lesson)['fields']['what'] == 'Licht'
    held = an.json('quarantine')
    assert [(h['record'], h['reason'], sorted(h['set'])) for h in held] == [
        (lesson, 'role', ['status']), (lesson, 'role', ['what']), (kept, 'role', ['status']), (kept, 'role', ['what'])], held
    assert {h['member_name'].lower() for h in held} == {'sofie'} and held[0]['title'] == 'Trap' and not held[0]['new']
    waits = lambda laptop: laptop.json('status')[0]['hub']['held']
    assert waits(an) == 4 and '4 changes were set aside at the team server and wait for your decision.' in an.cli('status')
    assert waits(sofie) == 0 and 'your decision' not in sofie.cli('status')
    words = an.cli('quarantine')
    assert 'Trap' in words and 'Sofie'.lower() in words.lower() and 'Established' in words
    assert 'role' in sofie.fails(1, 'quarantine', 'accept', held[0]['op'])
    assert '2 changes accepted' in an.cli('quarantine', 'accept', held[0]['op'])
    assert '2 changes declined' in an.cli('quarantine', 'decline', held[2]['op'])
    an.fails(1, 'quarantine', 'accept', held[0]['op'])
    assert waits(an) == 0
    told = sofie.cli('sync')
    assert told.count('has accepted your change') == 2 and told.count('did not take over your change') == 2, told
    sync_all(an, sofie)
    for laptop in (an, sofie):
        fields = laptop.show(lesson)['fields']
        assert (fields['what'], fields['status']) == ('Meer licht', 'established'), laptop.name
        assert laptop.show(kept)['fields']['what'] == 'Donker', laptop.name
    assert any(line.get('after') == 'Meer licht' for line in sofie.json('history', kept))
    assert [a['why'] for a in sofie.json('set-aside')] == ['declined', 'declined']
    assert 'Meer licht' in sofie.cli('set-aside', '--seen') and notices(sofie) == ''
    an.cli('members', 'role', member_id(an, 'sofie'), 'monitor')
    sofie.set(kept, status='applied')
    sync_all(sofie, an)
    assert an.show(kept)['fields']['status'] == 'applied' and an.json('quarantine') == []
    hub.stop()

def member_revoked_with_unsent_work(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    shared = an.add('entry', body='GEDEELDETEKST')
    sync_all(an, sofie, koen)
    own = sofie.add('entry', body='MIJNGEDACHTE', sharing='private')
    late = sofie.add('entry', body='Laat werk')
    who = member_id(an, 'sofie')
    assert 'role' in koen.fails(1, 'members', 'revoke', who)
    an.cli('members', 'revoke', who)
    assert 'do not take part' in sofie.fails(1, 'sync')
    assert 'with the coordinator' in notices(sofie) and sofie.show(shared)['fields']['body'] == 'GEDEELDETEKST'
    held, = an.json('quarantine')
    assert (held['reason'], held['record'], held['new']) == ('revoked', late, True)
    an.cli('quarantine', 'accept', held['op'])
    assert 'do not take part' in sofie.fails(1, 'sync')
    assert sofie.json('set-aside') == []
    an.sync()
    assert an.show(late)['fields']['body'] == 'Laat werk'
    hub.stop()
    for table, column in (('member', 'left_at'), ('device', 'revoked_at')):
        hub.change(f'UPDATE {table} SET {column} = {column} - {31 * 86400 * 1000000} WHERE {column} IS NOT NULL')
    with open(os.path.join(hub.folder, 'ledger.jsonl')) as file:
        assert 'revocation' in file.read()
    os.remove(os.path.join(hub.folder, 'ledger.jsonl'))
    hub.start()
    assert 'ask the coordinator' in sofie.fails(1, 'sync')
    assert 'logbook of its own' in notices(sofie)
    assert sofie.show(own)['fields']['body'] == 'MIJNGEDACHTE' and sofie.json('status')[0]['hub'] is None
    sofie.fails(1, 'show', shared)
    for path, data in bytes_below(sofie.folder):
        assert b'GEDEELDETEKST' not in data and b'Laat werk' not in data, path
    assert not glob.glob(os.path.join(sofie.home, 'state/proeftuin/tokens/*'))
    sofie.add('entry', body='Verder alleen')
    assert sofie.json('verify')[0]['ok'] is True
    hub.stop()

def everybody_revoked_stays_so_after_the_hub_is_put_back(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    sync_all(an, sofie, koen)
    hub.stop()
    hub.keep_database()
    hub.start()
    an.cli('members', 'revoke', member_id(an, 'sofie'))
    an.cli('members', 'revoke', member_id(an, 'koen'))
    an.cli('members', 'readmit', member_id(an, 'koen'))
    hub.stop()
    hub.put_database_back()
    hub.start()
    assert 'do not take part' in sofie.fails(1, 'sync')
    koen.add('entry', body='Weer mee')
    sync_all(koen, an)
    assert 'Weer mee' in bodies(an)
    hub.stop()

def one_laptop_of_two_is_revoked(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    sofie.add('entry', body='Eerste')
    sofie.sync()
    copy = copy_folder(sofie, 'kopie')
    copy.sync()
    gone = own_devices(sofie)[0]['id']
    assert {d['id'] for d in sofie.json('devices')} < {d['id'] for d in an.json('devices')}
    sofie.fails(1, 'devices', 'revoke', own_devices(an)[0]['id'])
    sofie.fails(2, 'devices', 'revoke', 'niets')
    copy.cli('devices', 'revoke', gone)
    assert 'do not take part' in sofie.fails(1, 'sync')
    sofie.fails(1, 'devices')
    copy.sync()
    assert [d['id'] for d in copy.json('devices') if d['revoked_at']] == [gone]
    paper = os.path.join(home, 'laptop.html')
    copy.cli('document', 'lost-laptop', gone, '--lang', 'en', '--format', 'html', '-o', paper)
    assert 'was taken away' in open(paper).read()
    copy.fails(1, 'document', 'lost-laptop', 'niets', '-o', paper)
    hub.stop()

def names_go_to_a_colleague_by_hand(home):
    hub, (an,) = team(home, 'an')
    person = an.add('stakeholder', name='Bewoner 1', kind='person', helix='citizens')
    an.cli('identity', person, 'name=Anna Geheim')
    an.sync()
    words, key = os.path.join(home, 'zin'), os.path.join(home, 'sleutel')
    open(words, 'w').write('paard batterij nietje juist\n')
    an.fails(2, 'invite', '--role', 'reader', '--name', 'Lies', '--key-file', key)
    assert not os.path.exists(key)
    sofie = Laptop(home, 'sofie')
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie', '--key-file', key, '--passphrase-file', words))
    sofie.sync()
    # Without the file nobody is known there, and it says whom to ask.
    assert 'for a key file' in sofie.cli('status')
    assert [gap['type'] for gap in sofie.json('gaps') if gap['type'] == 'unsearched'] == ['unsearched']
    sofie.cli('key', 'import', key, '--passphrase-file', words)
    assert sofie.json('key', 'status')[0]['people'] == 1 and 'for a key file' not in sofie.cli('status')
    hub.stop()

def a_logbook_keeps_a_coordinator(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    an.sync()
    me = member_id(an, 'an')
    assert 'coordinator' in an.fails(1, 'members', 'revoke', me)
    assert 'coordinator' in an.fails(1, 'members', 'role', me, 'reader')
    an.cli('members', 'role', member_id(an, 'sofie'), 'coordinator')
    an.cli('members', 'role', me, 'member')
    sync_all(an, sofie)
    assert [m['role'] for m in sofie.json('members') if m['name'].lower() in ('an', 'sofie')].count('coordinator') == 1
    assert 'role' in an.fails(1, 'members', 'role', me, 'coordinator')
    for words in (['members', 'dans'], ['quarantine', 'dans']):
        assert '“dans” is not one of: list, ' in an.fails(2, *words)
    for words in (['quarantine', 'accept'], ['quarantine', 'list', me], ['devices', 'name'], ['members', 'role', me]):
        assert f'Use it like this: proeftuin-cli {words[0]} [list | ' in an.fails(2, *words), words
    for code, words in ((2, ['accept', 'x']), (1, ['decline', me])):
        assert '“quarantine list” shows what does' in sofie.fails(code, 'quarantine', *words)
    an.fails(1, 'members', 'role', me, 'baas')
    hub.stop()

main(globals())
