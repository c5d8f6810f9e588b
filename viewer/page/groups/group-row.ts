/** What a session, a user or a model comes to; see store/queries/groups.ts. */
export interface GroupRow {
  readonly session: string;
  readonly user: string;
  readonly users: number;
  readonly sessions: number;
  readonly traces: number;
  readonly spans: number;
  readonly calls: number;
  readonly input: number | null;
  readonly output: number | null;
  readonly cost: number | null;
  readonly errors: number;
  readonly first: number;
  readonly last: number;
  /** Microseconds, of all traces together. */
  readonly busy: number;
  readonly p95: number;
}

export interface ModelRow {
  readonly model: string;
  readonly provider: string | null;
  readonly operation: string | null;
  readonly calls: number;
  readonly traces: number;
  readonly errors: number;
  readonly input: number | null;
  readonly output: number | null;
  readonly cached: number | null;
  readonly cost: number | null;
  /** Microseconds. */
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds. */
  readonly firstChunk: number | null;
  readonly firstChunk95: number | null;
  readonly perSecond: number | null;
  readonly last: number;
}
