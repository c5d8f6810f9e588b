import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startRoot } from '../core/tracer.ts';
import { INTERNAL } from '../trace/span.ts';
import { RANDOM_ID, SAMPLED } from '../trace/trace.ts';
import { carrierOf, carrierText, parseCarrier } from './carrier.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const traceparent = `00-${TRACE}-${PARENT}-01`;
const other = traceparent.replace('4bf9', 'aaaa');
const baggage = 'session.id=s-1,user.id=u%202';
const entries = [
  ['session.id', 's-1', ''],
  ['user.id', 'u 2', ''],
];
const whole = { traceId: TRACE, parentId: PARENT, flags: 1, tracestate: '', entries };
const carrier = { traceparent, baggage };
const text = JSON.stringify(carrier);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('forms', () => {
  it.each<[string, unknown]>([
    ['JSON text', text],
    ['JSON text with blanks', `\n ${text} `],
    ['JSON text that was made JSON again', JSON.stringify(text)],
    ['an object', carrier],
    ['a Map', new Map(Object.entries(carrier))],
    ['Headers', new Headers(carrier)],
    ['a Request', new Request('http://localhost/', { headers: carrier })],
    ['an object without a prototype', Object.assign(Object.create(null), carrier)],
    ['keys in any case', { TraceParent: traceparent, BAGGAGE: baggage }],
    ['arrays', { traceparent: [traceparent], baggage: baggage.split(',') }],
    ['bytes (Kafka)', { headers: { traceparent: bytes(traceparent), baggage: Buffer.from(baggage) } }],
    ['X-Trace-Context', { 'x-trace-context': text }],
    ['X-Trace-Context in Headers', new Headers({ 'X-Trace-Context': text })],
    ['a header array', [text]],
    ['an API Gateway event', { version: '2.0', headers: { 'X-Trace-Context': text }, body: '{}' }],
    ['multi-value headers', { multiValueHeaders: { Traceparent: [traceparent], Baggage: [baggage] } }],
    [
      'an SQS message',
      {
        messageAttributes: {
          traceparent: { stringValue: traceparent, dataType: 'String' },
          baggage: { stringValue: baggage, dataType: 'String' },
        },
      },
    ],
    [
      'an SQS message from the SDK',
      { MessageAttributes: { traceContext: { StringValue: text, DataType: 'String' } } },
    ],
    [
      'an SNS notification',
      {
        Message: '{}',
        MessageAttributes: {
          traceparent: { Type: 'String', Value: traceparent },
          baggage: { Type: 'String', Value: baggage },
        },
      },
    ],
    ['an AMQP message', { content: bytes('{}'), properties: { headers: { ...carrier } } }],
    ['a Pub/Sub message', { data: 'e30=', attributes: { ...carrier } }],
    ['a Service Bus message', { body: {}, applicationProperties: { ...carrier } }],
    ["the document's message", { payload: { id: 1 }, traceContext: text }],
    ['a message with an object inside', { payload: { id: 1 }, trace_context: carrier }],
    ['MCP metadata', { name: 'tool', _meta: carrier }],
  ])('%s', (_, input) => {
    expect(parseCarrier(input)).toEqual(whole);
  });

  it('a bare traceparent has no members, bare baggage no trace', () => {
    expect(parseCarrier(traceparent)).toEqual({ ...whole, entries: [] });
    expect(parseCarrier(baggage)).toEqual({ traceId: '', parentId: '', flags: 0, tracestate: '', entries });
  });

  it('tracestate comes only with a traceparent', () => {
    expect(parseCarrier({ ...carrier, tracestate: ' a=1 , b=2' })?.tracestate).toBe('a=1,b=2');
    expect(parseCarrier({ ...carrier, tracestate: 'A=1,b=2' })).toEqual(whole);
    expect(parseCarrier({ tracestate: 'a=1' })).toBeUndefined();
    expect(parseCarrier({ tracestate: 'a=1', traceparent: 'x', baggage })?.tracestate).toBe('');
  });

  it('what Node makes of repeated headers', async () => {
    const seen = await requestWith({ traceparent: [traceparent, other], baggage: ['a=1', 'b=2'] });
    for (const headers of [seen.headers, seen.headersDistinct]) {
      expect(parseCarrier(headers)).toMatchObject({
        traceId: '',
        entries: [
          ['a', '1', ''],
          ['b', '2', ''],
        ],
      });
    }
    const good = await requestWith({ traceparent, tracestate: ['a=1', 'b=2'], 'x-trace-context': text });
    expect(parseCarrier(good.headersDistinct)).toEqual({ ...whole, tracestate: 'a=1,b=2' });
  });
});

