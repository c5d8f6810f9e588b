/** QStash on loopback, by its documented protocol: `POST /v2/publish/<url>`; `Upstash-Forward-*` are the headers of the call. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Broker, BrokerKind } from './broker.ts';

const FORWARD = 'upstash-forward-';

export const qstash: BrokerKind = {
  name: 'qstash',
  missing: undefined,
  async start(): Promise<Broker> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const [, target = ''] = /^\/v2\/publish\/(.*)$/.exec(request.url ?? '') ?? [];
      const headers = Object.entries(request.headers)
        .filter(([name]) => name.startsWith(FORWARD))
        .map(([name, value]) => [name.slice(FORWARD.length), String(value)]);
      response
        .writeHead(target === '' ? 404 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ messageId: `msg_${randomUUID()}` }));
      if (target === '') return;
      await fetch(target, {
        method: 'POST',
        headers: { ...Object.fromEntries(headers), 'upstash-message-id': 'm', 'upstash-retried': '0' },
        body: Buffer.concat(chunks),
      }).catch(() => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      port,
      url: `http://127.0.0.1:${port}`,
      async stop() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};
