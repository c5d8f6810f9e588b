/** Meets OpenTelemetry where the program has it; the rest of this folder is only loaded then. */
import { settings } from '../config.ts';
import { state } from '../state.ts';
import { GLOBAL_KEY, type OtelGlobal } from './types.ts';

let joining: Promise<void> | undefined;

/** Resolves, and never rejects, when what `init({ otel })` asks for is in place. */
export function joinOtel(): Promise<void> {
  joining ??= join().catch(() => {});
  return joining;
}

/** Called where a local trace begins: an SDK may be registered at any time. */
export function noticeSdk(): void {
  if (state.bridge === undefined && joining === undefined && registered() && settings().otel !== false)
    void joinOtel();
}

async function join(): Promise<void> {
  const { otel } = settings();
  const api = registered();
  if (otel === false) return;
  if (api !== undefined) (await import('./sdk.ts')).joinSdk(api);
  else if (otel) (await import('./provider.ts')).provide(otel === true ? undefined : otel);
  else joining = undefined;
}

function registered(): OtelGlobal | undefined {
  const api = (globalThis as { [GLOBAL_KEY]?: OtelGlobal })[GLOBAL_KEY];
  return api?.trace === undefined ? undefined : api;
}
