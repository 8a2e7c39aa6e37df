// Two rows side by side, line by line.

import { el, pretty } from './dom.js';
import { headerLines } from './message.js';

const MAX_LINES = 1000;

/** Everything that was sent and received, as text. */
function textOf({ kind, entry }) {
  if (kind === 'task') {
    return pretty(JSON.stringify(entry));
  }
  const first = kind === 'request' ? `${entry.method} ${entry.target}` : `POST ${entry.url}`;
  const response = entry.status ? `HTTP ${entry.status}` : `nothing${entry.failure ? `: ${entry.failure}` : ''}`;
  return [first, headerLines(entry.headers ?? {}), '', pretty(entry.body), '', `${response}${entry.fault && ` (injected: ${entry.fault})`}`,
    headerLines(entry.responseHeaders), '', pretty(entry.responseBody)].join('\n');
}

/** Returns pairs of lines. A line that only one text has is beside null. */
function pairs(left, right) {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i][j] = left[i] === right[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const result = [];
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      result.push([left[i++], right[j++]]);
    } else if (j >= right.length || (i < left.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
      result.push([left[i++], null]);
    } else {
      result.push([null, right[j++]]);
    }
  }
  return result;
}

export function compareDetails(one, other) {
  const lines = [one, other].map((row) => textOf(row).split('\n').slice(0, MAX_LINES));
  const rows = pairs(...lines);
  const cell = (line, sign) => el('td', { className: line === null ? 'absent' : sign === ' ' ? '' : 'changed', textContent: line === null ? '' : `${sign} ${line}` });
  const differences = rows.filter(([left, right]) => left !== right).length;
  return {
    title: `${one.title} and ${other.title.toLowerCase()}`,
    content: [
      el('p', { className: 'hint', textContent: differences === 0 ? 'Both are equal.' : `${differences} lines differ.` }),
      el('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Differences' }, el('table', { className: 'compare mono' },
        el('thead', {}, el('tr', {}, ...[one, other].map((row) => el('th', { scope: 'col' }, el('a', { href: row.address, textContent: row.title }))))),
        el('tbody', {}, ...rows.map(([left, right]) => el('tr', {}, cell(left, left === right ? ' ' : '−'), cell(right, left === right ? ' ' : '+')))))),
    ],
  };
}
