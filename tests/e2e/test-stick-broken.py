#!/usr/bin/env python3
"""Exchange files that are broken, foreign, old or interrupted: each is refused in a sentence, and loses nothing."""
import contextlib, os, random, shutil, signal, subprocess, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from copies import bodies
from harness import HUB, Failed, Hub, laptop_with_logbook, main, run, team

def _team_apart(home, *names):
    hub, laptops = team(home, *names)
    hub.stop()
    return hub, laptops

def _exchange(hub, path):
    return run(HUB, 'exchange', hub.folder, path, env=hub.env)

def _refuses(hub, path):
    """The sentence with which the hub leaves the file as it is."""
    before = open(path, 'rb').read()
    try:
        out = _exchange(hub, path)
    except Failed as failed:
        lines = failed.err.strip().splitlines()
        assert failed.code == 1 and len(lines) == 1, failed.err
        assert open(path, 'rb').read() == before, 'the file was touched'
        assert not os.path.exists(path + '.part')
        return lines[0]
    raise AssertionError(f'it was taken: {out}')

def _broken(data, other, rng):
    """27 kinds of what can become of a file: a name and the bytes."""
    half = len(data) // 2
    def flip(at):
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1:]
    yield 'empty', b''
    yield 'one byte', data[:1]
    yield 'no label', data[:8]
    yield 'half a label', data[:40]
    yield 'label only', data[:73]
    yield 'start only', data[:97]
    yield 'half', data[:half]
    yield 'last byte missing', data[:-1]
    yield 'last frame missing', data[:-21]
    yield 'a byte more', data + b'\0'
    yield 'twice', data + data
    yield 'zeros', bytes(len(data))
    yield 'zeros at the end', data[:half] + bytes(len(data) - half)
    yield 'zeros in the middle', data[:half] + bytes(16) + data[half + 16:]
    yield 'backwards', data[::-1]
    yield 'text', b'<html>Log in to this network</html>'
    yield 'a database', b'SQLite format 3\0' + data[16:]
    yield 'as text', data.replace(b'\n', b'\r\n').replace(b'\r\r\n', b'\r\n') + b'\r\n'
    yield 'magic of a later version', b'PTstick9' + data[8:]
    yield 'other kind', data[:8] + (b'A' if data[8:9] == b'R' else b'R') + data[9:]
    yield 'other exchange', data[:9] + other[9:25] + data[25:]
    yield 'other device', data[:57] + other[57:73] + data[73:]
    yield 'other key', data[:73] + other[73:97] + data[97:]
    yield 'frames of another', data[:97] + other[97:]
    yield 'length of a gigabyte', data[:97] + b'\0\0\0\x40' + data[101:]
    yield 'a bit of the label', flip(30)
    yield 'a bit of the end', flip(len(data) - 3)

def broken_in_27_ways(home):
    hub, (an, sofie) = _team_apart(home, 'an', 'sofie')
    rng = random.Random(int(os.environ.get('PT_SEED', '7')))
    an.add('entry', body='Van An')
    sofie.add('entry', body='Van Sofie')
    path, other, good = (os.path.join(home, name) for name in ('an-bestand', 'sofie-bestand', 'goed'))
    an.cli('sync', '--to-file', path)
    sofie.cli('sync', '--to-file', other)
    shutil.copy(path, good)
    theirs = open(other, 'rb').read()
    kinds = list(_broken(open(good, 'rb').read(), theirs, rng))
    assert len(kinds) == 27 and len({name for name, _ in kinds}) == 27
    for name, data in kinds:
        with open(path, 'wb') as file:
            file.write(data)
        if name == 'other kind':
            assert 'already' in _exchange(hub, path)  # it says so; nothing is taken from it
        else:
            _refuses(hub, path)
    shutil.copy(good, path)
    _exchange(hub, path)
    _exchange(hub, other)
    shutil.copy(path, good)
    before = an.cli('status')
    for name, data in _broken(open(good, 'rb').read(), open(other, 'rb').read(), rng):
        with open(path, 'wb') as file:
            file.write(data)
        sentence = an.fails(1, 'sync', '--from-file', path)
        assert sentence.startswith('proeftuin-cli: '), (name, sentence)
        assert an.cli('status') == before, name
    shutil.copy(good, path)
    assert an.json('sync', '--from-file', path)[0]['sent'] == 1
    assert an.json('status')[0]['pending'] == 0

