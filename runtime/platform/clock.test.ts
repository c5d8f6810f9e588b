import { afterEach, expect, it, vi } from 'vitest';
import { epochNanos, now, wallOrigin } from './clock.ts';
import { newTraceId } from './ids.ts';
import { startTimer } from './timer.ts';

/** What somebody adds to the wall clock, from before the runtime takes it. */
const set = vi.hoisted(() => {
  const read = Date.now;
  const clock = { by: 0 };
  Date.now = () => read() + clock.by;
  return clock;
});
const readWall = Date.now;
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('is on the wall clock to a few milliseconds', { retry: 2 }, () => {
  const ns = epochNanos(now(), wallOrigin());
  expect(Math.abs(Number(ns / 1_000_000n) - readWall())).toBeLessThan(30);
});

it.each([3_600_000, -3_600_000, 200])('follows a wall clock that was set by %d ms', (by) => {
  const before = wallOrigin();
  expect(wallOrigin()).toBe(before);
  set.by += by;
  expect(wallOrigin() - before).toBeCloseTo(by, -2);
  set.by -= by;
});

it('keeps nanoseconds that a double would round away', () => {
  expect(epochNanos(0.000001, 1_800_000_000_000)).toBe(1_800_000_000_000_000_001n);
  expect(epochNanos(1.5, 1_800_000_000_000.25)).toBe(1_800_000_000_001_750_000n);
});

it("uses up no mock of a test's, and needs nothing that one takes away", () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(100);
  const bytes = vi.spyOn(crypto, 'getRandomValues');
  now();
  for (let n = 0; n < 300; n++) newTraceId();
  expect([performance.now(), bytes.mock.calls.length]).toEqual([100, 0]);
  clock.mockRestore();
  vi.stubGlobal('performance', undefined);
  vi.stubGlobal('crypto', undefined);
  expect(now()).toBeGreaterThan(0);
  for (let n = 0; n < 300; n++) expect(newTraceId()).toMatch(/^[\da-f]{32}$/);
});

it("leaves a test's fake timers to the test", async () => {
  vi.useFakeTimers();
  const ran = vi.fn();
  await new Promise<void>((resolve) => startTimer(1, resolve, true));
  startTimer(60_000, ran, false);
  expect(vi.getTimerCount()).toBe(0);
});
