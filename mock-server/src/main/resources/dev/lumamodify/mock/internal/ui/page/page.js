// Shows the state of the server: reads everything when the event stream opens, then applies each event.

import { byId } from './dom.js';
import { applyState } from './drawer.js';
import { listen } from './events.js';
import { filter, isFiltered, onFilter } from './filters.js';
import { exportHar } from './har.js';
import { Rows, attemptRow, requestRow } from './rows.js';
import { showDetails } from './details.js';
import { showFirstSteps } from './first-steps.js';
import { applyUploads, clearUploads } from './upload-form.js';
import { Timeline } from './timeline.js';

const rows = new Rows();
const timeline = new Timeline(openRow, updateSelection);
/** The keys of the rows that are hidden, with their times: a restarted server uses the same keys again. */
const cleared = new Set();
/** The rows that a paused timeline shows; null if it is not paused. */
let paused = null;
let showScheduled = false;
/** The address that the cursor has followed. */
let followed = '';

const mark = ({ key, at }) => `${key} ${at}`;

/** Shows the rows that pass the filters, at most once per frame. */
function scheduleShow() {
  if (!showScheduled) {
    showScheduled = true;
    requestAnimationFrame(() => {
      showScheduled = false;
      show();
    });
  }
}

function show() {
  const all = (paused ?? rows.list()).filter((row) => !cleared.size || !cleared.has(mark(row)));
  const shown = isFiltered() ? all.filter(filter()) : all;
  timeline.show(shown);
  if (location.hash !== followed && rows.find(location.hash)) {
    followed = location.hash;
    // Several rows of a task have one address. The cursor may be on any of them.
    if (rows.get(timeline.cursor)?.address !== followed) {
      timeline.moveTo(rows.find(followed));
    }
  }
  byId('count').textContent = shown.length === all.length ? all.length : `${shown.length} of ${all.length}`;
  byId('grid').hidden = all.length === 0;
  byId('empty').hidden = all.length > 0;
  const waiting = paused?.length ? rows.list().indexOf(paused[0]) : rows.list().length;
  byId('view-status').textContent = [
    paused && `Paused, ${waiting} new`,
    timeline.selected.size && `${timeline.selected.size} selected`,
    shown.length === 0 && all.length > 0 && 'No row passes the filters',
  ].filter((each) => each).join(' · ');
}

function updateSelection() {
  byId('compare').disabled = timeline.selected.size !== 2;
  byId('har').textContent = timeline.selected.size ? 'Export selected as HAR' : 'Export as HAR';
  scheduleShow();
}

/** Keeps the timeline as it is; null continues. */
function pause(shown) {
  paused = shown;
  byId('pause').setAttribute('aria-pressed', Boolean(paused));
  byId('pause').textContent = paused ? 'Resume' : 'Pause';
}

/** Opens a row. While the cursor moves, the details follow if they are open, without a new entry in the history. */
function openRow(row, moving) {
  if (!moving) {
    location.hash = row.address;
  } else if (!byId('details').hidden) {
    history.replaceState(null, '', row.address);
    route();
  }
}

function route() {
  showDetails(location.hash, rows);
  scheduleShow();
}

listen({
  task: (list) => rows.addTasks(list),
  'callback-attempt': (list) => rows.add(list.map(attemptRow)),
  request: (list) => rows.add(list.map(requestRow)),
  upload: applyUploads,
  state: (list) => applyState(list.at(-1)),
}, (type) => {
  if (type !== 'upload' && type !== 'state') {
    scheduleShow();
    showDetails(location.hash, rows, type);
  }
}, () => {
  rows.clear();
  clearUploads();
  timeline.selected.clear();
  updateSelection();
  pause(null);
});

window.addEventListener('hashchange', route);
onFilter(scheduleShow);
byId('pause').addEventListener('click', () => {
  pause(paused ? null : rows.list());
  show();
});
byId('clear').addEventListener('click', () => {
  cleared.clear();
  rows.list().forEach((row) => cleared.add(mark(row)));
  timeline.selected.clear();
  updateSelection();
});
byId('compare').addEventListener('click', () => {
  location.hash = `#/compare/${[...timeline.selected].join()}`;
});
byId('har').addEventListener('click', () => {
  const { selected } = timeline;
  exportHar(selected.size ? rows.list().filter(({ key }) => selected.has(key)) : timeline.rows());
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !byId('confirm').open && !byId('details').hidden) {
    location.hash = '#/';
    byId('grid').focus();
  }
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  const target = document.querySelector(event.target.getAttribute('href'));
  if (target.id === 'drawer' && target.hidden) {
    byId('open-drawer').click();
  }
  target.hidden || target.focus();
});
showFirstSteps();
