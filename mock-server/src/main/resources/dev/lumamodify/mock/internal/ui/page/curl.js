// Writes requests as curl commands for a POSIX shell, and selects what a program has to send again.

import { parsed } from './dom.js';

const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// Headers that curl or the connection sets, and headers that the server redacts.
const OMITTED_HEADERS = /^(authorization|host|content-length|connection|user-agent|accept|accept-encoding|accept-language|transfer-encoding|origin|referer|sec-.*|upgrade.*|http2-settings)$/i;

export function curl(method, url, headers = {}, body = '') {
  const parts = ['curl'];
  if (method !== (body ? 'POST' : 'GET')) {
    parts.push('-X', quoted(method));
  }
  parts.push(quoted(url));
  for (const [name, value] of Object.entries(headers)) {
    parts.push('-H', quoted(`${name}: ${value}`));
  }
  if (body instanceof FormData) {
    // With -F, curl would read a file for a text that begins with @ or <.
    body.forEach((value, name) => (value instanceof File
      ? parts.push('-F', quoted(`${name}=@${value.name}`)) : parts.push('--form-string', quoted(`${name}=${value}`))));
  } else if (body) {
    parts.push('--data-raw', quoted(body));
  }
  return parts.join(' ');
}

/** Returns whether a recorded body is the summary of a multipart body. */
export const isMultipart = (body) => /^multipart\/form-data with \d+ bytes/.test(body);

/** Returns the parts of a recorded multipart body, as pairs. A file is null. */
export const partsOf = (body) => Object.entries(parsed(body.slice(body.indexOf('{'))) ?? {});

/** Returns a recorded multipart body, with a placeholder for each file; null for another body. */
function formOf(body) {
  if (!isMultipart(body)) {
    return null;
  }
  const form = new FormData();
  partsOf(body).forEach(([name, value]) => form.append(name, value ?? new File([], 'FILE')));
  return form;
}

export const isAuthorized = ({ headers }) => Object.keys(headers).some((name) => /^authorization$/i.test(name));

/** Returns the headers of a recorded request that a program has to send, as pairs. */
export const headersOf = ({ headers }) => Object.entries(headers)
  .filter(([name, value]) => !OMITTED_HEADERS.test(name) && !value.includes('(redacted)'));

/** Returns the curl command of a recorded request. The API key is redacted there, so the command reads it from the shell. */
export function curlOf(request) {
  const form = formOf(request.body);
  const headers = headersOf(request).filter(([name]) => !(form && /^content-type$/i.test(name)));
  const command = curl(request.method, location.origin + request.target, Object.fromEntries(headers), form ?? request.body);
  return isAuthorized(request) ? `${command} -H "Authorization: Bearer $API_KEY"` : command;
}
