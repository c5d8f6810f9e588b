/**
 * The shape that every helper of the ABI shares. Rewritten code calls a helper with a function, or with
 * a receiver and the key of its method, and then calls what it gets with the author's own arguments:
 *
 *   `fetch(u)`               `$ot.fetch(site, fetch)(u)`
 *   `a.chat.create(x)`       `$ot.openai(site, a.chat, "create")(x)`
 *   `a.chat?.create(x)`      `$ot.openai(site, a.chat, "create", 1)?.(x)`
 *   `a.chat.create?.(x)`     `$ot.openai(site, a.chat, "create", 2)?.(x)`
 *
 * The method is read here, after the receiver and before the arguments, as the language does it, and a
 * nullish receiver throws the engine's own error from the same place.
 */
import { state } from '../../core/state.ts';
import type { SiteText } from './site.ts';

export type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** Performs one call of a site: `method.apply(self, args)` with whatever the wrap adds around it. */
export type Invoke = (site: SiteText, method: Callable, self: unknown, args: unknown[]) => unknown;

/** `a?.method()`: a nullish receiver ends the chain. */
const OPTIONAL_RECEIVER = 1;
/** `a.method?.()`: a nullish method ends the chain. */
const OPTIONAL_CALL = 2;

export interface Helper {
  <T>(site: SiteText, value: T): T;
  <T, K extends keyof T>(site: SiteText, receiver: T, key: K, optional?: number): T[K];
}

export function helper(invoke: Invoke): Helper {
  state.hasSites = true;
  function bound(site: SiteText, target: unknown, key?: PropertyKey, optional = 0): unknown {
    // Not `key === undefined`: the author may have written `a[undefined]()`.
    if (arguments.length === 2) return typeof target === 'function' ? called(target as Callable) : target;
    if (target == null && (optional & OPTIONAL_RECEIVER) !== 0) return undefined;
    // biome-ignore lint/suspicious/noExplicitAny: the author's receiver can be anything, null included
    const method: unknown = (target as any)[key as PropertyKey];
    if (typeof method !== 'function') {
      return method == null && (optional & OPTIONAL_CALL) !== 0 ? undefined : () => notCallable(site, key);
    }
    return (...args: unknown[]) => invoke(site, method as Callable, target, args);

    function called(fn: Callable): Callable {
      return function (...args) {
        return invoke(site, fn, this, args);
      };
    }
  }
  return bound as Helper;
}

/**
 * The engine's own words, with the author's callee instead of ours. Not by `siteOf`, which a program that
 * only calls `fetch` does without.
 */
function notCallable(site: SiteText, key: PropertyKey | undefined): never {
  const callee = /[?&]callee=([^&]*)/.exec(site)?.[1];
  throw new TypeError(`${callee ? decodeURIComponent(callee) : String(key)} is not a function`);
}
