// Exports requests and callback attempts as an HTTP archive (HAR 1.2), which browsers and proxies can open.

import { headersOfAttempt } from './attempt-details.js';
import { el } from './dom.js';

const list = (headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));

function entryOf({ kind, entry }) {
  const isRequest = kind === 'request';
  const target = isRequest ? entry.target : entry.url;
  // The server accepts some URLs that a browser does not.
  const url = URL.canParse(target, location.origin) ? new URL(target, location.origin) : { href: target, searchParams: [] };
  const headers = entry.headers ?? headersOfAttempt(entry);
  const mimeType = (of) => Object.entries(of).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return {
    startedDateTime: entry.at,
    time: entry.durationMillis,
    request: {
      method: entry.method ?? 'POST', url: url.href, httpVersion: 'HTTP/1.1', headers: list(headers), cookies: [],
      queryString: [...url.searchParams].map(([name, value]) => ({ name, value })), headersSize: -1, bodySize: -1,
      ...(entry.body && { postData: { mimeType: mimeType(headers) || 'application/json', text: entry.body } }),
    },
    response: {
      status: entry.status ?? 0, statusText: '', httpVersion: 'HTTP/1.1', headers: list(entry.responseHeaders), cookies: [],
      content: { size: entry.sentBytes ?? entry.responseBody.length, mimeType: mimeType(entry.responseHeaders), text: entry.responseBody },
      redirectURL: '', headersSize: -1, bodySize: entry.sentBytes ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: entry.durationMillis, receive: 0 },
    comment: [entry.fault && `injected: ${entry.fault}`, entry.taskId && `task ${entry.taskId}`, entry.failure].filter((each) => each).join(', '),
  };
}

const harOf = (rows) => ({
  log: {
    version: '1.2', creator: { name: 'luma-modify-mock-server', version: '1' },
    entries: rows.filter(({ kind }) => kind !== 'task').reverse().map(entryOf),
  },
});

/** Saves the rows, newest first, as a file. */
export function exportHar(rows) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(harOf(rows), null, 2)], { type: 'application/json' }));
  el('a', { href: url, download: 'luma-modify-mock.har' }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
