/**
 * Callbacks that are registered once and called for everybody: `sub.on('message', $ot.entry(site, fn))`. They
 * begin with no context, whoever registered them.
 */
import { runWithSpan } from '../../core/active-span.ts';
import { BLANK } from '../../core/context/deferred-span.ts';
import type { Callable } from '../call/helper.ts';
import { mimic } from '../call/mimic.ts';
import type { SiteText } from '../call/site.ts';

export function entry<T>(_site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  const original = fn as unknown as Callable;
  const { listener } = {
    listener(this: unknown, ...args: unknown[]) {
      return runWithSpan(BLANK, () => original.apply(this, args));
    },
  };
  return asListener(listener, original) as T;
}

/** `emitter.off(name, fn)` and `listeners(name)` look for what was given by the property that `once` uses. */
export function asListener(wrapper: Callable, original: Callable): Callable {
  const like = mimic<Callable>(wrapper, original);
  Object.defineProperty(like, 'listener', { value: original, configurable: true, writable: true });
  return like;
}
