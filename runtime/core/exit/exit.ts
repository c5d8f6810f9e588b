/** What is left is sent before the process ends, within a deadline, and the process ends as it would have. */
import { shownUrl } from '../../config/credentials.ts';
import type { Parcel } from '../../config/types/span-exporter.ts';
import { releaseAll } from '../buffer/trace-buffer.ts';
import type { Leaving } from '../contracts.ts';
import { swallow, warnNow } from '../diagnostics.ts';
import { endAll } from '../end-span.ts';
import { state } from '../state.ts';
import { sendNow } from './send.ts';

type Listener = (...args: never[]) => void;

/** What we need of `process`, where there is one. */
export interface ProcessLike {
  readonly pid: number;
  on(event: string, listener: Listener): void;
  removeListener(event: string, listener: Listener): void;
  listenerCount(event: string): number;
  listeners(event: string): unknown[];
  kill(pid: number, signal: string): void;
}

/** Milliseconds that `process.exit()` may take longer. */
const LAST_WORDS = 2_000;

/** Returns what ends it. All pipelines of a process share its hooks: each would take the others for the program. */
export function atExit(leaving: Leaving): () => void {
  const { leavings } = state;
  if (leavings.size === 0) state.unhook = hook(allLeavings);
  leavings.add(leaving);
  return () => {
    leavings.delete(leaving);
    if (leavings.size === 0) state.unhook();
  };
}

const sumLeavings = (count: (leaving: Leaving) => number): number =>
  [...state.leavings].reduce((total, leaving) => total + count(leaving), 0);

/** Every pipeline of the process as one. */
export const allLeavings: Leaving = {
  unsettled: () => sumLeavings((leaving) => leaving.unsettled()),
  recorded: () => sumLeavings((leaving) => leaving.recorded()),
  get timeout() {
    return Math.max(...[...state.leavings].map(({ timeout }) => timeout));
  },
  async flush() {
    const left = await Promise.all([...state.leavings].map((leaving) => leaving.flush()));
    return left.reduce((total, each) => total + each, 0);
  },
  rest: () => [...state.leavings].flatMap((leaving) => leaving.rest()),
};

function hook(leaving: Leaving): () => void {
  const { process, document } = globalThis as unknown as { process?: ProcessLike; document?: EventTarget };
  const detachers: (() => void)[] = [];
  if (typeof document?.addEventListener === 'function') detachers.push(onHidden(document, leaving));
  if (typeof process?.on === 'function' && typeof process.kill === 'function') {
    detachers.push(onEnd(process, leaving));
  }
  return () => {
    for (const detach of detachers) detach();
  };
}

function tellLost({ destination: { url, optional }, spans }: Parcel): void {
  const more = 'Observe.init({ spool }) would keep them';
  if (!optional) warnNow(`${spans} spans were not delivered to ${shownUrl(url)} before the end; ${more}`);
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
      if (parcels.length === 0 || lost) return;
      for (const parcel of sendNow(parcels, Math.min(leaving.timeout, LAST_WORDS))) tellLost(parcel);
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
