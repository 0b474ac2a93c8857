#!/usr/bin/env python3
"""Note it in a real browser: what is kept, sent once, refused and mended, recorded; and by whom."""
import os, struct, sys, zlib
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import main
from team import Team, until

STATE = '.state'

def _photo(path):
    """The smallest picture that is one."""
    def part(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    pixels = b''.join(b'\0' + bytes([200, 120, 40] * 8) for _ in range(8))
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + part(b'IHDR', struct.pack('>IIBBBBB', 8, 8, 8, 2, 0, 0, 0)) + part(b'IDAT', zlib.compress(pixels))
                   + part(b'IEND', b''))
    return path

def _state(page):
    return page.say(f'document.querySelector("{STATE}").className.split(" ")[1] ?? ""')

def _write(page, text):
    page.fill('body', text)
    page.click('main form button.suggested')

def _notes(laptop, words):
    laptop.sync()
    return [one for one in laptop.json('list', 'entry') if words in str(one['fields'].get('body'))]

def a_dead_spot_with_a_photo_loses_nothing(home):
    with Team(home) as team:
        page = team.person('co_researcher')
        page.go(team.address('note'))
        page.offline()
        page.choose('#photo', _photo(os.path.join(home, 'kelder.png')))
        _write(page, 'In de kelder')
        until(lambda: _state(page) == 'problem', lambda: page.text())
        assert 'No connection' in page.text() and page.say('document.getElementById("body").value') == '', page.text()
        page.fill('body', 'nog niet af')

        page.offline(False)
        page.go(team.address('note'))
        [note] = until(lambda: _notes(team.an, 'kelder'), lambda: page.text())
        assert page.say('document.getElementById("body").value') == 'nog niet af', 'the draft is gone'
        page.go(team.address('note'))

        assert len(_notes(team.an, 'kelder')) == 1, 'it was sent twice'
        [photo] = [one for one in team.an.json('list', 'attachment') if one['fields'].get('owner') == note['id']]
        assert photo['fields']['mime'] == 'image/png' and team.an.is_whole(), photo
        assert not page.complaints()[1:], page.complaints()  # the browser says itself that it was offline

KEPT = """(async () => { let all = '';
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        all += request.url + ' ' + await (await caches.match(request)).text();
    return all; })()"""

def _wait_for_worker(page):
    """Until the browser could do without the hub."""
    until(lambda: page.say('navigator.serviceWorker.getRegistrations().then((all) => all[0]?.active?.state)') == 'activated')
    assert 'What happened?' in page.say(KEPT), page.say(KEPT)[:900]

def it_opens_in_a_dead_spot(home):
    with Team(home) as team:
        team.an.add('experiment', title='Stoepkrijt', sharing='team')
        team.an.sync()
        page = team.person('co_researcher')
        page.go(team.address('note'))
        member = page.say('document.querySelector("[data-keep]").dataset.keep')
        _wait_for_worker(page)
        kept = page.say(KEPT)
        assert 'class Keeper' in kept and '.places' in kept, kept[:900]
        for personal in ('Fatima', 'Stoepkrijt', member, team.logbook, 'name="form"'):
            assert personal not in kept, f'{personal} is in what the browser keeps'

        team.hub.stop()
        page.go(team.address('note'))
        assert page.read('h1') == ['Note it'] and not page.has('[name=experiment], .foot'), page.text()
        _write(page, 'Zonder bereik geopend')
        until(lambda: _state(page) == 'problem' and 'sent: 1' in page.text(), lambda: page.text())
        page.go(team.address('note'))
        _write(page, 'En nog een')
        until(lambda: 'sent: 2' in page.text(), lambda: page.text())
        team.hub.start()
        page.say('dispatchEvent(new Event("online"))')
        until(lambda: len(_notes(team.an, 'Zonder bereik geopend')) == len(_notes(team.an, 'En nog een')) == 1, 'they do not go')

        assert page.has('.foot'), 'the page of the hub did not come back'
        page.send('.foot form')
        assert '/sign-in' in page.where(), page.where()
        left = page.say('Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]).then((all) => all.map((one) => one.length))')
        assert left == [0, 0], 'who signed out leaves the page behind'

def whose_session_ended_elsewhere_loses_it(home):
    with Team(home) as team:
        page = team.person('co_researcher')
        page.go(team.address('note'))
        _wait_for_worker(page)
        page.forget_cookies()
        page.go(team.address('note'))
        assert '/sign-in' in page.where(), page.where()
        until(lambda: page.say(KEPT) == '', 'it is still kept')
        until(lambda: page.say('Object.keys(localStorage).length') == 0, 'who comes in next would write for Fatima')

