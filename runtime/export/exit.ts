/** What is left is sent before the process ends, within a deadline, and the process ends as it would have. */
import { releaseAll } from '../hold.ts';

export interface Leaving {
  /** Spans that nobody has acknowledged. */
  unsettled(): number;
  /** Spans ever added. */
  recorded(): number;
  /** A bounded attempt; resolves with what is still unsettled. */
  flush(): Promise<number>;
}

type Listener = (...args: never[]) => void;

interface ProcessLike {
  readonly pid: number;
  on(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
  listenerCount(event: string): number;
  kill(pid: number, signal: string): void;
}

const SIGNALS = ['SIGTERM', 'SIGINT'];

/** Returns what takes the hooks off again. Does nothing where there is no such process (browsers, Workers). */
export function atExit(leaving: Leaving): () => void {
  const { process } = globalThis as unknown as { process?: ProcessLike };
  if (typeof process?.on !== 'function' || typeof process.kill !== 'function') return () => {};
  const detachers = [beforeExit(process, leaving), onSignals(process, leaving)];
  return () => {
    for (const detach of detachers) detach();
  };
}

function beforeExit(process: ProcessLike, leaving: Leaving): () => void {
  let gaveUpAt = -1;
  // Node asks again after every flush; what could not be sent must not keep the process alive for ever.
  const onEnd = async () => {
    releaseAll();
    if (leaving.unsettled() === 0 || leaving.recorded() === gaveUpAt) return;
    if ((await leaving.flush()) > 0) gaveUpAt = leaving.recorded();
  };
  process.on('beforeExit', onEnd);
  return () => process.removeListener('beforeExit', onEnd);
}

/**
 * We listen to a signal only while nobody else does: a listener switches the signal's default off, and
 * libraries that end the process in their own listener do so only when they are alone.
 */
function onSignals(process: ProcessLike, leaving: Leaving): () => void {
  const onSignal = async (signal: string) => {
    // Before the flush: a second signal ends the process at once.
    detach();
    releaseAll();
    await leaving.flush();
    process.kill(process.pid, signal);
  };
  const onAdded = (event: string, listener: Listener) => {
    if (SIGNALS.includes(event) && listener !== onSignal) process.removeListener(event, onSignal);
  };
  const onRemoved = (event: string, listener: Listener) => {
    if (SIGNALS.includes(event) && listener !== onSignal) listen(event);
  };
  const listen = (signal: string) => {
    if (process.listenerCount(signal) === 0) process.on(signal, onSignal);
  };
  const detach = () => {
    process.removeListener('newListener', onAdded);
    process.removeListener('removeListener', onRemoved);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  SIGNALS.forEach(listen);
  process.on('newListener', onAdded);
  process.on('removeListener', onRemoved);
  return detach;
}
