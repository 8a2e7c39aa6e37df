// The forms. Each form sends one request to the API or the admin API, and shows that request as a curl command.

import { byId, copyButton, el } from './dom.js';
import { curl } from './curl.js';
import { openApi, read } from './document.js';

const JSON_BODY = { 'Content-Type': 'application/json' };
const admin = (method, path, body) => ({ method, path: `/__mock/${path}`, headers: body ? JSON_BODY : {}, body: body && JSON.stringify(body) });

function showStatus(element, text, bad) {
  element.textContent = text;
  element.className = `status ${bad ? 'bad' : 'good'}`;
}

async function send({ method, path, headers, body }, status) {
  try {
    const response = await fetch(path, { method, headers, body });
    const text = await response.text();
    const { code, msg, error } = text ? JSON.parse(text) : {};
    const failure = error ?? (code && code !== 200 ? `${code} ${msg}` : !response.ok && `HTTP ${response.status}`);
    showStatus(status, failure ? `Error: ${failure}` : `Done: ${curl(method, location.origin + path, headers, body)}`, failure);
  } catch (e) {
    showStatus(status, `No response: ${e.message}`, true);
  }
}

export const resend = (taskId) => send(admin('POST', `tasks/${taskId}/resend`), byId('resend-status'));

/** Connects a form to its request, and shows the request as a curl command. */
function action(id, request) {
  const form = byId(id);
  const line = el('pre', { tabIndex: 0 });
  const text = () => {
    const { method, path, headers, body } = request(form.elements);
    return curl(method, location.origin + path, headers, body);
  };
  const update = () => { line.textContent = text(); };
  const status = el('p', { className: 'status', role: 'status', tabIndex: 0 });
  form.append(el('div', { className: 'curl' }, line, copyButton(text)), status);
  form.addEventListener('input', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(request(form.elements), status);
  });
  update();
  return { update, status };
}

const options = (select, pairs) => select.replaceChildren(...pairs.map(([value, text]) => el('option', { value, textContent: text })));

/** The form of a create request: one field per property, filled with an example of the document. */
function createForm(openApiDocument) {
  const { path, schema, examples } = openApiDocument.generate;
  const form = byId('create');
  const names = Object.keys(schema.properties);
  for (const name of names) {
    const required = schema.required.includes(name);
    const title = schema.properties[name].description;
    const input = el(name === 'prompt' ? 'textarea' : 'input', { name: `field-${name}`, spellcheck: false, title });
    form.querySelector('.fields').append(el('label', {}, required ? `${name} (required)` : name, input));
  }
  form.append(el('datalist', { id: 'receivers' }, ...[200, 500].map((status) =>
    el('option', { value: `${location.origin}/callback/${status}`, label: `a receiver of this mock server that returns HTTP ${status}` }))));
  form.elements['field-callBackUrl']?.setAttribute('list', 'receivers');
  options(form.elements.example, examples.map(({ summary }, i) => [i, summary]));
  const fill = () => names.forEach((name) => {
    form.elements[`field-${name}`].value = examples[form.elements.example.value].value[name] ?? '';
  });
  form.elements.example.addEventListener('input', fill);
  fill();
  action('create', (elements) => ({
    method: 'POST', path, headers: { Authorization: `Bearer ${elements.key.value}`, ...JSON_BODY },
    body: JSON.stringify(Object.fromEntries(names
      .map((name) => [name, elements[`field-${name}`].value]).filter(([, value]) => value !== ''))),
  }));
}

/** The form of an upload: one field per part. A file that is dropped on it is uploaded at once. */
function uploadForm({ operations }) {
  const { path, method, schema } = operations.find(({ multipart }) => multipart);
  const form = byId('upload');
  const names = Object.keys(schema.properties);
  const fileName = names.find((name) => schema.properties[name].format === 'binary');
  for (const name of names) {
    const input = el('input', { name: `part-${name}`, type: name === fileName ? 'file' : 'text', required: schema.required.includes(name) });
    form.querySelector('.fields').append(el('label', {}, name, input));
  }
  const { update } = action('upload', (elements) => {
    const body = new FormData();
    for (const name of names) {
      const { value, files } = elements[`part-${name}`];
      if (value) {
        body.append(name, files ? files[0] : value);
      }
    }
    return { method: method.toUpperCase(), path, headers: { Authorization: `Bearer ${byId('create').elements.key.value}` }, body };
  });
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      form.elements[`part-${fileName}`].files = event.dataTransfer.files;
      update();
      form.requestSubmit();
    }
  });
}

/** Puts the URL of a video into the form of a create request. */
export async function modify(url) {
  const { properties } = (await openApi).generate.schema;
  const form = byId('create');
  const input = form.elements[`field-${Object.keys(properties).find((name) => properties[name]['x-video'])}`];
  input.value = url;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  form.scrollIntoView();
  form.querySelector('textarea').focus();
}

/** The form that queues a preference. Its codes are those of the selected operation. */
function queueForm({ operations }, preferences) {
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
  action('queue', () => admin('POST', 'queued-preferences',
    { operation: operation.value, times: Number(times.value), prefer: `${preference.value}=${value()}` }));
}

/** Initializes the forms. Returns functions that update them when the state of the server changes. */
export function actions() {
  const { mode } = byId('time').elements;
  const time = action('time', ({ by }) => admin('POST', 'clock/advance', { by: by.value }));
  mode.addEventListener('change', () => send(admin('PUT', 'clock', { mode: mode.value }), time.status));
  const account = byId('account').elements;
  const { update: updateAccount } = action('account', ({ credits, maintenance, disabled }) => admin('PUT', 'account',
    { credits: Number(credits.value), maintenance: maintenance.checked, disabled: disabled.checked }));
  action('reset', () => admin('POST', 'reset'));
  Promise.all([openApi, read('/__mock/preferences')]).then(([openApiDocument, preferences]) => {
    createForm(openApiDocument);
    uploadForm(openApiDocument);
    queueForm(openApiDocument, preferences);
  }).catch((e) => showStatus(time.status, `The forms cannot be initialized: ${e.message}`, true));

  return {
    clock(clock) {
      mode.value = clock.mode;
    },
    account({ credits, maintenance, disabled }, accounts) {
      byId('accounts').replaceChildren(...accounts.map((each) => el('li', {},
        el('code', { textContent: each.account }), ` ${each.credits} credits`)));
      if (!byId('account').contains(document.activeElement)) {
        account.credits.value = credits;
        account.maintenance.checked = maintenance;
        account.disabled.checked = disabled;
        updateAccount();
      }
    },
  };
}
