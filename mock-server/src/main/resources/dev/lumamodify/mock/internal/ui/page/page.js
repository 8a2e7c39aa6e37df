// Shows the state of the server: reads everything when the event stream opens, then applies each event.

import { openApi, read } from './document.js';
import { byId, el, elapsed, timeOf } from './dom.js';
import { actions, modify, resend } from './actions.js';
import { RequestList } from './requests.js';

const MAX_ROWS = 200;
const requestList = new RequestList();
const { recordInfo } = await openApi;
const tasks = new Map();
const attempts = new Map();
const uploads = new Map();
const clock = { now: Date.now(), at: Date.now(), manual: false };
// Events that arrive while everything is read again; null at other times.
let pendingEvents = null;

const mockNow = () => clock.now + (clock.manual ? 0 : Date.now() - clock.at);

function onClock({ mode, now, aheadSeconds }) {
  const at = Date.now();
  Object.assign(clock, { now: now ? Date.parse(now) : at + 1000 * aheadSeconds, at, manual: mode === 'manual' });
  for (const [url, { expiresAt }] of uploads) {
    if (Date.parse(expiresAt) < mockNow()) {
      uploads.delete(url);
      drawUploads();
    }
  }
  tick();
}

function tick() {
  byId('clock').textContent = `${clock.manual ? 'clock, stopped at' : 'clock'} ${new Date(mockNow()).toLocaleString()}`;
  for (const cell of document.querySelectorAll('#tasks td[data-from]')) {
    cell.textContent = elapsed(mockNow() - Number(cell.dataset.from));
  }
}

function taskRow(task) {
  const parameters = JSON.parse(task.paramJson);
  const [started, ended] = [task.history[0], task.history[1]];
  const time = el('td', { className: 'narrow', textContent: elapsed(ended ? Date.parse(ended.at) - Date.parse(started.at) : 0) });
  if (!ended) {
    time.dataset.from = Date.parse(started.at);
  }
  // The example of this state in the document: its status and error codes.
  const example = recordInfo.responses[task.state.replace(/-(\w)/g, (dash, letter) => letter.toUpperCase())].data;
  const colour = ended ? (example.response ? 'good' : 'bad') : 'busy';
  const failure = example.errorCode ? ` · ${example.errorCode} ${example.errorMessage}` : '';
  const play = el('button', { type: 'button', className: 'small', textContent: 'Play', 'aria-label': `Play the result of ${task.taskId.slice(0, 8)}` });
  play.addEventListener('click', () => playResult(task, parameters));
  return el('tr', { id: `task-${task.taskId}` },
    el('td', { className: 'mono narrow', textContent: task.taskId.slice(0, 8), title: task.taskId }),
    el('td', { className: task.state === 'callback-failed' ? 'bad' : colour, textContent: `${example.successFlag} ${task.state}${failure}` }),
    el('td', { className: 'prompt', textContent: parameters.prompt }),
    time,
    el('td', { className: 'narrow' }, example.response ? play : null));
}

function playResult(task, parameters) {
  const player = byId('player');
  const video = player.querySelector('video');
  byId('caption').textContent = `${parameters.prompt}${parameters.waterMark ? ` · watermark ${parameters.waterMark}` : ''}`;
  video.src = `/results/${task.taskId}.mp4`;
  player.showModal();
  player.addEventListener('close', () => { video.removeAttribute('src'); video.load(); }, { once: true });
  video.play().catch(() => { /* The browser blocks autoplay. The controls are visible. */ });
}

function attemptRow(attempt) {
  const resendButton = el('button', { type: 'button', className: 'small', textContent: 'Send again', 'aria-label': `Send the callback of ${attempt.taskId.slice(0, 8)} again` });
  resendButton.addEventListener('click', () => resend(attempt.taskId));
  return el('tr', {},
    el('td', { className: 'narrow mono', textContent: timeOf(attempt.at) }),
    el('td', { className: 'mono narrow', textContent: attempt.taskId.slice(0, 8), title: attempt.taskId }),
    el('td', { textContent: attempt.attempt }),
    el('td', { className: 'mono', textContent: attempt.url }),
    el('td', { className: 'mono', textContent: attempt.signature ?? '—', title: attempt.timestamp ? `signed at ${attempt.timestamp}` : 'not signed' }),
    el('td', { className: attempt.delivered ? 'good' : 'bad', textContent: attempt.status ? `HTTP ${attempt.status}` : attempt.failure }),
    el('td', {}, resendButton));
}

