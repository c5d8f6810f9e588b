/** The forms in which queues, brokers and clouds hand carriers over (queues-agents.md F6). */
import { Metadata } from '@grpc/grpc-js';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { record } from '../../test-fixtures/record.ts';
import { withTrace } from '../api/with-trace.ts';
import { parseCarrier } from './carrier.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
const baggage = 'session.id=s-1';
const context = JSON.stringify({ traceparent, baggage });
const bytes = (text: string): Buffer => Buffer.from(text);

const nats = natsHeaders();
nats.set('Traceparent', traceparent);
nats.set('Baggage', baggage);
const natsExplicit = natsHeaders();
natsExplicit.set('X-Trace-Context', context);
const grpc = new Metadata();
grpc.set('traceparent', traceparent);
grpc.set('baggage', baggage);

const SHAPES: Readonly<Record<string, unknown>> = {
  'NATS headers': nats,
  'NATS headers with X-Trace-Context': natsExplicit,
  'a NATS message': { subject: 'jobs', headers: nats },
  'gRPC metadata': grpc,
  'a gRPC call': { metadata: grpc, request: {} },
  'a Map with capitals': new Map([['traceContext', context]]),
  'a Map of bytes': new Map([
    [bytes('traceparent'), bytes(traceparent)],
    [bytes('baggage'), bytes(baggage)],
  ]),
  'an MQTT packet': { cmd: 'publish', properties: { userProperties: { traceparent, baggage } } },
  'MQTT properties': { userProperties: { traceparent, baggage } },
  'a list of headers': [
    { other: bytes('x') },
    { traceparent: bytes(traceparent) },
    { baggage: bytes(baggage) },
  ],
  'a message with a list of headers': {
    headers: [{ traceparent: bytes(traceparent) }, { baggage: bytes(baggage) }],
  },
  "Kafka's record of Lambda": {
    headers: [{ traceparent: [...bytes(traceparent)] }, { baggage: [...bytes(baggage)] }],
  },
  'SNS in SQS': {
    messageId: '1',
    body: JSON.stringify({
      Type: 'Notification',
      Message: 'text',
      MessageAttributes: {
        traceparent: { Type: 'String', Value: traceparent },
        baggage: { Type: 'String', Value: baggage },
      },
    }),
  },
  EventBridge: { 'detail-type': 'x', detail: { traceContext: context } },
  'Pub/Sub push': { message: { attributes: { traceparent, baggage }, data: 'eA==' }, subscription: 's' },
  'a BullMQ job': { name: 'x', data: {}, opts: { telemetry: { metadata: context } } },
  'a socket of socket.io': { handshake: { headers: { traceparent, baggage } } },
};

it.each(Object.entries(SHAPES))('%s', (_name, shape) => {
  expect(parseCarrier(shape)).toMatchObject({ traceId: TRACE, entries: [['session.id', 's-1', '']] });
});

it.each([
  ['Service Bus', { applicationProperties: { 'Diagnostic-Id': traceparent } }],
  ['Pub/Sub', { attributes: { googclient_traceparent: traceparent } }],
])('%s by its own name', (_name, shape) => {
  expect(parseCarrier(shape)?.traceId).toBe(TRACE);
});

it.each([
  ['a body that is no notification', { body: JSON.stringify({ traceparent }) }],
  ['text that looks like a notification', { body: `{"Type":"Notification" ${traceparent}` }],
  ['a list of numbers', { headers: [1, 2, 3] }],
  [
    'a Map of anything',
    new Map<unknown, unknown>([
      [{}, 1],
      [Symbol('x'), 2],
      [3, traceparent],
    ]),
  ],
  [
    'a cycle',
    (() => {
      const it: Record<string, unknown> = {};
      it.message = it;
      return it;
    })(),
  ],
])('no carrier: %s', (_name, shape) => {
  expect(parseCarrier(shape)).toBeUndefined();
});

describe('what was meant as a carrier and is none', () => {
  const warn = () => vi.spyOn(console, 'warn').mockReturnValue();
  beforeEach(() => {
    vi.restoreAllMocks();
    record({});
  });

  it.each([
    ['broken text', '00-zz'],
    ['an object that names one', { payload: { headers_: { traceparent: 'no' } } }],
    ['a Map that names one', new Map([['x-trace-context', '{']])],
  ])('is told once: %s', (_name, carrier) => {
    const said = warn();
    withTrace('a', carrier, () => {});
    withTrace('a', carrier, () => {});
    expect(said.mock.calls.map(([text]) => text)).toEqual([expect.stringContaining('no carrier')]);
  });

  it.each([
    ['nothing', undefined],
    ['empty text', ''],
    ['headers of a request without one', { host: 'a', accept: '*/*' }],
  ])('is not told: %s', (_name, carrier) => {
    const said = warn();
    withTrace('a', carrier, () => {});
    expect(said).not.toHaveBeenCalled();
  });
});
