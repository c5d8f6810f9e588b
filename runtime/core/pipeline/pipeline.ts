/**
 * What a program carries from its start: where spans wait until the exporter is loaded, and what becomes
 * of them however the process ends.
 */
import { withAuthorization } from '../../config/credentials.ts';
import type { ExportConfig } from '../../config/types/export-options.ts';
import type { SpanExporter } from '../../config/types/span-exporter.ts';
import type { Span } from '../../trace/span.ts';
import { spanSize } from '../../trace/span-size.ts';
import { bufferedSpans } from '../buffer/trace-buffer.ts';
import type { Pipeline } from '../contracts.ts';
import { tryOrReport } from '../diagnostics.ts';
import { encodeEarly } from '../exit/encode.ts';
import { atExit } from '../exit/exit.ts';
import { settings } from '../settings.ts';
import { state } from '../state.ts';
import { createDeliveryReport } from './delivery-report.ts';

const FLUSH_TIMEOUT = 30_000;
const EXIT_TIMEOUT = 5_000;
/** Of spans that wait for the exporter: more than a program can end meanwhile, unless it never yields. */
const EARLY_BYTES = 64 * 1024 * 1024;

/** Where `config` says spans go. Sends nothing before the first span. */
export function createPipeline(given: ExportConfig): Pipeline {
  const config = { ...given, destinations: given.destinations.map(withAuthorization) };
  const report = createDeliveryReport();
  let exporter: SpanExporter | undefined;
  let early: (readonly Span[])[] = [];
  let earlyBytes = 0;
  let recorded = 0;
  let stopped = false;

  const opened = import('../../export/exporter.ts')
    .then(({ createExporter, hookSignals, watchForSites }) => {
      tryOrReport(hookSignals);
      if (state.pipeline === pipeline) tryOrReport(watchForSites);
      return createExporter(config, report);
    })
    .then((created) => {
      exporter = created;
      for (const spans of early) created.add(spans);
      for (const span of bufferedSpans()) if (span.sampled) created.note?.(span);
      early = [];
      earlyBytes = 0;
    })
    .catch((error) => report.warn(`the exporter cannot be loaded: ${error}`));

  function keepEarly(spans: readonly Span[]): void {
    early.push(spans);
    for (const span of spans) earlyBytes += spanSize(span);
  }

  function dropEarly({ length }: readonly Span[]): void {
    report.drop('queue_full', length);
    const why = 'they end faster than the event loop turns, so the exporter is not loaded yet';
    report.warn(`spans are dropped: ${earlyBytes} bytes wait: ${why} (stats().dropped)`);
  }

  async function settle(timeout: number, leaving?: boolean): Promise<number> {
    await opened;
    return exporter?.flush(timeout, leaving) ?? 0;
  }

  async function flush(timeout: number = FLUSH_TIMEOUT): Promise<void> {
    const left = await settle(timeout);
    if (left > 0) throw new Error(`onetrace: ${left} spans are unacknowledged (${report.lastError})`);
  }

  const { exitTimeout = EXIT_TIMEOUT } = config;
  const detach = atExit({
    timeout: exitTimeout,
    recorded: () => recorded,
    pendingCount: () => exporter?.pendingCount() ?? early.length,
    flush: () => settle(exitTimeout, true),
    pendingRequests: () => exporter?.pendingRequests() ?? encodeEarly(early.flat(), config),
  });

  const pipeline: Pipeline = {
    add(spans) {
      recorded += spans.length;
      if (stopped) report.drop('shutdown', spans.length);
      else if (exporter !== undefined) exporter.add(spans);
      else if (earlyBytes < EARLY_BYTES) keepEarly(spans);
      else dropEarly(spans);
    },
    note: (span) => exporter?.note?.(span),
    forget: (span) => exporter?.forget?.(span),
    flush,
    async shutdown(timeout) {
      detach();
      try {
        await flush(timeout);
      } finally {
        stopped = true;
        await exporter?.stop();
      }
    },
    stats() {
      const destinations = exporter?.stats() ?? [];
      const total = (key: 'exported' | 'queued' | 'queueBytes' | 'spooled') =>
        destinations.reduce((sum, each) => sum + each[key], 0);
      return {
        recorded,
        exported: total('exported'),
        dropped: { ...report.dropped },
        queued: total('queued') + early.flat().length,
        queueBytes: total('queueBytes'),
        spooled: total('spooled'),
        lastError: report.lastError,
        internalErrors: state.internalErrors,
        unlinked: state.unlinked,
        destinations,
      };
    },
  };
  return pipeline;
}

/** The pipeline is there before the first recorded span ends, with or without `Observe.init`. */
export function connectPipeline(): void {
  if (state.pipeline !== undefined) return;
  const { export: config } = settings();
  state.pipeline = state.openPipeline?.(config) ?? createPipeline(config);
}
