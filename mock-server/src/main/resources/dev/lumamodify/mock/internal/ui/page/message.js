// A half of an exchange, with its headers and its body.

import { button, copyButton, el, parsed, pretty } from './dom.js';

export const headerLines = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n');

/** Shows a message: its first line, its headers and its body, which is indented JSON or as it was sent. */
export function message(title, firstLine, headers, body, note = null) {
  const text = el('pre', { className: 'body', tabIndex: 0, textContent: pretty(body) });
  let isPretty = true;
  const toggle = button('Raw', (element) => {
    isPretty = !isPretty;
    text.textContent = isPretty ? pretty(body) : body;
    element.textContent = isPretty ? 'Raw' : 'Pretty';
  }, { 'aria-label': `${title}: indented or as it was sent` });
  return el('div', { className: 'message' },
    el('div', { className: 'title' }, el('h3', { textContent: title }),
      parsed(body) === null ? null : toggle,
      copyButton(() => `${firstLine}\n${headerLines(headers)}\n\n${text.textContent}`, 'Copy')),
    note && el('p', { className: 'hint', textContent: note }),
    el('pre', { className: 'headers', tabIndex: 0, textContent: `${firstLine}\n${headerLines(headers)}`.trim() }),
    body ? text : el('p', { className: 'hint', textContent: 'No body' }));
}
