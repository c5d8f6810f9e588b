/** A call of somebody's function inside a piece of work that ends with it. */
import { activeSpan, runIn } from '../../core/active-span.ts';
import { settings } from '../../core/settings.ts';
import { watch } from '../../platform/watch-promise.ts';
import type { Callable } from './helper.ts';
import { resemble } from './mimic.ts';
import type { Work } from './operation.ts';

/** A function like `original` that runs it, whenever it is called, inside what its arguments begin. */
export function around(original: Callable, begin: (args: unknown[]) => Work | undefined): Callable {
  const { handler } = {
    handler(this: unknown, ...args: unknown[]) {
      return run(original, this, args, begin(args));
    },
  };
  return resemble<Callable>(handler, original);
}

/** Calls `original` inside `work`, which ends with it. */
export function run(original: Callable, self: unknown, args: unknown[], work: Work | undefined): unknown {
  if (work === undefined) return original.apply(self, args);
  let result: unknown;
  try {
    result =
      work.span === activeSpan()
        ? original.apply(self, args)
        : runIn(work.span, () => original.apply(self, args));
  } catch (error) {
    work.fail(error);
    throw error;
  }
  if (settings().recording) watchResult(result, work);
  return result;
}

function watchResult(result: unknown, { settle, fail }: Work): void {
  if (result instanceof Promise && Object.isExtensible(result)) watch(result, settle, fail);
  else settle(result);
}
