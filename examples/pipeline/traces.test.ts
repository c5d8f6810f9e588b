import type { TreeSpan } from '@onetrace/example-collector';
import { expect, it } from 'vitest';
import { SERVICES } from './build.ts';
import { questions } from './questions.ts';
import { faultsOf, SPANS_PER_REQUEST } from './traces.ts';

/** A chain of spans through all services, as one good request leaves behind. */
const good = (session: number): TreeSpan[] =>
  Array.from({ length: SPANS_PER_REQUEST }, (_, index) => ({
    traceId: `trace-${session}`,
    spanId: `span-${session}-${index}`,
    parentSpanId: index === 0 ? '' : `span-${session}-${index - 1}`,
    name: `step ${index}`,
    kind: 1,
    startMs: index,
    durationMs: 1,
    service: SERVICES[index % SERVICES.length] as string,
    attributes: { 'session.id': `session-${session}`, 'user.id': `user-${session}` },
    status: { code: 0, message: '' },
  }));

const asked = questions(2);
const spans = [...good(1), ...good(2)];
const withSpan = (at: number, changed: Partial<TreeSpan>): TreeSpan[] =>
  spans.map((span, index) => (index === at ? { ...span, ...changed } : span));

it('finds nothing where all is well', () => {
  expect(faultsOf(spans, asked)).toEqual([]);
});

it.each<[string, TreeSpan[], string[]]>([
  ['a request without a trace', good(1), ['2 requests made 1 traces', 'session session-2 has 0 traces']],
  [
    'a span that went missing',
    spans.filter((_, index) => index !== 5),
    ['trace trace-1: the parent of llm, step 6 is missing', 'trace trace-1: 11 spans instead of 12'],
  ],
  ['a second root', withSpan(5, { parentSpanId: '' }), ['trace trace-1: 2 roots']],
  ['a span that came twice', [...spans, spans[3] as TreeSpan], ['trace trace-1: 1 spans came twice']],
  [
    "another request's session",
    withSpan(7, { attributes: { 'session.id': 'session-2', 'user.id': 'user-1' } }),
    ['trace trace-1: spans of 2 sessions: session-1, session-2'],
  ],
  [
    "another request's user",
    withSpan(7, { attributes: { 'session.id': 'session-1', 'user.id': 'user-2' } }),
    ['session session-1: worker, step 7 is not of user user-1'],
  ],
  [
    'a service that took no part',
    spans.map((span) => (span.service === 'worker' ? { ...span, service: 'llm' } : span)),
    ['trace trace-1: nothing from worker', 'trace trace-2: nothing from worker'],
  ],
  [
    'a trace that fell apart',
    withSpan(11, { traceId: 'trace-3' }),
    [
      '2 requests made 3 traces',
      'trace trace-1: 11 spans instead of 12',
      'trace trace-3: 0 roots',
      'trace trace-3: the parent of worker, step 11 is missing',
      'trace trace-3: 1 spans instead of 12',
      'trace trace-3: nothing from gateway, retrieval, llm',
      'session session-1 has 2 traces',
    ],
  ],
])('finds %s', (_, spans, faults) => {
  expect(faultsOf(spans, asked)).toEqual(faults);
});
