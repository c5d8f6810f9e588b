/** One receiver: what waits for it, what is on its way, and who waits until it has arrived. */
import type { DestinationStats } from '../config/types/delivery-stats.ts';
import type { ExportRequest } from '../config/types/span-exporter.ts';
import type { Bytes } from '../platform/bytes.ts';
import { now } from '../platform/clock.ts';
import { startTimer } from '../platform/timer.ts';
import { exportRequest } from './batch.ts';
import { type DiskBuffer, GuardedDiskBuffer } from './disk-buffer.ts';
import type { Codec } from './otlp/codec.ts';
import { byteLength, Queue, type QueuedSpan, queuedChunks, type Rank } from './queue.ts';
import { type HealthOptions, ReceiverHealth } from './receiver-health.ts';
import { sendBatch } from './send.ts';
import type { Transport } from './transport/transport.ts';

export interface SenderOptions extends HealthOptions {
  readonly codec: Codec;
  readonly transport: Transport;
  readonly queueBytes: number;
  readonly delay: number;
  /** Sends only in `flush`, by and for its caller: where I/O belongs to a request and dies with it. */
  readonly perRequest: boolean;
  readonly diskBuffer: ((health: ReceiverHealth, transport: Transport) => DiskBuffer) | undefined;
}

/** Of a process that ends: who refuses three times within a second refuses a fourth time. */
const LAST_ATTEMPTS = 3;

interface Flight {
  readonly control: AbortController;
  /** A moment of `now()`. */
  readonly since: number;
}

