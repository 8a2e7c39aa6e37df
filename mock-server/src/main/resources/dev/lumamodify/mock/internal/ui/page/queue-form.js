// The form that queues a preference, and the queued preferences. The codes are those of the selected operation.

import { admin, action, options, send } from './forms.js';
import { byId, button, confirmed, el } from './dom.js';

/** Initializes the form. Returns a function that shows the queued preferences. */
export function queueForm({ operations }, preferences) {
  const { operation, preference, choice, text, times } = byId('queue').elements;
  const selected = () => preferences.find((each) => each.name === preference.value);
  const choices = () => (preference.value === 'code'
    ? operations.find(({ id }) => id === operation.value).codes.map(({ const: code, title }) => [code, `${code} ${title}`])
    : selected().choices.map((each) => [each, each]));
  const value = () => (choice.hidden ? text.value : choice.value);
  const redraw = () => {
    const pairs = choices();
    options(choice, pairs);
    choice.hidden = pairs.length === 0;
    text.hidden = pairs.length > 0;
    text.placeholder = selected().values;
    byId('effect').textContent = selected().effect;
  };
  options(operation, operations.map(({ id, summary }) => [id, `${id}: ${summary}`]));
  options(preference, preferences.map((each) => [each.name, each.name]));
  operation.addEventListener('input', redraw);
  preference.addEventListener('input', redraw);
  redraw();
  const { status } = action('queue', () => admin('POST', 'queued-preferences',
    { operation: operation.value, times: Number(times.value), prefer: `${preference.value}=${value()}` }));

  let drawn = '[]';
  return (queued) => {
    if (JSON.stringify(queued) === drawn) {
      return;
    }
    drawn = JSON.stringify(queued);
    byId('queue-count').textContent = queued.length || '';
    byId('queued').replaceChildren(...queued.map((each) => el('li', {},
      el('span', { className: 'mono', textContent: `${each.operation}: ${each.prefer}` }), each.times > 1 ? ` × ${each.times} ` : ' ',
      button('Cancel', () => send(admin('DELETE', `queued-preferences/${each.id}`), status), { 'aria-label': `Cancel ${each.prefer} for ${each.operation}` }))));
    if (queued.length > 1) {
      byId('queued').append(el('li', {}, button('Cancel all', async () => {
        if (await confirmed(`Cancel all ${queued.length} queued preferences?`, 'Cancel all')) {
          await send(admin('DELETE', 'queued-preferences'), status);
        }
      })));
    }
  };
}
