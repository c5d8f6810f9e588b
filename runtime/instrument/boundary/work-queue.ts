/**
 * Queues of values, whose worker is given when they are made: `fastq(worker, n)`, `async.queue(worker, n)`. Each
 * task runs in the context in which it was pushed.
 *
 *   `fastq.promise(work, 1)`   `$ot.workQueue(site, fastq, "promise")(work, 1)`
 *
 * The queue's own methods note whose a task is: pushes stand in other files than the queue.
 */
import { runWithSpan } from '../../core/active-span.ts';
import { BLANK } from '../../core/context/deferred-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { type Callable, type Helper, helper } from '../call/helper.ts';
import { mimic } from '../call/mimic.ts';
import { siteOf } from '../call/site.ts';
import { isFunction, keepContext } from './keep.ts';
import { TaskContexts } from './task-contexts.ts';

const ADDERS = ['push', 'pushAsync', 'unshift', 'unshiftAsync'];

export const workQueue: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const at = args.findIndex(isFunction);
  if (at === -1) return Reflect.apply(method, self, args);
  const tasks = new TaskContexts();
  const queue = Reflect.apply(method, self, args.with(at, inTaskContext(args[at] as Callable, tasks)));
  const takesLists = siteOf(site).facts.lists === '1';
  tryOrReport(() => noteTasks(queue as Record<string, unknown>, tasks, takesLists));
  return queue;
});

/** The worker; of a cargo's several tasks, all of one trace run in it. */
function inTaskContext(worker: Callable, tasks: TaskContexts): Callable {
  const { work } = {
    work(this: unknown, ...args: unknown[]) {
      const [task] = args;
      const isBatch = Array.isArray(task) && !tasks.has(task);
      const context = isBatch ? tasks.takeAll(task) : tasks.take(task);
      return runWithSpan(context ?? BLANK, () => worker.apply(this, args));
    },
  };
  return mimic<Callable>(work, worker);
}

function noteTasks(queue: Record<string, unknown>, tasks: TaskContexts, takesLists: boolean): void {
  for (const name of ADDERS) {
    const add = queue[name];
    if (!isFunction(add)) continue;
    const { noted } = {
      noted(this: unknown, ...args: unknown[]) {
        const [task] = args;
        const isMany = takesLists && Array.isArray(task);
        for (const each of isMany ? task : [task]) tasks.put(each, name.startsWith('unshift'));
        return add.apply(
          this,
          args.map((it, at) => (at > 0 && isFunction(it) ? keepContext(it) : it)),
        );
      },
    };
    Object.defineProperty(queue, name, {
      value: mimic<Callable>(noted, add),
      configurable: true,
      enumerable: Object.getOwnPropertyDescriptor(queue, name)?.enumerable ?? false,
      writable: true,
    });
  }
}
