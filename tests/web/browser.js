/* Debian's Chromium by playwright-core, for browser.py: a line of JSON asks, a line answers. It ends with what asks. */
'use strict';
const fs = require('node:fs');
const { createInterface } = require('node:readline');
const { stripVTControlCharacters } = require('node:util');
const { chromium } = require('playwright-core');

const SLOW = 60000; // milliseconds
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pages = new Map();

/* A field is named by its id or its name, and is one that can be seen. */
const field = (page, name) => page.locator(`[id="${name}"], main [name="${name}"]`).filter({ visible: true }).first();
const once = (page, selector) => page.locator(selector).first();

/* As a person who leaves the page: done when another document is here and has loaded. */
const leave = (page, action) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), action()]);

/* A page loads itself anew when there is news, at any moment; what was asked of it right then is asked once more,
 * when what came in between is here: two that are under way at once would interrupt each other. */
async function insist(page, ask) {
  for (let left = 5; ; left--)
    try {
      return await ask();
    } catch (error) {
      if (!left || !/interrupted by another navigation|net::ERR_ABORTED|context was destroyed/.test(error.message))
        throw error;
      await page.waitForLoadState();
    }
}

/* A navigation that was interrupted may have been the one of before, to the same address. */
async function go(page, url) {
  let tried = false;
  await insist(page, async () => {
    if (!tried || page.url() !== url) {
      tried = true;
      await page.goto(url);
    }
  });
  return null;
}

/* What a page said, asked and fetched meanwhile. */
function listen(page) {
  const heard = { complaints: [], asked: [], addresses: [] };
  page.on('console', (message) => message.type() === 'error' && heard.complaints.push(message.text()));
  page.on('pageerror', (error) => heard.complaints.push(String(error)));
  page.on('request', (request) => heard.addresses.push(request.url()));
  page.on('dialog', (dialog) => {
    heard.asked.push(dialog.message());
    dialog.accept();
  });
  return heard;
}

async function open(browser, { width, script, language, colours }) {
  const context = await browser.newContext({ locale: language, colorScheme: colours, viewport: { width, height: 900 }, isMobile: width < 700 });
  context.setDefaultTimeout(SLOW);
  const page = await context.newPage();
  const number = pages.size + 1;
  pages.set(number, { page, script, heard: listen(page), session: await context.newCDPSession(page) });
  await allowScript(pages.get(number), script);
  return number;
}

/* The option javaScriptEnabled cannot be taken back for axe-core. */
const allowScript = ({ session }, may) => session.send('Emulation.setScriptExecutionDisabled', { value: !may });

const tasks = {
  go: ({ page }, url) => go(page, url),
  say: ({ page }, expression) => insist(page, () => page.evaluate(expression)),
  // A function, as the pages forbid to make one of a string later on.
  until: ({ page }, expression) => page.waitForFunction(new Function(`return (${expression});`)).then(() => null),
  click: ({ page }, selector) => once(page, selector).click(),
  send: ({ page }, selector) => leave(page, () => once(page, selector).click()).then(() => null),
  press: ({ page }, key) => page.keyboard.press(key),
  leave: ({ page }, key) => leave(page, () => page.keyboard.press(key)).then(() => null),
  choose: ({ page }, selector, paths) => once(page, selector).setInputFiles(paths),
  offline: ({ page }, gone) => page.context().setOffline(gone),
  block: ({ page }, pattern) => page.route(pattern, (route) => route.abort()),
  free: ({ page }, pattern) => page.unroute(pattern),
  forget_cookies: ({ page }) => page.context().clearCookies(),
  picture: ({ page }, path) => page.screenshot({ path, fullPage: true }).then(() => null),
  heard: ({ heard }, what) => heard[what],
  close: ({ page }) => page.context().close(),

  async fill({ page }, name, value) {
    const found = field(page, name);
    await (await found.evaluate((it) => it.tagName) === 'SELECT' ? found.selectOption(value) : found.fill(value));
  },

  async begin(it, selector) {
    const caught = new Promise((resolve) => {
      it.page.route('**', (route) => (route.request().method() === 'POST' ? resolve(route) : route.continue()));
    });
    await once(it.page, selector).click({ noWaitAfter: true });
    it.held = await caught;
  },

  async release({ page, held }) {
    await held.continue();
    await page.unroute('**');
  },

  /* What a reader without scripts got is looked at as it stands; axe-core itself needs the page's clock. */
  async axe(it, tags) {
    await allowScript(it, true);
    await it.page.evaluate(`${AXE}; null`);
    const found = await it.page.evaluate(async (runOnly) => {
      const { violations } = await globalThis.axe.run({ runOnly, resultTypes: ['violations'] });
      return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' ')}`);
    }, tags);
    await allowScript(it, it.script);
    return found;
  },
};

async function answer(browser, line) {
  const { page, what, words } = JSON.parse(line);
  try {
    return { is: await (what === 'open' ? open(browser, ...words) : tasks[what](pages.get(page), ...words)) };
  } catch (error) {
    return { wrong: `${what} ${JSON.stringify(words).slice(0, 200)}: ${stripVTControlCharacters(error.message)}` };
  }
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.argv[2], chromiumSandbox: false, args: [
    '--disable-gpu', '--ignore-certificate-errors', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] });
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await answer(browser, line))}\n`);
  await browser.close();
}

main();
