/* SPDX-License-Identifier: GPL-3.0-or-later
   What makes the pages better with script; all of them work without it. Three things: notes are kept in
   the browser until they are sent, a voice can be recorded, and a page says when there is something new. */
'use strict';

/* ── Notes that are not sent yet ── */

const DATABASE = 'proeftuin-notes';

function openNotes() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('notes', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ask(mode, run) {
  return openNotes().then((database) => new Promise((resolve, reject) => {
    const transaction = database.transaction('notes', mode);
    const request = run(transaction.objectStore('notes'));
    transaction.oncomplete = () => { database.close(); resolve(request.result); };
    transaction.onerror = () => { database.close(); reject(transaction.error); };
  }));
}

const keepNote = (note) => ask('readwrite', (notes) => notes.put(note));
const dropNote = (id) => ask('readwrite', (notes) => notes.delete(id));
const listNotes = () => ask('readonly', (notes) => notes.getAll());

/* UUIDv7, RFC 9562 §5.7: the same sort of id as laptops make. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function localMoment() {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
  return local.toISOString().slice(0, 16);
}

/* What became of a note that was sent. */
const SENT = 'sent';       /* it is in the logbook */
const LATER = 'later';     /* no connection, or the team server cannot do it now */
const OUTSIDE = 'outside'; /* this page is not signed in any more */
const REFUSED = 'refused'; /* it never takes this one: somebody has to look at it */

const NO_ROOM = 507; /* the words are in the logbook, the files are not */

function judge(response) {
  if (response.status === 401 || response.status === 403 || response.url.includes('/sign-in'))
    return OUTSIDE;
  if (response.ok)
    return SENT;
  if ([408, 425, 429].includes(response.status) || (response.status >= 500 && response.status !== NO_ROOM))
    return LATER;
  return REFUSED;
}

async function readReason(response) {
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return page.querySelector('main h1 + p')?.textContent ?? '';
}

const filesOf = (note) => note.fields.filter(([, value]) => value instanceof Blob);
const textOf = (note) => note.fields.find(([name]) => name === 'body')?.[1] ?? '';

const GLIMPSE = 280; /* signs by which one knows one's own words again */
const glimpseOf = (text) => (text.length > GLIMPSE ? `${text.slice(0, GLIMPSE)}…` : text);

function make(parent, name, text, properties) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.assign(made, properties);
  parent.append(made);
  return made;
}

/* Notes are kept for the person who wrote them: who signs in after them at the same browser neither sees nor sends them. The
   page that opens without a connection (note-worker.js) knows from the last one that had it for whom it is. */
class Keeper {
  constructor(box) {
    this.box = box;
    this.words = box.dataset;
    this.form = box.querySelector('form');
    this.away = !this.words.worker;
    if (this.away)
      this.beAway();
    else
      this.remember();
    this.state = box.querySelector('.state');
    this.refused = box.querySelector('.refused');
    this.body = this.form.elements.body;
    this.draft = `draft ${this.words.keep} ${this.form.action}`;
    this.busy = false;
    this.form.hidden = !this.words.keep;
    this.body.value = this.body.value || localStorage.getItem(this.draft) || '';
    this.body.addEventListener('input', () => localStorage.setItem(this.draft, this.body.value));
    this.form.addEventListener('submit', (event) => this.submit(event));
    addEventListener('online', () => this.goOn());
    setInterval(() => this.goOn(), 20000);
    this.sendAll();
  }

  /* For the next time, when there may be no connection. A browser that cannot do this sends as ever. */
  remember() {
    localStorage.setItem(`for ${location.pathname}`, this.words.keep);
    navigator.serviceWorker?.register(this.words.worker, { scope: location.pathname }).catch(() => {});
  }

  beAway() {
    this.form.action = location.pathname;
    this.form.elements.id.value = newId();
    this.form.elements.op.value = newId();
    this.words.keep = localStorage.getItem(`for ${location.pathname}`) ?? '';
  }

  isEmpty() {
    return this.body.value === '' && !this.form.recorder?.recorder &&
      Array.from(this.form.querySelectorAll('[type=file]')).every((field) => field.files.length === 0);
  }

