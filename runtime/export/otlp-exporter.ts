/** Encodes spans once and hands them to every receiver of that encoding. */
import type { SpanExporter } from '../config/types/span-exporter.ts';
import type { DeliveryReport } from '../core/pipeline/delivery-report.ts';
import type { Bytes } from '../platform/bytes.ts';
import { startTimer } from '../platform/timer.ts';
import { type Span, STATUS_ERROR } from '../trace/span.ts';
import type { Codec } from './otlp/codec.ts';
import type { Rank } from './queue.ts';
import type { Sender } from './sender.ts';

/** Spans encoded before the event loop has its turn: well under a millisecond. */
const SLICE = 128;
/** So many are encoded in one go, or those of so many milliseconds: one by one, each finds the caches cold. */
const GATHERED = 32;
const GATHERING = 20;
/** Milliseconds for which a span whose local root still runs is in memory only, with a disk. */
const NOTING = 100;
/** The same where somebody waits: a timer's millisecond for about as much work. */
const HURRIED = 512;

/** Of a local trace as a whole: an error is worth little without what led to it. */
function rankOf(spans: readonly Span[]): Rank {
  if (spans.some(({ status }) => status === STATUS_ERROR)) return 2;
  return spans[0]?.sampled ? 0 : 1;
}

export interface OtlpOptions {
  readonly codec: Codec;
  readonly report: DeliveryReport;
  /** Timers die with the request in which they began, and there are none outside: spans are encoded at once. */
  readonly perRequest: boolean;
  /** True: what a `kill -9` would lose is written down. */
  readonly keepsOnDisk: boolean;
}

export function otlpExporter(
  senders: readonly Sender[],
  { codec, report, perRequest, keepsOnDisk }: OtlpOptions,
): SpanExporter {
  let staged: [span: Span, rank: Rank][] = [];
  let scheduled = false;
  /** Spans whose local root still runs, noted as they stand or about to be. */
  const held = new Map<Span, Bytes | undefined>();
  let noting = false;

  function encode(most: number): void {
    for (const [span, rank] of staged.splice(0, most)) {
      try {
        const chunk = codec.encode(span);
        for (const sender of senders) sender.push(chunk, rank);
        forget(span);
      } catch (error) {
        report.drop('invalid', 1);
        report.warn(`the span ${span.name} cannot be encoded: ${error}`);
      }
    }
    if (staged.length > 0) encodeLater(0, true);
  }

  function note(span: Span): void {
    held.set(span, undefined);
    if (!noting) startTimer(NOTING, noteHeld, false);
    noting = true;
  }

  function noteHeld(): void {
    noting = false;
    for (const [span, chunk] of held) if (chunk === undefined) noteOne(span);
  }

  function noteOne(span: Span): void {
    try {
      const chunk = codec.encode(span);
      held.set(span, chunk);
      for (const sender of senders) sender.note(chunk);
    } catch {
      held.delete(span); // told when it is released
    }
  }

  function forget(span: Span): void {
    const chunk = held.get(span);
    held.delete(span);
    if (chunk !== undefined) for (const sender of senders) sender.settle([chunk]);
  }

  function encodeLater(ms: number, hold: boolean): void {
    if (!scheduled) startTimer(ms, encodeNext, hold);
    scheduled = true;
  }

  function encodeNext(): void {
    scheduled = false;
    encode(SLICE);
  }

  /** The `left` oldest. */
  async function encodeInSlices(left: number): Promise<void> {
    if (left > 0) encode(HURRIED);
    if (left <= HURRIED) return;
    await new Promise<void>((resolve) => startTimer(0, resolve, true));
    return encodeInSlices(left - HURRIED);
  }

  return {
    ...(keepsOnDisk && { note, forget }),
    add(spans) {
      const rank = rankOf(spans);
      for (const span of spans) staged.push([span, rank]);
      if (staged.length < GATHERED && !perRequest) encodeLater(GATHERING, false);
      else encode(SLICE);
    },
    async flush(timeout, leaving) {
      if (leaving) encode(staged.length);
      else await encodeInSlices(staged.length);
      const left = await Promise.all(
        senders.map((sender) => (leaving ? sender.flushAtExit(timeout) : sender.flush(timeout))),
      );
      return left.reduce((sum, each) => sum + each, 0);
    },
    pendingCount: () => senders.reduce((sum, sender) => sum + sender.pendingCount, staged.length),
    pendingRequests() {
      encode(staged.length);
      return senders.flatMap((sender) => sender.pendingRequests());
    },
    async stop() {
      staged = [];
      await Promise.all(senders.map((sender) => sender.stop()));
    },
    stats() {
      const waiting = staged.length;
      return senders.map((sender) => {
        const stats = sender.stats();
        return { ...stats, queued: stats.queued + waiting };
      });
    },
  };
}
