/** Every way in: JSON, protobuf, gRPC, compressed or not, from OpenTelemetry's own exporters, and files. */
import { connect } from 'node:http2';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { SimpleSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeJson } from '../otlp/decode-json.ts';
import { decodeProtobuf } from '../otlp/decode-protobuf.ts';
import type { SpanBody } from '../store/queries/span.ts';
import type { TraceRow } from '../store/queries/traces.ts';
import { exportOf, spanIdOf, type TestViewer, testViewer, traceIdOf } from '../viewer.testkit.ts';
import { requestsOf } from './import-file.ts';

let viewer: TestViewer;
beforeAll(async () => {
  viewer = await testViewer({ grpcPort: await freePort() });
});
afterAll(() => viewer.close());

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it.each<[string, () => SpanExporter]>([
  ['http/json', () => new JsonExporter({ url: `${viewer.endpoint}/v1/traces` })],
  [
    'http/json, gzip',
    () => new JsonExporter({ url: `${viewer.endpoint}/v1/traces`, compression: 'gzip' as never }),
  ],
  ['http/protobuf', () => new ProtobufExporter({ url: `${viewer.endpoint}/v1/traces` })],
  [
    'http/protobuf, gzip',
    () => new ProtobufExporter({ url: `${viewer.endpoint}/v1/traces`, compression: 'gzip' as never }),
  ],
  ['grpc', () => new GrpcExporter({ url: viewer.grpc })],
  ['grpc, gzip', () => new GrpcExporter({ url: viewer.grpc, compression: 'gzip' as never })],
])("keeps exactly what OpenTelemetry's exporter sends: %s", async (name, exporter) => {
  const provider = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: exporter() })],
  });
  const span = provider.getTracer('lib', '1.2.3').startSpan(`by ${name}`, {
    kind: 2,
    attributes: { text: 'grüße', whole: 7, part: 0.5, yes: true, list: ['a', 'b'], negative: -3 },
    links: [
      {
        context: { traceId: traceIdOf(9), spanId: spanIdOf(9), traceFlags: 1 },
        attributes: { why: 'retry' },
      },
    ],
  });
  span.addEvent('said', { word: 'x' });
  span.setStatus({ code: 2, message: 'no' });
  span.end();
  await provider.forceFlush();
  const { traceId, spanId } = span.spanContext();
  const { rows } = await viewer.until<{ rows: TraceRow[] }>(
    `traces?q=${traceId}`,
    (it) => it.rows.length > 0,
  );
  expect(rows[0]).toMatchObject({ traceId, name: `by ${name}`, errors: 1, spans: 1, rooted: true });
  const body = await viewer.read<SpanBody>(`span?trace=${traceId}&span=${spanId}`);
  expect(body).toMatchObject({
    attributes: { text: 'grüße', whole: 7, part: 0.5, yes: true, list: ['a', 'b'], negative: -3 },
    statusMessage: 'no',
    events: [{ name: 'said', attributes: { word: 'x' } }],
    links: [{ traceId: traceIdOf(9), spanId: spanIdOf(9), attributes: { why: 'retry' } }],
    scope: { name: 'lib', version: '1.2.3' },
  });
  await provider.shutdown();
});

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${viewer.endpoint}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

it('takes gzip and zstd, and names what it does not take', async () => {
  const body = Buffer.from(JSON.stringify(exportOf([{ trace: 20, id: 1 }])));
  expect((await post(new Uint8Array(gzipSync(body)), { 'content-encoding': 'gzip' })).status).toBe(200);
  expect((await post(new Uint8Array(zstdCompressSync(body)), { 'content-encoding': 'zstd' })).status).toBe(
    200,
  );
  const refused = await post(new Uint8Array(body), { 'content-encoding': 'br' });
  expect([refused.status, await refused.text()]).toEqual([415, expect.stringContaining('send gzip')]);
  expect((await post(new Uint8Array(body), { 'content-encoding': 'gzip' })).status).toBe(400);
});

