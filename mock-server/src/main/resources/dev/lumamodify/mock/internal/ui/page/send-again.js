// Sends a recorded request again, as it was or edited.

import { byId, el } from './dom.js';
import { headersOf, isAuthorized, isMultipart } from './curl.js';
import { headerLines } from './message.js';
import { send } from './forms.js';

const MAX_RECORDED_BYTES = 16 << 10;

/** Returns why a request cannot be sent again; empty if it can. */
export function whyNotAgain({ body, headers, target, method }) {
  if (isMultipart(body)) {
    return 'The content of an upload is not recorded, so it cannot be sent again.';
  } else if (new TextEncoder().encode(body).length >= MAX_RECORDED_BYTES) {
    return 'Only the first 16 KiB of the body are recorded, so it cannot be sent again.';
  } else if (/\(redacted\)/.test(body + target)) {
    return 'The request contains a redacted key, so it cannot be sent again.';
  } else if (/^(connect|trace|track)$/i.test(method)) {
    return 'A browser cannot send this method.';
  }
  return '';
}

/** The API key of the form that creates a task. The recorded key is redacted. */
function headersToSend(entry) {
  const authorization = isAuthorized(entry) ? { Authorization: `Bearer ${byId('create').elements.key.value}` } : {};
  return { ...authorization, ...Object.fromEntries(headersOf(entry)) };
}

const hasBody = (method) => !/^(get|head)$/i.test(method);

export const sendAgain = (entry, status) => send({
  method: entry.method, path: entry.target, headers: headersToSend(entry), body: hasBody(entry.method) && entry.body ? entry.body : undefined,
}, status);

/** A form with the parts of a request. */
export function editForm(entry, status) {
  const field = (name, value, tag = 'input') => el('label', {}, name, el(tag, { name: name.toLowerCase(), value, spellcheck: false }));
  const form = el('form', { id: 'edit', className: 'edit' },
    el('div', { className: 'line' }, field('Method', entry.method), field('Target', entry.target)),
    field('Headers', headerLines(headersToSend(entry)), 'textarea'), field('Body', entry.body, 'textarea'), el('button', { className: 'main', textContent: 'Send' }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { method, target, headers, body } = form.elements;
    const lines = headers.value.split('\n').map((line) => line.split(/:(.*)/s)).filter(([name, value]) => name.trim() && value !== undefined);
    send({
      method: method.value, path: target.value, body: hasBody(method.value) && body.value ? body.value : undefined,
      headers: Object.fromEntries(lines.map(([name, value]) => [name.trim(), value.trim()])),
    }, status);
  });
  return form;
}
