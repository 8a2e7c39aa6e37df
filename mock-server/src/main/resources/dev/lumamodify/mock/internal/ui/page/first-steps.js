// Three commands to try while the timeline is empty.

import { byId, command, el } from './dom.js';
import { curl } from './curl.js';
import { openApi } from './document.js';
import { JSON_BODY } from './forms.js';

export async function showFirstSteps() {
  const { operations, generate } = await openApi;
  const example = { ...generate.examples[0].value };
  generate.callbackFields.forEach((name) => { example[name] = `${location.origin}/callback/200`; });
  const key = { Authorization: 'Bearer any-key' };
  const read = operations.find(({ method, needsInput }) => method === 'get' && !needsInput);
  byId('empty').replaceChildren(
    el('p', { textContent: 'Nothing to show yet. Requests, callback attempts and changes of tasks appear here. Try:' }),
    el('h3', { textContent: 'Create a task, and receive its callback' }),
    command(curl('POST', location.origin + generate.path, { ...key, ...JSON_BODY }, JSON.stringify(example))),
    el('h3', { textContent: 'Let the next create request fail' }),
    command(curl('POST', `${location.origin}/__mock/queued-preferences`, JSON_BODY, JSON.stringify({ operation: generate.id, prefer: 'code=402' }))),
    el('h3', { textContent: read.summary }),
    command(curl('GET', location.origin + read.path, key)));
}