interface Waiter {
  readonly seq: number;
  /** Gives up after so many failures in a row to reach the receiver. */
  readonly attempts: number;
  readonly finish: () => void;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #health: ReceiverHealth;
  readonly #door: GuardedDiskBuffer;
  readonly #queue = new Queue();
  /** Out of the queue, and on its way to the receiver or to the shelter. */
  readonly #flying = new Map<readonly QueuedSpan[], Flight>();
  readonly #waiters = new Set<Waiter>();
  #flyingBytes = 0;
  #stopped = false;
  #seq = 0;
  /** When the oldest waiting span has waited long enough. */
  #due = 0;
  #cancel: (() => void) | undefined;
  /** When the timer that `#cancel` stops goes off. */
  #wakesAt = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#health = new ReceiverHealth(options);
    this.#door = new GuardedDiskBuffer(options.diskBuffer?.(this.#health, options.transport), options.report);
  }

  push(chunk: Bytes, rank: Rank): void {
    if (this.#queue.first === undefined) this.#due = now() + this.#options.delay;
    this.#queue.push({ seq: ++this.#seq, chunk, rank });
    this.#door.note(chunk);
    if (this.#bytes > this.#options.queueBytes) this.#makeRoom();
    if (this.#cancel === undefined || this.#queue.bytes >= this.#health.batchBytes) this.#wake();
  }

  /** A span whose local root still runs, as it stands; with a disk only. */
  note = (chunk: Bytes): void => this.#door.note(chunk);
  /** It is no longer needed as it stood. */
  settle = (chunks: readonly Bytes[]): void => this.#door.settle(chunks);

  /**
   * Resolves when all that was pushed before is settled, or after `timeout` milliseconds, with the number
   * of spans that are not.
   */
  flush(timeout: number): Promise<number> {
    return this.#flush(timeout, Number.POSITIVE_INFINITY);
  }

  /** `flush` of a process that ends: an optional receiver has one attempt, the shelter may go on for a while. */
  async flushAtExit(timeout: number): Promise<number> {
    const deadline = now() + timeout;
    const left = await this.#flush(timeout, this.#options.destination.optional ? 1 : LAST_ATTEMPTS);
    if (left > 0) this.#giveUp(left);
    await this.#door.waitIdle(deadline - now());
    return this.pendingCount;
  }

  #flush(timeout: number, attempts: number): Promise<number> {
    const seq = this.#seq;
    if (this.unacknowledged(seq) === 0) return Promise.resolve(0);
    this.#health.expedite();
    if (this.#options.perRequest) return this.#ship(seq, now() + timeout);
    return new Promise((resolve) => {
      const finish = () => {
        cancel();
        this.#waiters.delete(waiter);
        resolve(this.unacknowledged(seq));
      };
      const cancel = startTimer(timeout, finish, true);
      const waiter: Waiter = { seq, attempts, finish };
      this.#waiters.add(waiter);
      this.#pump();
    });
  }

  /** More than 0 while something is left to do. */
  get pendingCount(): number {
    return this.unacknowledged() + (this.#door.busy ? 1 : 0);
  }

  /** How many spans, of those up to `seq`, are neither acknowledged, nor sheltered, nor dropped. */
  unacknowledged(seq: number = this.#seq): number {
    let count = this.#queue.countUpTo(seq);
    for (const batch of this.#flying.keys()) count += batch.filter((item) => item.seq <= seq).length;
    return count;
  }

  /** What is unsettled, in requests, unless it is safe; what is optional and not there is left alone. */
  pendingRequests(): ExportRequest[] {
    const { destination, codec } = this.#options;
    const isAbsent = destination.optional && this.#health.failures > 0;
    this.#queue.putBack([...this.#flying.keys()].flat());
    const requests: ExportRequest[] = [];
    while (this.#queue.first !== undefined && !isAbsent) {
      const chunks = queuedChunks(this.#queue.take(this.#health.batchBytes));
      if (this.#door.keepNow(chunks)) continue;
      requests.push(exportRequest({ destination: this.#health.destination, codec, chunks }));
    }
    void this.#door.stop();
    return requests;
  }

  /** Gives up what is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    for (const { control } of this.#flying.values()) control.abort();
    this.#again(this.#queue.take(Number.POSITIVE_INFINITY));
    await this.#door.stop();
  }

  stats(): DestinationStats {
    const { name: url, exported, lastError } = this.#health;
    const spooled = this.#door.count();
    return { url, exported, queued: this.unacknowledged(), queueBytes: this.#bytes, spooled, lastError };
  }

  get #bytes(): number {
    return this.#queue.bytes + this.#flyingBytes;
  }

  /** The process ends, and this is left. */
  #giveUp(left: number): void {
    // A request that is not answered would keep the process alive for longer than it has.
    for (const { control } of this.#flying.values()) control.abort();
    const { destination, report } = this.#options;
    const { name, lastError = 'it does not answer' } = this.#health;
    if (!destination.optional) report.warn(`${left} spans were not delivered to ${name}: ${lastError}`, true);
  }

  /** On the program's stack, so without a promise. */
  #makeRoom(): void {
    const { queueBytes, report } = this.#options;
    const batch = this.#door.open ? this.#queue.take(this.#health.batchBytes) : [];
    if (this.#door.keepNow(queuedChunks(batch))) return;
    this.#queue.putBack(batch);
    let dropped = 0;
    while (this.#bytes > queueBytes) {
      const evicted = this.#queue.evict();
      if (evicted === undefined) break;
      this.#door.settle([evicted.chunk]);
      dropped++;
    }
    if (dropped === 0) return;
    report.drop('queue_full', dropped);
    const { name, lastError = 'it is too slow' } = this.#health;
    report.warn(`spans are dropped: ${this.#bytes} bytes wait for ${name}: ${lastError}`);
  }

  /** Sees to it that `#pump` runs when something may leave; never sends by itself, on the program's stack. */
  #wake(): void {
    if (this.#queue.first === undefined || this.#flying.size >= this.#health.concurrency) return;
    if (this.#options.perRequest) return;
    const notBefore = this.#door.open ? 0 : this.#health.notBefore;
    const at = Math.max(this.#hasEnough() ? 0 : this.#due, notBefore, now());
    if (this.#cancel !== undefined && this.#wakesAt <= at) return;
    this.#cancel?.();
    this.#wakesAt = at;
    this.#cancel = startTimer(at - now(), () => this.#pump(), this.#waiters.size > 0);
  }

  #pump(): void {
    if (this.#options.perRequest || this.#stopped) return;
    this.#cancel?.();
    this.#cancel = undefined;
    while (this.#mayFly()) void this.#fly(this.#queue.take(this.#health.batchBytes));
    this.#wake();
  }

  #mayFly(): boolean {
    const { concurrency: width, notBefore } = this.#health;
    if (this.#queue.first === undefined || this.#flying.size >= width) return false;
    if (!this.#door.open && now() < notBefore) return false;
    return this.#hasEnough() || now() >= this.#due;
  }

  #hasEnough = (): boolean => this.#waiters.size > 0 || this.#queue.bytes >= this.#health.batchBytes;

  /** What waits now; flights of other requests are for them to wait for. */
  async #ship(seq: number, deadline: number): Promise<number> {
    const { timeout = 10_000 } = this.#options.destination;
    for (const [batch, { since }] of this.#flying) {
      if (now() < since + 2 * timeout) continue;
      // Its request ended before its answer came.
      this.#flying.delete(batch);
      this.#flyingBytes -= byteLength(queuedChunks(batch));
      this.#queue.putBack(batch);
    }
    while (now() < deadline && this.#queue.countUpTo(seq) > 0) {
      const wait = Math.min(this.#health.notBefore, deadline) - now();
      if (wait > 0) await new Promise<void>((resolve) => startTimer(wait, resolve, true));
      else await this.#flyUntil(deadline);
    }
    return this.#queue.countUpTo(seq);
  }

  async #flyUntil(deadline: number): Promise<void> {
    const batch = this.#queue.take(this.#health.batchBytes);
    const cancel = startTimer(deadline - now(), () => this.#flying.get(batch)?.control.abort(), true);
    await this.#fly(batch);
    cancel();
  }

  async #fly(batch: readonly QueuedSpan[]): Promise<void> {
    const control = new AbortController();
    const bytes = byteLength(queuedChunks(batch));
    this.#flying.set(batch, { control, since: now() });
    this.#flyingBytes += bytes;
    try {
      await this.#move(batch, control);
    } catch (error) {
      this.#options.report.drop('invalid', batch.length);
      this.#options.report.warn(`${batch.length} spans cannot be sent: ${error}`);
    }
    if (this.#flying.delete(batch)) this.#flyingBytes -= bytes;
    for (const waiter of this.#waiters) {
      if (this.unacknowledged(waiter.seq) === 0 || this.#health.isAbsent(waiter.attempts)) waiter.finish();
    }
    this.#pump();
  }

  /** To the receiver, or to the shelter while the receiver is not to be asked. */
  async #move(batch: readonly QueuedSpan[], control: AbortController): Promise<void> {
    const chunks = queuedChunks(batch);
    if (this.#door.open && now() < this.#health.notBefore) {
      if (!(await this.#door.keep(chunks))) this.#again(batch);
      return;
    }
    const { codec, transport } = this.#options;
    const request = { destination: this.#health.destination, codec, chunks };
    const outcome = await sendBatch(request, transport, control);
    if (!this.#flying.has(batch)) return; // `#ship` has taken it back
    const next = this.#health.nextStep(chunks, outcome, this.#waiters.size > 0);
    if (next !== 'again') this.#door.settle(chunks);
    if (next === 'settled') this.#door.wake();
    if (next === 'again') this.#again(batch);
    if (next === 'trim') await this.#trim(batch[0] as QueuedSpan);
  }

  async #trim(item: QueuedSpan): Promise<void> {
    const { codec, report } = this.#options;
    const chunk = await codec.trim(item.chunk);
    if (chunk === undefined) report.drop('too_large', 1);
    else {
      this.#door.note(chunk);
      this.#again([{ ...item, chunk }]);
    }
  }

  #again(batch: readonly QueuedSpan[]): void {
    if (!this.#stopped) this.#queue.putBack(batch);
    else if (!this.#door.keepNow(queuedChunks(batch))) this.#options.report.drop('shutdown', batch.length);
  }
}
