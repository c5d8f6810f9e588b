/**
 * Who started this process or thread, where it said so by `TRACEPARENT`, `TRACESTATE` and `BAGGAGE` in the
 * environment (OpenTelemetry's convention for carriers in environment variables). Read once.
 */
import { env } from '../config/env.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import { parseBaggage } from '../w3c/baggage.ts';
import { parseTraceparent } from '../w3c/traceparent.ts';
import { cleanTracestate } from '../w3c/tracestate.ts';

let known: { readonly remote: RemoteContext | undefined } | undefined;

export function processCarrier(): RemoteContext | undefined {
  known ??= { remote: carrierInEnvironment() };
  return known.remote;
}

function carrierInEnvironment(): RemoteContext | undefined {
  const parent = parseTraceparent(env('TRACEPARENT') ?? '');
  if (parent === undefined) return undefined;
  const entries = parseBaggage(env('BAGGAGE') ?? '');
  return { ...parent, tracestate: cleanTracestate(env('TRACESTATE') ?? ''), entries: entries };
}
