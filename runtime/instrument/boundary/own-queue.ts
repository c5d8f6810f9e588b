/**
 * A queue of a program's own: an array that is pushed to here and shifted from there, by a loop that runs
 * everybody's tasks. Each turn of the loop runs in the context in which its task was pushed.
 *
 *   `jobs.push(job)`      `$ot.put(site, jobs, "push")(job)`
 *   `jobs.shift()`        `$ot.take(site, jobs, "shift")()`, in a body that is entered by `enterDrain`
 */
import { BLANK } from '../../core/context/deferred-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { state } from '../../core/state.ts';
import type { Span } from '../../trace/span.ts';
import type { Scope } from '../call/body-scope.ts';
import { type Helper, helper } from '../call/helper.ts';
import type { SiteText } from '../call/site.ts';
import { TaskContexts } from './task-contexts.ts';

const queues = /* @__PURE__ */ new WeakMap<object, TaskContexts>();

export const put: Helper = /* @__PURE__ */ helper((_site, method, self, args) => {
  tryOrReport(() => {
    const tasks = queues.get(self as object) ?? new TaskContexts();
    queues.set(self as object, tasks);
    for (const task of args) tasks.put(task, method.name === 'unshift');
  });
  return Reflect.apply(method, self, args);
});

export const take: Helper = /* @__PURE__ */ helper((_site, method, self, args) => {
  const task = Reflect.apply(method, self, args);
  tryOrReport(() => {
    const tasks = queues.get(self as object);
    if (task !== undefined && tasks !== undefined) state.context.enter(tasks.take(task) ?? BLANK);
  });
  return task;
});

/**
 * The body whose loop takes. Unlike other entered bodies it has no span, and its context changes with each task;
 * its caller gets its own context back at the first suspension, and at the end.
 */
export const enterDrain = (_site: SiteText, _kind: number): Scope => new DrainScope();

class DrainScope implements Scope {
  readonly #outer: Span | undefined = state.context.get();
  #task: Span | undefined;
  #borrowed = true;
  #paused = false;

  out<T>(value: T): T {
    if (this.#borrowed || !state.context.async) {
      this.#task = state.context.get();
      this.#paused = true;
      state.context.enter(this.#outer);
    }
    this.#borrowed = false;
    return value;
  }

  give<T>(value: T): T {
    return this.out(value);
  }

  in<T>(value?: T): T {
    if (this.#paused) state.context.enter(this.#task);
    this.#paused = false;
    return value as T;
  }

  over<T>(iterable: T): T {
    return this.out(iterable);
  }

  end<T>(value: T): T {
    return value;
  }

  fail(error: unknown): unknown {
    return error;
  }

  exit(): undefined {
    if (this.#borrowed) state.context.enter(this.#outer);
  }
}
