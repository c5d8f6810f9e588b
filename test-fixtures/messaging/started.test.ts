/** Threads and processes belong to whoever starts them; Inngest's events carry their sender. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inngest } from 'inngest';
import { afterEach, expect, it } from 'vitest';
import { Observe } from '../../runtime/index.ts';
import { inngest as site } from '../../runtime/instrument/messaging/clients/inngest.ts';
import { record } from '../record.ts';
import { type Running, startProgram, startService, stopProgram, until } from './messaging.testkit.ts';

let sender: Running | undefined;
afterEach(async () => {
  if (sender !== undefined) await stopProgram(sender);
  sender = undefined;
});

it('what a thread, a forked process and a worker of a cluster do is in the session of who started them', {
  timeout: 60_000,
}, async () => {
  const service = await startService();
  try {
    const env = { SERVICE: service.url, OTEL_EXPORTER_OTLP_ENDPOINT: service.url };
    const running = startProgram(['sender.ts', 'threads', 'a', 'b'], env);
    sender = running;
    await until(() => running.child.exitCode !== null, 'started', [running]);
    const asked = service.heard
      .filter(({ wanted }) => wanted !== '')
      .toSorted((x, y) => (x.wanted < y.wanted ? -1 : 1));
    expect(asked).toEqual([
      { wanted: 'a-cluster', session: 'a' },
      { wanted: 'a-process', session: 'a' },
      { wanted: 'a-thread', session: 'a' },
      { wanted: 'b-cluster', session: 'b' },
      { wanted: 'b-process', session: 'b' },
      { wanted: 'b-thread', session: 'b' },
    ]);
  } finally {
    service.close();
  }
});

it("an event of Inngest's brings its sender, beside its data", async () => {
  const bodies: { name: string; data: unknown; user?: { traceparent?: string } }[][] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    bodies.push(JSON.parse(text));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ids: ['1'], status: 200 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const spans = record({});
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Inngest({ id: 'app', baseUrl, eventKey: 'key', isDev: false });
  await Observe.withTrace('ask', null, () =>
    site('a.ts:1:1#f?method=send&proven=1', client, 'send')({ name: 'app/asked', data: { a: 1 } }),
  );
  server.close();
  const [sent] = spans.filter(({ name }) => name === 'send app/asked');
  expect(bodies[0]?.[0]).toMatchObject({ name: 'app/asked', data: { a: 1 } });
  expect(bodies[0]?.[0]?.user?.traceparent).toContain(`${sent?.trace.traceId}-${sent?.spanId}`);
});