describe('precedence', () => {
  const explicit = JSON.stringify({ traceparent: other, baggage: 'session.id=explicit' });

  it('an explicit carrier wins over the headers beside it, whose other members stay', () => {
    expect(parseCarrier({ ...carrier, 'x-trace-context': explicit })).toEqual({
      ...whole,
      traceId: TRACE.replace('4bf9', 'aaaa'),
      entries: [
        ['session.id', 'explicit', ''],
        ['user.id', 'u 2', ''],
      ],
    });
  });

  it('in the same trace the nearer hop is the parent', () => {
    const nearer = traceparent.replace(PARENT, '1111111111111111');
    const found = parseCarrier({ traceparent: nearer, 'x-trace-context': text });
    expect(found).toEqual({ ...whole, parentId: '1111111111111111' });
  });

  it.each([
    '{',
    '{}',
    'undefined',
    `${text}, ${text}`,
    `${text},{}`,
    '[]',
    '""',
  ])('a broken explicit carrier (%s) leaves the headers', (broken) => {
    expect(parseCarrier({ ...carrier, 'x-trace-context': broken })).toEqual(whole);
  });

  it('an explicit carrier of baggage alone leaves the trace', () => {
    expect(parseCarrier({ traceparent, 'x-trace-context': 'session.id=s-1,user.id=u%202' })).toEqual(whole);
  });
});

const cycle: { headers?: unknown } = {};
cycle.headers = cycle;
const nested: unknown[] = [];
nested.push(nested);

describe('broken and hostile input is no carrier', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['empty', ''],
    ['the word undefined', 'undefined'],
    ['the word null', 'null'],
    ['an object as text', '[object Object]'],
    ['an empty object', {}],
    ['an empty object as text', '{}'],
    ['two objects', `${text},${text}`],
    ['half an object', text.slice(0, -1)],
    ['a list', '[1]'],
    ['a number', 7],
    ['a function', () => text],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve(text)],
    ['1 MB of text', 'x'.repeat(1_000_000)],
    ['1 MB of brackets', '{"a":'.repeat(200_000)],
    ['1 MB of commas', ','.repeat(1_000_000)],
    ['1 MB of blanks', { traceparent: ' '.repeat(1_000_000), baggage: '\t'.repeat(1_000_000) }],
    ['1 MB beside a good field', { traceparent: traceparent.padEnd(1_000_000), tracestate: 'a=1' }],
    [
      'prototype keys',
      '{"__proto__":{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}',
    ],
    [
      'a getter that throws',
      {
        get traceparent() {
          throw new Error('no');
        },
      },
    ],
    [
      'a getter that throws behind a good field',
      {
        traceparent,
        get baggage() {
          throw new Error('no');
        },
      },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    ['a revoked proxy', revoked()],
    ['a cycle', cycle],
    ['a cycle of lists', nested],
    ['a line break', { traceparent: `${traceparent}\r\nx-evil: 1` }],
    ['a traceparent of another type', { traceparent: { toString: () => traceparent } }],
  ])('%s', (_, input) => {
    expect(parseCarrier(input)).toBeUndefined();
    expect(({} as Record<string, unknown>).traceparent).toBeUndefined();
  });

  it('long nonsense costs no more than reading it', () => {
    const baggage = `${'a=1;'.repeat(100_000)}, `.repeat(2) + ' '.repeat(100_000);
    expect(parseCarrier({ traceparent, baggage })).toEqual({ ...whole, entries: [] });
  });
});

describe('writing', () => {
  const remote = { ...whole, tracestate: 'a="\\"', entries: [['user.id', 'é "', ';p=1']] as const };

  it('the carrier names the span, and is read back as it was written', () => {
    const span = startRoot('test', INTERNAL, remote);
    const sent = carrierOf(span);
    expect(sent).toEqual({
      traceparent: `00-${TRACE}-${PARENT}-01`,
      tracestate: 'a="\\"',
      baggage: 'user.id=%C3%A9%20%22;p=1',
    });
    expect(JSON.parse(carrierText(span))).toEqual(sent);
    expect(parseCarrier(carrierText(span))).toEqual(remote);
  });

  it('without an upstream: this span, a random trace id, sampled', () => {
    const span = startRoot('test', INTERNAL);
    expect(carrierText(span)).toBe(
      `{"traceparent":"00-${span.trace.traceId}-${span.spanId}-03","baggage":""}`,
    );
    expect(span.trace.flags).toBe(SAMPLED | RANDOM_ID);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function requestWith(headers: Record<string, string | string[]>): Promise<IncomingMessage> {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      response.end();
      server.close();
      resolve(request);
    }).listen(0, '127.0.0.1', () => {
      get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', headers }).end();
    });
  });
}
