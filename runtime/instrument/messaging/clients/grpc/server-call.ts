import { runWithSpan } from '../../../../core/active-span.ts';
import { BLANK } from '../../../../core/context/deferred-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { settings } from '../../../../core/settings.ts';
import { endSpan, startRoot } from '../../../../core/tracer.ts';
import { fieldsOf } from '../../../../platform/unknown.ts';
import { parseCarrier } from '../../../../propagation/carrier.ts';
import { failWith } from '../../../../trace/error.ts';
import { SERVER, type Span } from '../../../../trace/span.ts';
import { isFunction } from '../../../boundary/keep.ts';
import type { Callable } from '../../../call/helper.ts';
import type { SiteText } from '../../../call/site.ts';
import { setCode } from '../../../semconv/code.ts';
import { endRpc, setRpc } from '../../../semconv/rpc.ts';
import type { MethodFacts } from './method-facts.ts';

export interface ServedCall {
  readonly site: SiteText;
  readonly facts: MethodFacts;
  readonly implementation: object;
  readonly fn: Callable;
  readonly args: readonly unknown[];
}

/** `(call, callback)`, or `(call)` where the answer is a stream. */
export function handleCall({ site, facts, implementation, fn, args }: ServedCall): unknown {
  const [call, callback] = args;
  const span = tryOrReport(() => openCall(site, facts, call)) ?? BLANK;
  const end = once((error: unknown) => {
    if (span === BLANK) return;
    endRpc(span, error ?? { code: 0 });
    endSpan(span);
  });
  const given = isFunction(callback) ? [call, answered(callback, end), ...args.slice(2)] : [...args];
  if (!isFunction(callback)) tryOrReport(() => endWithStream(call, end));
  try {
    return runWithSpan(span, () => fn.apply(implementation, given));
  } catch (error) {
    if (span !== BLANK) failWith(span, error);
    end(error);
    throw error;
  }
}

function openCall(site: SiteText, { path }: MethodFacts, call: unknown): Span | undefined {
  const remote = parseCarrier(fieldsOf(call).metadata);
  if (remote === undefined && !settings().recording) return undefined;
  const span = startRoot(path.slice(1), SERVER, remote);
  setRpc(span, path);
  setCode(span, site);
  return span;
}

const answered =
  (callback: Callable, end: (error: unknown) => void): Callable =>
  (...args) => {
    end(args[0]);
    return callback(...args);
  };

function endWithStream(call: unknown, end: (error: unknown) => void): void {
  const stream = call as { on?(event: string, fn: (error?: unknown) => void): void };
  stream.on?.('finish', () => end(undefined));
  stream.on?.('error', (error) => end(error));
  stream.on?.('cancelled', () => end({ code: CANCELLED }));
}

const CANCELLED = 1;

function once(fn: (error: unknown) => void): (error: unknown) => void {
  let isDone = false;
  return (error) => {
    if (!isDone) fn(error);
    isDone = true;
  };
}
