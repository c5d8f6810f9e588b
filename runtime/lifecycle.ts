import { configure, settings } from './config.ts';
import { connect } from './connect.ts';
import { endAll } from './end.ts';
import type { Stats } from './export/pipeline.ts';
import { releaseAll } from './hold.ts';
import type { InitOptions } from './options.ts';
import { noticeSdk } from './otel/detect.ts';
import { state } from './state.ts';
import { NO_STATS } from './stats.ts';
import { warnOnce } from './warn.ts';

/**
 * Configures this process, for what environment variables do not say. Takes effect at once, wherever in
 * the program it is called; later calls do nothing. The promise never rejects, and is only worth waiting
 * for where the program has OpenTelemetry.
 */
export async function init(options: InitOptions = {}): Promise<void> {
  try {
    if (!state.initialized) start(options);
    await noticeSdk();
    const { otel } = settings();
    if (otel && state.bridge === undefined) {
      (await import('./otel/provider.ts')).provide(otel === true ? undefined : otel);
    }
  } catch (error) {
    warnOnce(`init failed: ${String(error)}`);
  }
}

function start(options: InitOptions): void {
  state.initialized = true;
  const fromEnvironment = state.pipeline;
  state.config = configure(options);
  state.pipeline = undefined;
  if (state.config.recording) connect(); // traces that run already end into it
  fromEnvironment?.shutdown().catch(() => {});
}

/**
 * Resolves when every span that ended before the call has been acknowledged; rejects with the number of
 * those that were not within `timeout` milliseconds.
 */
export async function flush(timeout?: number): Promise<void> {
  releaseAll();
  await state.pipeline?.flush(timeout);
}

/** `flush`, and then nothing more is exported. */
export async function shutdown(timeout?: number): Promise<void> {
  endAll();
  await state.pipeline?.shutdown(timeout);
}

/** What became of the spans so far. */
export const stats = (): Stats =>
  state.pipeline?.stats() ?? { ...NO_STATS, internalErrors: state.internalErrors };
