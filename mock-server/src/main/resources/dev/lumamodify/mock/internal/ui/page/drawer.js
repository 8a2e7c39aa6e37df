// The drawer with the forms, and the state that they show.

import { accountForms } from './account-form.js';
import { byId } from './dom.js';
import { clockForm } from './clock-form.js';
import { createForm } from './create-form.js';
import { openApi, read } from './document.js';
import { queueForm } from './queue-form.js';
import { settingsForm } from './settings-form.js';
import { showStatus } from './forms.js';
import { uploadForm } from './upload-form.js';

const drawer = byId('drawer');
const opener = byId('open-drawer');

function toggle(open) {
  drawer.hidden = !open;
  opener.setAttribute('aria-expanded', open);
  document.body.classList.toggle('drawer', open);
  (open ? drawer : opener).focus({ preventScroll: true });
}

/** Opens the drawer at the form with an id. */
function openForm(id) {
  toggle(true);
  const form = byId(id);
  form.closest('details').open = true;
  form.scrollIntoView();
  form.querySelector('textarea, input').focus();
}

opener.addEventListener('click', () => toggle(drawer.hidden));
byId('close-drawer').addEventListener('click', () => toggle(false));
drawer.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    event.stopPropagation();
    toggle(false);
  }
});

const applyClock = clockForm();
const applyAccounts = accountForms();
const readSettings = settingsForm();
let applyQueue = () => {};
let lastQueue = [];

byId('settings').closest('details').addEventListener('toggle', ({ target }) => target.open && readSettings());

Promise.all([openApi, read('/__mock/preferences')]).then(([document, preferences]) => {
  createForm(document);
  uploadForm(document, openForm);
  applyQueue = queueForm(document, preferences);
  applyQueue(lastQueue);
}).catch((e) => showStatus(byId('queue-count'), `The forms cannot be initialized: ${e.message}`, true));

/** Shows a new state of the server. */
export function applyState({ clock, account, accounts, queuedPreferences }) {
  applyClock(clock);
  applyAccounts(account, accounts);
  lastQueue = queuedPreferences;
  applyQueue(lastQueue);
}
