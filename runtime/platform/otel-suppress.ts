/**
 * OpenTelemetry's undici instrumentation adds its `traceparent` to a request that has one already, and a
 * receiver must treat two as none. Where it is active, a call that we trace runs with its tracing
 * suppressed: one span, one header.
 */
import { builtin } from './builtin.ts';
import { GLOBAL_KEY, type OtelGlobal, SUPPRESS_KEY } from './otel-api.ts';

export type Subscriber = (message: unknown) => void;

/** What is used of Node's channels. */
export interface Channel {
  readonly hasSubscribers: boolean;
  subscribe(subscriber: Subscriber): void;
  unsubscribe(subscriber: Subscriber): boolean;
}

export const UNDICI_CREATE = 'undici:request:create';

let created: Channel | undefined;
let ours: Subscriber | undefined;

const otelApi = (): OtelGlobal | undefined => (globalThis as { [GLOBAL_KEY]?: OtelGlobal })[GLOBAL_KEY];

/** Our own subscriber to undici's requests, which is not OpenTelemetry's. */
export function setOwnSubscriber(subscriber: Subscriber): void {
  ours = subscriber;
}

export const channelNamed = (name: string): Channel | undefined =>
  builtin<{ channel(name: string): Channel }>('node:diagnostics_channel')?.channel(name);

/** True where an OpenTelemetry SDK traces `fetch` by itself. */
export function isTracedByOtel(): boolean {
  if (otelApi()?.trace === undefined) return false;
  created ??= channelNamed(UNDICI_CREATE);
  return created !== undefined && othersSubscribe(created);
}

/** Channels tell whether they have subscribers, and not how many. */
function othersSubscribe(channel: Channel): boolean {
  const { hasSubscribers } = channel;
  if (!hasSubscribers || ours === undefined || !channel.unsubscribe(ours)) return hasSubscribers;
  const others = channel.hasSubscribers;
  channel.subscribe(ours);
  return others;
}

/** Runs `fn` with OpenTelemetry's own tracing suppressed, whether or not it is joined yet. */
export function suppressOtel<T>(fn: () => T): T {
  const manager = otelApi()?.context;
  return manager === undefined ? fn() : manager.with(manager.active().setValue(SUPPRESS_KEY, true), fn);
}

/** True inside `suppressOtel`: what is requested there is an exporter's, or a call that is traced already. */
export const isSuppressed = (): boolean => otelApi()?.context?.active().getValue(SUPPRESS_KEY) === true;
