/**
 * Platforms that stop a process with its last answer: Workers and Vercel wait for what they are told to
 * wait for, Lambda for the handler's own promise.
 */
import { flushBuffered } from '../../core/buffer/trace-buffer.ts';
import { state } from '../../core/state.ts';
import { startTimer } from '../../platform/timer.ts';
import type { Trace } from '../../trace/trace.ts';

type WaitUntil = (promise: Promise<unknown>) => void;

/** Where Vercel's functions, in Node and on the edge, find what belongs to their request. */
const VERCEL = Symbol.for('@vercel/request-context');

/** An answer that is late is worse than spans that are. */
const LONGEST = 5_000;

/** Milliseconds between looks at what goes on after the answer, a stream of it for example, and how many. */
const LOOK = 250;
/** Workers drop what waits for 30 seconds after the answer. */
const LOOKS = 100;

/**
 * Called with a handler's arguments when its request begins. What it returns is called when the request's
 * local root has ended, and sends its trace while the platform waits. undefined where the process lives on,
 * and on Lambda, which waits for nothing but the handler's result: see `ship`. Neither throws nor rejects.
 */
export function holdOpen(args: ArrayLike<unknown>): ((trace: Trace) => Promise<void>) | undefined {
  let end: (trace: Trace) => void = () => {};
  const sent = new Promise<Trace>((resolve) => {
    end = resolve;
  }).then(shipWhole);
  if (!PLACES.some((place) => isHeldBy(() => place(args), sent))) return undefined;
  return (trace) => {
    end(trace);
    return sent;
  };
}

async function shipWhole(trace: Trace): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const goesOn = state.liveSpans.some((span) => span?.trace === trace);
    await flushWithin();
    if (!goesOn) return;
    await new Promise<void>((resolve) => startTimer(LOOK, resolve, true));
  }
}

/** Sends what has ended, within `longest` milliseconds; false where that was too short. Never rejects. */
export async function flushWithin(longest: number = LONGEST): Promise<boolean> {
  try {
    flushBuffered();
    await state.pipeline?.flush(longest);
    return true;
  } catch {
    return false;
  }
}

/** What platforms and frameworks hand to a handler, around it, or keep on its first argument. */
const PLACES: readonly ((args: ArrayLike<unknown>) => unknown)[] = [
  (args) => args[0],
  (args) => args[1],
  (args) => args[2],
  () => (globalThis as { [VERCEL]?: { get?: () => unknown } })[VERCEL]?.get?.(),
  // Hono, which throws where there is none; SvelteKit.
  (args) => (args[0] as { executionCtx?: unknown } | undefined)?.executionCtx,
  (args) => (args[0] as { platform?: { ctx?: unknown } } | undefined)?.platform?.ctx,
  (args) => (args[0] as { platform?: { context?: unknown } } | undefined)?.platform?.context,
];

/** Next's edge runtime has one on its request that throws: then the next place is asked. */
function isHeldBy(place: () => unknown, sent: Promise<void>): boolean {
  try {
    const holder = place() as { waitUntil?: WaitUntil } | null | undefined;
    if (typeof holder?.waitUntil !== 'function') return false;
    holder.waitUntil(sent);
    return true;
  } catch {
    return false;
  }
}
