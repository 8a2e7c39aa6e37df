// The form of an upload: one field for each part. A file that is dropped on the page is uploaded at once.

import { byId, button, el, elapsed } from './dom.js';
import { action } from './forms.js';
import { mockNow, onTime } from './clock-form.js';
import { setVideo } from './create-form.js';

/** The uploaded files, by their URL. */
const files = new Map();
let openForm = () => {};

/** Opens the form that creates a task, with the URL of a file. */
async function modify(url) {
  await setVideo(url);
  openForm('create');
}

function draw() {
  byId('uploads').replaceChildren(...[...files.values()].reverse().map((file) => el('li', {},
    el('span', { className: 'mono', textContent: file.path, title: file.url }),
    el('span', { className: 'hint', textContent: ` ${file.mediaType}, ${file.size.toLocaleString()} bytes, expires in ${elapsed(Date.parse(file.expiresAt) - mockNow())} ` }),
    button('Modify this', () => modify(file.url), { 'aria-label': `Modify ${file.path}` }))));
}

/** Shows files: all of them after a reload, or new ones. */
export function applyUploads(list) {
  list.forEach((file) => files.set(file.url, file));
  draw();
}

export function clearUploads() {
  files.clear();
  draw();
}

onTime(() => {
  const expired = [...files.values()].filter(({ expiresAt }) => Date.parse(expiresAt) < mockNow());
  if (expired.length) {
    expired.forEach(({ url }) => files.delete(url));
    draw();
  }
});

export function uploadForm({ operations }, open) {
  openForm = open;
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
      const { value, files: chosen } = elements[`part-${name}`];
      if (value) {
        body.append(name, chosen ? chosen[0] : value);
      }
    }
    return { method: method.toUpperCase(), path, headers: { Authorization: `Bearer ${byId('create').elements.key.value}` }, body };
  }, { onDone: ({ data }) => setVideo(data.downloadUrl) });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      openForm('upload');
      form.elements[`part-${fileName}`].files = event.dataTransfer.files;
      update();
      form.requestSubmit();
    }
  });
}
