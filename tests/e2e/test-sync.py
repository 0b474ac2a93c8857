#!/usr/bin/env python3
"""Laptops and a hub as real processes, over HTTPS on loopback."""
import json, os, socket, ssl, subprocess, sys, threading, http.server
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Hub, Laptop, bytes_below, fields, main, run, sync_all, team, wait_for

def title_on_one_body_on_the_other_both_arrive(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', title='Eerst', body='Eerst')
    sync_all(an, sofie)
    an.set(note, title='Titel van An')
    sofie.set(note, body='Tekst van Sofie')
    sync_all(an, sofie)
    for laptop in (an, sofie):
        shown = laptop.show(note)
        assert shown['fields']['title'] == 'Titel van An' and shown['fields']['body'] == 'Tekst van Sofie'
        assert shown['conflicts'] == {} and laptop.json('conflicts') == []
    hub.stop()

def same_field_is_a_conflict_on_three_laptops_until_one_resolves(home):
    hub, (an, sofie, koen) = team(home, 'an', 'sofie', 'koen')
    note = an.add('entry', body='Eerst')
    sync_all(an, sofie, koen)
    an.set(note, body='Van An')
    sofie.set(note, body='Van Sofie')
    sync_all(an, sofie, koen)
    for laptop in (an, sofie, koen):
        conflict, = laptop.json('conflicts')
        assert (conflict['id'], conflict['field']) == (note, 'body')
        assert [v['value'] for v in conflict['versions']] == ['Van An', 'Van Sofie'], laptop.name
        assert laptop.json('status')[0]['conflicts'] == 1
        assert len(laptop.show(note)['conflicts']['body']) == 2
    koen.cli('resolve', note, 'body', '--keep', '1')
    sync_all(koen, an, sofie)
    for laptop in (an, sofie, koen):
        assert laptop.json('conflicts') == [] and laptop.show(note)['fields']['body'] == 'Van Sofie'
    assert an.cli('list', 'entry', '--json') == sofie.cli('list', 'entry', '--json') == koen.cli('list', 'entry', '--json')
    hub.stop()

def changes_that_fit_together_are_offered_as_one_text(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='We dronken koffie. Het was druk.')
    sync_all(an, sofie)
    an.set(note, body='We dronken samen koffie. Het was druk.')
    sofie.set(note, body='We dronken koffie. Het was druk en warm.')
    sync_all(an, sofie)
    assert 'We dronken samen koffie. Het was druk en warm.' in sofie.cli('conflicts')
    sofie.cli('resolve', note, 'body', '--keep', 'merged')
    sync_all(sofie, an)
    for laptop in (an, sofie):
        assert laptop.show(note)['fields']['body'] == 'We dronken samen koffie. Het was druk en warm.'
        assert laptop.json('conflicts') == []
    hub.stop()

def edit_of_what_was_seen_replaces_without_conflict(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Eerst')
    sync_all(an, sofie)
    an.set(note, body='Later gezien')
    sync_all(an, sofie)
    sofie.set(note, body='Het laatste woord')
    sync_all(sofie, an)
    assert an.show(note)['fields']['body'] == 'Het laatste woord' and an.json('conflicts') == []
    hub.stop()

def attachments_go_along(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Foto')
    path = os.path.join(home, 'foto.png')
    run('convert', '-size', '300x200', 'gradient:olive-white', path)
    an.cli('attach', note, path, '--caption', 'Tafel')
    sync_all(an, sofie)
    attachment, = sofie.show(note)['attachments']
    found = [data for name, data in bytes_below(sofie.folder + '/attachments') if os.path.basename(name) == attachment['sha256']]
    assert found and found[0] == [data for name, data in bytes_below(an.folder + '/attachments')
                                  if os.path.basename(name) == attachment['sha256']][0]
    assert sofie.is_whole()
    hub.stop()

def file_that_is_not_fetched_yet_is_not_missing(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Foto')
    path = os.path.join(home, 'foto.bin')
    with open(path, 'wb') as file:
        file.write(os.urandom(5000))
    an.cli('attach', note, path)
    an.sync()
    place = lambda laptop: laptop.show(note)['attachments'][0]['file']
    sofie.cli('sync', '--files', 'never')
    report = sofie.json('verify')[0]
    assert (report['ok'], report['files_at_server'], report['files_elsewhere']) == (True, 1, 0), report
    assert place(sofie) == 'server' and 'not fetched yet' in sofie.cli('verify') and 'Not fetched yet' in sofie.cli('show', note)
    sofie.cli('sync', '--files', 'always')
    assert sofie.is_whole() and place(sofie) == 'here'
    # On the laptop that it was attached on it is no delay when it is gone.
    stored, = [path for path, _ in bytes_below(an.folder + '/attachments')]
    os.remove(stored)
    assert place(an) == 'gone' and an.fails(1, 'verify')
    an.sync()
    assert an.is_whole() and place(an) == 'here'
    hub.stop()

def file_that_never_travels_is_not_missing(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Geluid')
    attachment = an.cli('attach', note, __file__).strip()
    an.set(attachment, sync_policy='never')
    sync_all(an, sofie)
    assert [a['id'] for a in sofie.show(note)['attachments']] == [attachment]
    report = sofie.json('verify')[0]
    assert (report['ok'], report['files_at_server'], report['files_elsewhere']) == (True, 0, 1), report
    assert an.is_whole() and sofie.show(note)['attachments'][0]['file'] == 'elsewhere'
    path, = [path for path, _ in bytes_below(an.folder + '/attachments') if len(os.path.basename(path)) == 64]
    os.remove(path)
    assert 'ok' not in an.fails(1, 'verify')
    hub.stop()

def private_and_identity_never_leave(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    person = an.add('stakeholder', name='Bewoner 1', kind='person', helix='citizens')
    an.cli('identity', person, 'name=PLANTEDNAME', 'contact=PLANTEDPHONE')
    an.add('entry', body='PLANTEDPRIVATE', sharing='private')
    raised = an.add('entry', body='Eerst privé PLANTEDDRAFT', sharing='private')
    an.set(raised, body='Nu mag het')
    an.set(raised, sharing='core')
    sync_all(an, sofie)
    assert sofie.show(raised)['fields']['body'] == 'Nu mag het'
    hub.stop()
    for path, data in bytes_below(hub.folder, sofie.home):
        assert b'PLANTED' not in data, path
    assert any(b'PLANTEDPRIVATE' in data for _, data in bytes_below(an.home))

def founder_is_called_as_in_the_invite(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    note = an.add('entry', body='Van An')
    sync_all(an, sofie)
    assert [line['member_name'] for line in sofie.json('history', note)] == ['An'] * len(sofie.json('history', note))
    assert {line['member_name'] for line in an.json('history', note)} == {'An'}
    hub.stop()

def letters_given_without_a_hub_stay(home):
    an = Laptop(home, 'an')
    an.cli('create', '--name', 'Keukentafel')
    first, hidden, third = (an.add('question', text=text, sharing=sharing) for text, sharing in
                            (('Een', 'core'), ('Twee', 'private'), ('Drie', 'core')))
    letters = lambda laptop: {r['id']: r.get('no') for r in json.loads(laptop.cli('export', '--format', 'json', '--private',
                                                                                    '-o', home + '/x') or open(home + '/x').read())['records'] if r['kind'] == 'question'}
    before = letters(an)
    hub = Hub(home)
    an.join(hub.invite_founder())
    an.sync()
    sofie = Laptop(home, 'sofie')
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie'))
    sofie.sync()
    fourth = sofie.add('question', text='Vier')
    sync_all(sofie, an)
    assert before == {first: 1, hidden: 2, third: 3}
    assert letters(an) == {**before, fourth: 4}, (letters(an), before)
    assert letters(sofie) == {first: 1, third: 3, fourth: 4}, letters(sofie)
    hub.stop()

def hub_killed_and_restarted_loses_nothing(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    notes = [an.add('entry', body=f'Notitie {i}') for i in range(5)]
    an.sync()
    hub.stop(kill=True)
    assert 'team server' in an.fails(3, 'sync').lower()
    offline = an.add('entry', body='Zonder verbinding')
    assert an.json('status')[0]['pending'] == 1
    hub.start()
    sync_all(an, sofie)
    assert {n['id'] for n in sofie.json('list', 'entry')} == {*notes, offline}
    assert an.json('status')[0]['pending'] == 0
    hub.stop()

def watch_carries_changes_by_itself(home):
    hub, (an, sofie) = team(home, 'an', 'sofie')
    watcher = sofie.start('sync', '--watch')
    try:
        note = an.add('entry', body='Vanzelf')
        an.sync()
        wait_for(lambda: any(n['id'] == note for n in sofie.json('list', 'entry')))
    finally:
        watcher.terminate()
    assert watcher.wait(60) == 0
    watcher.communicate()
    hub.stop()

def wrong_code_wrong_pin_other_hub(home):
    hub = Hub(home)
    an, sofie = Laptop(home, 'an'), Laptop(home, 'sofie')
    an.cli('create', '--name', 'Keukentafel')
    invite = fields(hub.invite_founder())
    an.fails(1, 'join', invite['url'], '--code', 'AAAAAAAA')
    wrong_pin = invite['url'].split('#')[0] + '#sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
    an.fails(1, 'join', wrong_pin, '--code', invite['code'])
    an.cli('join', invite['url'], '--code', invite['code'])
    an.fails(1, 'join', invite['url'], '--code', invite['code'])
    an.cli('sync')
    an.add('entry', body='Blijft')
    assert 'hub' not in sofie.fails(1, 'join', 'not a link', '--code', 'x')
    hub.stop()

def html_200_is_a_login_page_and_never_success(home):
    hub, (an,) = team(home, 'an')
    an.add('entry', body='Wacht')
    hub.stop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    pem = [path for path, data in bytes_below(hub.folder) if b'BEGIN' in data]
    certificate = [p for p in pem if b'CERTIFICATE' in open(p, 'rb').read()][0]
    key = [p for p in pem if b'PRIVATE KEY' in open(p, 'rb').read()][0]
    context.load_cert_chain(certificate, key)

    class Portal(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.send_response(200)
            self.send_header('Content-Type', 'text/html')
            self.end_headers()
            self.wfile.write(b'<html>Welkom op de trein</html>')
        do_GET = do_POST = answer
        def log_message(self, *_):
            pass
    server = http.server.HTTPServer(('127.0.0.1', hub.port), Portal)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sentence = an.fails(3, 'sync')
    server.shutdown()
    server.server_close()
    assert 'network' in sentence.lower(), sentence
    assert an.json('status')[0]['pending'] >= 1

def example_on_two_laptops_is_equal(home):
    hub = Hub(home)
    an, sofie = Laptop(home, 'an'), Laptop(home, 'sofie')
    an.cli('example')
    an.join(hub.invite_founder())
    an.sync()
    sofie.join(an.cli('invite', '--role', 'member', '--name', 'Sofie'))
    sofie.sync()
    an.sync()
    for kind in ('logbook', 'entry', 'experiment', 'question', 'learning', 'stakeholder', 'consent', 'attachment', 'comment', 'link'):
        assert an.cli('list', kind, '--json') == sofie.cli('list', kind, '--json'), kind
    hub.stop()

main(globals())
