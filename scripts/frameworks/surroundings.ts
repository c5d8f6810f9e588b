/** What a row's program talks to, on loopback: a model, a second service, a receiver of spans. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';
import { startLlmServer } from '../../examples/llm-server/server.ts';

/** What the second service was sent with a request. */
export interface Arrival {
  readonly id: string;
  readonly traceparent: string;
  readonly baggage: string;
}

export interface Surroundings {
  readonly collector: Collector;
  readonly arrivals: readonly Arrival[];
  /** For the program: where everything is, as programs are told it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function startSurroundings(service: string): Promise<Surroundings> {
  const collector = await startCollector();
  const model = await startLlmServer({ pace: { before: () => sleep(10) } });
  const arrivals: Arrival[] = [];
  const second = createServer(async (request, response) => {
    const id = new URL(request.url ?? '', 'http://second').searchParams.get('q') ?? '';
    const { traceparent = '', baggage = '' } = request.headers as Record<string, string>;
    arrivals.push({ id, traceparent, baggage });
    await sleep(id.length % 7);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ found: `found about ${id}` }));
  });
  await new Promise<void>((resolve) => second.listen(0, '127.0.0.1', resolve));
  return {
    collector,
    arrivals,
    env: {
      OPENAI_API_KEY: 'none',
      OPENAI_BASE_URL: `${model.url}/v1`,
      SECOND_URL: `http://127.0.0.1:${(second.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: new URL(collector.url).origin,
      OTEL_SERVICE_NAME: service,
    },
    async close() {
      second.closeAllConnections();
      second.close();
      await model.close();
      await collector.close();
    },
  };
}
