#!/usr/bin/env python3
"""What a coordinator does with a telephone, and a visitor with an invite: people, invites with a picture to scan, browsers and
laptops, a lost one, what was set aside, erasures, who did what; and cards for the network."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import main, run, sync_all
from team import Team

PHONE = 360

def _invite(team, page, name, role):
    """Makes one; what the page shows of it: address and code."""
    page.go(team.address('people'))
    page.fill('name', name)
    page.fill('role', role)
    page.send('main > form')
    return page.read('.copy')[0], page.read('.code')[0]

def _scan(page, home):
    """What a telephone reads in the picture, as a program that is not ours reads it from the screen."""
    path = os.path.join(home, 'screen.png')
    page.picture(path)
    return run('zbarimg', '--quiet', '--raw', path).strip()

def an_invite_brings_somebody_in_once(home):
    with Team(home) as team:
        kim = team.person('coordinator', 'Kim', width=PHONE)
        url, code = _invite(team, kim, 'Rosa', 'co_researcher')
        assert _scan(kim, home) == url
        kim.go(team.address('people'))
        assert 'Open invite:' in kim.text() and code not in kim.say('document.documentElement.outerHTML'), kim.text()

        rosa = team.browser.page(width=PHONE)
        rosa.go(team.hub.url + '/sign-in')
        rosa.fill('link', url)  # as it stands in the mail, with the key of the hub behind it
        rosa.send('main form')
        rosa.fill('name', 'Rosa')
        rosa.fill('code', code.lower())
        rosa.send('main form')
        assert rosa.where() == team.address(), rosa.text()
        kim.go(team.address('people'))
        assert 'Rosa' in kim.read('.rows strong') and 'Open invite:' not in kim.text(), kim.text()

        thief = team.browser.page()
        thief.go(url.split('#')[0])
        thief.fill('name', 'Dief')
        thief.fill('code', code)
        thief.send('main form')
        assert thief.has('.problem') and '/join/' in thief.where(), thief.text()

def who_is_let_go_is_out_and_may_come_back(home):
    with Team(home) as team:
        kim, rosa = team.person('coordinator', 'Kim', width=PHONE), team.person('reader', 'Rosa')
        row = '[...document.querySelectorAll(".rows li")].find((one) => one.querySelector("strong")?.textContent === "Rosa")'
        def do(what, **fields):
            kim.go(team.address('people'))
            kim.say(f'const row = {row}; row.querySelector("details").open = true; row.querySelector("form").id = "rosa"; 1')
            for field, value in fields.items():
                kim.say(f'document.querySelector("#rosa [name={field}]").value = "{value}"; 1')
            kim.send(f'#rosa button[value={what}]')

        do('role', role='co_researcher')
        rosa.go(team.address('note'))
        assert rosa.has('#body'), 'the new role is not hers'
        do('go')
        rosa.go(team.address())
        assert rosa.where().endswith('/sign-in'), rosa.text()
        do('back')
        do('again')
        url, code = kim.read('.copy')[0], kim.read('.code')[0]
        rosa.go(url.split('#')[0])
        rosa.fill('name', 'Rosa')
        rosa.fill('code', code)
        rosa.send('main form')
        assert rosa.where() == team.address(), rosa.text()
        kim.go(team.address('people'))
        assert kim.read('.rows strong').count('Rosa') == 1, 'she came back as somebody else'

def a_lost_laptop_loses_its_access_from_a_telephone(home):
    with Team(home) as team:
        an, bo = team.an, team.laptop('Bo')
        an.add('stakeholder', name='Bewoner 3', kind='person')
        an.add('entry', body='Vertrouwelijk', sensitive='true')
        sync_all(an, bo)
        kim = team.person('coordinator', 'Kim', width=PHONE)
        kim.go(team.address('people'))
        kim.say('[...document.querySelectorAll(".rows a")].find((one) => one.textContent === "Bo").id = "bo"; 1')
        kim.send('#bo')
        assert 'Persons: 1' in kim.text() and 'Of those sensitive: 1' in kim.text() and 'is to be done' in kim.text(), kim.text()
        kim.send('main > form')
        assert 'has no access any more' in kim.text() and 'was taken' in kim.text(), kim.text()
        bo.fails(1, 'sync')
        kim.go(team.address('people/audit'))
        assert kim.read('tbody td:nth-child(2)')[0] == 'Kim', kim.read('tbody tr')[0]

def a_browser_of_somebody_is_signed_out(home):
    with Team(home) as team:
        kim, rosa = team.person('coordinator', 'Kim'), team.person('reader', 'Rosa')
        rosa.go(team.address('me'))
        assert len(rosa.read('.rows li')) == 1, rosa.text()
        kim.go(team.address('people'))
        kim.say('[...document.querySelectorAll(".rows li")].find((one) => one.querySelector("form button[name=session]") '
                '&& one.innerText.includes("Rosa")).querySelector("form").id = "hers"; 1')
        kim.send('#hers')
        rosa.go(team.address())
        assert rosa.where().endswith('/sign-in'), rosa.text()

def what_was_set_aside_waits_for_a_decision(home):
    with Team(home) as team:
        an, bo = team.an, team.laptop('Bo')
        an.sync()
        bo_id = next(one['id'] for one in an.json('members', 'list') if one['name'] == 'Bo')
        an.cli('members', 'role', bo_id, 'reader')
        for headline in ('Houden', 'Weg'):
            bo.add('learning', headline=headline, sharing='team')
        bo.fails(1, 'sync')
        kim = team.person('coordinator', 'Kim', width=PHONE)
        for headline, button in (('Houden', 'accept'), ('Weg', 'decline')):
            kim.go(team.address('people/aside'))
            assert 'team' not in kim.read('.rows dd'), 'a key instead of a word'
            found = f'[...document.querySelectorAll(".rows > li")].find((one) => one.innerText.includes("{headline}"))'
            kim.say(f'{found}.querySelector("form").id = "it"; 1')
            kim.send(f'#it button[value={button}]')
        assert 'Nothing waits.' in kim.text(), kim.text()
        an.sync()
        heads = [one['fields'].get('headline') for one in an.json('list', 'learning')]
        assert heads == ['Houden'], heads

def an_erasure_says_which_laptops_have_done_it(home):
    with Team(home) as team:
        an, bo = team.an, team.laptop('Bo')
        note = an.add('entry', body='GEHEIM-VAN-TOEN')
        sync_all(an, bo)
        kim = team.person('coordinator', 'Kim', width=PHONE)
        an.cli('erase', note, '--reason', 'Op verzoek')
        an.sync()
        kim.go(team.address('people/erasures'))
        assert 'have not done it yet: 1' in kim.text() and 'Op verzoek' in kim.text() and 'GEHEIM' not in kim.text(), kim.text()
        sync_all(bo, an)
        kim.go(team.address('people/erasures'))
        assert 'carried out everywhere' in kim.text(), kim.text()

def an_editor_of_the_network_writes_a_card(home):
    with Team(home) as team:
        challenge = team.an.add('challenge', title='Trappenhuis', sharing='network', themes='loneliness')
        team.an.add('challenge', title='Nog niet gedeeld', sharing='team')
        team.an.sync()
        eva = team.person('network_editor', 'Eva', width=PHONE)
        assert eva.read('h2')[0] == 'Challenges', eva.text()
        eva.go(team.address('list/challenge'))
        assert eva.say('(([row, here]) => here.left >= row.left && here.right <= row.right)(["ul", "[aria-current]"].map((one) => '
                       'document.querySelector(".places " + one).getBoundingClientRect()))'), 'where one is stands beyond the edge'
        assert eva.read('.rows .title') == ['Trappenhuis'], eva.text()
        eva.send('.rows .title')
        eva.fill('card', 'Buren die elkaar niet kennen')
        eva.send('article form')
        assert 'Saved.' in eva.text(), eva.text()
        eva.go(f'{team.hub.url}/network/r/{challenge}')
        assert 'Buren die elkaar niet kennen' in eva.text(), eva.text()
        eva.send('main a.button')
        assert eva.where() == team.address('r/' + challenge), eva.where()
        team.an.sync()
        assert team.an.show(challenge)['fields']['card'] == 'Buren die elkaar niet kennen'

        rosa = team.person('reader', 'Rosa')
        rosa.go(team.address('r/' + challenge))
        assert not rosa.has('article form'), 'a reader may write cards'

main(globals())
