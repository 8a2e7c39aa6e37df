// The request journal: a list of any length of which only what is in sight is in the page.

import { byId, copyButton, el, pretty, timeOf } from './dom.js';
import { curlOf } from './curl.js';

const ROW = 24;
const MOST = 10_000;

export class Journal {
  #entries = [];
  #selected = null;
  #drawn = false;

  constructor() {
    this.list = byId('journal');
    this.rows = byId('rows');
    this.list.addEventListener('scroll', () => this.#later());
    this.list.addEventListener('keydown', (event) => this.#key(event));
    this.rows.addEventListener('click', (event) => {
      const row = event.target.closest('.row');
      if (row) {
        this.#select(this.#entries.findIndex((entry) => entry.id === row.entry.id));
      }
    });
    new ResizeObserver(() => this.#later()).observe(this.list);
  }

  /** Newest first, as they are shown. */
  get entries() {
    return this.#entries;
  }

  replace(oldestFirst) {
    this.#entries = oldestFirst.slice(-MOST).reverse();
    this.#later();
  }

  add(oldestFirst) {
    const newest = this.#entries[0]?.id ?? 0;
    const added = oldestFirst.filter((entry) => entry.id > newest).reverse();
    const top = this.list.scrollTop;
    this.#entries = added.concat(this.#entries).slice(0, MOST);
    this.rows.style.height = `${this.#entries.length * ROW}px`;
    if (top > 0) {
      this.list.scrollTop = top + added.length * ROW;
    }
    this.#later();
  }

  #later() {
    if (!this.#drawn) {
      this.#drawn = true;
      requestAnimationFrame(() => {
        this.#drawn = false;
        this.#draw();
      });
    }
  }

  #draw() {
    byId('request-count').textContent = this.#entries.length;
    this.rows.style.height = `${this.#entries.length * ROW}px`;
    const first = Math.max(0, Math.floor(this.list.scrollTop / ROW) - 8);
    const last = Math.min(this.#entries.length, first + Math.ceil(this.list.clientHeight / ROW) + 16);
    this.rows.replaceChildren(...this.#entries.slice(first, last).map((entry, i) => this.#row(entry, first + i)));
  }

  #row(entry, index) {
    const selected = entry.id === this.#selected;
    const row = el('div', { className: 'row', id: `request-${entry.id}`, role: 'option', 'aria-selected': selected,
      'aria-posinset': index + 1, 'aria-setsize': this.#entries.length },
    el('span', { className: 'mono', textContent: timeOf(entry.at) }),
    el('span', { textContent: entry.operation ?? '—' }),
    el('span', { className: 'mono', textContent: entry.method }),
    el('span', { className: 'mono', textContent: entry.target }),
    el('span', { className: entry.code === 200 ? 'mono good' : 'mono bad', textContent: entry.code || entry.status }),
    el('span', { textContent: reason(entry) }));
    row.style.top = `${index * ROW}px`;
    row.entry = entry;
    if (selected) {
      this.list.setAttribute('aria-activedescendant', row.id);
    }
    return row;
  }

  #key(event) {
    const now = this.#entries.findIndex((entry) => entry.id === this.#selected);
    const page = Math.floor(this.list.clientHeight / ROW);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + page, PageUp: now - page, Home: 0, End: Infinity }[event.key];
    if (to !== undefined && this.#entries.length > 0) {
      event.preventDefault();
      this.#select(Math.min(this.#entries.length - 1, Math.max(0, to)));
    }
  }

  #select(index) {
    const entry = this.#entries[index];
    if (!entry) {
      return;
    }
    this.#selected = entry.id;
    const top = index * ROW;
    if (top < this.list.scrollTop) {
      this.list.scrollTop = top;
    } else if (top + ROW > this.list.scrollTop + this.list.clientHeight) {
      this.list.scrollTop = top + ROW - this.list.clientHeight;
    }
    this.#draw();
    show(entry);
  }
}

/** Why it was refused, in the words of the answer; of a success, what was asked for. */
function reason(entry) {
  try {
    const { code, msg } = JSON.parse(entry.responseBody);
    return code === 200 ? entry.taskId ?? '' : msg ?? '';
  } catch {
    return entry.preferenceApplied;
  }
}

function show(entry) {
  const headers = Object.entries(entry.headers).map(([name, value]) => `${name}: ${value}`).join('\n');
  byId('exchange').replaceChildren(
    el('div', { className: 'sides' },
      el('div', {}, el('h3', { textContent: 'Request' }),
        el('pre', { textContent: `${entry.method} ${entry.target}\n${headers}\n\n${pretty(entry.body)}` })),
      el('div', {}, el('h3', { textContent: `Answer: HTTP ${entry.status}, code ${entry.code}` }),
        entry.code === 200 ? null : el('p', { className: 'bad', textContent: reason(entry) }),
        entry.preferenceApplied ? el('p', { className: 'hint', textContent: `Preference applied: ${entry.preferenceApplied}` }) : null,
        el('pre', { textContent: pretty(entry.responseBody) }))),
    el('div', { className: 'curl' }, el('pre', { textContent: curlOf(entry), tabIndex: 0 }), copyButton(() => curlOf(entry), 'Copy as curl')));
}
