import { beforeEach, expect, it, vi } from 'vitest';
import { attributesOf, record, spanNamed } from '../../../test-fixtures/record.ts';
import { Observe } from '../../api/observe.ts';
import type { IncomingPolicy } from '../../config/types/hops.ts';
import type { InitOptions } from '../../config/types/options.ts';
import type { Span } from '../../trace/span.ts';
import { handler } from './handler.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
const baggage = `session.id=s-1,huge=${'x'.repeat(2000)}`;
const context = JSON.stringify({ traceparent, baggage });

beforeEach(() => vi.restoreAllMocks());

/** The span of a request that brings its carrier in one of the two forms. */
async function served(incoming: IncomingPolicy | undefined, headers: Record<string, string>): Promise<Span> {
  const spans = record({ incoming });
  const fn = handler('a.ts:1:1#f', async (_request: Request) => new Response('ok'));
  await fn(new Request('http://edge/', { headers }));
  return spanNamed(spans, 'GET');
}

it.each([
  ['headers', { traceparent, baggage }],
  ['X-Trace-Context', { 'x-trace-context': context }],
])('the choice covers %s', async (_name, headers) => {
  const trusted = await served(undefined, headers);
  expect([trusted.trace.traceId, attributesOf(trusted)['session.id']]).toEqual([TRACE, 's-1']);
  expect(attributesOf(trusted).huge).toBeUndefined();

  const ids = await served('ids', headers);
  expect([ids.trace.traceId, attributesOf(ids)['session.id']]).toEqual([TRACE, undefined]);

  const linked = await served('link', headers);
  expect(linked.trace.traceId).not.toBe(TRACE);
  expect(attributesOf(linked)['session.id']).toBeUndefined();
  expect(linked.links).toMatchObject([{ traceId: TRACE, spanId: '00f067aa0ba902b7' }]);
});

it('a function decides for each request', async () => {
  const incoming = vi.fn(
    (request: unknown) => ((request as Request).headers.has('x-internal') ? 'trust' : 'link') as 'trust',
  );
  expect((await served(incoming, { traceparent })).trace.traceId).not.toBe(TRACE);
  expect((await served(incoming, { traceparent, 'x-internal': '1' })).trace.traceId).toBe(TRACE);
  expect(incoming).toHaveBeenCalledTimes(2);
});

it.each([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['says something else', () => 'maybe' as 'trust'],
])('one that %s trusts nobody, and is told', async (_name, incoming) => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const span = await served(incoming, { traceparent, baggage });
  expect(span.trace.traceId).not.toBe(TRACE);
  expect(warn).toHaveBeenCalled();
});

/** Of `count` requests that a stranger wants recorded: those that were, and what the service after it is told. */
async function forced(options: InitOptions, count: number, headers: Record<string, string> = {}) {
  const spans = record(options);
  const told: string[] = [];
  const fn = handler('a.ts:1:1#f', async (_request: Request) => {
    told.push(JSON.parse(Observe.getBaggage()).traceparent);
    return new Response('ok');
  });
  for (let n = 0; n < count; n++) {
    await fn(new Request('http://edge/', { headers: { traceparent, ...headers } }));
  }
  return { spans, told };
}

it('caps what a stranger can have recorded, whatever ids he chooses', async () => {
  const { spans, told } = await forced({ incomingSampleRate: 0.2 }, 500);
  expect(spans.length).toBeGreaterThan(40); // 100, give or take seven standard deviations
  expect(spans.length).toBeLessThan(160);
  expect(told.filter((each) => each.startsWith(`00-${TRACE}-`))).toHaveLength(500);
  expect(told.filter((each) => each.endsWith('-00'))).toHaveLength(500 - spans.length);
});

it.each([
  [0, 0],
  [1, 20],
])('a rate of %s records %s of 20', async (incomingSampleRate, recorded) => {
  expect((await forced({ incomingSampleRate }, 20)).spans).toHaveLength(recorded);
});

it('a function knows its own services; what was not sampled stays so', async () => {
  const incomingSampleRate = (request: unknown) => ((request as Request).headers.has('x-internal') ? 1 : 0);
  expect((await forced({ incomingSampleRate }, 5)).spans).toHaveLength(0);
  expect((await forced({ incomingSampleRate }, 5, { 'x-internal': '1' })).spans).toHaveLength(5);
  const unsampled = { 'x-internal': '1', traceparent: traceparent.replace(/01$/, '00') };
  expect((await forced({ incomingSampleRate }, 5, unsampled)).spans).toHaveLength(0);
});

it('where the upstream is not respected, the rest is a trace of our own', async () => {
  const { spans } = await forced({ incomingSampleRate: 0, respectUpstream: false }, 1);
  expect(spans[0]?.trace.traceId).not.toBe(TRACE);
  expect(spans[0]?.links).toMatchObject([{ traceId: TRACE }]);
});

it.each([
  ['2', 2],
  [
    'an error',
    () => {
      throw new Error('no');
    },
  ],
])('a rate that is %s obeys nobody, and is told', async (_name, incomingSampleRate) => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  expect((await forced({ incomingSampleRate }, 3)).spans).toHaveLength(0);
  expect(warn).toHaveBeenCalled();
});
