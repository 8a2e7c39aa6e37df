// The life of a task: from its creation to the last attempt of its callback, one line for each part.

import { el, elapsed, svg, timeOf } from './dom.js';
import { attemptName } from './rows.js';

const MAX_WIDTH = 640;
const LINE = 34;

/** The parts of the life: a label, a start, an end and a colour. A part that has not ended has no end. */
function parts(task, attempts) {
  const [created, ended] = task.history.map(({ at }) => Date.parse(at));
  const readable = Date.parse(task.readableAt);
  const list = [];
  if (readable > created) {
    list.push({ label: `created, readable after ${elapsed(readable - created)}`, from: created, to: readable, className: 'pause' });
  }
  list.push({
    label: ended ? `${task.history[1].state} after ${elapsed(ended - created)}` : `created ${timeOf(created)}, in progress`,
    from: created, to: ended, className: ended ? 'work' : 'work open',
  });
  let before = ended;
  for (const attempt of attempts) {
    const at = Date.parse(attempt.at);
    const result = attempt.status ? `HTTP ${attempt.status}` : attempt.failure;
    const pause = at > before ? `, after a pause of ${elapsed(at - before)}` : '';
    list.push({
      label: `${attemptName(attempt)}: ${result}${attempt.fault && `, injected: ${attempt.fault}`}${attempt.resent ? '' : pause}`,
      // A resend can be long after the life of the task. It has no place on the time axis.
      from: attempt.resent ? null : before, to: attempt.resent ? null : at,
      className: attempt.delivered ? 'good' : 'bad', href: `#/callbacks/${attempt.id}`,
    });
    before = attempt.resent ? before : at;
  }
  const last = task.history[2];
  if (last) {
    list.push({ label: `${last.state} after ${elapsed(Date.parse(last.at) - created)}`, from: Date.parse(last.at), to: Date.parse(last.at), className: 'bad' });
  }
  return list;
}

export function chart(task, attempts) {
  const list = parts(task, attempts);
  const width = Math.min(MAX_WIDTH, document.documentElement.clientWidth - 48);
  const start = Date.parse(task.history[0].at);
  const end = Math.max(start + 1, ...list.map(({ to }) => to ?? start));
  const x = (time) => 6 + ((time - start) / (end - start)) * (width - 12);
  const lines = list.map(({ from, to, className, label, href }, i) => {
    const y = i * LINE + 24;
    const text = svg('text', { x: 6, y: y - 8 });
    text.textContent = label;
    const shapes = [href ? svg('a', { href }, text) : text];
    if (from !== null) {
      const until = to ?? end;
      shapes.push(svg('line', { class: className === 'good' || className === 'bad' ? 'pause' : className, x1: x(from), x2: Math.max(x(until), x(from) + 1), y1: y, y2: y }));
      if (className === 'good' || className === 'bad') {
        shapes.push(svg('circle', { class: className, cx: x(until), cy: y, r: 5 }));
      }
    }
    return svg('g', {}, ...shapes);
  });
  const height = list.length * LINE + 4;
  return el('figure', {},
    svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': `The life of task ${task.taskId}` }, ...lines),
    el('figcaption', { className: 'hint', textContent: `From ${timeOf(start)} to ${timeOf(end)} on the clock of the server.` }));
}
