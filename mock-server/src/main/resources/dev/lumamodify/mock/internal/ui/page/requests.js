// The list of requests. Only the visible rows are in the page, so the list can be long.

import { byId, copyButton, el, pretty, timeOf } from './dom.js';
import { curlOf } from './curl.js';

const ROW_HEIGHT = 24;
const MAX_ENTRIES = 10_000;

export class RequestList {
  /** In display order, newest first. */
  #entries = [];
  #selected = null;
  #drawScheduled = false;

  constructor() {
    this.list = byId('requests');
    this.rows = byId('rows');
    this.list.addEventListener('scroll', () => this.#scheduleDraw());
    this.list.addEventListener('keydown', (event) => this.#onKey(event));
    this.rows.addEventListener('click', (event) => {
      const row = event.target.closest('.row');
      if (row) {
        this.#select(this.#entries.findIndex((entry) => entry.id === row.entry.id));
      }
    });
    new ResizeObserver(() => this.#scheduleDraw()).observe(this.list);
  }

  replace(oldestFirst) {
    this.#entries = oldestFirst.slice(-MAX_ENTRIES).reverse();
    this.#scheduleDraw();
  }

  add(oldestFirst) {
    const newest = this.#entries[0]?.id ?? 0;
    const added = oldestFirst.filter((entry) => entry.id > newest).reverse();
    const top = this.list.scrollTop;
    this.#entries = added.concat(this.#entries).slice(0, MAX_ENTRIES);
    this.rows.style.height = `${this.#entries.length * ROW_HEIGHT}px`;
    if (top > 0) {
      this.list.scrollTop = top + added.length * ROW_HEIGHT;
    }
    this.#scheduleDraw();
  }

  #scheduleDraw() {
    if (!this.#drawScheduled) {
      this.#drawScheduled = true;
      requestAnimationFrame(() => {
        this.#drawScheduled = false;
        this.#draw();
      });
    }
  }

  #draw() {
    byId('request-count').textContent = this.#entries.length;
    this.rows.style.height = `${this.#entries.length * ROW_HEIGHT}px`;
    const first = Math.max(0, Math.floor(this.list.scrollTop / ROW_HEIGHT) - 8);
    const last = Math.min(this.#entries.length, first + Math.ceil(this.list.clientHeight / ROW_HEIGHT) + 16);
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
    el('span', { textContent: summary(entry) }));
    row.style.top = `${index * ROW_HEIGHT}px`;
    row.entry = entry;
    if (selected) {
      this.list.setAttribute('aria-activedescendant', row.id);
    }
    return row;
  }

  #onKey(event) {
    const current = this.#entries.findIndex((entry) => entry.id === this.#selected);
    const page = Math.floor(this.list.clientHeight / ROW_HEIGHT);
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: Infinity }[event.key];
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
    const top = index * ROW_HEIGHT;
    if (top < this.list.scrollTop) {
      this.list.scrollTop = top;
    } else if (top + ROW_HEIGHT > this.list.scrollTop + this.list.clientHeight) {
      this.list.scrollTop = top + ROW_HEIGHT - this.list.clientHeight;
    }
    this.#draw();
    showDetails(entry);
  }
}

/** Returns the message of an error, and the task id of a success. */
function summary(entry) {
  try {
    const { code, msg } = JSON.parse(entry.responseBody);
    return code === 200 ? entry.taskId ?? '' : msg ?? '';
  } catch {
    return entry.preferenceApplied;
  }
}

function showDetails(entry) {
  const headers = Object.entries(entry.headers).map(([name, value]) => `${name}: ${value}`).join('\n');
  byId('details').replaceChildren(
    el('div', { className: 'sides' },
      el('div', {}, el('h3', { textContent: 'Request' }),
        el('pre', { textContent: `${entry.method} ${entry.target}\n${headers}\n\n${pretty(entry.body)}` })),
      el('div', {}, el('h3', { textContent: `Response: HTTP ${entry.status}, code ${entry.code}` }),
        entry.code === 200 ? null : el('p', { className: 'bad', textContent: summary(entry) }),
        entry.preferencesIgnored ? el('p', { className: 'hint', textContent: `Preferences ignored: ${entry.preferencesIgnored}` }) : null,
        entry.preferenceApplied ? el('p', { className: 'hint', textContent: `Preference applied: ${entry.preferenceApplied}` }) : null,
        el('pre', { textContent: pretty(entry.responseBody) }))),
    el('div', { className: 'curl' }, el('pre', { textContent: curlOf(entry), tabIndex: 0 }), copyButton(() => curlOf(entry), 'Copy as curl')));
}