it.each(['{', '[]', 'null', '"x"', '\u0000'])('never wants %j again', async (body) => {
  expect((await post(body)).status).toBe(400);
});

it('takes what is right of a request, and tells how many spans were not', async () => {
  const request = exportOf([{ trace: 21, id: 1 }]) as {
    resourceSpans: { scopeSpans: { spans: object[] }[] }[];
  };
  request.resourceSpans[0]!.scopeSpans[0]!.spans.push(
    { traceId: '00', spanId: '1' },
    { traceId: '0'.repeat(32), spanId: spanIdOf(1) },
  );
  const answer = await post(JSON.stringify(request));
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { partialSuccess: { rejectedSpans: 2, errorMessage: expect.any(String) } },
  ]);
  const broken = Buffer.from([10, 200]);
  const refused = await post(new Uint8Array(broken), { 'content-type': 'application/x-protobuf' });
  expect(refused.status).toBe(400);
});

it('takes logs and metrics without a word, and does not keep them', async () => {
  for (const path of ['logs', 'metrics']) {
    const answer = await fetch(`${viewer.endpoint}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(200);
  }
});

it('answers gRPC that is none of its own with a status, and goes on', async () => {
  const client = connect(viewer.grpc);
  const status = await new Promise((resolve) => {
    const stream = client.request({
      ':method': 'POST',
      ':path': '/other.Service/Call',
      'content-type': 'application/grpc',
    });
    stream.on('response', (headers) => resolve(headers['grpc-status']));
    stream.end(Buffer.alloc(5));
  });
  client.close();
  expect(status).toBe('12');
});

it('keeps every kind of value, also those that JSON cannot tell apart', () => {
  const values = [
    ['text', { stringValue: 'x' }, 'x'],
    ['empty', {}, null],
    ['huge', { intValue: '9007199254740993' }, { $int: '9007199254740993' }],
    ['negative', { intValue: '-5' }, -5],
    ['whole double', { doubleValue: 1 }, { $double: 1 }],
    ['bytes', { bytesValue: 'AQI=' }, { $bytes: 'AQI=' }],
    [
      'map',
      { kvlistValue: { values: [{ key: '$double', value: { intValue: 1 } }] } },
      { $map: { $double: 1 } },
    ],
    ['__proto__', { stringValue: 'safe' }, 'safe'],
  ] as const;
  const attributes = values.map(([key, value]) => ({ key, value }));
  const span = { traceId: traceIdOf(1), spanId: spanIdOf(1), attributes };
  const [decoded] = decodeJson(
    Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })),
  ).spans;
  for (const [key, , expected] of values) expect(decoded?.attributes[key], key).toEqual(expected);
  expect(({} as Record<string, unknown>)['safe']).toBeUndefined();
});

it('reads exact times of both encodings', () => {
  const span = {
    traceId: traceIdOf(1),
    spanId: spanIdOf(1),
    startTimeUnixNano: '1795800000123456789',
    endTimeUnixNano: '1795800000223456790',
  };
  const [json] = decodeJson(
    Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })),
  ).spans;
  expect(json).toMatchObject({ start: 1_795_800_000_123_456, startNanos: 789, duration: 100_000_001 });
  const fixed = (value: bigint): Buffer => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigUInt64LE(value);
    return buffer;
  };
  const field = (tag: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from([tag, content.length]), content]);
  const wire = Buffer.concat([
    field(10, Buffer.from(traceIdOf(1), 'hex')),
    field(18, Buffer.from(spanIdOf(1), 'hex')),
    Buffer.concat([Buffer.from([57]), fixed(1_795_800_000_123_456_789n)]),
    Buffer.concat([Buffer.from([65]), fixed(1_795_800_000_223_456_790n)]),
  ]);
  const [protobuf] = decodeProtobuf(field(10, field(18, field(18, wire)))).spans;
  expect(protobuf).toMatchObject({ start: 1_795_800_000_123_456, startNanos: 789, duration: 100_000_001 });
});

it('gives out as OTLP what came in as OTLP, and takes it in again', async () => {
  await viewer.send({
    trace: 30,
    id: 1,
    name: 'in',
    attributes: { big: { intValue: '9007199254740993' }, d: { doubleValue: 2 }, long: 'x'.repeat(3000) },
  });
  await viewer.until<{ rows: unknown[] }>(`traces?q=${traceIdOf(30)}`, (it) => it.rows.length > 0);
  const exported = await viewer.read<object>(`export?trace=${traceIdOf(30)}`);
  const again = await testViewer();
  try {
    const answer = await fetch(`${again.endpoint}/api/import`, {
      method: 'POST',
      body: JSON.stringify(exported),
    });
    expect(await answer.json()).toEqual({ accepted: 1, rejected: 0 });
    await again.until<{ rows: unknown[] }>('traces', (it) => it.rows.length > 0);
    expect(await again.read(`export?trace=${traceIdOf(30)}`)).toEqual(exported);
  } finally {
    await again.close();
  }
});

it("reads Jaeger's JSON, JSON lines, lists, and what other stores wrap", () => {
  const one = exportOf([{ id: 1 }]);
  const jaeger = {
    data: [
      {
        traceID: 'abc',
        spans: [
          {
            traceID: 'abc',
            spanID: '1',
            operationName: 'root',
            processID: 'p1',
            startTime: 1_795_800_000_000_000,
            duration: 1500,
            references: [],
            tags: [
              { key: 'span.kind', type: 'string', value: 'server' },
              { key: 'error', type: 'bool', value: true },
            ],
          },
          {
            traceID: 'abc',
            spanID: '2',
            operationName: 'child',
            processID: 'p1',
            startTime: 1_795_800_000_000_500,
            duration: 500,
            references: [{ refType: 'CHILD_OF', traceID: 'abc', spanID: '1' }],
            tags: [{ key: 'n', type: 'int64', value: 5 }],
            logs: [
              { timestamp: 1_795_800_000_000_600, fields: [{ key: 'event', type: 'string', value: 'hit' }] },
            ],
          },
        ],
        processes: { p1: { serviceName: 'shop', tags: [] } },
      },
    ],
  };
  const spansIn = (text: string) =>
    requestsOf(Buffer.from(text)).flatMap(({ body }) => decodeJson(Buffer.from(body)).spans);
  expect(spansIn(JSON.stringify(one))).toHaveLength(1);
  expect(spansIn(`${JSON.stringify(one)}\n${JSON.stringify(exportOf([{ id: 2 }]))}\n`)).toHaveLength(2);
  expect(spansIn(JSON.stringify([one, one]))).toHaveLength(2);
  const [root, child] = spansIn(JSON.stringify(jaeger));
  expect(root).toMatchObject({
    traceId: 'abc'.padStart(32, '0'),
    name: 'root',
    kind: 2,
    status: 2,
    duration: 1_500_000,
    resource: { attributes: { 'service.name': 'shop' } },
  });
  expect(child).toMatchObject({
    parentId: '1'.padStart(16, '0'),
    attributes: { n: 5 },
    events: [{ name: 'hit' }],
  });
  expect(() => spansIn('{"x":1}')).toThrow('neither OTLP');
});

it('hands on what it receives', async () => {
  const next = await testViewer();
  const front = await testViewer({ forward: next.endpoint });
  try {
    await front.send({ trace: 40, id: 1, name: 'handed on' });
    const { rows } = await next.until<{ rows: TraceRow[] }>('traces', (it) => it.rows.length > 0);
    expect(rows[0]?.name).toBe('handed on');
    await next.close();
    await front.send({ trace: 41, id: 1 });
    const { notices } = await front.until<{ notices: string[] }>('status', (it) => it.notices.length > 0);
    expect(notices[0]).toContain('cannot be reached');
  } finally {
    await front.close();
  }
});