function uploadRow(file) {
  const button = el('button', { type: 'button', className: 'small', textContent: 'Modify this', 'aria-label': `Modify ${file.path}` });
  button.addEventListener('click', () => modify(file.url));
  return el('tr', {},
    el('td', { className: 'mono', textContent: file.path, title: file.url }),
    el('td', { textContent: file.mediaType }),
    el('td', { className: 'narrow', textContent: file.size.toLocaleString() }),
    el('td', { className: 'narrow', textContent: new Date(file.expiresAt).toLocaleString() }),
    el('td', { className: 'narrow' }, button));
}

/** Returns a function that draws the newest entries of a map, at most once per frame. */
function tableRenderer(id, entries, row) {
  let scheduled = false;
  return () => {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        const newest = [...entries.values()].slice(-MAX_ROWS).reverse();
        byId(id).tBodies[0].replaceChildren(...newest.map(row));
        byId(`${id.slice(0, -1)}-count`).textContent =
          entries.size > MAX_ROWS ? `${entries.size}, showing the last ${MAX_ROWS}` : entries.size;
      });
    }
  };
}
const drawTasks = tableRenderer('tasks', tasks, taskRow);
const drawUploads = tableRenderer('uploads', uploads, uploadRow);
const drawAttempts = tableRenderer('callback-attempts', attempts, attemptRow);

const handlers = {
  task(list) {
    list.forEach((task) => tasks.set(task.taskId, task));
    drawTasks();
  },
  'callback-attempt'(list) {
    list.forEach((attempt) => attempts.set(`${attempt.taskId} ${attempt.attempt} ${attempt.at}`, attempt));
    drawAttempts();
  },
  upload(list) {
    list.forEach((file) => uploads.set(file.url, file));
    drawUploads();
  },
  request(list) {
    requestList.add(list);
  },
  state(list) {
    const { clock: time, account, accounts } = list.at(-1);
    onClock(time);
    forms.clock(time);
    forms.account(account, accounts);
  },
  resync() {
    reload();
  },
};
const forms = actions();

/** Reads everything again. Events that arrive meanwhile are applied afterwards. */
async function reload() {
  const missed = [];
  pendingEvents = missed;
  try {
    const [allTasks, allUploads, allAttempts, requests] = await Promise.all(
      ['tasks', 'uploads', 'callback-attempts', 'requests'].map((path) => read(`/__mock/${path}`)));
    if (pendingEvents !== missed) {
      return;
    }
    tasks.clear();
    attempts.clear();
    uploads.clear();
    handlers.task(allTasks);
    handlers.upload(allUploads);
    handlers['callback-attempt'](allAttempts.entries);
    requestList.replace(requests.entries);
    drawTasks();
    drawAttempts();
    pendingEvents = null;
    missed.forEach(([type, list]) => handlers[type](list));
    live('live', true);
  } catch (e) {
    live(`cannot read from the server: ${e.message}`, false);
    setTimeout(reload, 1000);
  }
}

function live(text, on) {
  byId('live').textContent = text;
  byId('live').classList.toggle('on', on);
}

function listen() {
  const events = new EventSource('/__mock/events');
  events.addEventListener('open', reload);
  events.addEventListener('error', () => {
    live('no connection to the server; trying again …', false);
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 1000);
    }
  });
  for (const type of Object.keys(handlers)) {
    events.addEventListener(type, ({ data }) => {
      const list = JSON.parse(data);
      if (pendingEvents) {
        pendingEvents.push([type, list]);
      } else {
        handlers[type](list);
      }
    });
  }
}

setInterval(tick, 200);
listen();
