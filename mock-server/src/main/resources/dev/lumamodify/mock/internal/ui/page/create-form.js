// The form of a create request: one field for each property, filled with an example of the document.

import { byId, el } from './dom.js';
import { JSON_BODY, action, options } from './forms.js';
import { openApi } from './document.js';

export function createForm({ generate }) {
  const { path, schema, examples, callbackFields } = generate;
  const form = byId('create');
  const names = Object.keys(schema.properties);
  for (const name of names) {
    const required = schema.required.includes(name);
    const title = schema.properties[name].description;
    const input = el(name === 'prompt' ? 'textarea' : 'input', { name: `field-${name}`, spellcheck: false, title });
    form.querySelector('.fields').append(el('label', {}, required ? `${name} (required)` : name, input));
  }
  const receiver = (status) => `${location.origin}/callback/${status}`;
  form.append(el('datalist', { id: 'receivers' }, ...[200, 500].map((status) =>
    el('option', { value: receiver(status), label: `a receiver of this mock server that returns HTTP ${status}` }))));
  options(form.elements.example, examples.map(({ summary }, i) => [i, summary]));
  callbackFields.forEach((name) => form.elements[`field-${name}`].setAttribute('list', 'receivers'));
  // The callback goes to this server, not to the host of the example, which belongs to others.
  const valueOf = (name, value) => (value && callbackFields.includes(name) ? receiver(200) : value ?? '');
  const fill = () => names.forEach((name) => {
    form.elements[`field-${name}`].value = valueOf(name, examples[form.elements.example.value].value[name]);
  });
  form.elements.example.addEventListener('input', fill);
  fill();
  action('create', (elements) => ({
    method: 'POST', path, headers: { Authorization: `Bearer ${elements.key.value}`, ...JSON_BODY },
    body: JSON.stringify(Object.fromEntries(names
      .map((name) => [name, elements[`field-${name}`].value]).filter(([, value]) => value !== ''))),
  }));
}

/** Puts the URL of a video into the form. */
export async function setVideo(url) {
  const { properties } = (await openApi).generate.schema;
  const input = byId('create').elements[`field-${Object.keys(properties).find((name) => properties[name]['x-video'])}`];
  input.value = url;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
