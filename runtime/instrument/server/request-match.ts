/** A request as a handler meets it, whatever its framework. */

/** What is used of Node's `IncomingMessage`, of its HTTP/2 twin, and of what Express makes of them. */
export interface NodeRequest {
  readonly method?: string;
  readonly url?: string;
  /** Express: `url` as it was before routers cut their prefixes off. */
  readonly originalUrl?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly httpVersion?: string;
  readonly socket?: {
    readonly encrypted?: boolean;
    readonly remoteAddress?: string;
    readonly remotePort?: number;
    readonly localAddress?: string;
    readonly localPort?: number;
  } | null;
}

/** What is used of Node's `ServerResponse`. */
export interface NodeResponse {
  readonly statusCode: number;
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  readonly destroyed: boolean;
  writeHead(status: number): unknown;
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** What is used of a web `Request`. */
export interface WebRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

export interface RequestMatch {
  /** The raw one, the same object for every handler that is given it. */
  readonly request: NodeRequest | WebRequest;
  /** The process has no other one meanwhile: what an adapter makes of it, a Node response too, is the same. */
  readonly invocation?: boolean | undefined;
  /** Node: the request lasts until this ends. Elsewhere the handler's result is the response. */
  readonly response?: NodeResponse | undefined;
  /** The pattern of the route that runs now, prefixes of routers included. */
  readonly route?: (() => string | undefined) | undefined;
  /** The route is the request's own, also where middleware asks. */
  readonly routed?: boolean | undefined;
  /** A request that the framework makes of itself, while it answers another one. */
  readonly inner?: boolean | undefined;
  /** The whole of a pattern whose framework knows only its end, without the prefixes of what it is mounted in. */
  readonly whole?: ((pattern: string) => string | undefined) | undefined;
  /** The status of a framework that keeps its response elsewhere than in the result. */
  readonly status?: (() => number | undefined) | undefined;
}

/** Recognizes its framework's arguments; may throw on what is none of them. */
export type RequestMatcher = (first: object, second: unknown) => RequestMatch | undefined;

const hasMethod = (value: unknown, method: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Record<string, unknown>)[method] === 'function';

export const isNodeResponse = (value: unknown): value is NodeResponse => hasMethod(value, 'writeHead');

export function isWebRequest(value: unknown): value is WebRequest {
  const { url, method, headers } = (value ?? {}) as Partial<WebRequest>;
  return typeof url === 'string' && typeof method === 'string' && hasMethod(headers, 'get');
}

export function isNodeRequest(value: unknown): value is NodeRequest {
  const { url, method, headers } = (value ?? {}) as Partial<NodeRequest>;
  return typeof url === 'string' && typeof method === 'string' && typeof headers === 'object';
}

export const textOr = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
