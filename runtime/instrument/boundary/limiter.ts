/**
 * Limiters, pools and breakers that are given a function: `limiter.schedule(fn)`, `limit(fn)`.
 *
 *   `limiter.schedule(() => ask(x))`   `$ot.limiter("site?keeps=first", limiter, "schedule")(() => ask(x))`
 *
 * `keeps` says which of the arguments are run later: the `first` function, the first and the `last`, `all`, or
 * those of a `list`; `wrap` is a method that makes a limited function of another.
 */
import { type Callable, type Helper, helper } from '../call/helper.ts';
import { mimic } from '../call/mimic.ts';
import { siteOf } from '../call/site.ts';
import { isFunction, keepContext } from './keep.ts';

const KEEPS: Readonly<Record<string, (args: unknown[]) => unknown[]>> = {
  first: keepFirst,
  last: (args) => keepLast(keepFirst(args)),
  all: (args) => args.map((it) => (isFunction(it) ? keepContext(it) : it)),
  list: (args) =>
    args.map((it) =>
      Array.isArray(it) ? it.map((each) => (isFunction(each) ? keepContext(each) : each)) : it,
    ),
};

export const limiter: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const { keeps = 'first' } = siteOf(site).facts;
  if (keeps === 'wrap') return limited(method, self, args);
  return Reflect.apply(method, self, (KEEPS[keeps] ?? keepFirst)(args));
});

function keepFirst(args: unknown[]): unknown[] {
  const at = args.findIndex(isFunction);
  return at === -1 ? args : args.with(at, keepContext(args[at] as Callable));
}

function keepLast(args: unknown[]): unknown[] {
  const at = args.findLastIndex(isFunction);
  return at === -1 || at === args.findIndex(isFunction)
    ? args
    : args.with(at, keepContext(args[at] as Callable));
}

/** Bottleneck's `wrap`, which is `schedule` of the function with each call's own arguments. */
function limited(method: Callable, self: unknown, args: unknown[]): unknown {
  const made = Reflect.apply(method, self, args);
  const { schedule } = self as { schedule?: unknown };
  const [fn] = args;
  if (!isFunction(made) || !isFunction(schedule) || !isFunction(fn)) return made;
  const { wrapped } = {
    wrapped(this: unknown, ...given: unknown[]) {
      return schedule.call(self, keepContext(fn.bind(this) as Callable), ...given);
    },
  };
  return mimic<Callable>(wrapped, made);
}
