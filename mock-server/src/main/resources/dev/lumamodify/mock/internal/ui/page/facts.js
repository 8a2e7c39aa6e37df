// Small parts of the details: badges, links and lists of facts.

import { el } from './dom.js';

export const badge = (text) => el('span', { className: 'badge', textContent: text });

export const taskLink = (taskId) => taskId && el('a', { href: `#/tasks/${encodeURIComponent(taskId)}`, className: 'mono', textContent: taskId });

/** Shows names with their values, which are texts or elements. Leaves out what is empty. */
export const facts = (values) => el('dl', {}, ...Object.entries(values).filter(([, value]) => value).map(([name, value]) =>
  el('div', {}, el('dt', { textContent: name }), el('dd', {}, value))));
