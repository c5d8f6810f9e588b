/** One receiver: what waits for it, what is on its way, and who waits until it has arrived. */
import { now } from '../clock.ts';
import type { Bytes, Codec } from './codec.ts';
import { Health, type HealthOptions, type Next } from './health.ts';
import { later } from './later.ts';
import { type Parcel, parcelOf } from './parcel.ts';
import type { DestinationStats } from './pipeline.ts';
import { type Item, Queue, type Rank, weigh } from './queue.ts';
import { send } from './send.ts';

export interface SenderOptions extends HealthOptions {
  readonly codec: Codec;
  readonly queueBytes: number;
  readonly delay: number;
}

interface Waiter {
  readonly seq: number;
  /** Gives up at the first failure. */
  readonly once: boolean;
  readonly finish: () => void;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #health: Health;
  readonly #queue = new Queue();
  readonly #flying = new Map<readonly Item[], AbortController>();
  readonly #waiters = new Set<Waiter>();
  #flyingBytes = 0;
  #seq = 0;
  /** When the oldest waiting span has waited long enough. */
  #due = 0;
  #cancel: (() => void) | undefined;
  /** When the timer that `#cancel` stops goes off. */
  #wakesAt = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#health = new Health(options);
  }

  push(chunk: Bytes, rank: Rank): void {
    if (this.#queue.first === undefined) this.#due = now() + this.#options.delay;
    this.#queue.push({ seq: ++this.#seq, chunk, rank });
    this.#makeRoom();
    if (this.#cancel === undefined || this.#queue.bytes >= this.#health.batchBytes) this.#wake();
  }

  /**
   * Resolves when all that was pushed before is settled, or after `timeout` milliseconds, with the number
   * of spans that are not. `leaving`: an optional receiver has one attempt.
   */
  flush(timeout: number, leaving = false): Promise<number> {
    const seq = this.#seq;
    if (this.unsettled(seq) === 0) return Promise.resolve(0);
    this.#health.hurry();
    return new Promise((resolve) => {
      const finish = () => {
        cancel();
        this.#waiters.delete(waiter);
        const left = this.unsettled(seq);
        // A request that is not answered would keep the process alive for longer than it has.
        if (leaving && left > 0) for (const flight of this.#flying.values()) flight.abort();
        resolve(left);
      };
      const cancel = later(timeout, finish, true);
      const once = leaving && this.#options.destination.optional === true;
      const waiter: Waiter = { seq, once, finish };
      this.#waiters.add(waiter);
      this.#pump();
    });
  }

  /** How many spans, of those up to `seq`, are neither acknowledged nor dropped. */
  unsettled(seq: number = this.#seq): number {
    let count = this.#queue.countUpTo(seq);
    for (const batch of this.#flying.keys()) count += batch.filter((item) => item.seq <= seq).length;
    return count;
  }

  /** What is unsettled, in requests; what is optional and not there is left alone. */
  rest(): Parcel[] {
    const { destination, codec } = this.#options;
    if (destination.optional && this.#health.failures > 0) return [];
    this.#queue.putBack([...this.#flying.keys()].flat());
    const parcels: Parcel[] = [];
    while (this.#queue.first !== undefined) {
      const chunks = this.#queue.take(this.#health.batchBytes).map(({ chunk }) => chunk);
      parcels.push(parcelOf({ ...destination, url: this.#health.url }, codec, chunks));
    }
    return parcels;
  }

  /** Gives up what still waits. */
  stop(): void {
    this.#cancel?.();
    this.#options.report.drop('shutdown', this.#queue.take(Number.POSITIVE_INFINITY).length);
  }

  stats(): DestinationStats {
    const { url, exported, lastError } = this.#health;
    return { url, exported, queued: this.unsettled(), queueBytes: this.#bytes, lastError };
  }

  get #bytes(): number {
    return this.#queue.bytes + this.#flyingBytes;
  }

  #makeRoom(): void {
    const { queueBytes, report } = this.#options;
    let dropped = 0;
    while (this.#bytes > queueBytes && this.#queue.evict() !== undefined) dropped++;
    if (dropped === 0) return;
    report.drop('queue_full', dropped);
    const { url, lastError = 'it is too slow' } = this.#health;
    report.warn(`spans are dropped: ${this.#bytes} bytes wait for ${url}: ${lastError}`);
  }

  /** Sees to it that `#pump` runs when something may leave; never sends by itself, on the program's stack. */
  #wake(): void {
    if (this.#queue.first === undefined || this.#flying.size >= this.#health.width) return;
    const at = Math.max(this.#hasEnough() ? 0 : this.#due, this.#health.notBefore, now());
    if (this.#cancel !== undefined && this.#wakesAt <= at) return;
    this.#cancel?.();
    this.#wakesAt = at;
    this.#cancel = later(at - now(), () => this.#pump(), this.#waiters.size > 0);
  }

  #pump(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    while (this.#mayFly()) void this.#fly(this.#queue.take(this.#health.batchBytes));
    this.#wake();
  }

  #mayFly(): boolean {
    const { width, notBefore } = this.#health;
    const free = this.#queue.first !== undefined && this.#flying.size < width && now() >= notBefore;
    return free && (this.#hasEnough() || now() >= this.#due);
  }

  #hasEnough = (): boolean => this.#waiters.size > 0 || this.#queue.bytes >= this.#health.batchBytes;

  async #fly(batch: readonly Item[]): Promise<void> {
    const { destination, codec } = this.#options;
    const { timeout = 10_000 } = destination;
    const bytes = weigh(batch);
    const flight = new AbortController();
    const cancel = later(timeout, () => flight.abort(new Error(`no answer in ${timeout} ms`)), false);
    this.#flying.set(batch, flight);
    this.#flyingBytes += bytes;
    const chunks = batch.map(({ chunk }) => chunk);
    const outcome = await send({ ...destination, url: this.#health.url }, codec, chunks, flight.signal);
    cancel();
    await this.#land(batch, this.#health.judge(batch, outcome, this.#waiters.size > 0));
    this.#flying.delete(batch);
    this.#flyingBytes -= bytes;
    for (const waiter of this.#waiters) {
      if (this.unsettled(waiter.seq) === 0 || (waiter.once && this.#health.failures > 0)) waiter.finish();
    }
    this.#pump();
  }

  async #land(batch: readonly Item[], next: Next): Promise<void> {
    if (next === 'again') this.#queue.putBack(batch);
    const [item] = batch;
    if (next !== 'trim' || item === undefined) return;
    const { codec, report } = this.#options;
    const chunk = await codec.trim(item.chunk);
    if (chunk === undefined) report.drop('too_large', 1);
    else this.#queue.putBack([{ ...item, chunk }]);
  }
}
