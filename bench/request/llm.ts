/** A model that answers at once, in as few bytes of work as possible: it must not be what is measured. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const CHUNKS = 500;
const about = { id: 'chatcmpl-1', created: 1_760_000_000, model: 'gpt-5' };
const usage = { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 };
const message = { role: 'assistant', content: 'Hello from the loopback model, at your service.' };
const answer = JSON.stringify({
  ...about,
  object: 'chat.completion',
  choices: [{ index: 0, message, finish_reason: 'stop' }],
  usage,
});
const chunk = (delta: object, finish: string | null): string =>
  `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const chunks = Array.from({ length: CHUNKS }, (_none, index) => chunk({ content: `word ${index} ` }, null));
/** Ten writes, so that a stream has a middle. */
const writes = Array.from({ length: 10 }, (_none, index) =>
  chunks.slice((index * CHUNKS) / 10, ((index + 1) * CHUNKS) / 10).join(''),
);

const server = createServer(async (request, response) => {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  if (!text.includes('"stream":true'))
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const write of writes) {
    response.write(write);
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
