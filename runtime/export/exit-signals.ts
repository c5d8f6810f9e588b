/** A signal that ends the process: what is left is sent first, and then the signal does what it would have done. */

import { endLiveSpans } from '../core/end-span.ts';
import { allLeavings, type ProcessLike } from '../core/exit/exit.ts';
import { state } from '../core/state.ts';
import { builtin, isCloudflareWorker, isEdgeSandbox } from '../platform/builtin.ts';
import { watchLoop } from './loop-watch.ts';

/** Those that people, terminals, supervisors and nodemon send. All of them end a process that does not listen. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

/** Once a process, and no longer than there is a pipeline that has spans to send. */
export function hookSignals(): void {
  const { process } = globalThis as unknown as { process?: ProcessLike };
  if (state.exitParticipants.size === 0 || state.hearSignals !== undefined) return;
  if (typeof process?.on !== 'function' || typeof process.kill !== 'function') return;
  // Cloudflare Workers have a `process`, and no signals; other threads hear none.
  if (isCloudflareWorker() || isEdgeSandbox()) return;
  if (builtin<{ isMainThread: boolean }>('node:worker_threads')?.isMainThread === false) return;
  const unhook = state.removeExitHooks;
  const ears = earsOn(process);
  state.hearSignals = ears.hear;
  const unwatch = watchLoop();
  state.removeExitHooks = () => {
    unhook();
    unwatch();
    ears.detach();
    state.hearSignals = undefined;
  };
}

/**
 * We listen to a signal only while nobody else does: a listener switches the signal's default off, and
 * libraries that end the process in their own listener do so only when they are alone.
 */
function earsOn(process: ProcessLike): { hear(on: boolean): void; detach(): void } {
  let hearing = true;
  /** For good: the watch on the event loop must not bring back what the first signal took off. */
  let detached = false;
  const onSignal = async (signal: string) => {
    // Before the flush: a second signal ends the process at once.
    detach();
    endLiveSpans();
    await allLeavings.flush();
    process.kill(process.pid, signal);
  };
  const settle = (signal: string) => {
    const others = process.listeners(signal).filter((listener) => listener !== onSignal).length;
    if (others > 0 || !hearing) process.removeListener(signal, onSignal);
    else if (process.listenerCount(signal) === 0) process.on(signal, onSignal);
  };
  // Later: removing the only listener while another is being added would switch the signal off for both.
  const onChange = (event: string) => {
    if (SIGNALS.includes(event)) Promise.resolve().then(() => settle(event));
  };
  const hear = (on: boolean) => {
    hearing = on && !detached;
    SIGNALS.forEach(settle);
  };
  const detach = () => {
    detached = true;
    process.removeListener('newListener', onChange);
    process.removeListener('removeListener', onChange);
    hear(false);
  };
  hear(true);
  process.on('newListener', onChange);
  process.on('removeListener', onChange);
  return { hear, detach };
}
