import { expect, test } from 'vitest';
import { Queue, type QueuedSpan, type Rank } from './queue.ts';

const item = (seq: number, rank: Rank = 0): QueuedSpan => ({ seq, rank, chunk: new Uint8Array(10) });
const seqs = (items: readonly QueuedSpan[]): number[] => items.map(({ seq }) => seq);

function queueOf(ranks: readonly Rank[]): Queue {
  const queue = new Queue();
  for (const [at, rank] of ranks.entries()) queue.push(item(at, rank));
  return queue;
}

test('takes the oldest of all ranks, by bytes, and at least one', () => {
  const queue = queueOf([0, 2, 1, 0, 2]);
  expect(seqs(queue.take(35))).toEqual([0, 1, 2]);
  expect(queue.bytes).toBe(20);
  expect(seqs(queue.take(1))).toEqual([3]);
  expect(seqs(queue.take(100))).toEqual([4]);
  expect([queue.bytes, queue.first, seqs(queue.take(100))]).toEqual([0, undefined, []]);
});

test('what comes back stands where it was, in whatever order it comes', () => {
  const queue = queueOf(Array.from({ length: 12 }, (_, at) => (at % 3) as Rank));
  const batches = [queue.take(30), queue.take(30), queue.take(30)];
  for (const at of [1, 2, 0]) queue.putBack(batches[at] ?? []);
  queue.push(item(12));
  expect(seqs(queue.take(1000))).toEqual(Array.from({ length: 13 }, (_, at) => at));
});

test('evicts the oldest of the lowest rank', () => {
  const queue = queueOf([2, 1, 0, 0, 1]);
  expect([1, 2, 3, 4, 5, 6].map(() => queue.evict()?.seq)).toEqual([2, 3, 1, 4, 0, undefined]);
  expect(queue.bytes).toBe(0);
});

test('counts what waits up to an item, over many', () => {
  const queue = queueOf(Array.from({ length: 5000 }, (_, at) => (at % 3) as Rank));
  queue.take(29_990);
  expect(queue.countUpTo(3998)).toBe(1000);
  expect(queue.first?.seq).toBe(2999);
});
