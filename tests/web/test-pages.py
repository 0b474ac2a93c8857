#!/usr/bin/env python3
"""The hub's pages in a real browser: each page for each role, with script and without, on a telephone and on a wide screen or
projector, light or dark, checked against WCAG 2.2 AA with axe-core. ./check takes a subset in which every page, role, width and way
occurs; PT_ALL=1 takes all of them. With PT_PICTURES=FOLDER every page is also a picture there."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import main
from team import THEME, Team, until

PICTURES = os.environ.get('PT_PICTURES')
ROLES = ('coordinator', 'member', 'monitor', 'co_researcher', 'advisor', 'reader', 'network_editor')
NOBODY = '01890000-0000-7000-8000-00000000aaaa'
WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

# role, with script, width, colours, all pages or what differs between roles
CASES = [('coordinator', True, 360, 'light', True), ('coordinator', False, 1400, 'dark', True), ('co_researcher', False, 360, 'dark', False),
         ('member', False, 360, 'light', False), ('monitor', True, 1920, 'dark', False), ('advisor', True, 1400, 'light', False),
         ('reader', False, 1400, 'light', False), ('network_editor', True, 360, 'dark', False)]
if os.environ.get('PT_ALL'):
    CASES = [(role, script, width, colours, True) for role in ROLES for script in (True, False)
             for width, colours in ((360, 'dark' if script else 'light'), (1400, 'light' if script else 'dark'))]
    CASES += [('coordinator', True, 1920, 'dark', True)]

def _look(page, name):
    seen = page.say('''({h1: document.querySelectorAll("h1").length, lang: document.documentElement.lang, at: location.pathname,
        title: document.title, wide: document.scrollingElement.scrollWidth - innerWidth,
        small: Array.from(document.querySelectorAll("main button, main .button, .places a, .foot button")).filter(
          (one) => one.getClientRects().length && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML),
        nameless: Array.from(document.querySelectorAll("input:not([type=hidden]), select, textarea")).filter(
          (field) => !field.labels.length && !field.getAttribute("aria-label")).map((field) => field.outerHTML)})''')
    if PICTURES:
        page.picture(os.path.join(PICTURES, name + '.png'))
    assert seen['h1'] == 1 and seen['title'] and seen['lang'] in ('nl', 'en'), seen
    assert seen['wide'] <= 0 and not seen['nameless'] and not seen['small'], seen
    bad = page.axe(WCAG)
    assert not bad, (seen['at'], bad)

def _stage(team):
    """A bit of all that a page may have to show; what to look at, by name."""
    an, bo = team.an, team.laptop('Bo')
    challenge, learning = team.first('challenge'), team.first('learning', sharing='network')
    story = team.first('narrative')
    an.set(story, status='shared', sharing='team')
    objected = an.add('learning', headline='Koffie werkt', what='Er kwamen er zeven.', status='for_review', sharing='team')
    an.add('comment', target=objected, body='Niet op zaterdag', kind='objection', sharing='team')
    gone = an.add('entry', body='Weg ermee')
    for laptop in (an, bo):
        laptop.sync()
    bo.set(objected, what='Er kwamen er acht.')
    an.set(objected, what='Er kwamen er negen.')
    an.cli('erase', gone, '--reason', 'Op verzoek')
    for laptop in (an, bo, an):
        laptop.sync()
    member = next(one['id'] for one in an.json('members', 'list') if one['name'] == 'Bo')
    an.cli('members', 'role', member, 'co_researcher')
    bo.add('learning', headline='Van wie dat niet meer mag', sharing='team')
    bo.fails(1, 'sync')  # what was saved is set aside, and nothing is told to who may not know it
    device = next(one['id'] for one in an.json('devices', 'list') if one['name'] == 'Bo')
    return {'challenge': challenge, 'learning': learning, 'objected': objected, 'story': story, 'device': device,
            **{kind: team.first(kind, sharing='team') for kind in ('entry', 'question', 'experiment', 'outcome')}}

def _paths(role, shown, whole):
    """Of a logbook, by name; what differs between roles comes first."""
    challenge, learning = shown['challenge'], shown['learning']
    paths = {'home': '', 'challenge': 'r/' + challenge, 'review-one': 'review/' + shown['objected'] if role != 'network_editor' else
             'review/' + learning, 'me': 'me', 'note': 'note', 'nothing': 'r/' + NOBODY}
    if not whole:
        return paths
    paths |= {'review': 'review', 'journey': 'journey', 'search': 'search', 'found': 'search?q=de', 'not-found': 'search?q=qqqq',
              'learning': 'r/' + learning, 'unlisted': 'list/consent',
              **{f'list-{kind}': 'list/' + kind for kind in ('challenge', 'question', 'learning', 'experiment', 'outcome', 'entry', 'narrative')}}
    if role != 'network_editor':
        paths |= {kind: 'r/' + shown[kind] for kind in ('entry', 'question', 'experiment', 'outcome')}
        paths |= {'story': 'story/' + shown['story'], 'narrative': 'r/' + shown['story']}
    if role == 'coordinator':
        paths |= {'people': 'people', 'aside': 'people/aside', 'erasures': 'people/erasures', 'audit': 'people/audit',
                  'device': 'people/device/' + shown['device']}
    return paths

def _network(shown):
    return {'network': '/network', 'offers': '/network/offers', 'compare': '/network/compare', 'what-works': '/network/what-works',
            'dossier': '/network/what-works/' + THEME, 'network-one': '/network/r/' + shown['challenge']}

def _visit(team, shown, role, script, width, colours, whole):
    page = team.browser.page(width=width, script=script, language='nl' if script else 'en', colours=colours)
    team.come_in(page, role)
    name = f'{role}-{width}-{colours}-{"script" if script else "plain"}-'
    for place, path in _paths(role, shown, whole).items():
        page.go(team.address(path))
        _look(page, name + place)
    for place, path in _network(shown).items() if whole else ():
        page.go(team.hub.url + path)
        _look(page, name + place)
    if role == 'coordinator':
        page.go(team.address('people'))
        page.fill('name', 'Rosa')
        page.send('main > form')
        _look(page, name + 'invite')
    return page

def _visit_as_nobody(team, shown, script, width, colours):
    url, _ = team.invite('reader', 'Fatima')
    page = team.browser.page(width=width, script=script, language='en' if script else 'nl', colours=colours)
    name = f'nobody-{width}-{colours}-'
    places = {'sign-in': '/sign-in', 'front': '/', 'note-away': '/note/' + ('en' if script else 'nl'), 'nowhere': '/er/is/hier/niets', **_network(shown)}
    for place, address in {'join': url, **{place: team.hub.url + path for place, path in places.items()}}.items():
        page.go(address)
        _look(page, name + place)
    page.go(url)
    page.fill('name', 'Fatima')
    page.fill('code', 'AAAA-AAAA')
    page.send('main form')
    assert page.has('.problem'), page.text()
    _look(page, name + 'wrong-code')
    return page

def every_page_for_every_role(home):
    with Team(home, example=True) as team:
        shown = _stage(team)
        for visit, *case in [(_visit, *case) for case in CASES] + [(_visit_as_nobody, True, 360, 'dark'), (_visit_as_nobody, False, 1400, 'light')]:
            page = visit(team, shown, *case)
            # The browser says itself what was answered with an error, which is looked at here on purpose.
            said = [one for one in page.complaints() if 'responded with a status of 40' not in one]
            assert not said, said
            foreign = [one for one in page.addresses() if not one.startswith((team.hub.url, 'data:', 'about:', 'blob:'))]
            assert not foreign, foreign
            team.browser.close_page(page)

def every_refusal_is_a_page_that_says_what_to_do(home):
    with Team(home) as team:
        page = team.person('coordinator', width=360)
        page.go(team.address('people'))
        page.say('document.querySelector("main > form [name=form]").value = "forged"; 1')
        page.fill('name', 'Rosa')
        page.send('main > form')
        assert 'open for too long' in page.text(), page.text()
        _look(page, 'refused-403')

        page.go(team.hub.url + '/sign-in')
        page.fill('link', 'https://elders.example/')
        page.send('main form')
        assert 'not the link of an invite' in page.text(), page.text()
        _look(page, 'refused-422')

        team.hub.change('ALTER TABLE audit RENAME TO away')
        page.go(team.address('people/audit'))
        assert 'Try again in a minute' in page.text() and not any(
            one in page.text() for one in ('away', 'SQL', 'table', 'journal')), page.text()
        _look(page, 'refused-503')
        team.hub.change('ALTER TABLE away RENAME TO audit')

        team.hub.stop()
        with open(os.path.join(team.hub.folder, 'hub.conf'), encoding='utf-8') as file:
            text = file.read()
        with open(os.path.join(team.hub.folder, 'hub.conf'), 'w', encoding='utf-8') as file:
            file.write(text.replace('page_requests=300', 'page_requests=2'))
        team.hub.start()
        def too_often():
            page.go(team.address('me'))
            return 'Too many requests' in page.text()
        until(too_often)
        _look(page, 'refused-429')

main(globals())
