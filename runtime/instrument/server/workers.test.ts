import { afterAll, beforeEach, expect, it } from 'vitest';
import { attributesOf, record } from '../../../test-fixtures/record.ts';
import { shutdown } from '../../api/lifecycle.ts';
import { activeSpan } from '../../core/active-span.ts';
import { CONSUMER, SERVER, type Span, STATUS_ERROR } from '../../trace/span.ts';
import { wrapEntries } from './workers.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
let spans: Span[] = [];
let held: Promise<unknown>[] = [];
const ctx = { waitUntil: (promise: Promise<unknown>) => void held.push(promise) };

beforeEach(() => {
  spans = record({});
  held = [];
});
afterAll(() => shutdown());

const worker = wrapEntries('w.ts:1:1#fetch', {
  async queue(batch: { messages: readonly unknown[] }, _env?: object, _ctx?: object) {
    await null;
    if (batch.messages.length === 3) throw new RangeError('three');
    return activeSpan()?.name;
  },
  async scheduled(this: object, _event: object, _env: object, _ctx: object) {
    return this === worker;
  },
  other: () => activeSpan(),
});
const batchOf = (...bodies: unknown[]) => ({ queue: 'jobs', messages: bodies.map((body) => ({ body })) });

it('a message of a queue continues its trace while the platform waits', async () => {
  expect(await worker.queue(batchOf({ job: 1, traceparent }), {}, ctx)).toBe('process jobs');
  expect(spans.map(({ name, kind, trace }) => [name, kind, trace.traceId])).toEqual([
    ['process jobs', CONSUMER, TRACE],
  ]);
  expect(attributesOf(spans[0] as Span)).toMatchObject({
    'messaging.destination.name': 'jobs',
    'messaging.batch.message_count': 1,
  });
  expect(held).toHaveLength(1);
  await held[0];
});

it('several are linked, and a failure is one', async () => {
  const other = traceparent.replace('0af7', '1af7');
  await expect(worker.queue(batchOf({ traceparent }, { traceparent: other }, 'x'), {}, ctx)).rejects.toThrow(
    'three',
  );
  expect(spans[0]?.links).toHaveLength(2);
  expect(spans[0]?.status).toBe(STATUS_ERROR);
  await held[0];
});

it('several of one trace go on in it, and each sender is linked once', async () => {
  const sender = traceparent.replace(/-[0-9a-f]{16}-/, '-00000000000000ab-');
  await worker.queue(batchOf({ traceparent }, { traceparent: sender }), {}, ctx);
  const [span] = spans as [Span];
  expect(traceparent).toContain(span.trace.traceId);
  expect(traceparent).toContain(span.parentSpanId);
  expect(span.links).toMatchObject([{ spanId: '00000000000000ab' }]);
  await held[0];
});

it('a timer is told', async () => {
  expect(await worker.scheduled({ cron: '* * * * *' }, {}, ctx)).toBe(true);
  expect([spans[0]?.name, spans[0]?.kind]).toEqual(['scheduled', SERVER]);
  expect(attributesOf(spans[0] as Span)).toMatchObject({ 'faas.cron': '* * * * *' });
  expect(worker.scheduled.length).toBe(3);
});

it('what is no entry stays as it is, and so do odd arguments', async () => {
  expect(worker.other()).toBeUndefined();
  expect(await worker.queue({ messages: [] } as never)).toBe('process undefined');
  await expect(worker.queue(null as never)).rejects.toThrow(TypeError);
});
