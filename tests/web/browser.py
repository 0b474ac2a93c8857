"""Debian's Chromium without a window, driven by its own DevTools protocol over two pipes: no port, no library."""
import base64, contextlib, json, os, select, shutil, subprocess, tempfile, time
from harness import Skipped

SLOW = 60  # seconds
# What a key is for the page besides its name: its code, and what it writes.
KEYS = {'Tab': (9, ''), 'Enter': (13, '\r')}

class Browser:
    def __init__(self):
        if not shutil.which('chromium'):
            raise Skipped('chromium is not here, though data/debian-packages.txt asks for it')
        self.home = tempfile.mkdtemp(prefix='browser-')
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()

        def place():
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)
        self.process = subprocess.Popen(
            ['chromium', '--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', '--ignore-certificate-errors',
             '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--hide-scrollbars',
             f'--user-data-dir={self.home}/profile'],
            preexec_fn=place, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, 'HOME': self.home})
        os.close(to_read)
        os.close(to_write)
        self.number, self.rest, self.heard, self.asked, self.contexts = 0, b'', [], [], []

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)

    def _next(self):
        end = time.monotonic() + SLOW
        while b'\0' not in self.rest:
            heard, _, _ = select.select([self.back], [], [], max(0, end - time.monotonic()))
            assert heard, 'the browser is silent'
            part = os.read(self.back, 1 << 20)
            assert part, 'the browser is gone'
            self.rest += part
        message, self.rest = self.rest.split(b'\0', 1)
        return json.loads(message)

    def ask(self, method, session=None, **params):
        self.number += 1
        number = self.number
        message = {'id': number, 'method': method, 'params': params, **({'sessionId': session} if session else {})}
        os.write(self.to, json.dumps(message).encode() + b'\0')
        while True:
            got = self._next()
            if got.get('id') == number:
                assert 'error' not in got, f"{method}: {got['error']}"
                return got['result']
            if got.get('method') == 'Page.javascriptDialogOpening':
                self.asked.append(got['params']['message'])
                self._answer(got['sessionId'])
            elif 'method' in got:
                self.heard.append(got)

    def _answer(self, session):
        """Yes, to whatever a page asks before it does something for good."""
        self.number += 1
        os.write(self.to, json.dumps({'id': self.number, 'method': 'Page.handleJavaScriptDialog', 'params': {'accept': True},
                                      'sessionId': session}).encode() + b'\0')

    def page(self, width=1400, script=True, language='en'):
        """A page with cookies of its own."""
        context = self.ask('Target.createBrowserContext')['browserContextId']
        self.contexts.append(context)
        target = self.ask('Target.createTarget', url='about:blank', browserContextId=context)['targetId']
        session = self.ask('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        return Page(self, session, context, width, script, language)

    def close_page(self, page):
        """With its cookies and all that it keeps."""
        self.contexts.remove(page.context)
        self.ask('Target.disposeBrowserContext', browserContextId=page.context)

    def forget(self):
        """Every page, and what was heard of them."""
        while self.contexts:
            self.ask('Target.disposeBrowserContext', browserContextId=self.contexts.pop())
        self.heard, self.asked = [], []

class Page:
    def __init__(self, browser, session, context, width, script, language):
        self.browser, self.session, self.context, self.script = browser, session, context, script
        for method in ('Page.enable', 'Runtime.enable', 'Log.enable', 'Network.enable'):
            self.ask(method)
        self.resize(width)
        self.ask('Network.setExtraHTTPHeaders', headers={'Accept-Language': language})
        self.ask('Emulation.setScriptExecutionDisabled', value=not script)

    def ask(self, method, **params):
        return self.browser.ask(method, self.session, **params)

    def prefer(self, **features):
        """What the reader asked of the system, such as forced_colors='active'."""
        self.ask('Emulation.setEmulatedMedia', features=[{'name': name.replace('_', '-'), 'value': value}
                                                         for name, value in features.items()])

    def resize(self, width):
        self.ask('Emulation.setDeviceMetricsOverride', width=width, height=900, deviceScaleFactor=1, mobile=width < 700)

    def _document(self):
        return self.ask('Page.getFrameTree')['frameTree']['frame']['loaderId']

    def _has_arrived(self, before, since):
        heard = [one for one in self.browser.heard[since:] if one.get('sessionId') == self.session]
        for number, one in enumerate(heard):
            frame = one['params']['frame'] if one['method'] == 'Page.frameNavigated' else {'parentId': None}
            if 'parentId' not in frame and frame['loaderId'] != before:
                return any(later['method'] == 'Page.loadEventFired' for later in heard[number:])
        return False

    @contextlib.contextmanager
    def _leaving(self):
        """Until another document is here and has loaded; what the one before it still had to say does not count."""
        before, since = self._document(), len(self.browser.heard)
        yield
        end = time.monotonic() + SLOW
        while not self._has_arrived(before, since):
            assert time.monotonic() < end, 'no other page comes'
            self.ask('Runtime.evaluate', expression='1') if self.script else self.ask('Page.getLayoutMetrics')
            time.sleep(0.02)

    def go(self, url):
        with self._leaving():
            self.ask('Page.navigate', url=url)

    def say(self, expression):
        """What the expression gives in the page, also when the page's own scripts are off."""
        world = self.ask('Page.createIsolatedWorld', frameId=self.ask('Page.getFrameTree')['frameTree']['frame']['id'])
        got = self.ask('Runtime.evaluate', expression=expression, contextId=world['executionContextId'], awaitPromise=True,
                       returnByValue=True)
        assert 'exceptionDetails' not in got, got['exceptionDetails']
        return got['result'].get('value')

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
        """Into the field of that id or name, as if it was typed."""
        self.say(f"""((field) => {{ field.value = {json.dumps(value)}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})(
            document.getElementById({json.dumps(field)}) ?? document.querySelector('main [name={field}]'))""")

    def click(self, selector):
        """What stays on the page."""
        self.say(f'document.querySelector({json.dumps(selector)}).click(); 1')

    def send(self, selector):
        """Leaves the page by a form or button, as a person does."""
        with self._leaving():
            self.say(f"""((found) => (found.matches('form') ? found.querySelector('button:not([type=button])') : found).click())(
                document.querySelector({json.dumps(selector)}))""")

    def press(self, key):
        code, text = KEYS.get(key, (0, key if len(key) == 1 else ''))
        for kind in ('keyDown', 'keyUp'):
            self.ask('Input.dispatchKeyEvent', type=kind, key=key, windowsVirtualKeyCode=code,
                     **({'text': text} if text and kind == 'keyDown' else {}))

    def tab_to(self, selector):
        """By the key Tab alone, as often as it takes."""
        for _ in range(60):
            self.press('Tab')
            if self.say(f'document.activeElement.matches({json.dumps(selector)})'):
                return
        raise AssertionError(f'{selector} is not reached by Tab')

    def leave(self, key):
        """By a key that leads to another page."""
        with self._leaving():
            self.press(key)

    def choose(self, selector, *paths):
        """Files, for an input."""
        root = self.ask('DOM.getDocument')['root']['nodeId']
        node = self.ask('DOM.querySelector', nodeId=root, selector=selector)['nodeId']
        self.ask('DOM.setFileInputFiles', nodeId=node, files=list(paths))

    def offline(self, gone=True):
        self.ask('Network.emulateNetworkConditions', offline=gone, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    def front(self):
        """As the tab that is looked at."""
        self.ask('Page.bringToFront')

    def complaints(self):
        """What the console said: errors of scripts, and what the policy of the page forbade."""
        return [one['params']['entry']['text'] for one in self.browser.heard
                if one['method'] == 'Log.entryAdded' and one.get('sessionId') == self.session
                and one['params']['entry']['level'] == 'error'] + [
                    one['params']['exceptionDetails']['text'] for one in self.browser.heard
                    if one['method'] == 'Runtime.exceptionThrown' and one.get('sessionId') == self.session]

    def addresses(self):
        """All that was asked of the network."""
        return [one['params']['request']['url'] for one in self.browser.heard
                if one['method'] == 'Network.requestWillBeSent' and one.get('sessionId') == self.session]

    def picture(self, path):
        size = self.ask('Page.getLayoutMetrics')['cssContentSize']
        data = self.ask('Page.captureScreenshot', captureBeyondViewport=True,
                        clip={'x': 0, 'y': 0, 'width': size['width'], 'height': min(size['height'], 2400), 'scale': 1})['data']
        with open(path, 'wb') as file:
            file.write(base64.b64decode(data))
