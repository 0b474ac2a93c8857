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

class Keeper {
  constructor(box) {
    this.box = box;
    this.form = box.querySelector('form');
    this.state = box.querySelector('.state');
    this.body = this.form.elements.body;
    this.draft = `draft ${this.form.action}`;
    this.busy = false;
    this.body.value = this.body.value || localStorage.getItem(this.draft) || '';
    this.body.addEventListener('input', () => localStorage.setItem(this.draft, this.body.value));
    this.form.addEventListener('submit', (event) => this.submit(event));
    addEventListener('online', () => this.sendAll());
    setInterval(() => this.sendAll(), 20000);
    this.sendAll();
  }

  read() {
    const fields = [];
    for (const [name, value] of new FormData(this.form).entries())
      if (name !== 'form' && !(value instanceof File && value.size === 0))
        fields.push([name, value, value instanceof File ? value.name : '']);
    return { id: this.form.elements.id.value, action: this.form.action, fields };
  }

  async submit(event) {
    event.preventDefault();
    if (this.body.value.trim() === '' && !Array.from(this.form.querySelectorAll('[type=file]')).some((one) => one.files.length))
      return;
    this.form.elements.made.value = localMoment();
    try {
      await keepNote(this.read());
    } catch (error) {
      this.form.submit(); /* a browser that keeps nothing sends it at once */
      return;
    }
    localStorage.removeItem(this.draft);
    this.form.reset();
    this.body.value = '';
    this.form.elements.id.value = newId();
    this.form.elements.op.value = newId();
    await this.sendAll();
    this.body.focus();
  }

  /* The token of the page that sends it, not of the one that it was written in. */
  async send(note) {
    const data = new FormData();
    data.append('form', this.form.elements.form.value);
    for (const [name, value, filename] of note.fields)
      if (value instanceof Blob)
        data.append(name, value, filename || 'voice');
      else
        data.append(name, value);
    const response = await fetch(note.action, { method: 'POST', body: data });
    return response.ok && !response.url.includes('/sign-in');
  }

  async sendAll() {
    if (this.busy)
      return;
    this.busy = true;
    let left = 0;
    let sent = 0;
    try {
      for (const note of (await listNotes()).filter((one) => one.action === this.form.action)) {
        if (left === 0 && await this.send(note).catch(() => false)) {
          await dropNote(note.id);
          sent += 1;
        } else
          left += 1;
      }
    } catch (error) {
      left = 0;
    }
    this.busy = false;
    this.tell(left, sent);
  }

  tell(left, sent) {
    const words = this.box.dataset;
    if (left > 0)
      this.state.textContent = `${words.kept} ${words.waiting} ${left}`;
    else if (sent > 0)
      this.state.textContent = words.saved;
    this.state.className = left > 0 ? 'state problem' : sent > 0 ? 'state done' : 'state';
  }
}

/* ── A voice ── */

class Recorder {
  constructor(button) {
    this.button = button;
    this.label = button.textContent;
    this.input = button.form.elements.voice;
    button.hidden = false;
    button.addEventListener('click', () => this.toggle());
  }

  async toggle() {
    if (this.recorder) {
      this.recorder.stop();
      return;
    }
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts = [];
    this.recorder = new MediaRecorder(stream);
    this.recorder.ondataavailable = (event) => parts.push(event.data);
    this.recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      this.give(new Blob(parts, { type: this.recorder.mimeType }));
      this.recorder = null;
      this.button.textContent = this.label;
    };
    this.recorder.start();
    this.button.textContent = this.button.dataset.stop;
  }

  give(blob) {
    const files = new DataTransfer();
    files.items.add(new File([blob], 'voice.webm', { type: blob.type }));
    this.input.files = files.files;
  }
}

/* ── Something new ── */

function isUntouched() {
  return Array.from(document.querySelectorAll('main textarea, main input[type=text], main select')).every(
    (field) => field.value === (field.defaultValue ?? field.value)) && document.activeElement.tagName !== 'TEXTAREA';
}

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
    if (isUntouched() && document.hasFocus()) {
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

document.querySelectorAll('[data-keep]').forEach((box) => new Keeper(box));
if (navigator.mediaDevices && window.MediaRecorder)
  document.querySelectorAll('.record').forEach((button) => new Recorder(button));
const main = document.querySelector('main[data-news]');
if (main)
  watchNews(main);
document.addEventListener('keydown', stepByKey);
document.querySelectorAll('.keys').forEach((hint) => { hint.hidden = false; });
