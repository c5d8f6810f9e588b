/** Services whose protocol is theirs alone: what leaves a real client, and what a consumer of ours makes of it. */
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { Client, Connection } from '@temporalio/client';
import { temporal as proto } from '@temporalio/proto';
import { afterEach, expect, it, vi } from 'vitest';
import { Observe } from '../../../runtime/index.ts';
import {
  cloudflareQueue,
  entries,
  eventBridge,
  inngest,
  serviceBus,
  temporal,
  triggerDev,
} from '../../../runtime/inject.ts';
import { interceptors as workflowInterceptors } from '../../../runtime/temporal.ts';
import type { Span } from '../../../runtime/trace/span.ts';
import { attributesOf, record, spanNamed } from '../../record.ts';
import { brokers } from '../brokers/index.ts';

afterEach(() => vi.restoreAllMocks());

const PAYLOAD = { payloadCarriers: true } as const;
const site = (method: string): string => `a.ts:1:1#f?method=${method}&proven=1`;

const asked = <T>(fn: () => T): T =>
  Observe.withTrace('ask', null, () => {
    Observe.setAttribute('session.id', 's-1');
    return fn();
  });

/** That one is below the other, in its trace and session. */
function expectBelow(spans: readonly Span[], above: string, below: string): void {
  const [sent, processed] = [above, below].map((name) => spanNamed(spans, name));
  expect([processed?.parentSpanId, processed?.trace.traceId]).toEqual([sent?.spanId, sent?.trace.traceId]);
  expect(attributesOf(processed as Span)['session.id']).toBe('s-1');
}

it.each([
  true,
  false,
])('EventBridge, payloadCarriers %s: the detail brings the trace to a Lambda', async (payloadCarriers) => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const spans = record({ payloadCarriers, propagateTo: [/127/, 'queue:*'] });
  const bodies: { Entries: { Detail: string }[] }[] = [];
  const server = createHttp(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end('{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new EventBridgeClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const command = new PutEventsCommand({
    Entries: [{ Source: 'a', DetailType: 'asked', Detail: '{"text":"x"}' }],
  });
  await asked(() => (eventBridge(site('send'), client, 'send') as typeof client.send).call(client, command));
  server.close();
  server.closeAllConnections();
  const detail = JSON.parse(bodies[0]?.Entries[0]?.Detail ?? '') as object;
  expect(command.input.Entries?.[0]?.Detail).toBe('{"text":"x"}');
  if (!payloadCarriers) return expect(detail).toEqual({ text: 'x' });
  expect(detail).toMatchObject({ text: 'x', traceContext: { baggage: 'session.id=s-1' } });
  Observe.withTrace('process asked', { detail }, () => {});
  expectBelow(spans, 'send default', 'process asked');
});

it("Cloudflare's queues: a producer's body, and the consumer that does not see it", async () => {
  const spans = record(PAYLOAD);
  const sent: unknown[] = [];
  const binding = {
    send: async (body: unknown) => void sent.push(body),
    sendBatch: async (list: unknown[]) => void sent.push(...list),
  };
  const body = { text: 'x' };
  await asked(() => cloudflareQueue(site('send'), binding, 'send')(body));
  await asked(() => cloudflareQueue(site('sendBatch'), binding, 'sendBatch')([{ body }]));
  expect(body).toEqual({ text: 'x' });
  expect(sent).toMatchObject([{ traceContext: {} }, { body: { traceContext: {} } }]);
  const seen: unknown[] = [];
  const worker = entries(site('default'), {
    async queue(batch: { messages: { body: unknown }[] }) {
      for (const message of batch.messages) seen.push({ ...(message.body as object) });
    },
  });
  spans.length = 0;
  await worker.queue({ queue: 'jobs', messages: [{ body: structuredClone(sent[0]) }] } as never);
  expect(seen).toEqual([{ text: 'x' }]);
  expect(attributesOf(spanNamed(spans, 'process jobs'))['session.id']).toBe('s-1');
});

it('Trigger.dev: a run is below its trigger, and its payload is what was sent', async () => {
  const spans = record(PAYLOAD);
  const seen: unknown[] = [];
  const options = triggerDev(site('task'), {
    id: 'mail',
    run: async (payload: unknown) => void seen.push(payload),
  });
  const task = { id: 'mail', trigger: async (payload: unknown) => options.run(structuredClone(payload)) };
  await asked(() => triggerDev(site('trigger'), task, 'trigger')({ to: 'a' }));
  expect(seen).toEqual([{ to: 'a' }]);
  expectBelow(spans, 'send mail', 'process mail');
});

type Start = InstanceType<typeof proto.api.workflowservice.v1.StartWorkflowExecutionRequest>;

