/** What the receiver and the API ask of a store, whichever engine is behind it. */

export interface IngestResult {
  readonly accepted: number;
  /** Spans without ids that W3C allows. */
  readonly rejected: number;
}

/** Why spans were not kept. */
export type IngestProblem = 'malformed' | 'busy' | 'failed';

export class IngestError extends Error {
  readonly problem: IngestProblem;

  constructor(problem: IngestProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

export type ContentType = 'json' | 'protobuf';

export interface TraceChange {
  readonly traceId: string;
  readonly version: number;
}

export interface StoreStatus {
  readonly engine: string;
  /** Where it is kept; '' for nowhere. */
  readonly place: string;
  readonly bytes: number;
  readonly limit: number;
  readonly evicted: number;
  /** What a person should know: a file set aside, a full disk. */
  readonly notices: readonly string[];
}

export interface Store {
  /**
   * Keeps the spans of one `ExportTraceServiceRequest`; resolves when they are kept. `body` is taken over.
   * Rejects with `IngestError`.
   */
  ingest(body: Uint8Array<ArrayBuffer>, type: ContentType): Promise<IngestResult>;
  /** A question of `queries/`, answered as JSON. Rejects for one that is unknown, wrong or takes too long. */
  query(name: string, params: Readonly<Record<string, unknown>>): Promise<Uint8Array>;
  /** Pinned traces are never removed. */
  pin(traceId: string, pinned: boolean): Promise<void>;
  /** Removes every trace that is not pinned. */
  clear(): Promise<void>;
  status(): StoreStatus;
  onChange(listener: (changes: readonly TraceChange[]) => void): void;
  close(): Promise<void>;
}
