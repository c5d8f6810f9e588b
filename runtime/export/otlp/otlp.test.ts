/** Both encodings, read by protobufjs from the published proto: every field, every kind of value. */
import { afterEach, describe, expect, test } from 'vitest';
import { type Collector, type DecodedSpan, startCollector } from '../../../examples/collector/collector.ts';
import type { Destination } from '../../config/types/destination.ts';
import type { Limits } from '../../config/types/export-options.ts';
import { SCOPE } from '../../core/pipeline/otlp-scope.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { epochNanos, now } from '../../platform/clock.ts';
import type { AttributeValue } from '../../trace/attribute.ts';
import { setEntry } from '../../trace/baggage.ts';
import type { Span } from '../../trace/span.ts';
import { endedSpan, endedSpans, pipelineTo } from '../export.testkit.ts';

let collector: Collector;
afterEach(() => collector.close());

const transports: [string, Partial<Destination>][] = [
  ['JSON', { protocol: 'http/json' }],
  ['JSON, gzip', { protocol: 'http/json', gzip: true }],
  ['protobuf', { protocol: 'http/protobuf' }],
  ['protobuf, gzip', { protocol: 'http/protobuf', gzip: true }],
];

async function deliver(
  spans: Span[],
  transport: Partial<Destination>,
  limits: Limits = {},
): Promise<DecodedSpan[]> {
  collector = await startCollector();
  const destinations = [{ url: collector.url, headers: { 'x-key': 'k' }, ...transport }];
  const resource = { 'service.name': 'sérvice', 'service.instance.id': 7 };
  const pipeline = pipelineTo(collector.url, { destinations, resource, limits });
  pipeline.add(spans);
  await pipeline.shutdown();
  expect(pipeline.stats().dropped).toEqual({});
  return [...collector.spans];
}

const VALUES: Record<string, AttributeValue> = {
  text: 'plain "quoted" \\ \n\t\u0000\u001f\u007f',
  unicode: 'ü 漢字 🎉',
  'long unicode': '漢'.repeat(5_000),
  empty: '',
  true: true,
  false: false,
  zero: 0,
  int: 42,
  negative: -42,
  safe: Number.MAX_SAFE_INTEGER,
  unsafe: Number.MIN_SAFE_INTEGER,
  int32: 2 ** 31,
  double: 0.1,
  tiny: 5e-324,
  huge: 1e300,
  bigint: 2n ** 63n - 1n,
  'negative bigint': -(2n ** 63n),
  bytes: new Uint8Array([0, 127, 128, 255]),
  list: ['a', 'b'],
  mixed: [1, 'two', true, 3.5, [4, ['deep']]],
  'empty list': [],
  __proto__x: 'p',
};

