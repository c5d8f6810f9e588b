/**
 * OpenTelemetry's undici instrumentation adds its `traceparent` to a request that has one already, and a
 * receiver must treat two as none. Where it is active, a call that we trace runs with its tracing
 * suppressed: one span, one header.
 */
import { builtin } from './builtin.ts';
import { GLOBAL_KEY, type OtelGlobal, SUPPRESS_KEY } from './otel-api.ts';

interface Channel {
  readonly hasSubscribers: boolean;
}
type Channels = { channel(name: string): Channel };

let created: Channel | undefined;

const otelApi = (): OtelGlobal | undefined => (globalThis as { [GLOBAL_KEY]?: OtelGlobal })[GLOBAL_KEY];

/** True where an OpenTelemetry SDK traces `fetch` by itself. */
export function isTracedByOtel(): boolean {
  if (otelApi()?.trace === undefined) return false;
  created ??= builtin<Channels>('node:diagnostics_channel')?.channel('undici:request:create');
  return created?.hasSubscribers ?? false;
}

/** Runs `fn` with OpenTelemetry's own tracing suppressed, whether or not it is joined yet. */
export function suppressOtel<T>(fn: () => T): T {
  const manager = otelApi()?.context;
  return manager === undefined ? fn() : manager.with(manager.active().setValue(SUPPRESS_KEY, true), fn);
}
