import { beforeEach, expect, it, vi } from 'vitest';
import { attributesOf, record, spanNamed } from '../../../test-fixtures/record.ts';
import type { IncomingPolicy } from '../../config/types/hops.ts';
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