  /* Only the hub's own page can send. It takes the place of this one when nothing is lost by that. */
  async goOn() {
    await this.sendAll();
    if (this.away && this.words.keep && this.isEmpty() && await fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.ok, () => false))
      location.reload();
  }

  read() {
    const fields = [];
    for (const [name, value] of new FormData(this.form).entries())
      if (name !== 'form' && !(value instanceof File && value.size === 0))
        fields.push([name, value, value instanceof File ? value.name : '']);
    return { id: this.form.elements.id.value, action: this.form.action, member: this.words.keep, fields };
  }

  async listOwn() {
    return (await listNotes()).filter((one) => one.action === this.form.action && one.member === this.words.keep);
  }

  say(text, style) {
    this.state.textContent = text;
    this.state.className = `state ${style}`;
  }

  empty() {
    localStorage.removeItem(this.draft);
    this.form.reset();
    this.body.value = '';
    this.form.elements.id.value = newId();
    this.form.elements.op.value = newId();
  }

  async submit(event) {
    event.preventDefault();
    await this.form.recorder?.finish();
    this.form.elements.made.value = localMoment();
    const note = this.read();
    const size = filesOf(note).reduce((sum, [, file]) => sum + file.size, 0);
    if (textOf(note).trim() === '' && size === 0)
      return;
    if (size > Number(this.words.max)) {
      this.say(this.words.large, 'problem');
      return;
    }
    if (await keepNote(note).then(() => true, () => false)) {
      this.empty();
      await this.goOn();
    } else
      await this.sendAtOnce(note);
    this.body.focus();
  }

  /* In a browser that keeps nothing it stays in the form until it is sent. */
  async sendAtOnce(note) {
    const answer = await this.send(note);
    if (answer.what === SENT)
      this.empty();
    this.say(answer.what === SENT ? this.words.saved : answer.reason || this.words.unkept, answer.what === SENT ? 'done' : 'problem');
  }

  /* The token of the page that sends it, not of the one that it was written in. */
  async send(note) {
    if (this.away)
      return { what: LATER };
    const data = new FormData();
    data.append('form', this.form.elements.form.value);
    for (const [name, value, filename] of note.fields)
      if (value instanceof Blob)
        data.append(name, value, filename || 'voice');
      else
        data.append(name, value);
    try {
      const response = await fetch(note.action, { method: 'POST', body: data });
      const what = judge(response);
      return { what, reason: what === REFUSED ? await readReason(response) : '', partly: response.status === NO_ROOM };
    } catch (error) {
      return { what: LATER };
    }
  }

  /* Each that is not refused yet; one that cannot go keeps none of the others from going. */
  async sendAll() {
    if (this.busy)
      return;
    this.busy = true;
    const count = { [SENT]: 0, [LATER]: 0, [OUTSIDE]: 0, [REFUSED]: 0 };
    let notes = [];
    try {
      for (const note of (await this.listOwn()).filter((one) => !one.refused)) {
        const answer = await this.send(note);
        count[answer.what] += 1;
        if (answer.what === SENT)
          await dropNote(note.id);
        else if (answer.what === REFUSED)
          await keepNote({ ...note, refused: answer.reason || this.words.refused, partly: answer.partly });
      }
      notes = await this.listOwn();
    } catch (error) {
      /* A browser that keeps nothing has nothing to send. */
    }
    this.busy = false;
    this.tell(count);
    this.show(notes.filter((one) => one.refused));
  }

  tell(count) {
    if (!this.words.keep)
      this.say(this.words.outside, 'problem');
    else if (count[OUTSIDE] > 0)
      this.say(`${this.words.outside} ${this.words.waiting} ${count[OUTSIDE] + count[LATER]}`, 'problem');
    else if (count[LATER] > 0)
      this.say(`${this.words.kept} ${this.words.waiting} ${count[LATER]}`, 'problem');
    else if (count[SENT] > 0)
      this.say(this.words.saved, 'done');
    else if (this.state.classList.contains('problem'))
      this.say('', '');
  }

  /* ── What was refused: why, and what can be done about it ── */

  show(notes) {
    const shown = Array.from(this.refused.querySelectorAll('li'), (one) => one.dataset.id).join();
    if (shown === notes.map((one) => one.id).join())
      return;
    this.refused.hidden = notes.length === 0;
    const list = this.refused.querySelector('ul');
    list.replaceChildren();
    for (const note of notes)
      this.showOne(list, note);
  }

  showOne(list, note) {
    const item = make(list, 'li', '');
    item.dataset.id = note.id;
    make(item, 'p', note.refused, { className: 'why' });
    make(item, 'p', glimpseOf(textOf(note)), { className: 'version' });
    for (const [name, file, filename] of filesOf(note))
      make(item, 'a', filename || name, { href: URL.createObjectURL(file), download: filename || name, className: 'tag' });
    const actions = make(item, 'p', '');
    make(actions, 'button', this.words.again, { type: 'button', onclick: () => this.tryAgain(note) });
    if (!note.partly)
      make(actions, 'button', this.words.change, { type: 'button', onclick: () => this.change(note) });
    make(actions, 'button', this.words.drop, { type: 'button', className: 'quiet', onclick: () => this.throwAway(note) });
  }

  async tryAgain(note) {
    await keepNote({ ...note, refused: undefined });
    await this.sendAll();
  }

  /* Back into the form, under its own id: sent again, it takes the place of what is kept here. */
  change(note) {
    this.form.reset();
    for (const [name, value] of note.fields)
      if (!(value instanceof Blob) && this.form.elements[name])
        this.form.elements[name].value = value;
    this.form.elements.op.value = newId();
    for (const field of this.form.querySelectorAll('[type=file]')) {
      const files = new DataTransfer();
      for (const [name, file, filename] of filesOf(note))
        if (name === field.name)
          files.items.add(new File([file], filename, { type: file.type }));
      field.files = files.files;
    }
    this.body.focus();
  }

  async throwAway(note) {
    if (!confirm(this.words.sure))
      return;
    await dropNote(note.id);
    await this.sendAll();
    this.body.focus();
  }
}

