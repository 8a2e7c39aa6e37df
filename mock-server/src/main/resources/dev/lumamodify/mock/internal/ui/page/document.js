// The parts of the OpenAPI document that the page uses.

export async function read(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path}: HTTP ${response.status}`);
  }
  return response.json();
}

/** Resolves $ref. Its siblings override the members of its target. */
function resolve(root, { $ref, ...own }) {
  if (!$ref) {
    return own;
  }
  const target = $ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], root);
  return { ...resolve(root, target), ...own };
}

function operation(root, path, method, { operationId, summary, parameters, responses, requestBody, callbacks, ...rest }) {
  const { schema, examples } = resolve(root, responses[200]).content['application/json'];
  const code = resolve(root, resolve(root, schema).properties.code);
  const content = requestBody && resolve(root, requestBody).content;
  const multipart = content?.['multipart/form-data'];
  const request = multipart ?? content?.['application/json'];
  return {
    id: operationId, summary, path, method, multipart: Boolean(multipart),
    spendsCredits: rest['x-spends-credits'],
    codes: code.oneOf.filter((each) => !code.not?.enum.includes(each.const)),
    responses: Object.fromEntries(Object.entries(examples).map(([name, example]) => [name, resolve(root, example).value])),
    needsInput: Boolean(request || parameters),
    // The names of the properties in expressions such as {$request.body#/callBackUrl}.
    callbackFields: Object.values(callbacks ?? {}).flatMap((each) => Object.keys(each)).map((each) => each.slice(each.lastIndexOf('/') + 1, -1)),
    schema: request && resolve(root, request.schema),
    examples: request && Object.values(request.examples ?? {}),
  };
}

/** The operations of the document: all, the one that creates a task, and the one that reads it. */
export const openApi = read('/openapi.json').then((root) => {
  const operations = Object.entries(root.paths).flatMap(([path, item]) =>
    Object.entries(item).filter(([, each]) => each.operationId).map(([method, each]) => operation(root, path, method, each)));
  return { operations, generate: operations.find(({ spendsCredits }) => spendsCredits), recordInfo: operations.find(({ spendsCredits }) => !spendsCredits) };
});
