/** Meets an OpenTelemetry SDK where the program has one; what it takes is only loaded then. */
import { GLOBAL_KEY, type OtelGlobal } from '../platform/otel-api.ts';
import { warnOnce } from './diagnostics.ts';
import { settings } from './settings.ts';
import { state } from './state.ts';

let joining: Promise<void> | undefined;

/** Joins the registered SDK, if there is one; at any time, since it may be registered at any time. */
export function detectSdk(): Promise<void> | undefined {
  if (state.bridge !== undefined || joining !== undefined) return joining;
  const api = (globalThis as { [GLOBAL_KEY]?: OtelGlobal })[GLOBAL_KEY];
  if (api?.trace !== undefined && settings().otel !== false) joining = loadBridge(api);
  return joining;
}

/**
 * What registers an SDK next is a framework, for its own spans alone: it is none of the program's. What its tracer
 * of this name tells, our sites tell.
 */
export function ignoreNextSdk(scope: string): void {
  state.silentScopes.add(scope);
  const api = (globalThis as { [GLOBAL_KEY]?: OtelGlobal })[GLOBAL_KEY];
  if (api?.trace === undefined && settings().otel === undefined) state.bridge ??= { sdk: false, begin() {} };
}

async function loadBridge(api: OtelGlobal): Promise<void> {
  try {
    (await import('../otel/sdk.ts')).joinSdk(api);
  } catch (error) {
    warnOnce(`the OpenTelemetry SDK cannot be joined: ${String(error)}`);
  }
}
