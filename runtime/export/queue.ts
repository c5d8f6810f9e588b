import type { Bytes } from '../platform/bytes.ts';

/** An encoded span that waits to be acknowledged. */
export interface QueuedSpan {
  /** Position in the order in which spans ended. */
  readonly seq: number;
  readonly chunk: Bytes;
  readonly rank: Rank;
}

/** How much a span would be missed: 0 for most, 1 where a rule kept its trace, 2 with an error in it. */
export type Rank = 0 | 1 | 2;

/** Bytes on the wire. */
export const byteLength = (chunks: readonly Bytes[]): number =>
  chunks.reduce((sum, { length }) => sum + length, 0);

export const queuedChunks = (items: readonly QueuedSpan[]): Bytes[] => items.map(({ chunk }) => chunk);

/**
 * Items in the order in which their spans ended, whatever was taken and put back. A lane for each rank,
 * so that making room never searches.
 */
export class Queue {
  readonly #lanes: readonly Lane[] = [new Lane(), new Lane(), new Lane()];
  bytes = 0;

  get first(): QueuedSpan | undefined {
    return this.#oldest()?.first;
  }

  push(item: QueuedSpan): void {
    this.#lanes[item.rank]?.push(item);
    this.bytes += item.chunk.length;
  }

  /** The oldest items, at most `bytes` of them, but at least one where any waits. */
  take(bytes: number): QueuedSpan[] {
    const batch: QueuedSpan[] = [];
    let room = bytes;
    for (let lane = this.#oldest(); lane !== undefined; lane = this.#oldest()) {
      const { chunk } = lane.first as QueuedSpan;
      if (chunk.length > room && batch.length > 0) break;
      room -= chunk.length;
      batch.push(this.#shift(lane));
    }
    return batch;
  }

  putBack(items: readonly QueuedSpan[]): void {
    this.#lanes.forEach((lane, rank) => {
      lane.merge(items.filter((item) => item.rank === rank));
    });
    this.bytes += byteLength(queuedChunks(items));
  }

  /** Removes the item that is missed least: the oldest of the lowest rank. */
  evict(): QueuedSpan | undefined {
    const lane = this.#lanes.find(({ first }) => first !== undefined);
    return lane && this.#shift(lane);
  }

  countUpTo(seq: number): number {
    return this.#lanes.reduce((count, lane) => count + lane.countUpTo(seq), 0);
  }

  #oldest(): Lane | undefined {
    let oldest: Lane | undefined;
    for (const lane of this.#lanes) {
      if (lane.first !== undefined && !(oldest?.first && oldest.first.seq < lane.first.seq)) oldest = lane;
    }
    return oldest;
  }

  #shift(lane: Lane): QueuedSpan {
    const item = lane.shift();
    this.bytes -= item.chunk.length;
    return item;
  }
}

/** An array whose front moves instead of its items. */
class Lane {
  #items: (QueuedSpan | undefined)[] = [];
  #head = 0;

  get first(): QueuedSpan | undefined {
    return this.#items[this.#head];
  }

  push(item: QueuedSpan): void {
    this.#items.push(item);
  }

  shift(): QueuedSpan {
    const item = this.first as QueuedSpan;
    this.#items[this.#head++] = undefined;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) this.#compact();
    return item;
  }

  merge(items: readonly QueuedSpan[]): void {
    if (items.length === 0) return;
    this.#compact();
    this.#items = [...(items as QueuedSpan[]), ...this.#waiting()].sort((a, b) => a.seq - b.seq);
  }

  countUpTo(seq: number): number {
    return this.#waiting().filter((item) => item.seq <= seq).length;
  }

  #compact(): void {
    this.#items = this.#waiting();
    this.#head = 0;
  }

  #waiting = (): QueuedSpan[] => this.#items.slice(this.#head) as QueuedSpan[];
}
