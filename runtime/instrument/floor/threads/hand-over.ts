/**
 * A thread hands its spans to the main thread in the moment in which they end: it may be terminated in the next one,
 * sleep in `Atomics.wait` between its tasks (Piscina), or end with the process. None of that lets it send anything.
 */
import type { ExportConfig } from '../../../config/types/export-options.ts';
import type { Pipeline } from '../../../core/contracts.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { atExit } from '../../../core/exit/exit.ts';
import { NO_STATS } from '../../../core/pipeline/no-stats.ts';
import { createPipeline } from '../../../core/pipeline/pipeline.ts';
import type { Span } from '../../../trace/span.ts';
import { CHANNEL, type WorkerThreads } from './channel.ts';
import { recordOf } from './span-record.ts';

/** undefined where this thread sends by itself: spans of a program's own exporter stay with it. */
export function handOverTo(node: WorkerThreads, config: ExportConfig): Pipeline | undefined {
  if ((config.exporters ?? []).length > 0) return undefined;
  let own: Pipeline | undefined;
  let recorded = 0;
  let handed = 0;

  let held: Span[] = [];
  let isWaiting = false;

  function post(spans: readonly Span[], isHeld = false): void {
    // Open for this message only: it would be sent what other threads hand over.
    const channel = new node.BroadcastChannel(CHANNEL);
    try {
      channel.postMessage({ config, thread: node.threadId, isHeld, spans: spans.map(recordOf) });
    } finally {
      channel.close();
    }
  }

  const detach = atExit({
    timeout: 0,
    recorded: () => recorded,
    pendingCount: () => 0,
    flush: async () => 0,
    pendingRequests: () => [],
  });
  return {
    add(spans) {
      recorded += spans.length;
      if (held.length > 0) held = held.filter((span) => !spans.includes(span));
      try {
        post(spans);
        handed += spans.length;
      } catch {
        own ??= createPipeline(config); // a value that cannot leave its thread
        own.add(spans);
      }
    },
    /** What waits for its root is told at the end of its turn, since the thread may be terminated before that ends. */
    note(span) {
      held.push(span);
      if (isWaiting) return;
      isWaiting = true;
      queueMicrotask(() => {
        const told = held;
        held = [];
        isWaiting = false;
        if (told.length > 0) tryOrReport(() => post(told, true));
      });
    },
    async flush(timeout) {
      await own?.flush(timeout);
    },
    async shutdown(timeout) {
      detach();
      await own?.shutdown(timeout);
    },
    stats() {
      const stats = own?.stats() ?? NO_STATS;
      return { ...stats, recorded, exported: stats.exported + handed };
    },
  };
}
