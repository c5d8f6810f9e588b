/** A loopback server that speaks the documented wire formats of LLM vendors, with deterministic answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Asked, Format, Pace } from './format.ts';
import { anthropic } from './formats/anthropic.ts';
import { bedrock } from './formats/bedrock.ts';
import { cohere } from './formats/cohere.ts';
import { google } from './formats/google.ts';
import { huggingface } from './formats/huggingface.ts';
import { ollama } from './formats/ollama.ts';
import { openai } from './formats/openai.ts';
import { replicate } from './formats/replicate.ts';
import { together } from './formats/together.ts';

export interface LlmServer {
  /** `http://127.0.0.1:PORT`; OpenAI-like clients take `${url}/v1`. */
  readonly url: string;
  /** Every request that came, oldest first. */
  readonly requests: readonly Asked[];
  close(): Promise<void>;
}

export interface LlmServerOptions {
  /** 0: any free port. */
  readonly port?: number;
  readonly pace?: Pace;
  /** Before any answer, in milliseconds. */
  readonly latency?: number;
  readonly formats?: readonly Format[];
}

const AT_ONCE: Pace = { before: async () => {} };

export async function startLlmServer(options: LlmServerOptions = {}): Promise<LlmServer> {
  const {
    port = 0,
    pace = AT_ONCE,
    latency = 0,
    formats = [anthropic, bedrock, cohere, google, huggingface, ollama, openai, replicate, together],
  } = options;
  const requests: Asked[] = [];
  const server = createServer(async (request, response) => {
    response.sendDate = false; // Two runs of one program are compared, clients' copies of the headers included.
    const asked = await read(request);
    requests.push(asked);
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    for (const format of formats) {
      const answer = format.answer(asked, pace);
      if (answer !== undefined) return send(response, answer);
    }
    response
      .writeHead(404, { 'content-type': 'application/json' })
      .end(`{"error":{"message":"no format answers ${asked.path}"}}`);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  let body: Asked['body'] = {};
  try {
    body = JSON.parse(text) as Asked['body'];
  } catch {
    // A multipart upload: its fields do not matter to any answer.
  }
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if ('json' in answer) {
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.json));
  } else if ('bytes' in answer) {
    response.writeHead(200, { 'content-type': answer.type }).end(answer.bytes);
  } else {
    response.writeHead(200, {
      'content-type': answer.type ?? 'text/event-stream',
      'x-request-id': 'req_loopback',
      'request-id': 'req_loopback',
    });
    response.flushHeaders();
    for await (const event of answer.events) {
      if (response.destroyed) break;
      response.write(event);
    }
    response.end();
  }
}
