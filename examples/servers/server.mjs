import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const tasks = new Map();
const isUrl = (text) => typeof text === 'string' && /^https?:\/\/[^\s/?#]\S*$/i.test(text) && URL.canParse(text);

function create(type, body) {
  if (!/json/.test(type)) throw new TypeError('not JSON');
  const { prompt, videoUrl, callBackUrl, watermark } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  const valid = typeof prompt === 'string' && prompt.trim() !== '' && isUrl(videoUrl) &&
    (callBackUrl === undefined || isUrl(callBackUrl)) && (watermark === undefined || typeof watermark === 'string');
  if (!valid) throw new TypeError('invalid field');
  const taskId = randomUUID().replaceAll('-', '');
  const paramJson = JSON.stringify({ callBackUrl: callBackUrl ?? '', prompt, videoUrl, waterMark: watermark ?? '' });
  tasks.set(taskId, { taskId, paramJson, createTime: Date.now(), successFlag: 0 });
  return { code: 200, msg: 'success', data: { taskId } };
}

async function handle(request, response) {
  const body = Buffer.concat(await request.toArray());
  const url = new URL(request.url, 'http://localhost');
  let result = { code: 404, msg: 'Not found', data: null };
  if (request.headers.authorization !== 'Bearer key-one') {
    result = { code: 401, msg: 'You do not have access permissions', data: null };
  } else if (request.method === 'GET' && url.pathname === '/api/v1/modify/record-info') {
    const task = tasks.get(url.searchParams.get('taskId'));
    result = task ? { code: 200, msg: 'success', data: task } : { code: 422, msg: 'recordInfo is null', data: null };
  } else if (request.method === 'POST' && url.pathname === '/api/v1/modify/generate') {
    try {
      result = create(request.headers['content-type'], body);
    } catch {
      result = { code: 422, msg: 'Validation error', data: null };
    }
  }
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(result));
}

// A client that disconnects must not end the server.
createServer((request, response) => handle(request, response).catch(() => response.destroy())).listen(process.argv[2], '127.0.0.1', function () {
  console.log(`http://127.0.0.1:${this.address().port}`);
});
