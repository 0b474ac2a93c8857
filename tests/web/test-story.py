#!/usr/bin/env python3
"""Documents that leave as a web page, in a real browser and without script: stories for two audiences, one in the look of a house
whose colour is hard to read, and a form in French; on a telephone and on a wide screen, by day and by night, checked against WCAG
2.2 AA with axe-core. Nothing is fetched. With PT_PICTURES=FOLDER every page is also a picture there."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from browser import Browser
from harness import Laptop, main

PICTURES = os.environ.get('PT_PICTURES')
WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

def _write(home):
    """The pages, by name."""
    an, house = Laptop(home, 'an'), os.path.join(home, 'house.ini')
    an.cli('example')
    with open(house, 'w') as file:
        file.write('[house]\naccent=#ffcc00\nheading-font=DejaVu Sans\n')
    pages = {name: os.path.join(home, name + '.html') for name in ('public', 'internal', 'house', 'form')}
    for name in ('public', 'internal'):
        an.cli('export', '--format', 'html', '--audience', name, '-o', pages[name])
    an.cli('export', '--format', 'html', '--audience', 'funder', '--house', house, '-o', pages['house'])
    an.cli('document', 'consent-form', '--lang', 'fr', '--format', 'html', '--house', house, '-o', pages['form'])
    return pages

def _look(page, name):
    seen = page.say('''({h1: document.querySelectorAll("h1").length, title: document.title, lang: document.documentElement.lang,
        wide: document.scrollingElement.scrollWidth - innerWidth,
        mute: Array.from(document.querySelectorAll("img:not([alt])")).map((one) => one.outerHTML.slice(0, 80))})''')
    if PICTURES:
        page.picture(os.path.join(PICTURES, name + '.png'))
    assert seen['h1'] == 1 and seen['title'] and seen['lang'] == ('fr' if '-form-' in name else 'nl'), (name, seen)
    assert seen['wide'] <= 0 and not seen['mute'], (name, seen)
    bad = page.axe(WCAG)
    assert not bad, (name, bad)

def documents_are_readable_by_everybody(home):
    browser = Browser()
    try:
        pages = _write(home)
        for width, colours in (360, 'light'), (1400, 'dark'):
            page = browser.page(width=width, script=False, language='nl', colours=colours)
            for name, path in pages.items():
                page.go('file://' + path)
                _look(page, f'story-{name}-{width}-{colours}')
            assert all(one.startswith(('file:', 'data:', 'about:')) for one in page.addresses()), page.addresses()
    finally:
        browser.close()

# What a figure shows at this width: how many drawings, in points of the screen its smallest words, and what sticks out.
SEEN = """[...document.querySelectorAll("figure.drawing")].map((figure) => {
  const shown = [...figure.querySelectorAll("svg")].filter((svg) => svg.getClientRects().length);
  const small = Math.min(...shown.flatMap((svg) => [...svg.querySelectorAll("text")].filter((text) => /[\\p{L}\\d]/u.test(text.textContent)).map((text) =>
    text.getAttribute("font-size") * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)));
  const boxes = [figure, ...figure.querySelectorAll("div:not(.table)")].filter((one) => one.getClientRects().length);
  return {name: figure.className, shown: shown.length, small,
          wide: Math.max(...boxes.map((one) => Math.max(one.scrollWidth - one.clientWidth, one.getBoundingClientRect().right - innerWidth)))};
})"""
PICTURES_OF_ALL = {'fellow-travellers', 'ladder', 'staircase', 'timeline', 'agenda', 'effects', 'theory', 'resources', 'embedding', 'density'}

def drawings_are_read_on_every_screen(home):
    """Without moving them sideways and without a magnifying glass; one of the two that there are of each, also for a screen reader."""
    browser = Browser()
    try:
        page_of = _write(home)['internal']
        for width in 320, 360, 480, 735, 736, 895, 896, 1023, 1400:
            page = browser.page(width=width, script=False, language='nl')
            page.go('file://' + page_of)
            seen = page.say(SEEN)
            assert PICTURES_OF_ALL <= {one['name'].split()[1] for one in seen}, seen
            assert all(one['shown'] == 1 and one['wide'] <= 0 and one['small'] >= (7 if width < 360 else 8) for one in seen), (width, seen)
            if width == 360:
                assert page.say('document.querySelectorAll("[id]").length === new Set([...document.querySelectorAll("[id]")].map((one) => one.id)).size')
            browser.close_page(page)
    finally:
        browser.close()

main(globals())
