/**
 * A function that runs later, in the context of the call that handed it over. Limiters run what waits in the
 * context of whoever came before it.
 */
import { runWithSpan } from '../../core/active-span.ts';
import { state } from '../../core/state.ts';
import type { Callable } from '../call/helper.ts';
import { mimic } from '../call/mimic.ts';

export function keepContext(fn: Callable): Callable {
  const context = state.context.get();
  const { kept } = {
    kept(this: unknown, ...args: unknown[]) {
      return runWithSpan(context, () => fn.apply(this, args));
    },
  };
  return mimic<Callable>(kept, fn);
}

export const isFunction = (value: unknown): value is Callable => typeof value === 'function';
