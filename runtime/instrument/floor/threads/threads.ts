/** Spans of worker threads leave through the main thread, where that listens. */
import { state } from '../../../core/state.ts';
import { builtin } from '../../../platform/builtin.ts';
import { TAKEN, type WorkerThreads } from './channel.ts';
import { handOverTo } from './hand-over.ts';
import { takeOverFrom } from './take-over.ts';

export function joinThreads(): void {
  const node = builtin<WorkerThreads>('node:worker_threads');
  if (node === undefined) return;
  if (node.isMainThread) state.takeFromThreads = takeOverFrom(node);
  else if (node.getEnvironmentData(TAKEN) === true) state.openPipeline = (config) => handOverTo(node, config);
}
