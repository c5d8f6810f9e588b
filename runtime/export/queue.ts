import type { Chunk } from './codec.ts';

/** An encoded span that waits to be acknowledged. */
export interface Item {
  /** Position in the order in which spans ended. */
  readonly seq: number;
  readonly chunk: Chunk;
  /** Of `chunk` on the wire. */
  readonly bytes: number;
  /** Of a local trace with an error in it: evicted last. */
  readonly precious: boolean;
}

export const bytesOf = (items: readonly Item[]): number => items.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Items in the order in which their spans ended, whatever was taken and put back. Two lanes, so that
 * making room never searches.
 */
export class Queue {
  readonly #ordinary = new Lane();
  readonly #precious = new Lane();
  bytes = 0;

  get first(): Item | undefined {
    return this.#next()?.first;
  }

  push(item: Item): void {
    this.#laneOf(item).push(item);
    this.bytes += item.bytes;
  }

  /** The oldest items, at most `bytes` of them, but at least one where any waits. */
  take(bytes: number): Item[] {
    const batch: Item[] = [];
    let room = bytes;
    for (let lane = this.#next(); lane !== undefined; lane = this.#next()) {
      const { bytes } = lane.first as Item;
      if (bytes > room && batch.length > 0) break;
      room -= bytes;
      batch.push(this.#shift(lane));
    }
    return batch;
  }

  putBack(items: readonly Item[]): void {
    this.#ordinary.merge(items.filter(({ precious }) => !precious));
    this.#precious.merge(items.filter(({ precious }) => precious));
    this.bytes += bytesOf(items);
  }

  /** Removes the item that is missed least: the oldest ordinary one, else the oldest. */
  evict(): Item | undefined {
    const lane = this.#ordinary.first === undefined ? this.#precious : this.#ordinary;
    return lane.first && this.#shift(lane);
  }

  countUpTo(seq: number): number {
    return this.#ordinary.countUpTo(seq) + this.#precious.countUpTo(seq);
  }

  #laneOf = ({ precious }: Item): Lane => (precious ? this.#precious : this.#ordinary);

  #next(): Lane | undefined {
    const a = this.#ordinary.first;
    const b = this.#precious.first;
    if (a === undefined) return b && this.#precious;
    return b === undefined || a.seq < b.seq ? this.#ordinary : this.#precious;
  }

  #shift(lane: Lane): Item {
    const item = lane.shift();
    this.bytes -= item.bytes;
    return item;
  }
}

/** An array whose front moves instead of its items. */
class Lane {
  #items: (Item | undefined)[] = [];
  #head = 0;

  get first(): Item | undefined {
    return this.#items[this.#head];
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item {
    const item = this.first as Item;
    this.#items[this.#head++] = undefined;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) this.merge([]);
    return item;
  }

  merge(items: readonly Item[]): void {
    this.#items = [...items, ...this.#waiting()].sort((a, b) => a.seq - b.seq);
    this.#head = 0;
  }

  countUpTo(seq: number): number {
    return this.#waiting().filter((item) => item.seq <= seq).length;
  }

  #waiting = (): Item[] => this.#items.slice(this.#head) as Item[];
}
