/**
 * Scheduled work: `setInterval($ot.tick("site?schedule=interval 20 ms", fn), 20)`. A tick belongs to nobody who
 * happened to start the schedule; it is a root span where something in it is traced, and none otherwise.
 */
import { DeferredSpan } from '../../core/context/deferred-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { endSpan, startRoot } from '../../core/tracer.ts';
import { failWith } from '../../trace/error.ts';
import { INTERNAL, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import type { Operation } from '../call/operation.ts';
import { run } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import { asListener } from './entry.ts';

/** What is no function is returned as it is: cron libraries take objects, and names of files. */
export function tick<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  const original = fn as unknown as Callable;
  const { ticked } = {
    ticked(this: unknown, ...args: unknown[]) {
      return run(original, this, args, tickWork(site));
    },
  };
  return asListener(ticked, original) as T;
}

export const tickWork = (site: SiteText, schedule?: string): Operation =>
  rootWhereTraced(() => startTick(site, schedule ?? siteOf(site).facts.schedule ?? 'timer'));

/** Work that belongs to nobody who runs: `start` makes its root when something in it is traced, or when it fails. */
export function rootWhereTraced(start: () => Span): Operation {
  let root: Span | undefined;
  let isOver = false;
  const span = new DeferredSpan(() => {
    if (root === undefined && settings().recording) {
      root = tryOrReport(start);
      // Work that goes on after its tick has returned has one root all the same.
      if (isOver && root !== undefined) endSpan(root);
    }
    return root;
  });
  return {
    span,
    settle() {
      isOver = true;
      if (root !== undefined) endSpan(root);
    },
    fail(error) {
      span.resolve();
      isOver = true;
      if (root === undefined) return;
      failWith(root, error);
      endSpan(root);
    },
  };
}

function startTick(site: SiteText, schedule: string): Span {
  const span = startRoot(schedule, INTERNAL).set('faas.trigger', 'timer');
  setCode(span, site);
  return span;
}
