// The timeline: a grid of which only the visible rows are in the page, so that it can be long.

import { byId, el, elapsed, timeOf } from './dom.js';

const grid = byId('grid');
const body = byId('rows');

export class Timeline {
  /** The rows that pass the filters, newest first. */
  #rows = [];
  #indexes = new Map();
  #drawScheduled = false;
  /** The key of the row that the keyboard acts on; null if there is none. */
  cursor = null;
  /** The keys of the selected rows, in the order of their selection. */
  selected = new Set();

  /** The listener is called with a row that is opened and whether that was by moving, or with null if the selection changes. */
  constructor(onOpen, onSelect) {
    this.onOpen = onOpen;
    this.onSelect = onSelect;
    grid.addEventListener('scroll', () => this.#scheduleDraw());
    grid.addEventListener('keydown', (event) => this.#onKey(event));
    body.addEventListener('click', (event) => this.#onClick(event));
    new ResizeObserver(() => this.#scheduleDraw()).observe(grid);
  }

  rows() {
    return this.#rows;
  }

  /** Shows rows. What is visible stays where it is, unless the newest row is visible. */
  show(rows) {
    const height = rowHeight();
    const index = Math.floor(grid.scrollTop / height);
    const anchor = grid.scrollTop > 0 ? this.#rows[index] : null;
    this.#rows = rows;
    this.#indexes = new Map(rows.map(({ key }, i) => [key, i]));
    const moved = anchor && this.#indexes.has(anchor.key) ? this.#indexes.get(anchor.key) - index : 0;
    body.style.height = `${rows.length * height}px`;
    grid.scrollTop += moved * height;
    this.#scheduleDraw();
  }

  /** Moves the cursor to a row. */
  moveTo(row) {
    if (this.#indexes.has(row?.key)) {
      this.#move(this.#indexes.get(row.key));
    }
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
    const height = rowHeight();
    body.style.height = `${this.#rows.length * height}px`;
    const first = Math.max(0, Math.floor(grid.scrollTop / height) - 8);
    const last = Math.min(this.#rows.length, first + Math.ceil(grid.clientHeight / height) + 16);
    grid.setAttribute('aria-rowcount', this.#rows.length + 1);
    grid.removeAttribute('aria-activedescendant');
    // A row keeps its element, so that a click is not lost while rows arrive.
    const drawn = new Map([...body.children].map((element) => [element.row, element]));
    const visible = this.#rows.slice(first, last).map((row, i) => this.#update(drawn.get(row) ?? elementOf(row), first + i, height));
    const kept = new Set(visible);
    drawn.forEach((element) => kept.has(element) || element.remove());
    visible.forEach((element, i) => body.children[i] === element || body.insertBefore(element, body.children[i] ?? null));
  }

  #update(element, index, height) {
    const { key } = element.row;
    const isCursor = key === this.cursor;
    const isSelected = this.selected.has(key);
    element.classList.toggle('cursor', isCursor);
    element.setAttribute('aria-rowindex', index + 2);
    element.setAttribute('aria-selected', isSelected);
    element.firstChild.textContent = isSelected ? '☑' : '☐';
    element.style.top = `${index * height}px`;
    if (isCursor) {
      grid.setAttribute('aria-activedescendant', element.id);
    }
    return element;
  }

  #onClick(event) {
    const row = event.target.closest('.row')?.row;
    if (row) {
      const toggles = event.ctrlKey || event.metaKey || event.target.closest('.mark');
      if (toggles || !event.target.closest('a')) {
        event.preventDefault();
      }
      this.moveTo(row);
      if (toggles) {
        this.#toggle(row);
      } else {
        this.onOpen(row, false);
      }
    }
  }

  #onKey(event) {
    const current = this.#indexes.get(this.cursor) ?? -1;
    const page = Math.floor(grid.clientHeight / rowHeight()) - 1;
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: Infinity }[event.key];
    const row = this.#rows[current];
    if (this.#rows.length > 0 && to !== undefined) {
      event.preventDefault();
      this.#move(Math.min(this.#rows.length - 1, Math.max(0, to)));
      this.onOpen(this.#rows[this.#indexes.get(this.cursor)], true);
    } else if (row && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      if (event.key === 'Enter') {
        this.onOpen(row, false);
      } else {
        this.#toggle(row);
      }
    }
  }

  #toggle({ key }) {
    if (!this.selected.delete(key)) {
      this.selected.add(key);
    }
    this.#draw();
    this.onSelect();
  }

  #move(index) {
    const height = rowHeight();
    this.cursor = this.#rows[index].key;
    const head = grid.firstElementChild.offsetHeight;
    const top = index * height;
    if (top < grid.scrollTop) {
      grid.scrollTop = top;
    } else if (top + height > grid.scrollTop + grid.clientHeight - head) {
      grid.scrollTop = top + height - grid.clientHeight + head;
    }
    this.#draw();
  }
}

function elementOf(row) {
  const { key, kind, what, taskId, status, code, message, fault, failed, duration } = row;
  const colour = failed ? 'bad' : 'good';
  const element = el('div', { className: 'row', id: `row-${key}`, role: 'row' },
    cell('mark', ''),
    cell('time mono', timeOf(row.at)),
    cell('kind', kind),
    el('span', { className: 'what mono', role: 'gridcell' }, el('a', { href: row.address, tabIndex: -1, textContent: what, title: what })),
    cell('task mono', taskId ?? ''),
    cell(`status mono ${colour}`, status),
    el('span', { className: `code ${colour}`, role: 'gridcell', title: message },
      fault ? el('span', { className: 'badge', textContent: `injected: ${fault}` }) : `${code} ${message}`),
    cell('duration mono', duration === null ? '' : elapsed(duration)));
  element.row = row;
  return element;
}

const cell = (className, text) => el('span', { className, role: 'gridcell', textContent: text });

/** The height depends on the width of the page: a narrow page has several lines for each row. */
const rowHeight = () => parseInt(getComputedStyle(body).getPropertyValue('--row-height'), 10);
