// A request with what was sent in response, and its actions.

import { badge, facts, taskLink } from './facts.js';
import { button, copyButton, el } from './dom.js';
import { curlOf } from './curl.js';
import { fetchOf, javaOf, pythonOf } from './code.js';
import { message } from './message.js';
import { editForm, sendAgain, whyNotAgain } from './send-again.js';

export function requestDetails(row) {
  const { entry } = row;
  const obstacle = whyNotAgain(entry);
  const status = el('p', { className: 'status', role: 'status' });
  const edit = el('div', {});
  const nothing = entry.status === 0;
  const java = javaOf(entry);
  return {
    title: `Request ${entry.id}: ${row.what}`,
    badges: [entry.fault && badge(`injected: ${entry.fault}`)].filter((each) => each),
    content: [
      el('div', { className: 'buttons' },
        button('Send again', () => sendAgain(entry, status), { disabled: Boolean(obstacle), title: obstacle }),
        button('Edit and send again', () => edit.replaceChildren(editForm(entry, status)), { disabled: Boolean(obstacle), title: obstacle }),
        copyButton(() => curlOf(entry), 'Copy as curl'),
        java ? copyButton(() => java, 'Copy as Java') : null,
        copyButton(() => fetchOf(entry), 'Copy as fetch'),
        copyButton(() => pythonOf(entry), 'Copy as Python')),
      obstacle ? el('p', { className: 'hint', textContent: obstacle }) : null,
      edit, status,
      facts({
        Time: entry.at, Operation: entry.operation, Task: taskLink(entry.taskId), Account: entry.account,
        Duration: `${entry.durationMillis} ms until the response was created`,
        'Preference applied': entry.preferenceApplied, 'Preferences ignored': entry.preferencesIgnored,
        Sent: nothing ? `nothing (injected: ${entry.fault})` : `HTTP ${entry.status}, ${entry.sentBytes} bytes`,
      }),
      el('div', { className: 'sides' },
        message('Request', `${entry.method} ${entry.target}`, entry.headers, entry.body),
        message('Response', nothing ? 'Nothing was sent' : `HTTP ${entry.status}`, entry.responseHeaders, entry.responseBody,
          entry.fault && `Injected fault: ${entry.fault}`)),
    ].filter((each) => each),
  };
}
