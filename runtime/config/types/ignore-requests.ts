/** What a rule is shown of an incoming request; header names are in lower case. */
export interface IncomingRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A path (`/healthz`), the beginning of paths (`/internal/*`), an expression over the path, or a function. */
export type IgnoreRule = string | RegExp | ((request: IncomingRequest) => boolean);
