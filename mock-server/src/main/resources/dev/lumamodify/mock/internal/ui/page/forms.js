// What all forms share: each sends one request to the API or the admin API, and shows that request as a curl command.

import { byId, copyButton, el } from './dom.js';
import { curl } from './curl.js';

export const JSON_BODY = { 'Content-Type': 'application/json' };
export const admin = (method, path, body) => ({ method, path: `/__mock/${path}`, headers: body ? JSON_BODY : {}, body: body && JSON.stringify(body) });

export function showStatus(element, text, bad) {
  element.textContent = text;
  element.className = `status ${bad ? 'bad' : 'good'}`;
}

/** Sends a request and shows its result. Returns the JSON of the response; null if the request failed. */
export async function send({ method, path, headers, body, shownBody = body }, status) {
  try {
    const response = await fetch(path, { method, headers, body });
    const text = await response.text();
    const json = text ? JSON.parse(text) : {};
    const { code, msg, error } = json;
    const failure = error ?? (code && code !== 200 ? `${code} ${msg}` : !response.ok && `HTTP ${response.status}`);
    showStatus(status, failure ? `Error: ${failure}` : `Done: ${curl(method, location.origin + path, headers, shownBody)}`, failure);
    return failure ? null : json;
  } catch (e) {
    showStatus(status, e instanceof SyntaxError ? 'Error: the response is not JSON' : `No response: ${e.message}`, true);
    return null;
  }
}

export const resend = (taskId, status) => send(admin('POST', `tasks/${taskId}/resend`), status);

/**
 * Connects a form to its request, and shows the request as a curl command. beforeSend returns whether to send it; onDone is
 * called with the JSON of the response.
 */
export function action(id, request, { beforeSend = () => true, onDone = () => {} } = {}) {
  const form = byId(id);
  const line = el('pre', { tabIndex: 0 });
  const text = () => {
    const { method, path, headers, body, shownBody = body } = request(form.elements);
    return curl(method, location.origin + path, headers, shownBody);
  };
  const update = () => { line.textContent = text(); };
  const status = el('p', { className: 'status', role: 'status', tabIndex: 0 });
  form.append(el('div', { className: 'curl' }, line, copyButton(text)), status);
  form.addEventListener('input', update);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await beforeSend()) {
      const json = await send(request(form.elements), status);
      if (json) {
        onDone(json);
      }
    }
  });
  update();
  return { update, status };
}

export const options = (select, pairs) => select.replaceChildren(...pairs.map(([value, text]) => el('option', { value, textContent: text })));
