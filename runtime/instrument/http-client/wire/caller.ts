/**
 * Whose request undici tells of. Its event comes when a connection is free, and where connections are bounded or
 * a request is sent again, that is in the context of whoever used the connection before: of 60 concurrent requests
 * on `Agent({ connections: 4 })`, 56 are told in somebody else's. So the active span is believed only where something
 * proves that the event and the call are one.
 */
import { activeSpan } from '../../../core/active-span.ts';
import type { Span } from '../../../trace/span.ts';

/** What is used of an `AsyncResource`. */
interface Scope {
  runInAsyncScope<T>(fn: () => T): T;
}

/** undici's symbol for a request's handler; each copy of undici has its own, and its own class of requests. */
const handlerKeys = /* @__PURE__ */ new Map<unknown, symbol | undefined>();

/** The active span where the request was made, by the handler of `undici.request` and its kin, which remembers. */
export function scopeOf(request: object): Scope | undefined {
  const type = request.constructor;
  if (!handlerKeys.has(type)) {
    const symbols = Object.getOwnPropertySymbols(request);
    handlerKeys.set(
      type,
      symbols.find(({ description }) => description === 'handler'),
    );
  }
  const key = handlerKeys.get(type);
  const handler = key && (request as Record<symbol, unknown>)[key];
  return typeof (handler as Partial<Scope> | undefined)?.runInAsyncScope === 'function'
    ? (handler as Scope)
    : undefined;
}

export const spanIn = (scope: Scope | undefined): Span | undefined =>
  scope === undefined ? activeSpan() : scope.runInAsyncScope(activeSpan);

/** As deep as undici goes between a call and its event, and as many frames more as show who called. */
const DEPTH = 24;

/** Whether the call that made `request` is on the stack: then its context is the caller's. */
export function isCallOnStack(request: object): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let proven = false;
  try {
    Error.stackTraceLimit = DEPTH;
    Error.prepareStackTrace = (_error, frames) => {
      proven = provesCall(frames);
      return '';
    };
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, request.constructor);
    void holder.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return proven;
}

/**
 * undici's own step before the wire, which runs in the caller's async context. It is not on the stack of a pool that
 * takes from its queue, nor on that of a timer or a parser by which a request is sent again.
 */
const FETCH_STEP = 'httpNetworkFetch';

function provesCall(frames: readonly NodeJS.CallSite[]): boolean {
  const isUndici = sameLibrary(frames[0]?.getFileName() ?? '');
  let called = false;
  for (const frame of frames) {
    if (frame.getFunctionName() === FETCH_STEP) return true;
    const file = frame.getFileName() ?? '';
    if (file === '') continue; // `new Promise (<anonymous>)`
    if (isUndici(file)) {
      if (called) return false; // a handler or an interceptor that undici has called back
    } else if (/^(?:node|wasm):/.test(file)) return called;
    else called = true;
  }
  return called;
}

/** By where the library lies; in a bundle that is the program's file too, which then proves nothing. */
function sameLibrary(file: string): (other: string) => boolean {
  const at = Math.max(file.lastIndexOf('/lib/'), file.lastIndexOf('\\lib\\'));
  const root = at === -1 ? file : file.slice(0, at + 1);
  return (other) => other.startsWith(root);
}
