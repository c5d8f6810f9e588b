/** What is left is sent before the process ends, within a deadline, and the process ends as it would have. */
import { releaseAll } from '../buffer/trace-buffer.ts';
import type { Leaving } from '../contracts.ts';
import { swallow } from '../diagnostics.ts';
import { endAll } from '../end-span.ts';
import { state } from '../state.ts';
import { sendNow } from './send.ts';

type Listener = (...args: never[]) => void;

interface ProcessLike {
  readonly pid: number;
  on(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
  listenerCount(event: string): number;
  listeners(event: string): unknown[];
  kill(pid: number, signal: string): void;
}

/** Milliseconds that `process.exit()` may take longer. */
const LAST_WORDS = 2_000;
const SIGNALS = ['SIGTERM', 'SIGINT'];

/** Returns what ends it. All pipelines of a process share its hooks: each would take the others for the program. */
export function atExit(leaving: Leaving): () => void {
  const { leavings } = state;
  if (leavings.size === 0) state.unhook = hook(allOf(leavings));
  leavings.add(leaving);
  return () => {
    leavings.delete(leaving);
    if (leavings.size === 0) state.unhook();
  };
}

function allOf(leavings: ReadonlySet<Leaving>): Leaving {
  const sum = (count: (leaving: Leaving) => number): number =>
    [...leavings].reduce((total, leaving) => total + count(leaving), 0);
  return {
    unsettled: () => sum((leaving) => leaving.unsettled()),
    recorded: () => sum((leaving) => leaving.recorded()),
    get timeout() {
      return Math.max(...[...leavings].map(({ timeout }) => timeout));
    },
    async flush() {
      const left = await Promise.all([...leavings].map((leaving) => leaving.flush()));
      return left.reduce((total, each) => total + each, 0);
    },
    rest: () => [...leavings].flatMap((leaving) => leaving.rest()),
  };
}

function hook(leaving: Leaving): () => void {
  const { process, document } = globalThis as unknown as { process?: ProcessLike; document?: EventTarget };
  const detachers: (() => void)[] = [];
  if (typeof document?.addEventListener === 'function') detachers.push(onHidden(document, leaving));
  if (typeof process?.on === 'function' && typeof process.kill === 'function') {
    detachers.push(onEnd(process, leaving), onSignals(process, leaving));
  }
  return () => {
    for (const detach of detachers) detach();
  };
}

/** A page that is hidden may never be seen again, and hears of nothing later. */
function onHidden(document: EventTarget & { visibilityState?: string }, leaving: Leaving): () => void {
  const changed = () => {
    if (document.visibilityState !== 'hidden') return;
    releaseAll();
    void leaving.flush();
  };
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

function onEnd(process: ProcessLike, leaving: Leaving): () => void {
  let gaveUpAt = -1;
  const tried = (): boolean => {
    endAll();
    return leaving.recorded() === gaveUpAt;
  };
  // Node asks again after every flush; what could not be sent must not keep the process alive for ever.
  const beforeExit = async () => {
    if (tried() || leaving.unsettled() === 0) return;
    const recorded = leaving.recorded();
    if ((await leaving.flush()) > 0) gaveUpAt = recorded;
  };
  const exit = () => {
    try {
      const lost = tried();
      const parcels = leaving.rest();
      if (parcels.length > 0 && !lost) sendNow(parcels, Math.min(leaving.timeout, LAST_WORDS));
    } catch (error) {
      swallow(error); // a getter among the attributes
    }
  };
  process.on('beforeExit', beforeExit);
  process.on('exit', exit);
  return () => {
    process.removeListener('beforeExit', beforeExit);
    process.removeListener('exit', exit);
  };
}

/**
 * We listen to a signal only while nobody else does: a listener switches the signal's default off, and
 * libraries that end the process in their own listener do so only when they are alone.
 */
function onSignals(process: ProcessLike, leaving: Leaving): () => void {
  let detached = false;
  const onSignal = async (signal: string) => {
    // Before the flush: a second signal ends the process at once.
    detach();
    endAll();
    await leaving.flush();
    process.kill(process.pid, signal);
  };
  const settle = (signal: string) => {
    const others = process.listeners(signal).filter((listener) => listener !== onSignal).length;
    if (others > 0) process.removeListener(signal, onSignal);
    else if (process.listenerCount(signal) === 0 && !detached) process.on(signal, onSignal);
  };
  // Later: removing the only listener while another is being added would switch the signal off for both.
  const onChange = (event: string) => {
    if (SIGNALS.includes(event)) queueMicrotask(() => settle(event));
  };
  const detach = () => {
    detached = true;
    process.removeListener('newListener', onChange);
    process.removeListener('removeListener', onChange);
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  SIGNALS.forEach(settle);
  process.on('newListener', onChange);
  process.on('removeListener', onChange);
  return detach;
}
