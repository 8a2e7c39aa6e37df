// The filters of the timeline.

import { byId } from './dom.js';
import { openApi } from './document.js';
import { options } from './forms.js';

const form = byId('filters');
const { text, kind, operation, code, task, failures } = form.elements;

/** Returns a value as text; of headers, also the names. */
const valueText = (value) => (value !== null && typeof value === 'object'
  ? Object.entries(value).map(([name, each]) => `${name}: ${valueText(each)}`).join('\n') : String(value ?? ''));

/** Everything that is known of a row, in lower case. Made once, when the row is searched for the first time. */
function textOf(row) {
  row.text ??= [row.kind, row.what, row.fault && `injected: ${row.fault}`, ...Object.values(row.entry).map(valueText)].join('\n').toLowerCase();
  return row.text;
}

/** Returns whether a row passes the filters. */
export function filter() {
  const words = text.value.toLowerCase().split(/\s+/).filter((word) => word);
  const checks = [
    words.length && ((row) => words.every((word) => textOf(row).includes(word))),
    kind.value && ((row) => row.kind === kind.value),
    operation.value && ((row) => row.operation === operation.value),
    code.value && ((row) => String(row.code) === code.value),
    task.value && ((row) => row.taskId?.includes(task.value.trim())),
    failures.checked && ((row) => row.failed),
  ].filter((check) => check);
  return (row) => checks.every((check) => check(row));
}

export const isFiltered = () => Boolean(text.value || kind.value || operation.value || code.value || task.value || failures.checked);

/** Calls a listener when a filter changes. */
export async function onFilter(listener) {
  ['input', 'change'].forEach((type) => form.addEventListener(type, listener));
  form.addEventListener('submit', (event) => event.preventDefault());
  byId('more-filters').addEventListener('click', ({ currentTarget }) => {
    currentTarget.setAttribute('aria-expanded', form.classList.toggle('open'));
  });
  const { operations } = await openApi;
  const codes = new Map(operations.flatMap((each) => each.codes.map(({ const: value, title }) => [value, title])));
  options(operation, [['', 'all'], ...operations.map(({ id }) => [id, id])]);
  options(code, [['', 'all'], ...[...codes].sort().map(([value, title]) => [value, `${value} ${title}`])]);
}
