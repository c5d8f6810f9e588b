import type { Span } from '../span.ts';
import type { Outlet } from './outlet.ts';
import type { Report } from './report.ts';

/** More than a program can end while a file is loaded, unless it never yields. */
const MOST = 50_000;

/** An outlet whose code is loaded beside the program's start, not before it. */
export function lazyOutlet(load: () => Promise<Outlet>, report: Report): Outlet {
  let outlet: Outlet | undefined;
  let early: Span[] = [];

  async function open(): Promise<void> {
    try {
      outlet = await load();
    } catch (error) {
      report.warn(`a part of the exporter cannot be loaded: ${error}`);
      outlet = nowhere(report);
    }
    outlet.add(early);
    early = [];
  }
  const opened = open();

  return {
    add(spans) {
      if (outlet !== undefined) return outlet.add(spans);
      if (early.length < MOST) early.push(...spans);
      else report.drop('queue_full', spans.length);
    },
    async flush(timeout, leaving) {
      await opened;
      return outlet?.flush(timeout, leaving) ?? 0;
    },
    unsettled: () => outlet?.unsettled() ?? early.length,
    rest: () => outlet?.rest() ?? [],
    stop: () => outlet?.stop(),
    stats: () => outlet?.stats() ?? [],
  };
}

const nowhere = (report: Report): Outlet => ({
  add: (spans) => report.drop('invalid', spans.length),
  flush: async () => 0,
  unsettled: () => 0,
  rest: () => [],
  stop() {},
  stats: () => [],
});
