// Requests as the curl lines that do the same in a POSIX shell.

const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// What curl or the connection sets by itself, and what the server never tells.
const LEFT_OUT = /^(authorization|host|content-length|connection|user-agent|accept|accept-encoding|accept-language|transfer-encoding|origin|referer|sec-.*|upgrade.*|http2-settings)$/i;

export function curl(method, url, headers = {}, body = '') {
  const parts = ['curl'];
  if (method !== (body ? 'POST' : 'GET')) {
    parts.push('-X', quoted(method));
  }
  parts.push(quoted(url));
  for (const [name, value] of Object.entries(headers)) {
    parts.push('-H', quoted(`${name}: ${value}`));
  }
  if (body) {
    parts.push('--data-raw', quoted(body));
  }
  return parts.join(' ');
}

/** The curl line of a journal entry. The key is not in the journal: the line takes it from the shell. */
export function curlOf(exchange) {
  const kept = Object.entries(exchange.headers).filter(([name]) => !LEFT_OUT.test(name));
  const line = curl(exchange.method, location.origin + exchange.target, Object.fromEntries(kept), exchange.body);
  const keyed = Object.keys(exchange.headers).some((name) => /^authorization$/i.test(name));
  return keyed ? `${line} -H "Authorization: Bearer $API_KEY"` : line;
}
