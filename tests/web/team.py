"""What the tests of pages share: a hub with a logbook, the laptop that filled it, a browser, and people who are
signed in to it."""
import atexit, os, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from browser import Browser
from harness import HUB, Hub, Laptop, fields, laptop_with_logbook, run

THEME = 'loneliness'

def until(good, what='it does not happen'):
    end = time.monotonic() + 30
    while not (found := good()):
        assert time.monotonic() < end, what() if callable(what) else what
        time.sleep(0.05)
    return found

_browser = []

def _share_browser():
    """One for all tests of a script, each with cookies of its own: to start one takes longer than most tests."""
    if not _browser:
        _browser.append(Browser())
        atexit.register(_browser[0].close)
    return _browser[0]

def _fill(an):
    """The example logbook, shared with everybody of it; some of it with other labs and the world."""
    an.cli('example')
    for kind in ('entry', 'question', 'learning', 'experiment', 'outcome', 'narrative'):
        for record in an.json('list', kind)[:6]:
            an.set(record['id'], sharing='team')
    for record in an.json('list', 'challenge'):
        an.set(record['id'], sharing='public', themes=THEME, card='Buren die elkaar niet kennen')
    for record in an.json('list', 'learning')[:6]:
        an.set(record['id'], sharing='network')
    an.add('resource', title='Zaal op dinsdag', direction='need', sharing='network')
    an.add('question', text='Hoe ' + 'lang kan een vraag worden die niemand afkort ' * 4 + '?', sharing='team')

class Team:
    """To be used with `with`: all of it ends there."""
    def __init__(self, home, example=False):
        self.browser = _share_browser()
        self.home, self.hub = home, Hub(home)
        self.an = Laptop(home, 'an') if example else laptop_with_logbook(home)
        if example:
            _fill(self.an)
        self.an.join(self.hub.invite_founder())
        self.an.sync()
        self.logbook = self.an.json('list', 'logbook')[0]['id']

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.forget()
        self.hub.stop()

    def address(self, path=''):
        return f'{self.hub.url}/l/{self.logbook}/{path}'

    def laptop(self, name, role='member'):
        """Of a colleague, in step."""
        laptop = Laptop(self.home, name)
        laptop.join(self.an.cli('invite', '--role', role, '--name', name))
        laptop.sync()
        return laptop

    def invite(self, role, name):
        """The address and code of a new one."""
        words = fields(run(HUB, 'invite', self.hub.folder, '--logbook', self.logbook, '--role', role, '--name', name, env=self.hub.env))
        return words['url'].split('#')[0], words['code']

    def come_in(self, page, role, name='Fatima'):
        """As a person does: the link of an invite, their name and the code."""
        url, code = self.invite(role, name)
        page.go(url)
        page.fill('name', name)
        page.fill('code', code)
        page.send('main form')
        assert f'/l/{self.logbook}/' in page.where(), page.text()
        return page

    def person(self, role, name='Fatima', **screen):
        """A page in a browser of their own, signed in."""
        return self.come_in(self.browser.page(**screen), role, name)

    def first(self, kind, **wanted):
        """The id of one that the page's readers may know."""
        return next(one['id'] for one in self.an.json('list', kind)
                    if all({**one, **one['fields']}.get(name) == value for name, value in wanted.items()))
