#!/usr/bin/env python3
"""The review in real browsers: several people and laptops at one learning moment, keys, status by role, and how soon what one
writes is with the others."""
import os, re, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import main, sync_all
from soon import from_laptop_to_page, from_page_to_laptop, in_words
from team import Team, until

WOKEN = 10  # seconds; who is not woken asks again after 25
# A page was told: it says so, or shows it.
TOLD = '''document.querySelector(".news")?.hidden === false || document.querySelector("main [name=so_what]")?.value === "Intussen"'''

def _learning(team, **values):
    return team.an.add('learning', **{'headline': 'Koffie werkt', 'what': 'Er kwamen er zeven.', 'status': 'for_review', 'sharing': 'team', **values})

def _save(page, **texts):
    for field, text in texts.items():
        page.fill(field, text)
    page.send('main form:has(textarea[name=what])')

def _say(page, kind, text):
    page.click(f'[name=kind][value={kind}]')
    page.fill('comment', text)
    page.send('#comments form:has(#comment)')

def _texts(page):
    return (page.say('[...document.querySelectorAll("main textarea")].map((one) => one.value)'), page.read('.comment .text'))

def a_review_of_three_browsers_and_two_laptops_ends_equal(home):
    with Team(home) as team:
        an, bo = team.an, team.laptop('bo')
        learning = _learning(team)
        sync_all(an, bo)
        address = team.address('review/' + learning)
        kim, sam, noa = (team.person(role, name) for role, name in (('coordinator', 'Kim'), ('member', 'Sam'), ('advisor', 'Noa')))
        for page in (kim, sam, noa):
            page.go(address)
        kim.fill('so_what', 'Kom naar ze toe')
        sam.fill('so_what', 'Begin aan de deur')
        for page in (kim, sam):
            page.send('main form:has(textarea[name=so_what])')
        noa.go(address)  # what is new loads it anew by itself, perhaps right now
        _say(noa, 'objection', 'Niet op zaterdag')
        an.set(learning, now_what='Elke dinsdag')
        bo.add('comment', target=learning, body='Eens', kind='agree', sharing='team')
        sync_all(an, bo)
        kim.go(address)
        assert kim.say('document.querySelectorAll(".versions li").length') == 2, kim.text()
        kim.say('[...document.querySelectorAll(".versions li")].find((one) => one.innerText.includes("deur")).querySelector("form").id = "deur"; 1')
        kim.send('#deur')
        kim.go(address)
        kim.send('.comment.objection form')
        sync_all(an, bo)

        for page in (kim, sam, noa):
            page.go(address)
        assert _texts(kim) == _texts(sam), (_texts(kim), _texts(sam))
        boxes, said = _texts(kim)
        assert 'Begin aan de deur' in boxes and 'Elke dinsdag' in boxes and sorted(said) == ['Eens', 'Niet op zaterdag'], (boxes, said)
        assert noa.read('.comment .text') == said and noa.read('.three .text')[1] == 'Begin aan de deur', noa.text()
        assert an.show(learning) == bo.show(learning) and an.show(learning)['fields']['so_what'] == 'Begin aan de deur', an.show(learning)
        assert not an.json('conflicts') and not bo.json('conflicts'), 'two versions are left'
        assert not kim.has('.comment.objection form'), 'the objection is still open'
        for page in (kim, sam, noa):
            assert not page.complaints(), page.complaints()

def keys_lead_through_the_room(home):
    with Team(home) as team:
        first, second = (_learning(team, headline=name) for name in ('Eerst', 'Daarna'))
        team.an.sync()
        page = team.person('advisor')
        page.go(team.address('review'))
        order = page.say('[...document.querySelectorAll(".rows .title")].map((one) => one.href)')
        assert sorted(one.rsplit('/', 1)[1] for one in order) == sorted((first, second)), order
        page.go(order[0])
        assert page.has('.keys:not([hidden])'), 'the keys are not said'
        for key, place in (('ArrowRight', order[1]), ('ArrowLeft', order[0]), ('n', order[1]), ('p', order[0]), ('a', team.address('review'))):
            page.leave(key)
            assert page.where() == place, (key, page.where())
        page.go(order[0])
        page.press('c')
        assert page.say('document.activeElement.id') == 'comment'
        page.press('n')
        assert page.where() == order[0] and page.say('document.getElementById("comment").value') == 'n', 'a letter in a text is no key'

def all_of_it_works_without_script(home):
    with Team(home) as team:
        learning = _learning(team)
        team.an.sync()
        page = team.person('coordinator', 'Kim', script=False, width=360)
        page.go(team.address('note'))
        page.fill('body', 'Zonder script')
        page.send('main form')
        assert 'It is in the logbook' in page.text(), page.text()
        page.go(team.address('review/' + learning))
        assert page.has('.keys') and not page.has('.keys:not([hidden])'), 'what needs script is offered'
        _save(page, so_what='Kom naar ze toe')
        assert 'Saved.' in page.text(), page.text()
        _say(page, 'agree', 'Eens')
        page.send('.steps button[value=discussed]')
        page.go(team.address('search'))
        page.fill('q', 'zonder')
        page.send('main form')
        assert page.read('.rows li')[0].startswith('Zonder script\nNote'), page.read('.rows li')
        page.send('.foot button[lang=nl]')
        assert page.say('document.documentElement.lang') == 'nl' and '/search' in page.where(), page.text()
        page.send('.foot form')
        page.go(team.address())
        assert page.where().endswith('/sign-in'), 'still signed in'
        team.an.sync()
        fields = team.an.show(learning)['fields']
        assert (fields['so_what'], fields['status']) == ('Kom naar ze toe', 'discussed'), fields
        assert [one['fields']['body'] for one in team.an.json('list', 'entry')] == ['Zonder script']

