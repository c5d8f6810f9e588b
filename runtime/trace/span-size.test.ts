import { expect, it } from 'vitest';
import { endedSpan } from '../export/export.testkit.ts';
import { spanSize } from './span-size.ts';

const MIB = 1024 * 1024;
const big = 'x'.repeat(MIB);

it.each([
  ['a text', () => endedSpan('s', { attributes: { a: big } })],
  ['bytes', () => endedSpan('s', { attributes: { a: new Uint8Array(MIB) } })],
  ['a list of texts', () => endedSpan('s', { attributes: { a: Array(1024).fill('x'.repeat(1024)) } })],
  ['its name', () => endedSpan(big)],
  [
    'an event',
    () => Object.assign(endedSpan('s'), { events: [{ name: 'e', time: 0, attributes: { a: big } }] }),
  ],
  ['its message', () => Object.assign(endedSpan('s'), { statusMessage: big })],
])('counts %s', (_, span) => {
  expect(spanSize(span()) / MIB).toBeCloseTo(1, 1);
});

it('is done at once with lists that are shared within lists', () => {
  let shared: unknown[] = Array(64).fill('x');
  for (let depth = 0; depth < 8; depth++) shared = Array(64).fill(shared);
  const before = performance.now();
  expect(spanSize(endedSpan('s', { attributes: { shared: shared as never } }))).toBeGreaterThan(100_000);
  expect(performance.now() - before).toBeLessThan(10_000);
});
