import type { DeliveryReport } from '../core/pipeline/delivery-report.ts';
import type { Bytes } from '../platform/bytes.ts';
import { now } from '../platform/clock.ts';
import { startTimer } from '../platform/timer.ts';

/** Where spans are safe although they have not arrived. */
export interface DiskBuffer {
  /** Writes it within a moment, in case the process is killed, until it is settled. */
  note(chunk: Bytes): void;
  /** They have arrived, are kept, or are given up. */
  settle(chunks: readonly Bytes[]): void;
  /** Rejects where they are not. */
  keep(chunks: readonly Bytes[]): Promise<void>;
  /** Throws where they are not. */
  keepNow(chunks: readonly Bytes[]): void;
  /** Spans in there. */
  count(): number;
  /** The receiver has taken something. */
  wake(): void;
  /** Settles when what is sent from there now has been; undefined where nothing is. */
  running(): Promise<void> | undefined;
  /** At once, for a process that is over; resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Milliseconds that a shelter is left alone after it failed. */
const CLOSED = 30_000;

/** A shelter that may not be there, or be full. */
export class GuardedDiskBuffer {
  readonly #shelter: DiskBuffer | undefined;
  readonly #report: DeliveryReport;
  #closedUntil = 0;

  constructor(diskBuffer: DiskBuffer | undefined, report: DeliveryReport) {
    this.#shelter = diskBuffer;
    this.#report = report;
  }

  get open(): boolean {
    return this.#shelter !== undefined && now() >= this.#closedUntil;
  }

  /** False where the spans are not safe. */
  async keep(chunks: readonly Bytes[]): Promise<boolean> {
    try {
      await this.#shelter?.keep(chunks);
      if (this.open) this.settle(chunks);
      return this.open;
    } catch (error) {
      return this.#close(error);
    }
  }

  /** False where the spans are not safe. */
  keepNow(chunks: readonly Bytes[]): boolean {
    if (!this.open) return false;
    try {
      if (chunks.length > 0) this.#shelter?.keepNow(chunks);
      this.settle(chunks);
      return true;
    } catch (error) {
      return this.#close(error);
    }
  }

  get busy(): boolean {
    return this.#shelter?.running() !== undefined;
  }

  /** Waits for what is sent from there, at most `timeout` milliseconds. */
  async waitIdle(timeout: number): Promise<void> {
    if (!this.busy) return;
    await new Promise<void>((resolve) => {
      const cancel = startTimer(timeout, resolve, true);
      this.#shelter?.running()?.then(() => {
        cancel();
        resolve();
      });
    });
  }

  note = (chunk: Bytes): void => this.#shelter?.note(chunk);
  settle = (chunks: readonly Bytes[]): void => this.#shelter?.settle(chunks);
  count = (): number => this.#shelter?.count() ?? 0;
  wake = (): void => this.#shelter?.wake();
  stop = async (): Promise<void> => this.#shelter?.stop();

  #close(error: unknown): false {
    this.#closedUntil = now() + CLOSED;
    this.#report.warn(`spans cannot be written to disk: ${error}`);
    return false;
  }
}
