import type { Stats } from '../config/types/delivery-stats.ts';
import type { InitOptions } from '../config/types/options.ts';
import { flushBuffered } from '../core/buffer/trace-buffer.ts';
import type { Pipeline } from '../core/contracts.ts';
import { warnOnce } from '../core/diagnostics.ts';
import { endLiveSpans } from '../core/end-span.ts';
import { detectSdk } from '../core/otel-detect.ts';
import { NO_STATS } from '../core/pipeline/no-stats.ts';
import { connectPipeline } from '../core/pipeline/pipeline.ts';
import { settings, settingsFrom } from '../core/settings.ts';
import { state } from '../core/state.ts';

/**
 * Configures this process, for what environment variables do not say. Takes effect at once, wherever in
 * the program it is called; later calls do nothing. The promise never rejects, and is only worth waiting
 * for where the program has OpenTelemetry.
 *
 * @example
 * await Observe.init({ serviceName: 'gateway', endpoint: 'http://localhost:4318' });
 */
export async function init(options: InitOptions = {}): Promise<void> {
  try {
    if (!state.initialized) startRuntime(options);
    await detectSdk();
    const { otel } = settings();
    if (otel && state.bridge === undefined) {
      (await import('../otel/provider.ts')).registerProvider(otel === true ? undefined : otel);
    }
  } catch (error) {
    warnOnce(`init failed: ${String(error)}`);
  }
}

function startRuntime(options: InitOptions): void {
  state.initialized = true;
  const fromEnvironment = state.pipeline;
  state.config = settingsFrom(options);
  state.pipeline = undefined;
  if (state.config.recording) connectPipeline(); // traces that run already end into it
  fromEnvironment?.shutdown().catch(() => {});
}

/**
 * Resolves when every span that ended before the call has been acknowledged; rejects with the number of
 * those that were not within `timeout` milliseconds (30,000 without it).
 *
 * @example
 * await Observe.flush(2_000).catch((error) => console.warn(error.message));
 */
export async function flush(timeout?: number): Promise<void> {
  flushBuffered();
  await Promise.all(allPipelines().map((pipeline) => pipeline?.flush(timeout)));
}

/**
 * `flush`, and then nothing more is exported. A process that ends does this by itself.
 *
 * @example
 * await Observe.shutdown(5_000);
 */
export async function shutdown(timeout?: number): Promise<void> {
  endLiveSpans();
  await Promise.all(allPipelines().map((pipeline) => pipeline?.shutdown(timeout)));
}

/** This process's, and those of threads that send elsewhere, with what all of them have handed over. */
const allPipelines = (): (Pipeline | undefined)[] => [...(state.takeFromThreads?.() ?? []), state.pipeline];

/**
 * What became of the spans so far.
 *
 * @example
 * const { recorded, exported, dropped, lastError } = Observe.stats();
 */
export const stats = (): Stats => ({
  ...(state.pipeline?.stats() ?? NO_STATS),
  internalErrors: state.internalErrors,
  unlinked: { ...state.unlinked },
});
