/** Keeps what a receiver does not take in a spool, and sends it when the receiver takes again. */
import type { Destination } from '../../config/types/destination.ts';
import type { DeliveryReport } from '../../core/pipeline/delivery-report.ts';
import type { Bytes } from '../../platform/bytes.ts';
import { now } from '../../platform/clock.ts';
import { sha256 } from '../../platform/sha256.ts';
import { startTimer } from '../../platform/timer.ts';
import type { DiskBuffer } from '../disk-buffer.ts';
import type { Codec } from '../otlp/codec.ts';
import type { ReceiverHealth } from '../receiver-health.ts';
import { sendBatch } from '../send.ts';
import type { Transport } from '../transport/transport.ts';
import { Spool, type Taken } from './spool.ts';

export interface DrainOptions {
  /** Shared with other receivers: each has a folder of its own in it. */
  readonly folder: string;
  /** Bytes that the receiver's folder may hold. */
  readonly limit: number;
  readonly codec: Codec;
  readonly transport: Transport;
  readonly health: ReceiverHealth;
  readonly report: DeliveryReport;
}

/** Milliseconds between looks for what other processes have left. */
const LOOK = 5_000;

export function openDiskBuffer(options: DrainOptions): DiskBuffer {
  const { codec, health, report, limit, transport } = options;
  const folder = `${options.folder}/${folderName(health.destination)}-${codec.contentType.replace(/\W+/g, '-')}`;
  const spool = new Spool({ folder, limit, segmentBytes: health.batchBytes, head: codec.head, report });
  let running: Promise<void> | undefined;
  let stopped = false;
  const flights = new Set<AbortController>();
  let cancel = (): void => {};
  run();

  function run(): void {
    if (running || stopped) return;
    cancel();
    running = sendWhatThereIs().finally(() => {
      running = undefined;
      cancel = startTimer(Math.max(LOOK, health.notBefore - now()), run, false);
    });
  }

  async function sendWhatThereIs(): Promise<void> {
    try {
      // One first: whether the receiver takes again is asked once.
      if (await sendNext()) await Promise.all(Array.from({ length: health.concurrency }, sendAll));
    } catch (error) {
      report.warn(`the spool ${folder} fails: ${error}`);
    }
  }

  async function sendAll(): Promise<void> {
    while (await sendNext());
  }

  /** False where nothing is left, or the receiver does not take it. */
  async function sendNext(): Promise<boolean> {
    if (stopped || now() < health.notBefore) return false;
    const taken = await spool.take();
    if (taken === undefined) return false;
    const { head, chunks } = taken;
    const batch = { destination: health.destination, codec, chunks, head };
    const flight = new AbortController();
    flights.add(flight);
    const outcome = await sendBatch(batch, transport, flight);
    flights.delete(flight);
    const next = health.nextStep(chunks, outcome, false);
    if (next === 'again' && outcome.kind === 'retry') {
      await taken.putBack();
      return false;
    }
    if (next === 'again' && outcome.kind === 'too_large') halve(taken);
    if (next === 'again' && outcome.kind === 'moved') return taken.putBack().then(() => true);
    if (next === 'trim') await trim(taken);
    await taken.remove();
    return true;
  }

  function halve({ head, chunks }: Taken): void {
    const half = chunks.length >> 1;
    spool.writeNow(chunks.slice(0, half), head);
    spool.writeNow(chunks.slice(half), head);
  }

  async function trim({ head, chunks }: Taken): Promise<void> {
    const chunk = await codec.trim(chunks[0] as Bytes);
    if (chunk === undefined) report.drop('too_large', 1);
    else spool.writeNow([chunk], head);
  }

  return {
    note: (chunk) => spool.journal.note(chunk),
    settle: (chunks) => spool.journal.settle(chunks),
    keep: (chunks) => spool.append(chunks),
    keepNow: (chunks) => spool.writeNow(chunks),
    count: () => spool.count(),
    wake: run,
    running: () => running,
    stop() {
      stopped = true;
      cancel();
      for (const flight of flights) flight.abort();
      return spool.release();
    },
  };
}

/**
 * A receiver's folder, named by a hash, since its address may hold secrets. Credentials are in it: with another
 * key the same address is another tenant's.
 */
function folderName({ url, headers = {} }: Destination): string {
  const credentials = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([url, credentials])).slice(0, 16);
}