def the_keyboard_alone_is_enough(home):
    with Team(home) as team:
        learning = _learning(team)
        team.an.sync()
        page = team.person('member', 'Sam')
        page.go(team.address('review/' + learning))
        page.press('Tab')
        assert page.say('document.activeElement.className') == 'skip', 'nothing leads past the places'
        seen = page.say('document.activeElement.getBoundingClientRect().left')
        assert seen >= 0, 'the way past the places is not seen'
        page.press('Enter')
        page.tab_to('textarea[name=so_what]')
        for key in 'Ja':
            page.press(key)
        page.tab_to('main form:has(textarea[name=what]) button')
        ring = page.say('getComputedStyle(document.activeElement).outlineStyle')
        assert ring != 'none', 'where the keyboard is cannot be seen'
        page.leave('Enter')
        assert 'Saved.' in page.text(), page.text()
        page.tab_to('#comment')
        page.press('K')
        page.tab_to('#comments form:has(#comment) button')
        page.leave('Enter')
        team.an.sync()
        assert team.an.show(learning)['fields']['so_what'] == 'Ja'
        assert [one['fields']['body'] for one in team.an.json('list', 'comment')] == ['K']

# What each role is offered at each step; who may not come further says so by commenting.
STEPS = {'for_review': ({'discussed', 'withdrawn'}, {'coordinator', 'member', 'monitor'}),
         'discussed': ({'established', 'withdrawn'}, {'coordinator', 'monitor'})}

def status_goes_on_by_who_may(home):
    with Team(home) as team:
        ids = {status: _learning(team, headline=status, status=status, so_what='Kom', now_what='Doe') for status in STEPS}
        for learning in ids.values():
            team.an.add('comment', target=learning, body='Eens', kind='agree', sharing='team')
        team.an.sync()
        for role in ('coordinator', 'member', 'monitor', 'co_researcher', 'advisor', 'reader'):
            page = team.person(role, role)
            for status, (steps, may) in STEPS.items():
                page.go(team.address('review/' + ids[status]))
                offered = set(page.say('[...document.querySelectorAll(".steps button")].map((one) => one.value)')) - {''}
                further = steps - {'withdrawn'}
                assert (further <= offered) == (role in may), (role, status, offered)
                assert page.has('main textarea[name=what]') == (role in ('coordinator', 'member', 'monitor')), role
                assert page.has('#comment') == (role != 'reader'), role
        page = team.person('member', 'Sam')
        page.go(team.address('review/' + ids['for_review']))
        page.send('.steps button[value=discussed]')
        assert page.has('.done'), page.text()
        page.go(team.address('review/' + ids['discussed']))
        assert not page.has('.steps button[value=established]')
        kim = team.person('monitor', 'Kim')
        kim.go(team.address('review/' + ids['discussed']))
        kim.send('.steps button[value=established]')
        page.go(team.address('review/' + ids['for_review']))
        page.fill('status_why-withdrawn', 'Het bleek anders')
        page.send('.steps button[value=withdrawn]')
        team.an.sync()
        learning = team.an.show(ids['for_review'])['fields']
        assert learning['status'] == 'withdrawn' and learning['status_why'] == 'Het bleek anders', learning
        assert team.an.show(ids['discussed'])['fields']['status'] == 'established'

def what_is_noted_wakes_a_waiting_laptop(home):
    with Team(home) as team:
        took = from_page_to_laptop(team)
        print(f'# from Send to the laptop: {in_words(took)}')
        assert max(took) < WOKEN, took

def what_a_laptop_saves_wakes_an_open_page(home):
    with Team(home) as team:
        took = from_laptop_to_page(team)
        print(f'# from sync to the page: {in_words(took)}')
        assert max(took) < WOKEN, took

def what_is_new_takes_nothing_away(home):
    with Team(home) as team:
        page, objection = team.person('member', 'Sam'), '[name=kind][value=objection]'
        for begin, left in ((lambda: page.fill('comment', 'half een zin'), '#comment").value === "half een zin"'),
                            (lambda: page.click(objection), f'{objection}").checked')):
            learning = _learning(team)
            team.an.sync()
            page.go(team.address('review/' + learning))
            begin()
            page.say('document.activeElement.blur()')
            team.an.set(learning, so_what='Intussen')
            team.an.sync()
            page.until(TOLD)
            assert page.say(f'document.querySelector("{left}'), f'{left}: what was being said is gone'

def who_sends_is_not_held_back_by_what_is_new(home):
    with Team(home) as team:
        learning = _learning(team)
        team.an.sync()
        page = team.person('member', 'Sam')
        page.go(team.address('review/' + learning))
        seq = int(page.say('document.querySelector("main").dataset.seq'))
        page.begin('.steps button[value=discussed]')
        team.an.set(learning, so_what='Intussen')
        team.an.sync()
        # Nobody can look into a page that is being left, but it asks what is new after that.
        until(lambda: any(int(one) > seq for one in re.findall(r'/news\?after=(\d+)', ' '.join(page.addresses()))), 'nothing is heard')
        page.release()
        page.until('document.querySelector(".done")')
        team.an.sync()
        assert team.an.show(learning)['fields']['status'] == 'discussed'

main(globals())
