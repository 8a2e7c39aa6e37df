// Writes a recorded request as code: for fetch, for Python with requests, and for the Java client of this project. The API
// key is redacted in the recorded request, so the code reads it from the environment.

import { headersOf, isAuthorized, isMultipart, partsOf } from './curl.js';
import { openApi } from './document.js';
import { parsed } from './dom.js';

const { generate } = await openApi;

// A string in JSON is also one in JavaScript, Java and Python.
const literal = (text) => JSON.stringify(text);

function parts(request) {
  const multipart = isMultipart(request.body);
  return {
    url: literal(location.origin + request.target), headers: headersOf(request).filter(([name]) => !(multipart && /^content-type$/i.test(name))),
    authorized: isAuthorized(request), body: multipart ? '' : request.body, multipart,
  };
}

export function fetchOf(request) {
  const { url, headers, authorized, body, multipart } = parts(request);
  const lines = headers.map(([name, value]) => `    ${literal(name)}: ${literal(value)},`);
  if (authorized) {
    lines.unshift("    'Authorization': `Bearer ${process.env.API_KEY}`,");
  }
  const form = multipart ? partsOf(request.body).map(([name, value]) => `form.append(${literal(name)}, ${value === null ? 'file' : literal(value)});`) : [];
  return [
    ...(multipart ? ['const form = new FormData();', ...form] : []),
    `const response = await fetch(${url}, {`, `  method: ${literal(request.method)},`,
    ...(lines.length ? ['  headers: {', ...lines, '  },'] : []),
    ...(multipart ? ['  body: form,'] : body ? [`  body: ${literal(body)},`] : []),
    '});', 'console.log(await response.json());',
  ].join('\n');
}

export function pythonOf(request) {
  const { url, headers, authorized, body, multipart } = parts(request);
  const lines = headers.map(([name, value]) => `        ${literal(name)}: ${literal(value)},`);
  if (authorized) {
    lines.unshift('        "Authorization": f"Bearer {os.environ[\'API_KEY\']}",');
  }
  const form = multipart ? ['    files={', ...partsOf(request.body).map(([name, value]) =>
    `        ${literal(name)}: ${value === null ? 'open("FILE", "rb")' : `(None, ${literal(value)})`},`), '    },'] : [];
  return [
    ...(authorized ? ['import os', ''] : []), 'import requests', '',
    'response = requests.request(', `    ${literal(request.method)},`, `    ${url},`,
    ...(lines.length ? ['    headers={', ...lines, '    },'] : []), ...form,
    ...(body ? [`    data=${literal(body)}.encode(),`] : []), '    timeout=30,', ')', 'print(response.json())',
  ].join('\n');
}

/** The calls of the Java client, by operation. An operation without one has no code in Java. */
const CALLS = {
  // A recorded body may have any names, so only those of the document become code.
  generate: (body) => `String taskId = luma.modify(ModifyRequest.builder()${Object.entries(body)
    .filter(([name]) => Object.hasOwn(generate.schema.properties, name))
    .map(([name, value]) => `\n            .${name}(${literal(value)})`).join('')}\n            .build());\n    System.out.println(taskId);`,
  recordInfo: (body, taskId) => `System.out.println(luma.getTask(${literal(taskId ?? '')}));`,
  getCredits: () => 'System.out.println(luma.getCredits());',
  getDownloadUrl: ({ url }) => `System.out.println(luma.getDownloadUrl(${literal(url ?? '')}));`,
  uploadFile: () => 'System.out.println(luma.upload(Path.of("FILE")));',
  uploadFromUrl: ({ fileUrl }) => `System.out.println(luma.uploadFromUrl(${literal(fileUrl ?? '')}));`,
};

/** Returns the call of the Java client; null if the client has none. */
export function javaOf(request) {
  const call = CALLS[request.operation]?.(parsed(request.body) ?? {}, request.taskId);
  return call ? `try (LumaModify luma = LumaModify.builder()
        .apiKey(System.getenv("API_KEY"))
        .baseUrl(${literal(location.origin)})
        .build()) {
    ${call}
}` : null;
}
