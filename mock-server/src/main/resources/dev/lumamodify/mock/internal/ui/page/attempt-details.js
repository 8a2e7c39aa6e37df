// An attempt to deliver a callback, with the response of the receiver.

import { badge, facts, taskLink } from './facts.js';
import { button, copyButton, el } from './dom.js';
import { curl } from './curl.js';
import { message } from './message.js';
import { attemptName } from './rows.js';
import { resend } from './forms.js';

const VERIFICATIONS = {
  valid: 'The signature is valid.',
  invalid: 'The signature does not match the webhook key. A receiver must reject this callback.',
  expired: 'The signature is valid, but its timestamp is older than 5 minutes. A receiver must reject this callback.',
  unsigned: 'The callback is not signed.',
};

/** Returns the headers with which a callback was sent. */
export const headersOfAttempt = ({ timestamp, signature }) => ({
  'Content-Type': 'application/json',
  ...(timestamp && { 'X-Webhook-Timestamp': timestamp, 'X-Webhook-Signature': signature }),
});

export function attemptDetails({ entry }) {
  const status = el('p', { className: 'status', role: 'status' });
  const headers = headersOfAttempt(entry);
  return {
    title: `Callback ${entry.id}: ${attemptName(entry)}`,
    badges: [entry.fault && badge(`injected: ${entry.fault}`), entry.resent && badge('sent again')].filter((each) => each),
    content: [
      el('div', { className: 'buttons' }, button('Send again', () => resend(entry.taskId, status)),
        copyButton(() => curl('POST', entry.url, headers, entry.body), 'Copy as curl')),
      status,
      facts({
        Time: entry.at, Task: taskLink(entry.taskId), Attempt: attemptName(entry), Duration: `${entry.durationMillis} ms`,
        Timestamp: entry.timestamp, Signature: entry.signature, Verification: VERIFICATIONS[entry.verification],
        Result: entry.failure ?? `HTTP ${entry.status}, ${entry.delivered ? 'delivered' : 'not delivered: only HTTP 200 accepts a callback'}`,
      }),
      el('div', { className: 'sides' },
        message('Callback', `POST ${entry.url}`, headers, entry.body),
        message('Response of the receiver', entry.status ? `HTTP ${entry.status}` : entry.failure, entry.responseHeaders, entry.responseBody)),
    ],
  };
}