/** The one method of Temporal's service that a start needs, by its own definition. */
async function startTemporal(): Promise<{ address: string; starts: Start[]; stop(): void }> {
  const { v1 } = proto.api.workflowservice;
  const starts: Start[] = [];
  const method = (
    name: string,
    request: { decode(bytes: Uint8Array): unknown },
    response: { encode(it: object): { finish(): Uint8Array } },
  ) => ({
    path: `/temporal.api.workflowservice.v1.WorkflowService/${name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: (it: Buffer) => it,
    requestDeserialize: (bytes: Buffer) => request.decode(bytes),
    responseSerialize: (it: object) => Buffer.from(response.encode(it).finish()),
    responseDeserialize: (bytes: Buffer) => bytes,
  });
  const server = new Server();
  server.addService(
    {
      getSystemInfo: method('GetSystemInfo', v1.GetSystemInfoRequest, v1.GetSystemInfoResponse),
      start: method(
        'StartWorkflowExecution',
        v1.StartWorkflowExecutionRequest,
        v1.StartWorkflowExecutionResponse,
      ),
    },
    {
      getSystemInfo: (_call: unknown, done: sendUnaryData<object>) => done(null, {}),
      start({ request }: ServerUnaryCall<Start, object>, done: sendUnaryData<object>) {
        starts.push(request);
        done(null, { runId: 'r' });
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { address: `127.0.0.1:${port}`, starts, stop: () => server.forceShutdown() };
}

it('Temporal: the header goes from a client through a workflow to its activity', async () => {
  const spans = record({});
  const { address, starts, stop } = await startTemporal();
  const connection = await Connection.connect({ address });
  const client = new Client(temporal(site('Client'), { connection }));
  await asked(() => client.workflow.start('Order', { taskQueue: 'q', workflowId: 'w', args: [{ id: 1 }] }));
  await connection.close();
  stop();
  const headers = starts[0]?.header?.fields ?? {};
  expect(Object.keys(headers)).toEqual(['_tracer-data']);
  expect(JSON.parse(Buffer.from(starts[0]?.input?.payloads?.[0]?.data ?? []).toString())).toEqual({ id: 1 });
  // As the worker calls them.
  const { inbound, outbound } = workflowInterceptors();
  let scheduled: Record<string, unknown> = {};
  inbound[0]?.execute({ headers }, () =>
    outbound[0]?.scheduleActivity?.({ headers: {} }, (input) => {
      scheduled = input.headers as Record<string, unknown>;
    }),
  );
  const worker = temporal(site('Worker'), { taskQueue: 'q', workflowsPath: '/workflows' }) as unknown as {
    interceptors: {
      workflowModules: string[];
      activity: ((context: object) => {
        inbound: { execute(input: object, next: (input: object) => unknown): unknown };
      })[];
    };
  };
  expect(worker.interceptors.workflowModules).toEqual(['onetrace/temporal']);
  const activity = worker.interceptors.activity[0]?.({ info: { activityType: 'charge', attempt: 2 } });
  await activity?.inbound.execute({ args: [], headers: scheduled }, async () => 'done');
  expectBelow(spans, 'send Order', 'process charge');
  expect(attributesOf(spanNamed(spans, 'process charge'))['messaging.temporal.activity.attempt']).toBe(2);
});

it.each([
  ['an interceptor of the older form', { interceptors: { workflow: { calls: [] } } }],
  ['nothing recorded and no carrier', {}],
])('Temporal: %s is left alone', (_what, options) => {
  record(undefined);
  const given = temporal(site('Client'), options) as { interceptors?: { workflow?: unknown } };
  if ('interceptors' in options) expect(given).toBe(options);
  else expect(given.interceptors?.workflow).toHaveLength(1);
});

it('Service Bus: a batch, and a loop over what was received', { timeout: 20_000 }, async () => {
  const spans = record({});
  const broker = await brokers['service-bus'].start();
  const client = new ServiceBusClient(broker.url);
  const [sender, receiver] = [
    client.createSender('batch'),
    client.createReceiver('batch', { receiveMode: 'receiveAndDelete' }),
  ];
  const batch = await sender.createMessageBatch();
  asked(() => serviceBus(site('tryAddMessage'), batch, 'tryAddMessage')({ body: 'one' }));
  Observe.withTrace('other', null, () =>
    serviceBus(site('tryAddMessage'), batch, 'tryAddMessage')({ body: 'two' }),
  );
  await serviceBus(site('sendMessages'), sender, 'sendMessages')(batch);
  const got: ServiceBusReceivedMessage[] = [];
  while (got.length < 2) got.push(...(await receiver.receiveMessages(2, { maxWaitTimeInMs: 5_000 })));
  for (const message of serviceBus(site('each'), got))
    Observe.withTrace(`work ${message.body}`, null, () => {});
  await client.close();
  await broker.stop();
  for (const [text, name] of [
    ['one', 'ask'],
    ['two', 'other'],
  ] as const) {
    const [work, whose] = [spanNamed(spans, `work ${text}`), spanNamed(spans, name)];
    expect(work.trace.traceId).toBe(whose.trace.traceId);
    expect(attributesOf(work)['session.id']).toBe(text === 'one' ? 's-1' : undefined);
  }
  expect(attributesOf(spanNamed(spans, 'send batch'))['messaging.batch.message_count']).toBe(2);
});

it('Inngest: a step is below its function, by the whole path of its method', async () => {
  const spans = record({});
  const step = { run: async (_id: string, fn: () => Promise<void>) => fn(), sleepUntil() {} };
  await asked(() =>
    inngest(
      site('step.run'),
      step,
      'run',
    )('one', async () => Observe.withTrace('work', null, async () => {})),
  );
  expect(spanNamed(spans, 'work').parentSpanId).toBe(spanNamed(spans, 'step one').spanId);
  expectBelow(spans, 'step one', 'work');
});
