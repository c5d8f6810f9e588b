/**
 * OpenTelemetry's undici instrumentation adds its `traceparent` to a request that has one already, and a
 * receiver must treat two as none. Where it is active, a call that we trace runs with its tracing
 * suppressed: one span, one header.
 */
interface OtelContext {
  setValue(key: symbol, value: unknown): OtelContext;
}

interface OtelApi {
  readonly trace?: unknown;
  readonly context?: { active(): OtelContext; with<T>(context: OtelContext, fn: () => T): T };
}

const API = /* @__PURE__ */ Symbol.for('opentelemetry.js.api.1');
const SUPPRESS = /* @__PURE__ */ Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

interface Channel {
  readonly hasSubscribers: boolean;
}
type Channels = { channel(name: string): Channel };

let created: Channel | undefined;

const otelApi = (): OtelApi | undefined => (globalThis as { [API]?: OtelApi })[API];

/** True where an OpenTelemetry SDK traces `fetch` by itself. */
export function isTracedByOtel(): boolean {
  if (otelApi()?.trace === undefined) return false;
  const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } };
  created ??= (process?.getBuiltinModule?.('node:diagnostics_channel') as Channels | undefined)?.channel(
    'undici:request:create',
  );
  return created?.hasSubscribers ?? false;
}

/** Runs `fn` with OpenTelemetry's own tracing suppressed. */
export function suppressOtel<T>(fn: () => T): T {
  const context = otelApi()?.context;
  return context === undefined ? fn() : context.with(context.active().setValue(SUPPRESS, true), fn);
}