describe.each(transports)('%s', (_, transport) => {
  test('every kind of value', async () => {
    const [span] = await deliver([endedSpan('values', { attributes: VALUES })], transport);
    expect(span?.attributes).toEqual(VALUES);
  });

  test('values that JSON numbers and OTLP do not know', async () => {
    const odd = {
      nan: Number.NaN,
      inf: Number.POSITIVE_INFINITY,
      minus: Number.NEGATIVE_INFINITY,
      big: 2n ** 64n,
    };
    const [span] = await deliver([endedSpan('odd', { attributes: odd })], transport);
    expect(span?.attributes).toEqual({ ...odd, big: String(2n ** 64n) });
  });

  test('every field', async () => {
    const root = endedSpan('root');
    Object.assign(root.trace, {
      remoteParentId: 'b7ad6b7169203331',
      tracestate: 'vendor=1,ot=th:8',
      flags: 3,
    });
    const child = endedSpan('child "1" 漢', { kind: 3, parent: root });
    const time = now();
    child.status = 2;
    child.statusMessage = 'no "way"';
    child.events = [
      { name: 'event', time, attributes: { a: 1, none: undefined } },
      { name: 'bare', time },
    ];
    const link = {
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      flags: 1,
      tracestate: 'x=y',
    };
    child.links = [
      { ...link, attributes: { why: 'late' } },
      { ...link, tracestate: '' },
    ];
    const spans = await deliver([root, child], transport);
    const shared = {
      traceId: root.trace.traceId,
      traceState: 'vendor=1,ot=th:8',
      resource: { 'service.name': 'sérvice', 'service.instance.id': 7 },
      resourceSchemaUrl: expect.stringMatching(/^https:\/\/opentelemetry.io\/schemas\/1\.\d+\.0$/),
      schemaUrl: expect.stringMatching(/^https:\/\/opentelemetry.io\/schemas\/1\.\d+\.0$/),
      scope: { name: 'onetrace', version: packageJson.version },
      attributes: {},
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
    expect(spans[0]).toEqual({
      ...shared,
      spanId: root.spanId,
      parentSpanId: 'b7ad6b7169203331',
      flags: 0x303,
      name: 'root',
      kind: 1,
      startTimeUnixNano: epochNanos(root.start, root.trace.wallOrigin),
      endTimeUnixNano: epochNanos(root.end, root.trace.wallOrigin),
      events: [],
      links: [],
      status: { code: 0, message: '' },
    });
    const timeUnixNano = epochNanos(time, root.trace.wallOrigin);
    expect(spans[1]).toEqual({
      ...shared,
      spanId: child.spanId,
      parentSpanId: root.spanId,
      flags: 0x103,
      name: 'child "1" 漢',
      kind: 3,
      startTimeUnixNano: epochNanos(child.start, child.trace.wallOrigin),
      endTimeUnixNano: epochNanos(child.end, child.trace.wallOrigin),
      events: [
        { timeUnixNano, name: 'event', attributes: { a: 1 }, droppedAttributesCount: 0 },
        { timeUnixNano, name: 'bare', attributes: {}, droppedAttributesCount: 0 },
      ],
      links: [
        {
          ...link,
          traceState: 'x=y',
          tracestate: undefined,
          attributes: { why: 'late' },
          droppedAttributesCount: 0,
        },
        { ...link, traceState: '', tracestate: undefined, attributes: {}, droppedAttributesCount: 0 },
      ],
      status: { code: 2, message: 'no "way"' },
    });
  });

  test('limits are kept, and counted', async () => {
    const span = endedSpan('limited', { attributes: { a: 1, b: 'x'.repeat(20), c: 3 } });
    const { trace, spanId } = span;
    const link = {
      traceId: trace.traceId,
      spanId,
      flags: 1,
      tracestate: '',
      attributes: { a: 1, b: 2, c: 3 },
    };
    span.events = [1, 2, 3].map((at) => ({ name: `${at}`, time: now(), attributes: { a: 1, b: 2, c: 3 } }));
    span.links = [link, link];
    const limits = { attributes: 2, events: 2, links: 1, valueLength: 8 };
    const [got] = await deliver([span], transport, limits);
    expect(got).toMatchObject({
      attributes: { a: 1, b: 'xxxxxxxx' },
      droppedAttributesCount: 1,
      droppedEventsCount: 1,
      droppedLinksCount: 1,
    });
    expect(got?.events.map(({ name, droppedAttributesCount }) => [name, droppedAttributesCount])).toEqual([
      ['1', 1],
      ['2', 1],
    ]);
    expect(got?.links).toMatchObject([{ attributes: { a: 1, b: 2 }, droppedAttributesCount: 1 }]);
  });

  test('an attribute that cannot be encoded costs itself alone', async () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    const hostile = Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('private');
      },
    });
    const attributes = {
      a: 1,
      circle,
      b: { c: [true, null] },
      loop,
      hostile,
      none: () => {},
      d: 'last',
    } as never;
    const [got] = await deliver([endedSpan('odd', { attributes })], transport);
    expect(got?.attributes).toEqual({ a: 1, b: { c: [true, null] }, d: 'last' });
  });

  test('what the scope carries, and the last of equal keys', async () => {
    const span = endedSpan('bag', { attributes: { a: 1 } });
    setEntry(span.baggage, ['session.id', 's-42', '']);
    span.attributes.push('a', 2);
    const [got] = await deliver([span], transport);
    expect(got?.attributes).toEqual({ a: 2, 'session.id': 's-42' });
  });

  test('the request says what it is', async () => {
    await deliver(endedSpans(200), transport);
    const { headers } = collector.requests[0]!;
    expect(headers['x-key']).toBe('k');
    expect(headers['content-encoding']).toBe(transport.gzip ? 'gzip' : undefined);
    expect(collector.spans).toHaveLength(200);
  });

  test('partial success is understood', async () => {
    collector = await startCollector({ faults: () => ({ rejectedSpans: 300, errorMessage: 'grün' }) });
    const pipeline = pipelineTo(collector.url, { destinations: [{ url: collector.url, ...transport }] });
    pipeline.add(endedSpans(500));
    await pipeline.shutdown();
    expect(pipeline.stats()).toMatchObject({ exported: 200, dropped: { partial: 300 } });
  });

  test('a span that is too large is trimmed at its largest attribute', async () => {
    collector = await startCollector({ maxBytes: 2_000 });
    const pipeline = pipelineTo(collector.url, {
      destinations: [{ url: collector.url, ...transport, gzip: false }],
    });
    const list = Array.from({ length: 1_000 }, (_, at) => `item ${at}`);
    pipeline.add([
      endedSpan('large', { kind: 2, attributes: { list, text: 'x'.repeat(5_000), kept: 'y'.repeat(200) } }),
    ]);
    await pipeline.shutdown();
    expect(collector.spans).toMatchObject([
      { name: 'large', kind: 2, droppedAttributesCount: 1, attributes: { kept: 'y'.repeat(200) } },
    ]);
    expect(collector.spans[0]?.attributes['text']).toMatch(/^x{600,}$/);
    expect(collector.spans[0]?.attributes['list']).toBeUndefined();
  });
});

test('the scope has the version of the package', () => {
  collector = { close: async () => {} } as Collector;
  expect(SCOPE.version).toBe(packageJson.version);
});
