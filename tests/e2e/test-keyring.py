#!/usr/bin/env python3
"""Where the token of a laptop is kept, with a real keyring on a private session bus, and without one."""
import glob, hashlib, os, re, sqlite3, stat, sys
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from harness import Hub, bytes_below, laptop_with_logbook, main
from desktop import Desktop

def _files_with_token(hub, laptop):
    """Where on the disk of the laptop stands what the hub knows it by."""
    with sqlite3.connect(f'file:{hub.folder}/hub.db?mode=ro', uri=True) as db:
        known = {bytes(token) for (token,) in db.execute('SELECT token FROM device')}
    return [path for path, data in bytes_below(laptop.home)
            if any(hashlib.sha256(word).digest() in known for word in re.findall(rb'[0-9a-f]{64}', data))]

def in_an_open_keyring_and_in_no_file(home):
    hub, an = Hub(home), laptop_with_logbook(home)
    desktop = Desktop(an)
    an.join(hub.invite_founder())
    an.add('entry', body='Met een sleutelbos')
    an.sync()
    assert an.json('status')[0]['hub']['token'] == 'keyring' and an.json('status')[0]['pending'] == 0
    assert _files_with_token(hub, an) == [] and glob.glob(an.home + '/state/proeftuin/tokens/*') == []
    assert glob.glob(an.home + '/data/keyrings/*.keyring')
    desktop.keyring.kill()
    desktop.keyring.wait()
    an.add('entry', body='Zonder')
    assert 'invite' in an.fails(1, 'sync') and an.json('status')[0]['hub']['token'] is None
    hub.stop()

def without_a_keyring_in_a_file_of_ones_own(home):
    hub, an = Hub(home), laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.sync()
    path, = glob.glob(an.home + '/state/proeftuin/tokens/*')
    assert an.json('status')[0]['hub']['token'] == 'file' and _files_with_token(hub, an) == [path]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600 and stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    hub.stop()

def locked_keyring_asks_nobody_and_the_file_is_used(home):
    hub, an = Hub(home), laptop_with_logbook(home)
    Desktop(an).lock()
    an.join(hub.invite_founder())
    an.sync()
    path, = glob.glob(an.home + '/state/proeftuin/tokens/*')
    assert an.json('status')[0]['hub']['token'] == 'file' and _files_with_token(hub, an) == [path]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    hub.stop()

def next_token_goes_into_a_keyring_that_came_later(home):
    hub, an = Hub(home), laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.sync()
    assert len(_files_with_token(hub, an)) == 1
    Desktop(an)
    an.join(an.cli('invite', '--role', 'coordinator', '--name', 'An'))
    an.sync()
    assert an.json('status')[0]['hub']['token'] == 'keyring' and _files_with_token(hub, an) == []
    hub.stop()

main(globals())
