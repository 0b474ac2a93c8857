"""Debian's Chromium without a window, driven by playwright-core in a process of its own (browser.js)."""
import json, os, shutil, subprocess, tempfile
import npm_tools
from harness import Skipped

HERE = os.path.dirname(os.path.abspath(__file__))

class Browser:
    def __init__(self):
        chromium = shutil.which('chromium')
        if not chromium:
            raise Skipped('chromium is not here, though data/debian-packages.txt asks for it')
        tools = npm_tools.install_once(HERE)
        self.home = tempfile.mkdtemp(prefix='browser-')
        self.process = subprocess.Popen(
            ['node', os.path.join(HERE, 'browser.js'), chromium], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, 'HOME': self.home, 'NODE_PATH': os.path.join(tools, 'node_modules')})
        self.pages = []

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)
        shutil.rmtree(self.home, ignore_errors=True)

    def ask(self, page, what, *words):
        self.process.stdin.write(json.dumps({'page': page, 'what': what, 'words': words}) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, 'the browser is gone'
        answer = json.loads(line)
        assert 'wrong' not in answer, answer['wrong']
        return answer.get('is')

    def page(self, width=1400, script=True, language='en', colours='light'):
        """A page with cookies of its own."""
        self.pages.append(Page(self, self.ask(None, 'open', {'width': width, 'script': script, 'language': language, 'colours': colours})))
        return self.pages[-1]

    def close_page(self, page):
        """With its cookies and all that it keeps."""
        self.pages.remove(page)
        page.ask('close')

    def forget(self):
        """Every page."""
        while self.pages:
            self.close_page(self.pages[-1])

class Page:
    def __init__(self, browser, number):
        self.browser, self.number = browser, number

    def ask(self, what, *words):
        return self.browser.ask(self.number, what, *words)

    def go(self, url):
        self.ask('go', url)

    def say(self, expression):
        """What the expression gives in the page, also when the page's own scripts are off."""
        return self.ask('say', expression)

    def until(self, expression):
        """Waits for it to be true, in whichever document is here by then."""
        self.ask('until', expression)

    def where(self):
        return self.say('location.href')

    def text(self):
        return self.say('document.body.innerText')

    def has(self, selector):
        return self.say(f'document.querySelector({json.dumps(selector)}) !== null')

    def read(self, selector):
        """The words of all that the selector finds."""
        return self.say(f'[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.innerText)')

    def fill(self, field, value):
        """Into the field of that id or name, or chosen there."""
        self.ask('fill', field, value)

    def click(self, selector):
        """What stays on the page."""
        self.ask('click', selector)

    def send(self, selector):
        """Leaves the page by a link or button, or the first button of a form, as a person does."""
        self.ask('send', f':is({selector}):not(form), form:is({selector}) button:not([type=button])')

    def begin(self, selector):
        """Like send(), over a line that is so slow that nothing has left yet; release() lets it go."""
        self.ask('begin', selector)

    def release(self):
        self.ask('release')

    def press(self, key):
        self.ask('press', key)

    def tab_to(self, selector):
        """By the key Tab alone, as often as it takes."""
        for _ in range(60):
            self.press('Tab')
            if self.say(f'document.activeElement.matches({json.dumps(selector)})'):
                return
        raise AssertionError(f'{selector} is not reached by Tab')

    def leave(self, key):
        """By a key that leads to another page."""
        self.ask('leave', key)

    def choose(self, selector, *paths):
        """Files, for an input."""
        self.ask('choose', selector, paths)

    def offline(self, gone=True):
        self.ask('offline', gone)

    def block(self, pattern):
        """What is asked of such addresses fails."""
        self.ask('block', pattern)

    def free(self, pattern):
        """Not blocked any more."""
        self.ask('free', pattern)

    def forget_cookies(self):
        self.ask('forget_cookies')

    def complaints(self):
        """What the console said: errors of scripts, and what the policy of the page forbade."""
        return self.ask('heard', 'complaints')

    def asked(self):
        """What the page wanted to be sure of; the answer was yes."""
        return self.ask('heard', 'asked')

    def addresses(self):
        """All that was asked of the network."""
        return self.ask('heard', 'addresses')

    def axe(self, tags):
        """What axe-core finds wrong by the rules with these tags."""
        return self.ask('axe', tags)

    def picture(self, path):
        self.ask('picture', path)