def not_ours(home):
    hub, (an, sofie) = _team_apart(home, 'an', 'sofie')
    elsewhere = Hub(os.path.join(home, 'elders'))
    koen = laptop_with_logbook(home, 'koen')
    koen.join(elsewhere.invite_founder('Koen'))
    elsewhere.stop()
    path, theirs = os.path.join(home, 'an-bestand'), os.path.join(home, 'koen-bestand')
    alone = laptop_with_logbook(home, 'alleen')
    assert 'no team server' in alone.fails(1, 'sync', '--to-file', path)
    assert not os.path.exists(path)
    an.cli('sync', '--to-file', path)
    koen.cli('sync', '--to-file', theirs)
    assert 'another hub' in _refuses(hub, theirs)
    assert 'has not answered' in an.fails(1, 'sync', '--from-file', path)
    assert 'another laptop' in sofie.fails(1, 'sync', '--to-file', path)
    _exchange(hub, path)
    assert 'another laptop' in sofie.fails(1, 'sync', '--from-file', path)
    assert 'another logbook' in koen.fails(1, 'sync', '--from-file', path)
    assert 'Read that first' in an.fails(1, 'sync', '--to-file', path)
    note = os.path.join(home, 'brief.odt')
    open(note, 'w').write('Een brief')
    assert 'something else' in an.fails(1, 'sync', '--to-file', note)
    assert open(note).read() == 'Een brief'
    an.cli('sync', '--from-file', path, '--to-file', path)
    an.fails(1, 'sync', '--from-file', os.path.join(home, 'niets'))
    an.fails(1, 'sync', '--to-file', os.path.join(home, 'geen', 'map'))
    an.fails(2, 'sync', '--to-file', path, '--watch')
    an.fails(2, 'sync', '--to-file', path, '--files-max', 'veel')
    assert '--to-file' in an.fails(2, 'sync', '--files-max', '3')
    empty = os.path.join(home, 'leeg')
    os.makedirs(empty)
    try:
        _exchange(hub, empty)
        raise AssertionError('an empty folder is no success')
    except Failed as failed:
        assert failed.code == 1 and 'no exchange file' in failed.err

def put_back_laptop(home):
    """The answer is to a file of a life that this laptop does not remember."""
    hub, (an,) = _team_apart(home, 'an')
    backup, path = os.path.join(home, 'reserve'), os.path.join(home, 'bestand')
    an.add('entry', body='Voor de reservekopie')
    an.cli('backup', backup)
    an.add('entry', body='Na de reservekopie')
    an.cli('sync', '--to-file', path)
    _exchange(hub, path)
    shutil.rmtree(an.folder)
    an.cli('restore-backup', backup)
    assert 'put back' in an.fails(1, 'sync', '--from-file', path)
    os.remove(path)
    for _ in range(2):
        an.cli('sync', '--to-file', path)
        _exchange(hub, path)
        an.cli('sync', '--from-file', path)
    assert bodies(an) == ['Na de reservekopie', 'Voor de reservekopie']
    assert an.json('status')[0]['pending'] == 0 and an.json('conflicts') == []

def _with_much(laptop, home):
    note = laptop.add('entry', body='Met veel')
    for i in range(6):
        path = os.path.join(home, f'bijlage-{i}')
        with open(path, 'wb') as file:
            file.write(os.urandom(4_000_000))
        laptop.cli('attach', note, path)

def _stop_after(process, seconds, how):
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.send_signal(how)
    process.communicate(timeout=60)
    return process.returncode

def interrupted_anywhere(home):
    """Ctrl+C and kill -9 while writing, answering and reading: whole or not at all, and again goes well."""
    hub, (an,) = _team_apart(home, 'an')
    _with_much(an, home)
    path = os.path.join(home, 'bestand')
    hub_words = [HUB, 'exchange', hub.folder, path]
    begun = time.monotonic()
    an.cli('sync', '--to-file', path)
    takes = time.monotonic() - begun
    for how in (signal.SIGINT, signal.SIGKILL):
        for seconds in (takes / 20, takes / 4, takes / 2):
            if os.path.exists(path):
                os.remove(path)
            _stop_after(an.start('sync', '--to-file', path), seconds, how)
            assert how == signal.SIGKILL or not os.path.exists(path + '.part')
            an.cli('sync', '--to-file', path)
            asked = open(path, 'rb').read()
            process = subprocess.Popen(hub_words, env={**os.environ, **hub.env}, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, text=True)
            _stop_after(process, seconds, how)
            now = open(path, 'rb').read()
            assert now == asked or now[8:9] == b'A', 'neither the questions nor the answers'
            _exchange(hub, path)
            _stop_after(an.start('sync', '--from-file', path), seconds, how)
            an.cli('sync', '--from-file', path)
            assert an.json('status')[0]['pending'] == 0
            an.cli('verify')
            an.add('entry', body=f'Na {how} {seconds / takes}')
    assert len(bodies(an)) == 7
    for _ in range(2):
        an.cli('sync', '--to-file', path)
        _exchange(hub, path)
        an.cli('sync', '--from-file', path)
    assert not os.path.exists(path + '.part') and an.json('conflicts') == []

if __name__ == '__main__':
    main(globals())
