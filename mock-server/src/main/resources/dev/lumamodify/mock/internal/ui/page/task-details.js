// A task: its life as a chart, its result, and its requests and callback attempts.

import { facts } from './facts.js';
import { button, el, elapsed, parsed, timeOf } from './dom.js';
import { chart } from './task-chart.js';
import { exampleOf } from './rows.js';
import { resend } from './forms.js';

export class TaskDetails {
  constructor(taskId, rows) {
    this.taskId = taskId;
    this.rows = rows;
    this.title = `Task ${taskId}`;
    this.status = el('p', { className: 'status', role: 'status' });
    this.life = el('div', { className: 'life' });
    this.result = el('div', {});
    this.lists = el('div', { className: 'sides' });
    this.content = [this.life, this.result, this.status, this.lists];
    this.update();
  }

  /** Draws everything again, except a result that may be playing. */
  update() {
    const task = this.rows.tasks.get(this.taskId);
    if (!task) {
      return;
    }
    const attempts = this.rows.ofTask(this.taskId, 'callback').map(({ entry }) => entry);
    const parameters = parsed(task.paramJson) ?? {};
    const { state } = task.history.at(-1);
    const { errorCode, errorMessage } = exampleOf(state);
    this.life.replaceChildren(
      facts({
        State: `${exampleOf(state).successFlag} ${state}`, Error: errorCode && `${errorCode} ${errorMessage}`,
        Account: task.account, 'Fault of the callback': task.callbackFault && `injected: ${task.callbackFault}`, ...parameters,
      }),
      chart(task, attempts));
    if (exampleOf(state).response && !this.result.firstChild) {
      this.result.append(el('h3', { textContent: 'Result' }), el('video', { controls: true, muted: true, playsInline: true, src: `/results/${this.taskId}.mp4`, 'aria-label': `Result of task ${this.taskId}` }));
    }
    const canResend = parameters.callBackUrl && task.history.length > 1;
    this.lists.replaceChildren(
      this.#list('Requests', this.rows.ofTask(this.taskId, 'request'), (row) => `HTTP ${row.status}, code ${row.code || '—'}${row.fault && `, injected: ${row.fault}`}`),
      this.#list('Callback attempts', this.rows.ofTask(this.taskId, 'callback'), (row) => `HTTP ${row.status}, ${row.message}, ${elapsed(row.duration)}`,
        canResend ? button('Send the callback again', () => resend(this.taskId, this.status)) : null));
  }

  #list(title, rows, text, action = null) {
    return el('div', {}, el('div', { className: 'title' }, el('h3', { textContent: title }), action),
      rows.length === 0 ? el('p', { className: 'hint', textContent: 'None in the log' }) : el('ol', { className: 'links' },
        ...rows.map((row) => el('li', {}, el('span', { className: 'mono', textContent: `${timeOf(row.at)} ` }),
          el('a', { href: row.address, textContent: row.what }), ` ${text(row)}`))));
  }
}
