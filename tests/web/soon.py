"""How soon what one writes is with another, for the tests (it does not wait for the next time one asks) and the benchmark (seconds)."""
import sqlite3, time
from team import until

TIMES = 5

def in_words(took):
    return ', '.join(f'{one * 1000:.0f} ms' for one in took)

def _is_there(laptop, note):
    with sqlite3.connect(f'file:{laptop.folder}/logbook.db?mode=rw', uri=True) as db:
        found = db.execute('SELECT count(*) FROM entry WHERE id = ?', (note,)).fetchone()[0]
    db.close()
    return found

def from_page_to_laptop(team):
    """Seconds from Send in a browser until a laptop that waits has it, each time."""
    bo = team.laptop('bo')
    page = team.person('co_researcher')
    page.go(team.address('note'))
    watcher, took = bo.start('sync', '--watch'), []
    try:
        for turn in range(TIMES + 1):  # the first finds the line being opened
            note = page.say('document.querySelector("main [name=id]").value')
            page.fill('body', f'Nu {turn}')
            begun = time.monotonic()
            page.click('main form button.suggested')
            until(lambda: _is_there(bo, note), f'{note} does not come')
            took.append(time.monotonic() - begun)
            page.until(f'document.querySelector("main [name=id]").value !== "{note}"')
    finally:
        watcher.terminate()
        watcher.communicate()
    return took[1:]

def from_laptop_to_page(team):
    """Seconds from the sync of a laptop until an open page shows it, each time."""
    learning = team.an.add('learning', headline='Koffie werkt', what='Er kwamen er zeven.', status='for_review', sharing='team')
    team.an.sync()
    page, took = team.person('advisor'), []
    page.go(team.address('review/' + learning))
    for turn in range(TIMES):
        team.an.set(learning, so_what=f'Keer {turn}')
        begun = time.monotonic()
        team.an.sync()
        page.until(f'document.body?.innerText.includes("Keer {turn}")')
        took.append(time.monotonic() - begun)
    return took
