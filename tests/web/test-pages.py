#!/usr/bin/env python3
"""The hub's pages in a real browser: each page for each sort of role, with script and without, on a telephone and on a wide
screen or projector, light or dark, checked against WCAG 2.2 AA where npm has axe-core. With PT_PICTURES=FOLDER every page is also a picture there; with
PT_ALL=1 every role meets every screen, with script and without."""
import os, shutil, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from browser import Browser
from harness import HUB, Hub, Laptop, fields, main, run, sync_all

HERE = os.path.dirname(os.path.abspath(__file__))
# role, with script, width, colours
CASES = [('coordinator', True, 360, 'light'), ('coordinator', True, 1920, 'dark'), ('co_researcher', False, 360, 'dark'), ('reader', False, 1400, 'light')]
if os.environ.get('PT_ALL'):
    CASES = [(role, script, width, colours) for role in ('coordinator', 'member', 'co_researcher', 'advisor', 'reader')
             for script in (True, False) for width, colours in ((360, 'dark'), (1400, 'light'), (1920, 'dark' if script else 'light'))]
PICTURES = os.environ.get('PT_PICTURES')

def _example(home):
    """A hub with the example logbook, shared with everybody of it."""
    hub, an = Hub(home), Laptop(home, 'an')
    an.cli('example')
    for kind in ('entry', 'question', 'learning', 'experiment', 'outcome', 'narrative'):
        for record in an.json('list', kind)[:6]:
            an.set(record['id'], sharing='team')
    for record in an.json('list', 'challenge'):
        an.set(record['id'], sharing='public', themes='loneliness', card='Buren die elkaar niet kennen')
    for record in an.json('list', 'learning')[:6]:
        an.set(record['id'], sharing='network')
    an.add('resource', title='Zaal op dinsdag', direction='need', sharing='network')
    an.add('question', text='Hoe ' + 'lang kan een vraag worden die niemand afkort ' * 4 + '?', sharing='team')
    an.join(hub.invite_founder())
    an.sync()
    hub.logbook = an.json('list', 'logbook')[0]['id']
    return hub, an

def _axe(home):
    """The script of axe-core; None where npm is not, or has no way out."""
    folder = os.path.join(home, 'axe')
    os.makedirs(folder)
    for name in ('package.json', 'package-lock.json'):
        shutil.copy(os.path.join(HERE, name), folder)
    try:
        subprocess.run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], cwd=folder, capture_output=True, timeout=60,
                       check=True, env={**os.environ, 'HOME': os.environ.get('HOME', home)})
        with open(os.path.join(folder, 'node_modules', 'axe-core', 'axe.min.js'), encoding='utf-8') as file:
            return file.read()
    except (OSError, subprocess.SubprocessError):
        print('# axe-core is not to be had here: not checked against WCAG')
        return None

def _sign_in(hub, page, role, name='Fatima'):
    words = fields(run(HUB, 'invite', hub.folder, '--logbook', hub.logbook, '--role', role, '--name', name, env=hub.env))
    page.go(words['url'].split('#')[0])
    page.say(f'document.getElementById("name").value = "{name}"; document.getElementById("code").value = "{words["code"]}"; 1')
    page.send('document.querySelector("main form")')
    assert f'/l/{hub.logbook}/' in page.say('location.href'), page.say('document.body.innerText')

def _first(page, hub, kind):
    page.go(f'{hub.url}/l/{hub.logbook}/list/{kind}')
    return page.say('document.querySelector(".rows .title")?.href')

def _addresses(page, hub, role):
    base = f'{hub.url}/l/{hub.logbook}/'
    found = [base + path for path in ('', 'review', 'list/question', 'list/learning', 'list/experiment', 'list/outcome',
                                      'list/entry', 'list/narrative', 'journey', 'search?q=de', 'me')]
    if role not in ('advisor', 'reader'):
        found.append(base + 'note')
    for kind in ('entry', 'question', 'learning', 'experiment', 'outcome'):
        one = _first(page, hub, kind)
        assert one, f'no {kind} for a {role}'
        found.append(one)
        if kind == 'learning':
            found.append(one.replace('/r/', '/review/'))
    found += [hub.url + path for path in ('/network', '/network/offers', '/network/what-works', '/network/what-works/loneliness')]
    if role == 'coordinator':
        found += [base + 'people' + path for path in ('', '/aside', '/erasures', '/audit')]
    return found

def _look(page, address, name, axe):
    page.go(address)
    seen = page.say('''({h1: document.querySelectorAll("h1").length, lang: document.documentElement.lang,
        title: document.title, wide: document.scrollingElement.scrollWidth - innerWidth,
        nameless: Array.from(document.querySelectorAll("input:not([type=hidden]), select, textarea")).filter(
          (field) => !field.labels.length && !field.getAttribute("aria-label")).map((field) => field.outerHTML)})''')
    if PICTURES:
        page.picture(os.path.join(PICTURES, name + '.png'))
    assert seen['h1'] >= 1 and seen['title'] and seen['lang'] in ('nl', 'en'), (address, seen)
    assert seen['wide'] <= 0, f'{address} is {seen["wide"]} px too wide'
    assert not seen['nameless'], (address, seen['nameless'])
    if axe:
        # What a reader without scripts got is looked at as it stands; axe-core itself needs the page's clock.
        page.ask('Emulation.setScriptExecutionDisabled', value=False)
        bad = page.say(axe + '; axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((found) => '
                       'found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" ")))')
        page.ask('Emulation.setScriptExecutionDisabled', value=not page.script)
        assert not bad, (address, bad)

