/**
 * Whose trace and session a context lends. `AsyncLocalStorage` gives a callback the context in which its
 * *resource* was made, so a consumer that was started lazily by the first request would run in that request
 * for ever. What a request started and what goes on after its answer (202 jobs, `after`) is its own; a context
 * whose spans have all ended long ago lends nobody its identity.
 */
import { now } from '../../platform/clock.ts';
import type { Span } from '../../trace/span.ts';
import { settings } from '../settings.ts';
import type { DeferredSpan } from './deferred-span.ts';

/** The span that a context lends, which is no running one. */
export function lent(span: Span): Span | undefined {
  // Not by its class: another copy of this package may have made it.
  const { resolve } = span as Partial<DeferredSpan>;
  if (resolve === undefined) return isStale(span) ? undefined : span;
  const found = resolve();
  return found === undefined || found.end === 0 ? found : lent(found);
}

/** By the spans on its own chain: one that runs keeps it, else the last one that has ended. */
function isStale(span: Span): boolean {
  let last = 0;
  for (let at: Span | undefined = span; at !== undefined; at = at.parent) {
    if (at.end === 0) return false;
    if (at.end > last) last = at.end;
  }
  return now() - last > settings().contextLifetime;
}
