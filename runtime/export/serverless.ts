/**
 * Platforms that stop a process with its last answer: Workers and Vercel wait for what they are told to
 * wait for, Lambda for the handler's own promise.
 */
import { releaseAll } from '../hold.ts';
import { state } from '../state.ts';

type WaitUntil = (promise: Promise<unknown>) => void;

/** Where Vercel's functions, in Node and on the edge, find what belongs to their request. */
const VERCEL = Symbol.for('@vercel/request-context');

/** An answer that is late is worse than spans that are. */
const LONGEST = 5_000;

/**
 * Called with a handler's arguments when its request begins. What it returns is called when the request's
 * spans have ended, and sends them while the platform waits. undefined where the process lives on, and on
 * Lambda, which waits for nothing but the handler's result: see `ship`. Neither throws nor rejects.
 */
export function holdOpen(args: ArrayLike<unknown>): (() => Promise<void>) | undefined {
  const waitUntil = waitUntilOf(args);
  if (waitUntil === undefined) return undefined;
  let end: () => void = () => {};
  const sent = new Promise<void>((resolve) => {
    end = resolve;
  }).then(() => ship());
  waitUntil(sent);
  return () => {
    end();
    return sent;
  };
}

/** Sends what has ended, within `longest` milliseconds. Never rejects. */
export async function ship(longest: number = LONGEST): Promise<void> {
  try {
    releaseAll();
    await state.pipeline?.flush(longest);
  } catch {}
}

function waitUntilOf(args: ArrayLike<unknown>): WaitUntil | undefined {
  try {
    const { get } = (globalThis as { [VERCEL]?: { get?: () => unknown } })[VERCEL] ?? {};
    for (const candidate of [...Array.from(args), get?.()]) {
      const { waitUntil } = (candidate ?? {}) as { waitUntil?: WaitUntil };
      if (typeof waitUntil === 'function') return waitUntil.bind(candidate);
    }
  } catch {}
  return undefined;
}
