import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import { Observe } from 'onetrace';

const servers: Server[] = [];

/** Listens on a free loopback port; the URL has no slash at its end. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeAll(): void {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
}

/** A chat completion in the OpenAI wire format, whatever the question. */
export const llm: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        id: 'chatcmpl-1',
        object: 'chat.completion',
        created: 1,
        model: 'gpt-4o-2024-08-06',
        choices: [
          { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: '4', refusal: null } },
        ],
        usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 },
      }),
    );
  });
};

/** What a rewritten handler does: a span for the request, which ends with the response. */
export const instrumented =
  (takesCarrier: boolean): RequestHandler =>
  (request, response, next) => {
    const carrier = takesCarrier ? request.headers : undefined;
    const name = `${request.method} ${request.path}`;
    void Observe.withTrace(name, { carrier, kind: 'server' }, async () => {
      const closed = once(response, 'close');
      next();
      await closed;
    });
  };
