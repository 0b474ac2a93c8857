"""Debian's Chromium without a window, driven by its own DevTools protocol over two pipes: no port, no library."""
import json, os, select, shutil, subprocess, tempfile, time

SLOW = 60  # seconds

class Browser:
    def __init__(self):
        self.home = tempfile.mkdtemp(prefix='browser-')
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()

        def place():
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)
        self.process = subprocess.Popen(
            ['chromium', '--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', '--ignore-certificate-errors',
             '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--hide-scrollbars',
             f'--user-data-dir={self.home}/profile'],
            preexec_fn=place, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, 'HOME': self.home})
        os.close(to_read)
        os.close(to_write)
        self.number, self.rest, self.heard = 0, b'', []

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
        message = {'id': self.number, 'method': method, 'params': params, **({'sessionId': session} if session else {})}
        os.write(self.to, json.dumps(message).encode() + b'\0')
        while True:
            got = self._next()
            if got.get('id') == self.number:
                assert 'error' not in got, f"{method}: {got['error']}"
                return got['result']
            if 'method' in got:
                self.heard.append(got)

    def page(self, width=1400, script=True, language='en'):
        """A page with cookies of its own."""
        context = self.ask('Target.createBrowserContext')['browserContextId']
        target = self.ask('Target.createTarget', url='about:blank', browserContextId=context)['targetId']
        return Page(self, self.ask('Target.attachToTarget', targetId=target, flatten=True)['sessionId'], width, script, language)

class Page:
    def __init__(self, browser, session, width, script, language):
        self.browser, self.session, self.script = browser, session, script
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

    def wait_for(self, event, since):
        end = time.monotonic() + SLOW
        while not any(one['method'] == event and one.get('sessionId') == self.session for one in self.browser.heard[since:]):
            assert time.monotonic() < end, f'{event} does not come'
            self.ask('Runtime.evaluate', expression='1') if self.script else self.ask('Page.getLayoutMetrics')
            time.sleep(0.02)

    def go(self, url):
        since = len(self.browser.heard)
        self.ask('Page.navigate', url=url)
        self.wait_for('Page.loadEventFired', since)

    def say(self, expression):
        """What the expression gives in the page, also when the page's own scripts are off."""
        world = self.ask('Page.createIsolatedWorld', frameId=self.ask('Page.getFrameTree')['frameTree']['frame']['id'])
        got = self.ask('Runtime.evaluate', expression=expression, contextId=world['executionContextId'], awaitPromise=True,
                       returnByValue=True)
        assert 'exceptionDetails' not in got, got['exceptionDetails']
        return got['result'].get('value')

    def send(self, form):
        """Submits the form that the expression gives, as a person does."""
        since = len(self.browser.heard)
        self.say(f'({form}).querySelector("button:not([type=button])").click()')
        self.wait_for('Page.loadEventFired', since)

    def press(self, key):
        for kind in ('keyDown', 'keyUp'):
            self.ask('Input.dispatchKeyEvent', type=kind, key=key, **({'text': key} if len(key) == 1 and kind == 'keyDown' else {}))

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
        import base64
        size = self.ask('Page.getLayoutMetrics')['cssContentSize']
        data = self.ask('Page.captureScreenshot', captureBeyondViewport=True,
                        clip={'x': 0, 'y': 0, 'width': size['width'], 'height': min(size['height'], 2400), 'scale': 1})['data']
        with open(path, 'wb') as file:
            file.write(base64.b64decode(data))
