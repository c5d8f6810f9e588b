/**
 * Bree starts a thread for each tick of a job. A tick is nobody's who happened to start the schedule: it is a root
 * span, named by its schedule, of which its thread is told; it ends when that does.
 *
 *   `new Bree(options)`   `$ot.bree("site?method=made", new Bree(options))`
 */
import { runWithSpan } from '../../../core/active-span.ts';
import { settings } from '../../../core/settings.ts';
import { fieldsOf, textOf } from '../../../platform/unknown.ts';
import { isFunction } from '../../boundary/keep.ts';
import { tickWork } from '../../boundary/tick.ts';
import type { Helper } from '../../call/helper.ts';
import type { SiteText } from '../../call/site.ts';
import { scheduleOf } from '../fields.ts';
import { messaging } from '../messaging.ts';
import { tellNextThread } from './threads.ts';

interface Thread {
  once(event: string, fn: (value: unknown) => void): void;
}

export const bree: Helper = /* @__PURE__ */ messaging({
  system: 'bree',
  values: {
    made(scheduler, _consumer, site) {
      startInTicks(scheduler as Record<string, unknown>, site);
      return scheduler;
    },
  },
});

function startInTicks(scheduler: Record<string, unknown>, site: SiteText): void {
  const { createWorker } = scheduler;
  if (!isFunction(createWorker)) return;
  const value = function (this: unknown, file: unknown, options: unknown): unknown {
    if (!settings().recording) return Reflect.apply(createWorker, this, [file, options]);
    const work = tickWork(site, scheduleName(fieldsOf(fieldsOf(options).workerData).job));
    return runWithSpan(work.span, () => {
      tellNextThread();
      const thread = Reflect.apply(createWorker, this, [file, options]) as Thread;
      thread.once('error', (error) => work.fail(error));
      thread.once('exit', () => work.settle(undefined));
      return thread;
    });
  };
  Object.defineProperty(scheduler, 'createWorker', { value, configurable: true, writable: true });
}

const scheduleName = (job: unknown): string => {
  const { name, cron, interval } = fieldsOf(job);
  return scheduleOf(cron, interval) ?? `job ${textOf(name)}`;
};
