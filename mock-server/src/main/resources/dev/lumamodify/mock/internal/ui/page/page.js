// What is shown, and how it stays true: everything once when the stream of events opens, then each event.

import { contract, read } from './contract.js';
import { byId, el, elapsed, timeOf } from './dom.js';
import { actions, resend } from './actions.js';
import { Journal } from './journal.js';

const SHOWN = 200;
const journal = new Journal();
const { look } = await contract;
const tasks = new Map();
const deliveries = new Map();
const clock = { now: Date.now(), at: Date.now(), manual: false };
let waiting = null;

const mockNow = () => clock.now + (clock.manual ? 0 : Date.now() - clock.at);

function onClock({ mode, now, aheadSeconds }) {
  const at = Date.now();
  Object.assign(clock, { now: now ? Date.parse(now) : at + 1000 * aheadSeconds, at, manual: mode === 'manual' });
  tick();
}

function tick() {
  byId('clock').textContent = `${clock.manual ? 'stands at' : 'clock'} ${new Date(mockNow()).toLocaleString()}`;
  for (const cell of document.querySelectorAll('#tasks td[data-from]')) {
    cell.textContent = elapsed(mockNow() - Number(cell.dataset.from));
  }
}

function taskRow(task) {
  const parameters = JSON.parse(task.paramJson);
  const [began, ended] = [task.history[0], task.history[1]];
  const time = el('td', { className: 'narrow', textContent: elapsed(ended ? Date.parse(ended.at) - Date.parse(began.at) : 0) });
  if (!ended) {
    time.dataset.from = Date.parse(began.at);
  }
  // The state by the name of the example that shows it, which has its flag and codes.
  const shown = look.answers[task.state.replace(/-(\w)/g, (dash, letter) => letter.toUpperCase())].data;
  const colour = ended ? (shown.response ? 'good' : 'bad') : 'busy';
  const failure = shown.errorCode ? ` · ${shown.errorCode} ${shown.errorMessage}` : '';
  const play = el('button', { type: 'button', className: 'small', textContent: 'Play', 'aria-label': `Play the result of ${task.taskId.slice(0, 8)}` });
  play.addEventListener('click', () => show(task, parameters));
  return el('tr', { id: `task-${task.taskId}` },
    el('td', { className: 'mono narrow', textContent: task.taskId.slice(0, 8), title: task.taskId }),
    el('td', { className: task.state === 'callback-failed' ? 'bad' : colour, textContent: `${shown.successFlag} ${task.state}${failure}` }),
    el('td', { className: 'prompt', textContent: parameters.prompt }),
    time,
    el('td', { className: 'narrow' }, shown.response ? play : null));
}

function show(task, parameters) {
  const player = byId('player');
  const video = player.querySelector('video');
  byId('caption').textContent = `${parameters.prompt}${parameters.waterMark ? ` · watermark ${parameters.waterMark}` : ''}`;
  video.src = `/results/${task.taskId}.mp4`;
  player.showModal();
  player.addEventListener('close', () => { video.removeAttribute('src'); video.load(); }, { once: true });
  video.play().catch(() => { /* The browser wants a click first; the controls are there. */ });
}

function deliveryRow(delivery) {
  const again = el('button', { type: 'button', className: 'small', textContent: 'Send again', 'aria-label': `Send again the callback of ${delivery.taskId.slice(0, 8)}` });
  again.addEventListener('click', () => resend(delivery.taskId));
  return el('tr', {},
    el('td', { className: 'narrow mono', textContent: timeOf(delivery.at) }),
    el('td', { className: 'mono narrow', textContent: delivery.taskId.slice(0, 8), title: delivery.taskId }),
    el('td', { textContent: delivery.attempt }),
    el('td', { className: 'mono', textContent: delivery.url }),
    el('td', { className: 'mono', textContent: delivery.signature ?? '—', title: delivery.timestamp ? `signed at ${delivery.timestamp}` : 'not signed' }),
    el('td', { className: delivery.delivered ? 'good' : 'bad', textContent: delivery.status ? `HTTP ${delivery.status}` : delivery.failure }),
    el('td', {}, again));
}

/** Draws the newest of a map, at most once a frame. */
function drawer(id, entries, row) {
  let due = false;
  return () => {
    if (!due) {
      due = true;
      requestAnimationFrame(() => {
        due = false;
        const newest = [...entries.values()].slice(-SHOWN).reverse();
        byId(id).tBodies[0].replaceChildren(...newest.map(row));
        byId(id === 'tasks' ? 'task-count' : 'delivery-count').textContent =
          entries.size > SHOWN ? `${entries.size}, the last ${SHOWN} shown` : entries.size;
      });
    }
  };
}
const drawTasks = drawer('tasks', tasks, taskRow);
const drawDeliveries = drawer('deliveries', deliveries, deliveryRow);

const handlers = {
  task(list) {
    list.forEach((task) => tasks.set(task.taskId, task));
    drawTasks();
  },
  'callback-attempt'(list) {
    list.forEach((delivery) => deliveries.set(`${delivery.taskId} ${delivery.attempt} ${delivery.at}`, delivery));
    drawDeliveries();
  },
  request(list) {
    journal.add(list);
  },
  state(list) {
    const { clock: time, account, accounts } = list.at(-1);
    onClock(time);
    form.clock(time);
    form.account(account, accounts);
  },
  resync() {
    reload();
  },
};
const form = actions();

/** Reads everything anew; what happens meanwhile waits its turn. */
async function reload() {
  const missed = [];
  waiting = missed;
  try {
    const [allTasks, allDeliveries, requests] = await Promise.all(
      ['tasks', 'callback-attempts', 'requests'].map((what) => read(`/__mock/${what}`)));
    if (waiting !== missed) {
      return;
    }
    tasks.clear();
    deliveries.clear();
    handlers.task(allTasks);
    handlers['callback-attempt'](allDeliveries.entries);
    journal.replace(requests.entries);
    drawTasks();
    drawDeliveries();
    waiting = null;
    missed.forEach(([type, list]) => handlers[type](list));
    live('live', true);
  } catch (e) {
    live(`cannot read the mock: ${e.message}`, false);
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
    live('the mock is away; trying again …', false);
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 1000);
    }
  });
  for (const type of Object.keys(handlers)) {
    events.addEventListener(type, ({ data }) => {
      const list = JSON.parse(data);
      if (waiting) {
        waiting.push([type, list]);
      } else {
        handlers[type](list);
      }
    });
  }
}

setInterval(tick, 200);
listen();
