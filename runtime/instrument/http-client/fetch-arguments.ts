/**
 * A call of `fetch`, as the Fetch standard reads its arguments: read without touching anything of the
 * caller's, and composed anew with more headers.
 */
type Init = RequestInit & Record<string, unknown>;

export interface FetchCall {
  readonly args: readonly unknown[];
  readonly url: URL;
  /** The `Request` that says what `init` does not: the input, or in its place the one that `init` is. */
  readonly request: Request | undefined;
  /** undefined where it is a `Request`. */
  readonly init: Init | undefined;
  /** False where `init`, a class instance for example, cannot be composed anew. */
  readonly changeable: boolean;
}

/** undefined for what is no HTTP request, or will be refused by `fetch` itself. */
export function readFetchCall(args: readonly unknown[]): FetchCall | undefined {
  const [input, init] = args;
  const url = requestUrl(isRequest(input) ? input.url : input);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  // `fetch(url, request)` is how reverse proxies are written.
  if (isRequest(init)) return { args, url, request: init, init: undefined, changeable: true };
  if (typeof init !== 'object' && init !== undefined) return undefined;
  const request = isRequest(input) ? input : undefined;
  return { args, url, request, init: (init ?? undefined) as Init | undefined, changeable: isPlain(init) };
}

/** A member of `init`, or else of the `Request`. */
export const callMember = <K extends keyof Request & keyof RequestInit>(
  { init, request }: FetchCall,
  key: K,
): Request[K] | RequestInit[K] | undefined => init?.[key] ?? request?.[key];

/** `null`, which `fetch` refuses, is no way to have none. */
export const callHeaders = (call: FetchCall): unknown =>
  call.init?.headers === null ? null : callMember(call, 'headers');

/** The method as `fetch` sends it. */
export function sentMethod(call: FetchCall): string {
  const method = String(callMember(call, 'method') ?? 'GET');
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** The arguments of the same call, with some members of `init` changed. */
export function withChanges({ args: [input, init, ...rest] }: FetchCall, changes: RequestInit): unknown[] {
  // A `Request` has no members of its own to copy.
  if (isRequest(init)) return [new Request(input as string, init), changes, ...rest];
  return [input, isOpen(init) ? { ...(init as Init), ...changes } : heirOf(init as Init, changes), ...rest];
}

/** Nothing of it is hidden from a spread, or told by a function. */
const isOpen = (init: unknown): boolean =>
  Object.values(Object.getOwnPropertyDescriptors(Object(init))).every(
    (it) => it.enumerable === true && 'value' in it,
  );

/** What is hidden in `init`, where `fetch` finds it all the same. */
const heirOf = (init: Init, changes: RequestInit): Init =>
  Object.create(init, Object.getOwnPropertyDescriptors(changes)) as Init;

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Request).url === 'string' &&
  typeof (value as Request).headers?.get === 'function';

function requestUrl(input: unknown): URL | undefined {
  if (input instanceof URL) return input;
  if (typeof input !== 'string') return undefined;
  return URL.parse(input, (globalThis as { location?: { href: string } }).location?.href) ?? undefined;
}

function isPlain(init: unknown): boolean {
  if (init === undefined || init === null) return true;
  const prototype = Object.getPrototypeOf(init);
  return prototype === Object.prototype || prototype === null;
}
