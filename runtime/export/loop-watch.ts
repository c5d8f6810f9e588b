/**
 * A program in a loop that never yields hears no signal: Node calls listeners from its event loop, and a
 * listener of ours has switched the signal's default off. Untouched, Ctrl-C would have ended it. So a thread
 * watches; where the event loop stands still under load it takes our listeners off, by V8's interrupt, which
 * reaches running code. They come back with the event loop's next turn.
 */
import { state } from '../core/state.ts';
import { builtin } from '../platform/builtin.ts';
import { startTimer } from '../platform/timer.ts';

/** Short programs do without the thread, which costs 40 ms of another core. In milliseconds. */
const GRACE = 100;

/**
 * The thread's own code. It asks the event loop for a sign of life only while the process burns some of a
 * core, so that an idle process is never woken.
 */
const SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
const { Session } = require('node:inspector');
const PERIOD = 100;
const busy = ({ user, system }) => user + system > PERIOD * 50;
const wait = (ms) => Atomics.wait(workerData, 1, 0, ms);
let before = process.cpuUsage();
for (;;) {
  wait(PERIOD);
  const used = process.cpuUsage(before);
  before = process.cpuUsage();
  if (!busy(used)) continue;
  const turn = Atomics.load(workerData, 0);
  parentPort.postMessage(0);
  wait(PERIOD);
  if (Atomics.load(workerData, 0) !== turn) continue;
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression: "globalThis[Symbol.for('onetrace.1')]?.hearSignals?.(false)" });
  // At once, in the same order on the other side: a process that ends meanwhile would wait for it, and say so.
  session.disconnect();
  while (Atomics.load(workerData, 0) === turn) wait(PERIOD);
}`;

interface Threads {
  readonly Worker: new (source: string, options: object) => Watcher;
}

interface Watcher {
  on(event: string, listener: (value: unknown) => void): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/** Watches from a moment on. Returns what ends it. */
export function watchLoop(): () => void {
  let watcher: Watcher | undefined;
  // Bun and Deno have no way to interrupt running code.
  const { bun, deno } = process.versions as { bun?: string; deno?: string };
  if (bun || deno) return () => {};
  const start = () => {
    watcher = startWatcher();
  };
  const cancel = startTimer(GRACE, start, false);
  return () => {
    cancel();
    void watcher?.terminate();
  };
}

/** undefined where there is no such thread: there, signals are left to their defaults. */
function startWatcher(): Watcher | undefined {
  try {
    const { Worker } = builtin('node:worker_threads') as Threads;
    const turns = new Int32Array(new SharedArrayBuffer(8));
    const watcher = new Worker(SOURCE, { eval: true, execArgv: [], env: {}, workerData: turns });
    watcher.on('message', () => {
      Atomics.add(turns, 0, 1);
      state.hearSignals?.(true);
    });
    watcher.on('error', () => state.hearSignals?.(false));
    watcher.unref();
    return watcher;
  } catch {
    state.hearSignals?.(false);
    return undefined;
  }
}
