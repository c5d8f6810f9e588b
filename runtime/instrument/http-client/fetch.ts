/**
 * What a reference to the global `fetch` is when it runs: the function that stands there now, and around
 * each call of it a CLIENT span and the headers that carry the trace on.
 */
import { activeSpan } from '../../core/active-span.ts';
import { settings } from '../../core/settings.ts';
import { state } from '../../core/state.ts';
import { type Callable, type Helper, helper } from '../call/helper.ts';
import { mimic } from '../call/mimic.ts';
import type { SiteText } from '../call/site.ts';
import { tracedFetch } from './fetch-span.ts';

/** A function's wrappers, one a site; where none is named there is one, so that what is compared stays equal. */
const wrappers = /* @__PURE__ */ new WeakMap<Callable, Map<SiteText, Callable>>();
const made = /* @__PURE__ */ new WeakSet<Callable>();

const called = /* @__PURE__ */ helper((site, method, self, args) =>
  Reflect.apply(wrapperOf(method, site), self, args),
);

/**
 * `$ot.fetch(site, fetch)` stands for a reference, `$ot.fetch(site, globalThis, "fetch")(u)` calls a method.
 * What is no function is returned as it is.
 */
export const fetch: Helper = function fetch(site: SiteText, target: unknown, ...rest: unknown[]) {
  if (rest.length > 0) return called(site, target, ...(rest as [never]));
  return typeof target === 'function' ? wrapperOf(target as Callable, site) : target;
} as Helper;

/**
 * `$ot.handedFetch(site, fetch)`: what a package is handed, which calls it where no site is. It stays the very
 * function where the floor sees its requests.
 */
export const handedFetch = <T>(_site: SiteText, target: T): T =>
  typeof target !== 'function' || state.floor?.carries(undefined)
    ? target
    : (wrapperOf(target as unknown as Callable, '') as T);

function wrapperOf(original: Callable, site: SiteText): Callable {
  const known = wrappers.get(original)?.get(site);
  if (known !== undefined) return known;
  return made.has(original) ? original : makeWrapper(original, site);
}

function makeWrapper(original: Callable, site: SiteText): Callable {
  // A method has no `prototype` of its own and is no constructor, as the platform's own function.
  const { fetch } = {
    fetch(this: unknown, ...args: unknown[]) {
      return isIdle() ? Reflect.apply(original, this, args) : tracedFetch(original, this, args, site);
    },
  };
  const wrapper = mimic<Callable>(fetch, original);
  const bySite = wrappers.get(original) ?? new Map<SiteText, Callable>();
  wrappers.set(original, bySite.set(site, wrapper));
  made.add(wrapper);
  return wrapper;
}

/** Nothing to carry on and nothing to record. */
const isIdle = (): boolean => activeSpan() === undefined && !settings().recording;
