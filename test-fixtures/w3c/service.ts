/**
 * The test service that the W3C's Trace Context suite drives: it answers a POST of
 * `[{ url, arguments }, …]` by posting each `arguments` to its `url`.
 *
 *   node --conditions=onetrace-source test-fixtures/w3c/service.ts 5001
 *   STRICT_LEVEL=2 SPEC_LEVEL=2 python3 test.py http://127.0.0.1:5001/test    # in the suite's test/
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Observe } from 'onetrace';

interface Step {
  readonly url: string;
  readonly arguments: readonly Step[];
}

/** One downstream call, with the carrier of its own span as headers. */
const call = (step: Step): Promise<void> =>
  Observe.withTrace('POST', { kind: 'client' }, async () => {
    const headers = { 'content-type': 'application/json', ...JSON.parse(Observe.getBaggage()) };
    if (headers.baggage === '') delete headers.baggage;
    const response = await fetch(step.url, { method: 'POST', headers, body: JSON.stringify(step.arguments) });
    await response.arrayBuffer();
  });

const answer = (request: IncomingMessage): Promise<void> =>
  Observe.withTrace('POST /test', { carrier: request.headers, kind: 'server' }, async () => {
    for (const step of (await json(request)) as Step[]) await call(step);
  });

await Observe.init({ serviceName: 'w3c-suite', destinations: [] });
const server = createServer((request, response) => {
  answer(request).then(
    () => response.end('ok'),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(process.argv[2] ?? 0), '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/test`);
