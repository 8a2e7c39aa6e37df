// What can be done. Every form is one request of the API or the admin API; the curl line under it is that request.

import { byId, copyButton, el } from './dom.js';
import { curl } from './curl.js';
import { contract, read } from './contract.js';

const JSON_BODY = { 'Content-Type': 'application/json' };
const admin = (method, path, body) => ({ method, path: `/__mock/${path}`, headers: body ? JSON_BODY : {}, body: body && JSON.stringify(body) });

function say(place, text, bad) {
  place.textContent = text;
  place.className = `said ${bad ? 'bad' : 'good'}`;
}

async function send({ method, path, headers, body }, place) {
  try {
    const answer = await fetch(path, { method, headers, body });
    const text = await answer.text();
    const { code, msg, error } = text ? JSON.parse(text) : {};
    const refused = error ?? (code && code !== 200 ? `${code} ${msg}` : !answer.ok && `HTTP ${answer.status}`);
    say(place, refused ? `Refused: ${refused}` : `Done: ${curl(method, location.origin + path, headers, body)}`, refused);
  } catch (e) {
    say(place, `No answer: ${e.message}`, true);
  }
}

export const resend = (taskId) => send(admin('POST', `tasks/${taskId}/resend`), byId('resent'));

/** Ties a form to the request it stands for, and shows the request as a curl line. */
function action(id, request) {
  const form = byId(id);
  const line = el('pre', { tabIndex: 0 });
  const text = () => {
    const { method, path, headers, body } = request(form.elements);
    return curl(method, location.origin + path, headers, body);
  };
  const update = () => { line.textContent = text(); };
  const said = el('p', { className: 'said', role: 'status', tabIndex: 0 });
  form.append(el('div', { className: 'curl' }, line, copyButton(text)), said);
  form.addEventListener('input', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(request(form.elements), said);
  });
  update();
  return { update, said };
}

const options = (select, pairs) => select.replaceChildren(...pairs.map(([value, text]) => el('option', { value, textContent: text })));

/** The form of a create: a field for each property of the request, filled from the examples of the document. */
function create(contract) {
  const { path, schema, examples } = contract.create;
  const form = byId('create');
  const names = Object.keys(schema.properties);
  for (const name of names) {
    const required = schema.required.includes(name);
    const title = schema.properties[name].description;
    const input = el(name === 'prompt' ? 'textarea' : 'input', { name: `field-${name}`, spellcheck: false, title });
    form.querySelector('.fields').append(el('label', {}, required ? `${name} (required)` : name, input));
  }
  form.append(el('datalist', { id: 'receivers' }, ...[200, 500].map((status) =>
    el('option', { value: `${location.origin}/callback/${status}`, label: `a receiver of this mock that answers HTTP ${status}` }))));
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

/** The form that prepares the next call: the codes are those of the operation, the other words those of Prefer. */
function scenario({ operations }, wishes) {
  const { operation, word, choice, text, times } = byId('scenario').elements;
  const wish = () => wishes.find((each) => each.word === word.value);
  const choices = () => (word.value === 'code'
    ? operations.find(({ id }) => id === operation.value).codes.map(({ const: code, title }) => [code, `${code} ${title}`])
    : wish().choices.map((each) => [each, each]));
  const value = () => (choice.hidden ? text.value : choice.value);
  const redraw = () => {
    const pairs = choices();
    options(choice, pairs);
    choice.hidden = pairs.length === 0;
    text.hidden = pairs.length > 0;
    text.placeholder = wish().values;
    byId('effect').textContent = wish().effect;
  };
  options(operation, operations.map(({ id, summary }) => [id, `${id}: ${summary}`]));
  options(word, wishes.map((each) => [each.word, each.word]));
  operation.addEventListener('input', redraw);
  word.addEventListener('input', redraw);
  redraw();
  action('scenario', () => admin('POST', 'queued-preferences',
    { operation: operation.value, times: Number(times.value), prefer: `${word.value}=${value()}` }));
}

/** Makes the forms. Returns what keeps them up to date with the mock. */
export function actions() {
  const { mode } = byId('time').elements;
  const time = action('time', ({ by }) => admin('POST', 'clock/advance', { by: by.value }));
  mode.addEventListener('change', () => send(admin('PUT', 'clock', { mode: mode.value }), time.said));
  const account = byId('account').elements;
  const { update: showAccount } = action('account', ({ credits, maintenance, disabled }) => admin('PUT', 'account',
    { credits: Number(credits.value), maintenance: maintenance.checked, disabled: disabled.checked }));
  action('reset', () => admin('POST', 'reset'));
  Promise.all([contract, read('/__mock/preferences')]).then(([document, wishes]) => {
    create(document);
    scenario(document, wishes);
  }).catch((e) => say(time.said, `The forms cannot be made: ${e.message}`, true));

  return {
    clock(now) {
      mode.value = now.mode;
    },
    account({ credits, maintenance, disabled }, accounts) {
      byId('accounts').replaceChildren(...accounts.map((each) => el('li', {},
        el('code', { textContent: each.account }), ` ${each.credits} credits`)));
      if (!byId('account').contains(document.activeElement)) {
        account.credits.value = credits;
        account.maintenance.checked = maintenance;
        account.disabled.checked = disabled;
        showAccount();
      }
    },
  };
}
