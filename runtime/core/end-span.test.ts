import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';
import { attributesOf, record } from '../../test-fixtures/record.ts';
import { startProgram } from '../export/export.testkit.ts';
import { INTERNAL, type Span } from '../trace/span.ts';
import { endLiveSpans, endSpan } from './end-span.ts';
import { state } from './state.ts';
import { startRoot, startSpan } from './tracer.ts';

let spans: Span[];
const names = (): string[] => spans.map(({ name }) => name);
const unfinished = (): unknown[] => spans.map((span) => attributesOf(span)['onetrace.unfinished']);

beforeEach(() => {
  spans = record({});
  endLiveSpans();
  spans.length = 0;
});

it('what runs ends as it stands, marked, and not as an error', () => {
  const root = startRoot('root', INTERNAL);
  endSpan(startSpan('ended', INTERNAL, root));
  const child = startSpan('child', INTERNAL, root).set('a', 1);
  startSpan('grandchild', INTERNAL, child);
  startRoot('another', INTERNAL);
  endLiveSpans();
  expect(names()).toEqual(['ended', 'child', 'grandchild', 'root', 'another']);
  expect(unfinished()).toEqual([undefined, true, true, true, true]);
  expect(spans.every(({ status, end }) => status === 0 && end > 0)).toBe(true);
  expect(attributesOf(child)).toMatchObject({ a: 1 });
  endSpan(root);
  expect(spans).toHaveLength(5);
});

it('the list of what runs is that, in whatever order spans end', () => {
  const order = [3, 0, 4, 1, 2];
  const running = order.map((at) => startRoot(`${at}`, INTERNAL));
  for (const at of order) {
    endSpan(running[at] as Span);
    endSpan(running[at] as Span);
  }
  expect([state.liveCount, state.liveSpans.some((span) => span !== undefined)]).toEqual([0, false]);
  endLiveSpans();
  expect(spans).toHaveLength(5);
});

it('what is not recorded is not listed', () => {
  record({ sampleRate: 0 });
  startRoot('unsampled', INTERNAL);
  expect(state.liveCount).toBe(0);
});

it('spans that never end do not fill the memory', () => {
  const first = startRoot('first', INTERNAL);
  for (let at = 0; at < 50_000; at++) startRoot('more', INTERNAL);
  expect(state.liveCount).toBe(50_000);
  endSpan(first);
  expect(names()).toEqual(['first']);
  endLiveSpans();
  expect(spans).toHaveLength(50_001);
  expect(state.liveCount).toBe(0);
});

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

const OPEN = `
  import { init, withTrace, shutdown } from './index.ts';
  import { handler, fetch as traced } from './inject.ts';
  const serve = handler('a.ts:1:1#', () => withTrace('inner', null, () => new Promise(() => {})));`;

test.each([
  ['it just ends', '', 0],
  ['process.exit()', 'setTimeout(() => process.exit(3), 50)', 3],
  ['an uncaught error', 'setTimeout(() => { throw new Error("mine") }, 50)', 1],
  ['shutdown()', 'await shutdown()', 0],
])('a process with open spans: %s', async (_, rest, code) => {
  const { ended } = startProgram(`${OPEN}
    init({ endpoint: '${collector.url}' });
    withTrace('outer', null, () => { withTrace('done', null, () => {}); return new Promise(() => {}); });
    serve(new Request('http://127.0.0.1/x'));
    ${rest}`);
  expect((await ended).code).toBe(code);
  const seen = collector.spans.map(
    ({ name, attributes, status }) => `${name} ${attributes['onetrace.unfinished']} ${status.code}`,
  );
  expect(seen.sort()).toEqual(['GET true 0', 'done undefined 0', 'inner true 0', 'outer true 0']);
});

test('SIGTERM: the default happens, and open spans are told', async () => {
  const { child, ended } = startProgram(`${OPEN}
    init({ endpoint: '${collector.url}' });
    serve(new Request('http://127.0.0.1/x'));
    while (process.listenerCount('SIGTERM') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    setInterval(() => {}, 1_000); console.log('ready');`);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  expect(collector.spans.map(({ name }) => name).sort()).toEqual(['GET', 'inner']);
});
