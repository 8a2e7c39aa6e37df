// The opened row. Its address is in the fragment of the URL, so that it can be linked: #/requests/12, #/callbacks/3,
// #/tasks/<id>, or #/compare/requests/12,callbacks/3 for two rows.

import { byId, el } from './dom.js';
import { attemptDetails } from './attempt-details.js';
import { compareDetails } from './compare.js';
import { requestDetails } from './request-details.js';
import { TaskDetails } from './task-details.js';

const section = byId('details');
/** What is shown: its address, and its view; null if nothing is open or found. */
let shown = { address: '', view: null };
const isAddress = (address) => /^#\/./.test(address);

/** Shows the row with an address, or updates it if it is shown and something has changed. */
export function showDetails(address, rows, changed = null) {
  if (changed && shown.address === address && (shown.view || !isAddress(address))) {
    shown.view?.update?.();
    return;
  }
  const view = create(address, rows);
  shown = { address, view };
  section.hidden = !isAddress(address);
  document.body.classList.toggle('opened', !section.hidden);
  if (section.hidden) {
    section.replaceChildren();
    return;
  }
  section.replaceChildren(
    el('div', { className: 'title' },
      el('h2', { id: 'details-title', textContent: view?.title ?? `${address.slice(2)} is not in the log of the server` }),
      ...(view?.badges ?? []), el('a', { href: '#/', className: 'close', textContent: 'Close' })),
    ...(view?.content ?? []));
  if (!changed) {
    section.scrollTop = 0;
  }
}

function create(address, rows) {
  const [, kind, id] = /^#\/(\w+)\/(.*)/s.exec(address) ?? [];
  if (kind === 'compare') {
    const pair = id.split(',').map((key) => rows.get(key));
    return pair.length === 2 && pair.every((row) => row) ? compareDetails(...pair) : null;
  } else if (kind === 'tasks') {
    const task = rows.tasks.get(id);
    return task ? new TaskDetails(task.taskId, rows) : null;
  }
  const row = rows.find(address);
  if (!row) {
    return null;
  }
  return row.kind === 'request' ? requestDetails(row) : attemptDetails(row);
}