/* The page for dead spots, and for whom it was. */
async function forgetAway() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith('for ')))
    localStorage.removeItem(name);
  for (const name of await window.caches?.keys() ?? [])
    await caches.delete(name);
  for (const worker of await navigator.serviceWorker?.getRegistrations() ?? [])
    await worker.unregister();
}

/* Whoever signs out leaves nothing behind: what is not sent is thrown away. The hub asks the browser to forget all of it; the
   page for dead spots goes also in one that does not listen. */
async function signOut(event) {
  event.preventDefault();
  const form = event.target;
  const left = await listNotes().catch(() => []);
  if (left.length > 0 && !confirm(form.querySelector('[data-unsent]').dataset.unsent))
    return;
  await forgetAway().catch(() => {});
  form.submit();
}

/* ── A voice ── */

class Recorder {
  constructor(button) {
    this.button = button;
    this.label = button.textContent;
    this.input = button.form.elements.voice;
    this.state = button.form.parentNode.querySelector('.state');
    button.form.recorder = this;
    button.hidden = false;
    button.addEventListener('click', () => (this.recorder ? this.finish() : this.start()));
  }

  async start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      this.state.textContent = this.button.dataset.silent;
      this.state.className = 'state problem';
      return;
    }
    this.parts = [];
    this.recorder = new MediaRecorder(stream);
    this.recorder.ondataavailable = (event) => this.parts.push(event.data);
    this.recorder.start();
    this.button.textContent = this.button.dataset.stop;
  }

  /* What was said is in the form then. */
  async finish() {
    const recorder = this.recorder;
    if (!recorder)
      return;
    await new Promise((resolve) => {
      recorder.onstop = resolve;
      recorder.stop();
    });
    recorder.stream.getTracks().forEach((track) => track.stop());
    this.recorder = null;
    this.button.textContent = this.label;
    this.give(new Blob(this.parts, { type: recorder.mimeType }));
  }

  give(blob) {
    const files = new DataTransfer();
    for (const file of this.input.files)
      files.items.add(file);
    files.items.add(new File([blob], `voice.${blob.type.includes('mp4') ? 'm4a' : 'webm'}`, { type: blob.type }));
    this.input.files = files.files;
  }
}

/* ── Something new ── */

function isAsItCame(field) {
  if (field.options)
    return field.selectedIndex === Math.max(0, Array.from(field.options).findIndex((one) => one.defaultSelected));
  return field.value === field.defaultValue && field.checked === field.defaultChecked;
}

function isUntouched() {
  return document.activeElement.tagName !== 'TEXTAREA' &&
    Array.from(document.querySelectorAll('main textarea, main input:not([type=hidden]), main select')).every(isAsItCame);
}

/* Who sends something or follows a link is on the way: to load this page anew would hold them back. */
let leaving = false;
document.addEventListener('submit', () => { leaving = true; });
document.addEventListener('click', (event) => { leaving ||= event.target.closest('a[href]') !== null; });
window.addEventListener('pageshow', (event) => { leaving &&= !event.persisted; });

async function watchNews(main) {
  let after = Number(main.dataset.seq);
  for (;;) {
    let answer;
    try {
      answer = await (await fetch(`${main.dataset.news}?after=${after}`)).json();
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 15000));
      continue;
    }
    if (!(answer.newest > after))
      continue;
    after = answer.newest;
    if (!leaving && isUntouched() && document.hasFocus()) {
      location.reload();
      return;
    }
    document.querySelector('.news').hidden = false;
  }
}

/* ── Keys in the review room: arrows or p and n for another one, a for the agenda, c to say something ── */

function stepByKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || /^(TEXTAREA|INPUT|SELECT)$/.test(event.target.tagName))
    return;
  const rel = { ArrowLeft: 'prev', p: 'prev', ArrowRight: 'next', n: 'next', a: 'up' }[event.key];
  const link = rel && document.querySelector(`.pages a[rel=${rel}]`);
  const words = event.key === 'c' && document.getElementById('comment');
  if (link)
    link.click();
  if (words) {
    event.preventDefault();
    words.focus();
  }
}

/* On a telephone the places are a row that goes on beyond the edge. */
document.querySelectorAll('.places [aria-current]').forEach((here) => {
  const row = here.closest('ul');
  row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - here.clientWidth) / 2;
});
document.querySelectorAll('[data-unsent]').forEach((button) => button.form.addEventListener('submit', signOut));
/* Somebody else may come in here: in a dead spot they would write for who was here before. */
if (document.querySelector('form[action="/sign-in"], form[action^="/join/"]'))
  forgetAway().catch(() => {});
document.querySelectorAll('[data-keep]').forEach((box) => new Keeper(box));
if (navigator.mediaDevices && window.MediaRecorder)
  document.querySelectorAll('.record').forEach((button) => new Recorder(button));
const main = document.querySelector('main[data-news]');
if (main)
  watchNews(main);
document.addEventListener('keydown', stepByKey);
document.querySelectorAll('.keys').forEach((hint) => { hint.hidden = false; });
