/** A call of somebody's function inside a piece of work that ends with it. */
import { activeSpan, runWithSpan } from '../../core/active-span.ts';
import { settings } from '../../core/settings.ts';
import { watchPromise } from '../../platform/watch-promise.ts';
import type { Callable } from './helper.ts';
import { mimic } from './mimic.ts';
import type { Operation } from './operation.ts';

/** A function like `original` that runs it, whenever it is called, inside what its arguments begin. */
export function around(original: Callable, begin: (args: unknown[]) => Operation | undefined): Callable {
  const { handler } = {
    handler(this: unknown, ...args: unknown[]) {
      return run(original, this, args, begin(args));
    },
  };
  return mimic<Callable>(handler, original);
}

/** Calls `original` inside `work`, which ends with it. */
export function run(
  original: Callable,
  self: unknown,
  args: unknown[],
  operation: Operation | undefined,
): unknown {
  if (operation === undefined) return original.apply(self, args);
  let result: unknown;
  try {
    result =
      operation.span === activeSpan()
        ? original.apply(self, args)
        : runWithSpan(operation.span, () => original.apply(self, args));
  } catch (error) {
    operation.fail(error);
    throw error;
  }
  if (settings().recording) watchResult(result, operation);
  return result;
}

function watchResult(result: unknown, { settle, fail }: Operation): void {
  if (result instanceof Promise && Object.isExtensible(result)) watchPromise(result, settle, fail);
  else settle(result);
}
