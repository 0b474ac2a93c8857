/* SPDX-License-Identifier: GPL-3.0-or-later
   Opens "Note it" without a connection, in a browser that had it once. It keeps a page that is of nobody and of no
   logbook, and what that page looks like; the notes themselves are kept by hub.js. Whoever is not signed in any more
   loses both. It works for this one page: its scope is /l/LOGBOOK/note. */
'use strict';

const CACHE = `note ${registration.scope}`;
const AWAY = new URL(location.href).searchParams.get('page');
const PATIENCE_MS = 10000; /* a dead spot often does not say that it is one */

/* The page, and the style and script that it names; without cookies, so that nobody's words can be in it. */
async function keep() {
  const page = await fetch(AWAY, { credentials: 'omit' });
  if (!page.ok)
    throw new Error(`${AWAY}: ${page.status}`);
  const files = Array.from((await page.clone().text()).matchAll(/"(\/static\/[^"]+)"/g), (found) => found[1]);
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await cache.put(AWAY, page);
  for (const one of await cache.keys()) /* of an older worker */
    if (![AWAY, ...files].includes(new URL(one.url).pathname))
      await cache.delete(one);
}

async function leave() {
  await caches.delete(CACHE);
  await registration.unregister();
}

async function ask(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(request, { signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

/* The hub's own page where there is one; where to sign in is elsewhere, and a sign of having to. */
async function open(request) {
  let page;
  try {
    page = await ask(request);
  } catch (error) {
    return (await caches.match(AWAY, { cacheName: CACHE })) ?? Response.error();
  }
  if (page.type === 'opaqueredirect' || [401, 403, 404].includes(page.status))
    await leave();
  return page;
}

addEventListener('install', (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET')
    return;
  if (request.mode === 'navigate')
    event.respondWith(open(request));
  else if (new URL(request.url).pathname.startsWith('/static/'))
    event.respondWith(caches.match(request, { cacheName: CACHE }).then((kept) => kept ?? fetch(request)));
});
