// The OpenAPI document, as far as the page needs it.

export async function read(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Error(`${path}: HTTP ${answer.status}`);
  }
  return answer.json();
}

/** Follows $ref; what stands beside it goes before what it leads to. */
function resolve(document, { $ref, ...own }) {
  if (!$ref) {
    return own;
  }
  const target = $ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  return { ...resolve(document, target), ...own };
}

function operation(document, path, method, { operationId, summary, responses, requestBody, ...rest }) {
  const { schema, examples } = resolve(document, responses[200]).content['application/json'];
  const code = resolve(document, resolve(document, schema).properties.code);
  const request = requestBody && resolve(document, requestBody).content['application/json'];
  return {
    id: operationId, summary, path, method,
    spends: rest['x-spends-credits'],
    codes: code.oneOf.filter((each) => !code.not?.enum.includes(each.const)),
    answers: Object.fromEntries(Object.entries(examples).map(([name, example]) => [name, resolve(document, example).value])),
    schema: request && resolve(document, request.schema),
    examples: request && Object.values(request.examples),
  };
}

/** The operations of the document, the one that creates, and what each state of a task looks like. */
export const contract = read('/openapi.json').then((document) => {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, each]) => operation(document, path, method, each)));
  return { operations, create: operations.find(({ spends }) => spends), look: operations.find(({ spends }) => !spends) };
});
