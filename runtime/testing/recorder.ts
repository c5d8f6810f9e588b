import { flushBuffered } from '../core/buffer/trace-buffer.ts';
import { NO_STATS } from '../core/pipeline/no-stats.ts';
import { settings } from '../core/settings.ts';
import { state } from '../core/state.ts';
import { startTimer } from '../platform/timer.ts';
import { renderTrace } from '../render/tree.ts';
import { type TreeSpan, treeSpanOf } from '../render/tree-span.ts';
import type { Link, Span, SpanEvent } from '../trace/span.ts';

export interface RecordedSpan extends TreeSpan {
  readonly events: readonly SpanEvent[];
  readonly links: readonly Link[];
}

/** A name, a pattern of names, or anything else that tells the span. */
export type Match = string | RegExp | ((span: RecordedSpan) => boolean);

export interface WaitOptions {
  /** In milliseconds. Default 2,000. */
  readonly timeout?: number;
  /** Wait until the trace has at least this many spans. Default 1. */
  readonly spans?: number;
}

export interface Recorder {
  /** Finished spans of finished local traces, in the order in which they ended. */
  readonly spans: readonly RecordedSpan[];
  /** Resolves with the first span that matches; rejects, with what there was instead, after the timeout. */
  waitForSpan(match: Match, options?: Pick<WaitOptions, 'timeout'>): Promise<RecordedSpan>;
  /** Resolves with the whole trace of the first span that matches. */
  waitForTrace(match: Match, options?: WaitOptions): Promise<RecordedSpan[]>;
  clear(): void;
  /** Puts back what was configured before; also at the end of a `using` block. */
  stop(): void;
  [Symbol.dispose](): void;
}

/**
 * Records every span of this process from now on, and exports none.
 *
 * @example
 * using recorder = recordSpans();
 * await ask('What is 2+2?');
 * const trace = await recorder.waitForTrace('POST /ask');
 */
export function recordSpans(): Recorder {
  const { config, pipeline } = state;
  const spans: RecordedSpan[] = [];
  const watchers = new Set<() => void>();
  const { resource } = settings().export;
  state.config = { ...settings(), recording: true, sampler: { ratio: 1, parentBased: false } };
  state.pipeline = {
    add(added) {
      for (const span of added) spans.push(recordedSpan(span, String(resource['service.name'])));
      for (const watcher of watchers) watcher();
    },
    flush: async () => {},
    shutdown: async () => {},
    stats: () => ({ ...NO_STATS, recorded: spans.length }),
  };

  const find = (match: Match): RecordedSpan | undefined => spans.find(predicateOf(match));
  const traceOf = (match: Match): RecordedSpan[] => {
    const traceId = find(match)?.traceId;
    return spans.filter((span) => span.traceId === traceId);
  };

  function wait<T>(look: () => T | undefined, match: Match, timeout = 2_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        cancel();
        watchers.delete(check);
        resolve(found);
      };
      const cancel = startTimer(
        timeout,
        () => {
          watchers.delete(check);
          reject(
            new Error(`no ${String(match)} within ${timeout} ms, only:\n${renderTrace(spans) || 'nothing'}`),
          );
        },
        true,
      );
      watchers.add(check);
      check();
    });
  }

  function stop(): void {
    flushBuffered();
    Object.assign(state, { config, pipeline });
  }

  return {
    spans,
    waitForSpan: (match, { timeout } = {}) => wait(() => find(match), match, timeout),
    waitForTrace: (match, { timeout, spans: least = 1 } = {}) =>
      wait(() => (traceOf(match).length >= least ? traceOf(match) : undefined), match, timeout),
    clear() {
      spans.length = 0;
    },
    stop,
    [Symbol.dispose]: stop,
  };
}

const recordedSpan = (span: Span, service: string): RecordedSpan => ({
  ...treeSpanOf(span, service),
  events: span.events ?? [],
  links: span.links ?? [],
});

function predicateOf(match: Match): (span: RecordedSpan) => boolean {
  if (typeof match === 'function') return match;
  return ({ name }) => (typeof match === 'string' ? name === match : match.test(name));
}
