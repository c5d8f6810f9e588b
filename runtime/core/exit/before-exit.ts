/**
 * The flush of a process whose loop is empty. It fills the loop again, and Node emits `beforeExit` another time
 * when it is done; the program's own listeners, which have heard of it already, are not to hear of that.
 */
type Listener = (...args: never[]) => void;

export interface Process {
  on(event: string, listener: Listener): void;
  prependListener?(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
  rawListeners?(event: string): unknown[];
  nextTick?(fn: () => void): void;
  /** Node: what keeps the loop alive, and some of what does not. */
  getActiveResourcesInfo?(): string[];
}

export interface Flush {
  /** Nothing is left, or it was tried in vain. */
  isOver(): boolean;
  flush(): Promise<void>;
}

const EVENT = 'beforeExit';

/** Returns what detaches it. */
export function flushBeforeExit(process: Process, { isOver, flush }: Flush): () => void {
  let silenced: Listener[] = [];
  const restore = () => {
    for (const listener of silenced.splice(0)) process.on(EVENT, listener);
  };
  const listener = () => {
    restore();
    // First of all listeners: the loop is empty now, and what comes is theirs.
    const before = activeCount(process);
    const next = process.nextTick ?? queueMicrotask;
    next(() =>
      queueMicrotask(() => {
        // The program goes on, and Node will ask again.
        if (activeCount(process) > before || isOver()) return;
        silenced = silence(process, listener);
        void flush();
      }),
    );
  };
  if (process.prependListener) process.prependListener(EVENT, listener);
  else process.on(EVENT, listener);
  return () => {
    restore();
    process.removeListener(EVENT, listener);
  };
}

const activeCount = (process: Process): number => process.getActiveResourcesInfo?.().length ?? 0;

function silence(process: Process, own: Listener): Listener[] {
  const others = (process.rawListeners?.(EVENT) ?? []).filter((it) => it !== own) as Listener[];
  for (const other of others) process.removeListener(EVENT, other);
  return others;
}
