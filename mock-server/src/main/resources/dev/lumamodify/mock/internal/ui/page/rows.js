// The rows of the timeline: one for each request, each callback attempt and each change of a task.

import { parsed } from './dom.js';
import { openApi } from './document.js';

const { recordInfo } = await openApi;

/** A path without the id of the task, which has a column of its own. */
const withoutTask = (target, taskId) => (target.endsWith(`?taskId=${taskId}`) ? target.slice(0, target.indexOf('?')) : target);

export function requestRow(entry) {
  return {
    kind: 'request', key: `requests/${entry.id}`, address: `#/requests/${entry.id}`, entry,
    title: `Request ${entry.id}`, at: Date.parse(entry.at), order: entry.id, what: `${entry.method} ${withoutTask(entry.target, entry.taskId)}`,
    taskId: entry.taskId, operation: entry.operation, status: entry.status || '—', code: entry.code || '',
    message: entry.code === 200 ? '' : entry.msg, fault: entry.fault,
    failed: Boolean(entry.fault) || entry.code !== 200 || entry.status >= 400, duration: entry.durationMillis,
  };
}

export function attemptRow(entry) {
  return {
    kind: 'callback', key: `callbacks/${entry.id}`, address: `#/callbacks/${entry.id}`, entry,
    title: `Callback attempt ${entry.id}`, at: Date.parse(entry.at), order: entry.id,
    what: `${attemptName(entry)} · POST ${entry.url}`, taskId: entry.taskId, status: entry.status ?? '—',
    code: parsed(entry.body)?.code ?? '', message: entry.failure ?? (entry.delivered ? 'delivered' : 'not delivered'), fault: entry.fault,
    failed: Boolean(entry.fault) || !entry.delivered, duration: entry.durationMillis,
  };
}

export const attemptName = ({ resent, attempt }) => (resent ? 'sent again' : `attempt ${attempt}`);

/** The example of a state in the document, with its status and its error codes. */
export const exampleOf = (state) => recordInfo.responses[state.replace(/-(\w)/g, (dash, letter) => letter.toUpperCase())].data;

/** One row for each state of a task. */
function taskRows(task) {
  const { prompt } = parsed(task.paramJson) ?? {};
  return task.history.map(({ id, state, at }, index) => {
    const example = exampleOf(state);
    return {
      kind: 'task', key: `tasks/${task.taskId}/${index}`, address: `#/tasks/${task.taskId}`, entry: task,
      title: `Task ${task.taskId}`, at: Date.parse(at), order: id, what: `${state} · ${prompt}`, taskId: task.taskId, status: '',
      code: example.errorCode ?? '', message: example.errorMessage ?? '', fault: '',
      failed: Boolean(example.errorCode) || state === 'callback-failed',
      duration: index === 0 ? null : Date.parse(at) - Date.parse(task.history[index - 1].at),
    };
  });
}

/** The rows that the server has reported, newest first, and the tasks with their current state. */
export class Rows {
  static MAX = 10_000;

  tasks = new Map();
  #byKey = new Map();
  #newestFirst = [];

  list() {
    return this.#newestFirst;
  }

  get(key) {
    return this.#byKey.get(key);
  }

  find(address) {
    return this.#newestFirst.find((row) => row.address === address);
  }

  ofTask(taskId, kind) {
    return this.#newestFirst.filter((row) => row.kind === kind && row.taskId === taskId).reverse();
  }

  clear() {
    this.tasks.clear();
    this.#byKey.clear();
    this.#newestFirst = [];
  }

  addTasks(tasks) {
    tasks.forEach((task) => this.tasks.set(task.taskId, task));
    this.add(tasks.flatMap(taskRows));
  }

  /** Adds rows, oldest first. Ignores those that exist. */
  add(rows) {
    const added = rows.filter(({ key }) => !this.#byKey.has(key));
    added.forEach((row) => this.#byKey.set(row.key, row));
    // Sorting is stable and fast for rows that are almost in order.
    this.#newestFirst = added.reverse().concat(this.#newestFirst).sort((one, other) => other.at - one.at || other.order - one.order);
    for (const { key } of this.#newestFirst.splice(Rows.MAX)) {
      this.#byKey.delete(key);
    }
  }
}
