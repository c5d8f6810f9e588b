import { type Context, Hono } from 'hono';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Collector, type Fault, startCollector } from '../../../examples/collector/collector.ts';
import { endSpan } from '../../core/end-span.ts';
import { settingsFrom } from '../../core/settings.ts';
import { state } from '../../core/state.ts';
import { startSpan } from '../../core/tracer.ts';
import { endedSpan, endedSpans, pipelineTo } from '../../export/export.testkit.ts';
import { handler } from '../../inject.ts';
import { INTERNAL } from '../../trace/span.ts';
import { flushWithin, holdOpen } from './wait-until.ts';

let collector: Collector;
let fault: Fault | undefined;

beforeEach(async () => {
  fault = undefined;
  collector = await startCollector({ faults: () => fault });
  state.config = settingsFrom({});
  state.pipeline = pipelineTo(collector.url, { delay: 60_000 });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await state.pipeline?.shutdown(1).catch(() => {});
  state.pipeline = undefined;
  await collector.close();
});

const VERCEL = Symbol.for('@vercel/request-context');

test.each([
  ['Workers', (waitUntil: object) => [new Request('http://a'), {}, { waitUntil }]],
  [
    'Vercel',
    (waitUntil: object) => {
      vi.stubGlobal(VERCEL as unknown as string, { get: () => ({ waitUntil }) });
      return [];
    },
  ],
])('%s wait until the spans of the request have left', async (_, argsOf) => {
  const held: Promise<unknown>[] = [];
  const release = holdOpen(argsOf((promise: Promise<unknown>) => held.push(promise)));
  state.pipeline?.add(endedSpans(3));
  expect(held).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(collector.spans).toHaveLength(0);
  release?.(endedSpan('root').trace);
  await held[0];
  expect(collector.spans).toHaveLength(3);
});

test('what has ended is sent, and a collector that is dead is no error', async () => {
  state.pipeline?.add(endedSpans(3));
  expect(await flushWithin()).toBe(true);
  expect(collector.spans).toHaveLength(3);
  fault = { silent: true };
  state.pipeline?.add(endedSpans(1));
  expect(await flushWithin(10)).toBe(false);
});

test('elsewhere nothing is held, whatever the arguments are', () => {
  const strange = new Proxy(
    {},
    {
      get: () => {
        throw new Error('private');
      },
    },
  );
  expect(holdOpen([null, undefined, 1, {}])).toBeUndefined();
  expect(holdOpen([strange])).toBeUndefined();
});

test('in a Worker every flush sends by itself, and none waits for another', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
  const pipeline = pipelineTo(collector.url);
  fault = { silent: true };
  pipeline.add([endedSpan('its request dies')]);
  const dead = pipeline.flush(1_000).catch(() => 'late');
  await collector.waitFor(() => collector.requests.length === 1);
  fault = undefined;
  pipeline.add([endedSpan('alone')]);
  await pipeline.flush();
  expect(collector.spans.map(({ name }) => name)).toEqual(['alone']);
  pipeline.add([endedSpan('without a flush nothing leaves')]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(collector.requests).toHaveLength(2);
  expect(await dead).toBe('late');
  await pipeline.shutdown();
  expect(collector.spans).toHaveLength(3);
});

type Held = Promise<unknown>[];
const contextOf = (held: Held) => ({
  waitUntil: (promise: Promise<unknown>) => void held.push(promise),
  passThroughOnException() {},
});

test('Hono: the context of the Worker is found on its own', async () => {
  const held: Held = [];
  const app = new Hono();
  app.get(
    '/x/:id',
    handler('a.ts:1:1#', (c: Context) => c.text('ok')),
  );
  const answer = await app.fetch(new Request('http://a/x/1'), {}, contextOf(held) as never);
  expect(await answer.text()).toBe('ok');
  await Promise.all(held);
  expect(collector.spans.map(({ name }) => name)).toEqual(['GET /x/:id']);
  expect((await app.request('/x/2')).status).toBe(200);
  expect(held).toHaveLength(1);
});

test('what still runs after the answer is waited for, such as a stream of it', async () => {
  const held: Held = [];
  let end = (): void => {};
  const serve = handler('a.ts:1:1#', async (_request: Request, _env: object, _ctx: object) => {
    const stream = startSpan('stream', INTERNAL);
    end = () => endSpan(stream);
    return new Response('first');
  });
  await serve(new Request('http://a/'), {}, contextOf(held));
  await collector.waitFor((spans) => spans.length === 1);
  end();
  await Promise.all(held);
  expect(collector.spans.map(({ name }) => name)).toEqual(['GET', 'stream']);
});

test('one that throws is passed over for the next', () => {
  const held: Held = [];
  const guarded = {
    waitUntil() {
      throw new Error('use event.waitUntil');
    },
  };
  expect(holdOpen([guarded])).toBeUndefined();
  expect(holdOpen([guarded, contextOf(held)])).toBeTypeOf('function');
  expect(held).toHaveLength(1);
});
