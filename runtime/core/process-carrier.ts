/**
 * Who started this process or thread, where it said so by `TRACEPARENT`, `TRACESTATE` and `BAGGAGE` in the
 * environment (OpenTelemetry's convention for carriers in environment variables), or by a thread's environment
 * data. Read once.
 */
import { env } from '../config/env.ts';
import { builtin } from '../platform/builtin.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import { parseBaggage } from '../w3c/baggage.ts';
import { parseTraceparent } from '../w3c/traceparent.ts';
import { cleanTracestate } from '../w3c/tracestate.ts';

let known: { readonly remote: RemoteContext | undefined } | undefined;

export function processCarrier(): RemoteContext | undefined {
  known ??= { remote: carrierInEnvironment() };
  return known.remote;
}

/** The key of a thread's environment data under which its starter puts a carrier. */
export const THREAD_CARRIER = 'onetrace.carrier';

interface Starter {
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly baggage?: string;
}

function carrierInEnvironment(): RemoteContext | undefined {
  const { traceparent, tracestate, baggage } = threadCarrier() ?? {
    traceparent: env('TRACEPARENT'),
    tracestate: env('TRACESTATE'),
    baggage: env('BAGGAGE'),
  };
  const parent = parseTraceparent(traceparent ?? '');
  if (parent === undefined) return undefined;
  return { ...parent, tracestate: cleanTracestate(tracestate ?? ''), entries: parseBaggage(baggage ?? '') };
}

/** A thread has a copy of its process's environment, which says nothing of the thread. */
function threadCarrier(): Starter | undefined {
  const threads = builtin<{ isMainThread: boolean; getEnvironmentData(key: string): unknown }>(
    'node:worker_threads',
  );
  return threads === undefined || threads.isMainThread
    ? undefined
    : ((threads.getEnvironmentData(THREAD_CARRIER) as Starter | undefined) ?? {});
}
