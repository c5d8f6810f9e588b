/** What is left is sent before the process ends, within a deadline, and the process ends as it would have. */
import { shownUrl } from '../../config/credentials.ts';
import type { ExportRequest } from '../../config/types/span-exporter.ts';
import { isEdgeSandbox } from '../../platform/builtin.ts';
import { flushBuffered } from '../buffer/trace-buffer.ts';
import type { ExitParticipant } from '../contracts.ts';
import { reportInternalError, warnNow } from '../diagnostics.ts';
import { endLiveSpans } from '../end-span.ts';
import { state } from '../state.ts';
import { flushBeforeExit, type Process } from './before-exit.ts';
import { sendNow } from './send.ts';

export interface ProcessLike extends Process {
  readonly pid: number;
  listenerCount(event: string): number;
  listeners(event: string): unknown[];
  kill(pid: number, signal: string): void;
}

/** Milliseconds that `process.exit()` may take longer. */
const LAST_WORDS = 2_000;

/** Returns what ends it. All pipelines of a process share its hooks: each would take the others for the program. */
export function atExit(participant: ExitParticipant): () => void {
  const { exitParticipants: participants } = state;
  if (participants.size === 0) state.removeExitHooks = attachHooks(allLeavings);
  participants.add(participant);
  return () => {
    participants.delete(participant);
    if (participants.size === 0) state.removeExitHooks();
  };
}

const sumLeavings = (count: (participant: ExitParticipant) => number): number =>
  [...state.exitParticipants].reduce((total, participant) => total + count(participant), 0);

/** Every pipeline of the process as one. */
export const allLeavings: ExitParticipant = {
  pendingCount: () => sumLeavings((participant) => participant.pendingCount()),
  recorded: () => sumLeavings((participant) => participant.recorded()),
  get timeout() {
    return Math.max(...[...state.exitParticipants].map(({ timeout }) => timeout));
  },
  async flush() {
    const left = await Promise.all([...state.exitParticipants].map((participant) => participant.flush()));
    return left.reduce((total, each) => total + each, 0);
  },
  pendingRequests: () => [...state.exitParticipants].flatMap((participant) => participant.pendingRequests()),
};

function attachHooks(participant: ExitParticipant): () => void {
  const { process, document } = globalThis as unknown as { process?: ProcessLike; document?: EventTarget };
  const detachers: (() => void)[] = [];
  if (typeof document?.addEventListener === 'function') detachers.push(onHidden(document, participant));
  if (typeof process?.on === 'function' && typeof process.kill === 'function' && !isEdgeSandbox()) {
    detachers.push(onEnd(process, participant));
  }
  return () => {
    for (const detach of detachers) detach();
  };
}

function tellLost({ destination: { url, optional }, spans }: ExportRequest): void {
  const more = 'Observe.init({ spool }) would keep them';
  if (!optional) warnNow(`${spans} spans were not delivered to ${shownUrl(url)} before the end; ${more}`);
}

/** A page that is hidden may never be seen again, and hears of nothing later. */
function onHidden(
  document: EventTarget & { visibilityState?: string },
  participant: ExitParticipant,
): () => void {
  const changed = () => {
    if (document.visibilityState !== 'hidden') return;
    flushBuffered();
    void participant.flush();
  };
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

function onEnd(process: ProcessLike, participant: ExitParticipant): () => void {
  let gaveUpAt = -1;
  const tried = (): boolean => {
    endLiveSpans();
    return participant.recorded() === gaveUpAt;
  };
  const detach = flushBeforeExit(process, {
    // Node asks again after every flush; what could not be sent must not keep the process alive for ever.
    isOver: () => tried() || participant.pendingCount() === 0,
    async flush() {
      const recorded = participant.recorded();
      if ((await participant.flush()) > 0) gaveUpAt = recorded;
    },
  });
  const exit = () => {
    try {
      const lost = tried();
      const requests = participant.pendingRequests();
      if (requests.length === 0 || lost) return;
      for (const request of sendNow(requests, Math.min(participant.timeout, LAST_WORDS))) tellLost(request);
    } catch (error) {
      reportInternalError(error); // a getter among the attributes
    }
  };
  process.on('exit', exit);
  return () => {
    detach();
    process.removeListener('exit', exit);
  };
}