def what_is_refused_says_why_and_holds_up_nobody(home):
    with Team(home) as team:
        page = team.person('co_researcher')
        page.go(team.address('note'))
        page.offline()
        _write(page, 'te lang ' + 'x' * (300 * 1024))
        until(lambda: 'send: 1' in page.text() or 'sent: 1' in page.text(), lambda: page.text()[:900])
        _write(page, 'daarna')
        until(lambda: 'sent: 2' in page.text(), lambda: page.text()[:900])
        page.offline(False)
        page.go(team.address('note'))
        until(lambda: page.read('.refused .why'))
        assert 'too long' in page.read('.refused .why')[0], page.read('.refused .why')
        assert len(page.read('.refused .version')[0]) < 400, 'what can be done about it is far below'
        assert len(_notes(team.an, 'daarna')) == 1, 'the note behind the refused one did not go'

        page.go(team.address('note'))
        until(lambda: page.read('.refused .why'), 'what was refused is not kept')
        page.click('.refused button:nth-of-type(2)')
        assert page.say('document.getElementById("body").value').startswith('te lang'), 'it cannot be changed'
        _write(page, 'kort genoeg')
        until(lambda: _state(page) == 'done', lambda: page.text()[:900])
        assert not page.read('.refused .why') and page.say('document.querySelector(".refused").hidden'), page.text()[:900]
        assert len(_notes(team.an, 'kort genoeg')) == 1 and not _notes(team.an, 'te lang')

        _write(page, 'y' * (300 * 1024))
        until(lambda: page.read('.refused .why'))
        page.click('.refused button.quiet')
        until(lambda: not page.read('.refused .why'), 'it cannot be thrown away')

def what_somebody_kept_is_not_sent_by_the_next(home):
    with Team(home) as team:
        page = team.person('co_researcher', 'Fatima')
        page.go(team.address('note'))
        page.offline()
        _write(page, 'van Fatima')
        until(lambda: _state(page) == 'problem')
        page.fill('body', 'half van Fatima')
        page.block('**/note')  # first: a page that is back sends what it kept
        page.offline(False)
        page.send('.foot form')
        assert page.asked() and 'not sent' in page.asked()[-1], 'they are thrown away without a word'
        page.free('**/note')
        team.come_in(page, 'co_researcher', 'Noor')
        page.go(team.address('note'))
        assert page.say('document.getElementById("body").value') == '', 'Noor reads what Fatima wrote'
        _write(page, 'van Noor')
        until(lambda: _state(page) == 'done', lambda: page.text())
        assert len(_notes(team.an, 'van Noor')) == 1 and not _notes(team.an, 'van Fatima')

# How many bytes of sound there are; the recorder keeps them until it stops, but for who asks.
SOUND = '''(({recorder, parts}) => {
    recorder.requestData();
    return parts.reduce((all, part) => all + part.size, 0);
})(document.querySelector(".record").form.recorder)'''

def _speak(page):
    """Until there is sound in it: what ends before the first of it came cannot be played."""
    page.click('.record')
    until(lambda: page.read('.record') == ['Stop'])
    until(lambda: page.say(SOUND) > 2000, 'nothing is recorded')

def a_voice_is_recorded_and_heard(home):
    with Team(home) as team:
        page = team.person('co_researcher')
        page.go(team.address('note'))
        _speak(page)
        page.click('.record')
        until(lambda: page.say('document.getElementById("voice").files.length') == 1)
        _speak(page)
        _write(page, 'Ingesproken')  # while it records: what was said goes along
        until(lambda: _state(page) == 'done', lambda: page.text())

        [note] = _notes(team.an, 'Ingesproken')
        voices = [one['fields'] for one in team.an.json('list', 'attachment') if one['fields'].get('owner') == note['id']]
        assert [one['type'] for one in voices] == ['audio', 'audio'] and team.an.is_whole(), voices
        page.go(team.address('r/' + note['id']))
        assert page.say('document.querySelector("audio").readyState >= 0 && document.querySelectorAll("audio").length') == 2, page.text()
        page.say('document.querySelector("audio").load()')  # once: a second time it begins anew
        until(lambda: page.say('document.querySelector("audio").duration > 0'), lambda: page.say(
            '(({error, networkState, readyState}) => `it makes no sound: ${error?.message}, ${networkState}, ${readyState}`)(document.querySelector("audio"))'))
        assert not page.complaints(), page.complaints()

main(globals())
