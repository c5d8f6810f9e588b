import type { Stats } from '../config/types/delivery-stats.ts';
import type { ExportRequest } from '../config/types/span-exporter.ts';
import type { Span } from '../trace/span.ts';

/**
 * Where finished spans go. `add` takes all spans of a released local trace (or one late span) and never
 * throws, never blocks; `flush` resolves when everything added before the call has been acknowledged.
 */
export interface Pipeline {
  add(spans: readonly Span[]): void;
  /** A sampled span that ended and waits for its local root: `add` or `forget` comes later, unless the process is killed. */
  note?(span: Span): void;
  forget?(span: Span): void;
  /** `timeout` in milliseconds. Rejects with a count of what is still unacknowledged. */
  flush(timeout?: number): Promise<void>;
  shutdown(timeout?: number): Promise<void>;
  stats(): Stats;
}

export interface ExitParticipant {
  /** More than 0 while something is left to send. */
  pendingCount(): number;
  /** Spans ever added. */
  recorded(): number;
  /** In milliseconds. */
  readonly timeout: number;
  /** An attempt bounded by `timeout`; resolves with what is still unsettled. */
  flush(): Promise<number>;
  /** What is unsettled, for a process that is over. */
  pendingRequests(): readonly ExportRequest[];
}

/**
 * What Node's own channels do for the sites of a program; see instrument/floor. undefined on every platform that
 * has no such channels: there a site carries the trace in its arguments.
 */
export interface Floor {
  /** The span of the call that is on the stack: a request that is made now is an attempt of it. */
  calling: Span | undefined;
  /** Spans whose `traceparent` is in the arguments of calls that run, by it. */
  readonly sent: Map<string, Span>;
  /** True while our own exporter makes a request. */
  exporting: boolean;
  /** Whether the requests of a `fetch` that is given this `dispatcher` get their headers at the wire. */
  carries(dispatcher: unknown): boolean;
}

/** What the core asks while another tracing system shares the process; see `state.bridge`. */
export interface Bridge {
  /** True where the program's own SDK takes all spans, and so those that libraries make of their calls. */
  readonly sdk: boolean;
  /** Gives a span of ours that has just begun its place in the program's SDK. */
  begin(span: Span): void;
}