def _short(address):
    rest = address.split('/l/')[1].split('/', 1)[1] or 'home' if '/l/' in address else address.split('/', 3)[3]
    return ''.join(c if c.isalnum() else '-' for c in rest)[:24]

def every_page_for_every_role(home):
    hub, _ = _example(home)
    axe = _axe(home)
    browser = Browser()
    try:
        for role, script, width, colours in CASES:
            page = browser.page(width=width, script=script, language='nl' if script else 'en')
            page.prefer(prefers_color_scheme=colours)
            _sign_in(hub, page, role)
            for address in _addresses(page, hub, role):
                _look(page, address, f'{role}-{width}-{colours}-{"script" if script else "plain"}-{_short(address)}', axe)
            assert not page.complaints(), page.complaints()
            foreign = [one for one in page.addresses() if not one.startswith((hub.url, 'data:', 'about:', 'blob:'))]
            assert not foreign, foreign
    finally:
        browser.close()
        hub.stop()

def a_note_in_a_dead_spot_arrives_later(home):
    hub, an = _example(home)
    browser = Browser()
    try:
        page = browser.page()
        _sign_in(hub, page, 'co_researcher')
        page.go(f'{hub.url}/l/{hub.logbook}/note')
        page.ask('Network.emulateNetworkConditions', offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        page.say('document.getElementById("body").value = "In de kelder"; document.querySelector("main form button.suggested").click(); 1')
        _until(lambda: page.say('document.querySelector(".state").className') == 'state problem')
        page.ask('Network.emulateNetworkConditions', offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1)
        page.go(f'{hub.url}/l/{hub.logbook}/note')
        _until(lambda: page.say('document.querySelector(".state").className') == 'state done')
        an.sync()
        assert any('kelder' in str(one) for one in an.json('list', 'entry')), 'the note is not on the laptop'
    finally:
        browser.close()
        hub.stop()

def _write(page, field, text):
    page.say(f'document.querySelector("main textarea[name={field}]").value = "{text}"; 1')

def _review(hub, an, bo, browser):
    """Three browsers and two laptops at one learning moment: what all have in the end, and its id."""
    learning = an.add('learning', headline='Koffie werkt', what='Er kwamen er zeven.', status='for_review', sharing='team')
    sync_all(an, bo)
    address = f'{hub.url}/l/{hub.logbook}/review/{learning}'
    kim, sam, noa = (browser.page() for _ in range(3))
    for page, role, name in ((kim, 'coordinator', 'Kim'), (sam, 'member', 'Sam'), (noa, 'advisor', 'Noa')):
        _sign_in(hub, page, role, name)
        page.go(address)
    _write(kim, 'so_what', 'Kom naar ze toe')
    _write(sam, 'so_what', 'Begin aan de deur')
    for page in (kim, sam):
        page.send('document.querySelector("main textarea[name=so_what]").form')
    noa.press('c')
    assert noa.say('document.activeElement.id') == 'comment', 'the key C does not lead to the comment'
    noa.say('document.querySelector("[name=kind][value=objection]").click(); document.getElementById("comment").value = "Niet op zaterdag"; 1')
    noa.send('document.getElementById("comment").form')
    an.set(learning, now_what='Elke dinsdag')
    bo.add('comment', target=learning, body='Eens', kind='agree', sharing='team')
    sync_all(an, bo)
    kim.go(address)
    assert kim.say('document.querySelectorAll(".versions li").length') == 2, kim.say('document.body.innerText')
    kim.send('[...document.querySelectorAll(".versions form")].find((one) => one.parentNode.innerText.includes("deur"))')
    kim.go(address)
    kim.send('document.querySelector(".comment.objection form")')
    for page in (kim, sam):
        page.go(address)
    return learning, kim, sam

def a_review_of_three_browsers_and_two_laptops_ends_equal(home):
    hub, an = _example(home)
    bo = Laptop(home, 'bo')
    words = an.cli('invite', '--role', 'member', '--name', 'Bo')
    bo.join(words)
    sync_all(an, bo)
    browser = Browser()
    try:
        learning, kim, sam = _review(hub, an, bo, browser)
        sync_all(an, bo)
        seen = [page.say('[...document.querySelectorAll("main textarea")].map((one) => one.value)') for page in (kim, sam)]
        said = [page.say('[...document.querySelectorAll(".comment .text")].map((one) => one.innerText)') for page in (kim, sam)]
        assert seen[0] == seen[1] and said[0] == said[1], (seen, said)
        assert 'Begin aan de deur' in seen[0] and 'Elke dinsdag' in seen[0] and sorted(said[0]) == ['Eens', 'Niet op zaterdag'], (seen, said)
        assert an.show(learning) == bo.show(learning) and an.show(learning)['fields']['so_what'] == 'Begin aan de deur', an.show(learning)
        assert not [one for one in an.json('conflicts') if learning in str(one)], 'two versions are left'
        assert not kim.say('document.querySelector(".comment.objection form")'), 'the objection is still open'
        for page in (kim, sam):
            assert not page.complaints(), page.complaints()
    finally:
        browser.close()
        hub.stop()

def _until(good):
    import time
    end = time.monotonic() + 30
    while not good():
        assert time.monotonic() < end, 'it does not happen'
        time.sleep(0.1)

main(globals())
