/** The main thread takes what other threads hand over, and sends it as its own. */
import type { ExportConfig } from '../../../config/types/export-options.ts';
import type { ExitParticipant, Pipeline } from '../../../core/contracts.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { atExit } from '../../../core/exit/exit.ts';
import { connectPipeline, createPipeline } from '../../../core/pipeline/pipeline.ts';
import { settings } from '../../../core/settings.ts';
import { state } from '../../../core/state.ts';
import { channelNamed } from '../../../platform/otel-suppress.ts';
import { CHANNEL, type Handover, TAKEN, type WorkerThreads } from './channel.ts';
import { spanFrom } from './span-record.ts';

/** The end of the process takes what waits (`endLiveSpans`); a pipeline that it opens tells for itself. */
const NOTHING: ExitParticipant = {
  timeout: 0,
  recorded: () => 0,
  pendingCount: () => 0,
  flush: async () => 0,
  pendingRequests: () => [],
};

/** Beyond that they wait in their threads alone. */
const MOST_HELD = 10_000;

/** A thread may have several global objects (Jest's): what is handed over is taken once, by the last of them. */
const KEY: unique symbol = Symbol.for('onetrace.1.threads') as never;
const place = channelNamed(CHANNEL) as { [KEY]?: () => void } | undefined;

function beLast(leave: () => void): void {
  if (place === undefined) return;
  place[KEY]?.();
  Object.defineProperty(place, KEY, { value: leave, configurable: true });
}

/** Returns what takes all that waits, without the event loop; at the end of the process, what waits for its root too. */
export function takeOverFrom(node: WorkerThreads): (isEnd?: boolean) => readonly Pipeline[] {
  /** Of threads that send elsewhere, or in another name, by their configuration. */
  const others = new Map<string, Pipeline>();
  const held = new Map<string, Handover>();
  const channel = new node.BroadcastChannel(CHANNEL);
  beLast(() => channel.close());

  function pipelineFor(config: ExportConfig): Pipeline | undefined {
    const key = JSON.stringify(config);
    if (state.bridge === undefined && key === JSON.stringify(settings().export)) {
      connectPipeline();
      return state.pipeline;
    }
    const other = others.get(key) ?? createPipeline(config);
    others.set(key, other);
    return other;
  }

  const take = (message: unknown): void =>
    tryOrReport(() => {
      const handover = message as Handover;
      const { config, isHeld, spans } = handover;
      for (const { spanId } of spans) {
        if (!isHeld) held.delete(spanId);
        else if (held.size < MOST_HELD) held.set(spanId, handover);
      }
      if (!isHeld) pipelineFor(config)?.add(spans.map(spanFrom));
    });

  /** What the root of an ended thread will not bring any more. */
  const release = (isOver: (thread: number) => boolean): void => {
    for (const [id, { config, thread, spans }] of held) {
      if (!isOver(thread)) continue;
      held.delete(id);
      pipelineFor(config)?.add(spans.filter(({ spanId }) => spanId === id).map(spanFrom));
    }
  };

  function takeAll(): void {
    for (let next = node.receiveMessageOnPort(channel); next !== undefined; ) {
      take(next.message);
      next = node.receiveMessageOnPort(channel);
    }
  }

  channel.onmessage = ({ data }) => take(data);
  channel.unref();
  node.setEnvironmentData(TAKEN, true);
  // Before any thread runs: the process may end in the turn in which the first spans arrive, with none of its own.
  process.once('worker', () => atExit(NOTHING));
  process.on('worker', (worker) => {
    const { threadId } = worker;
    worker.once('exit', () =>
      tryOrReport(() => {
        takeAll();
        release((thread) => thread === threadId);
      }),
    );
  });
  return (isEnd) => {
    takeAll();
    if (isEnd) release(() => true);
    return [...others.values()];
  };
}
