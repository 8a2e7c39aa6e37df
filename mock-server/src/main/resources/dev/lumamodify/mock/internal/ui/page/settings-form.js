// The form of the settings: one field for each setting that the server lists. Keys are never shown, but can be replaced.

import { admin, action, showStatus } from './forms.js';
import { byId, el } from './dom.js';
import { read } from './document.js';

/** The settings of which the server returns only whether there are any. */
const SECRETS = ['apiKeys', 'webhookKey'];

const list = (text) => text.split(',').map((each) => each.trim()).filter((each) => each);
const labelOf = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function fieldOf(name, value) {
  const title = labelOf(name);
  if (typeof value === 'boolean' && !SECRETS.includes(name)) {
    return el('label', { className: 'check' }, el('input', { type: 'checkbox', name, checked: value }), ` ${title}`);
  }
  const placeholder = SECRETS.includes(name) ? `${value === true ? 'set' : value || 'none'}; type to replace` : Array.isArray(value) ? 'separated by commas' : '';
  const shown = SECRETS.includes(name) ? '' : Array.isArray(value) ? value.join(', ') : value ?? '';
  return el('label', {}, title, el('input', { name, value: shown, placeholder, spellcheck: false, autocomplete: 'off', type: SECRETS.includes(name) ? 'password' : 'text' }));
}

/** Initializes the form. Returns a function that reads the settings. */
export function settingsForm() {
  const form = byId('settings');
  let settings = {};
  const valueOf = (input, old) => {
    if (input.type === 'checkbox') {
      return input.checked;
    } else if (Array.isArray(old) || input.name === 'apiKeys') {
      return list(input.value);
    } else if (typeof old === 'number') {
      return Number(input.value);
    }
    return input.value === '' && old === null ? null : input.value;
  };
  /** Only what differs from the settings of the server. An empty key means that the key stays. */
  const changes = () => Object.fromEntries([...form.elements].filter(({ name }) => name in settings)
    .filter((input) => (SECRETS.includes(input.name) ? input.value : true))
    .map((input) => [input.name, valueOf(input, settings[input.name])])
    .filter(([name, value]) => SECRETS.includes(name) || JSON.stringify(value) !== JSON.stringify(settings[name])));
  const withoutKeys = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !SECRETS.includes(name)));
  const show = (read) => {
    const { url, ...rest } = read;
    settings = rest;
    form.querySelector('.fields').replaceChildren(...Object.entries(rest).map(([name, value]) => fieldOf(name, value)));
    update();
  };
  const { update, status } = action('settings',
    () => ({ ...admin('PUT', 'settings', changes()), shownBody: JSON.stringify(withoutKeys(changes())) }), { onDone: show });
  return () => read('/__mock/settings').then(show).catch((e) => showStatus(status, e.message, true));
}
