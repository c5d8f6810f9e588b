import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { record } from '../../../test-fixtures/record.ts';
import { Observe } from '../../index.ts';
import * as clock from '../../platform/clock.ts';
import { INTERNAL, type Span } from '../../trace/span.ts';
import { endSpan } from '../end-span.ts';
import { state } from '../state.ts';
import { startRoot, startSpan } from '../tracer.ts';

let spans: Span[];
const names = (): string[] => spans.map(({ name }) => name);

// Before the runtime takes them from the platform.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));

beforeEach(() => {
  vi.advanceTimersByTime(1);
  spans = record({});
});
afterEach(() => {
  vi.runAllTimers();
});

it('a local trace leaves whole when its root ends, what ends later leaves at once', () => {
  const root = startRoot('root', INTERNAL);
  const child = startSpan('child', INTERNAL, root);
  const late = startSpan('late', INTERNAL, child);
  endSpan(child);
  expect(names()).toEqual([]);
  endSpan(root);
  expect(names()).toEqual(['child', 'root']);
  endSpan(late);
  endSpan(late);
  expect(names()).toEqual(['child', 'root', 'late']);
  expect(state).toMatchObject({ bufferedBytes: 0, bufferedTraces: new Set() });
});

it('a root that does not end holds its trace for half a minute', () => {
  const root = startRoot('root', INTERNAL);
  endSpan(startSpan('early', INTERNAL, root));
  vi.advanceTimersByTime(29_000);
  endSpan(startSpan('later', INTERNAL, root));
  expect(names()).toEqual([]);
  vi.advanceTimersByTime(1_001);
  expect(names()).toEqual(['early', 'later']);
  endSpan(startSpan('last', INTERNAL, root));
  expect(names()).toEqual(['early', 'later', 'last']);
  endSpan(root);
  expect(state.bufferedBytes).toBe(0);
});

it('a younger trace waits for its own half minute', () => {
  endSpan(startSpan('old', INTERNAL, startRoot('a', INTERNAL)));
  vi.advanceTimersByTime(20_000);
  endSpan(startSpan('young', INTERNAL, startRoot('b', INTERNAL)));
  vi.advanceTimersByTime(20_000);
  expect(names()).toEqual(['old']);
  vi.advanceTimersByTime(30_000);
  expect(names()).toEqual(['old', 'young']);
});

it('the oldest traces leave when 16 MiB are held', () => {
  const text = 'x'.repeat(1024 * 1024);
  const roots = Array.from({ length: 20 }, (_, at) => startRoot(`root ${at}`, INTERNAL));
  for (const [at, root] of roots.entries())
    endSpan(startSpan(`child ${at}`, INTERNAL, root).set('text', text));
  expect(names()).toEqual(['child 0', 'child 1', 'child 2', 'child 3', 'child 4']);
  expect(state.bufferedBytes).toBeLessThan(16 * 1024 * 1024);
});

it('flush takes what has ended, and a move after it is told', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  await Observe.withTrace('root', null, async () => {
    Observe.withTrace('child', null, () => {});
    await Observe.flush();
    expect(names()).toEqual(['child']);
    Observe.setBaggage('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
  });
  expect(names()).toEqual(['child', 'root']);
  expect(spans[1]?.links).toHaveLength(1);
  expect(warn).toHaveBeenCalledTimes(1);
});

it('a trace that is moved under one that is not sampled is forgotten', () => {
  const root = startRoot('root', INTERNAL);
  state.context.run(root, () => {
    endSpan(startSpan('child', INTERNAL));
    Observe.setBaggage('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00');
  });
  endSpan(root);
  expect(names()).toEqual([]);
  expect(state.bufferedBytes).toBe(0);
});

it('an ended span does not change', () => {
  const root = startRoot('root', INTERNAL).set('a', 1);
  endSpan(root, clock.now());
  root.set('a', 2).fail('Error', 'late').addLink({ traceId: '', spanId: '', flags: 0, tracestate: '' });
  expect(root).toMatchObject({ attributes: ['a', 1], status: 0, links: undefined });
});
