/** A call of somebody's function inside a piece of work that ends with it. */
import { activeSpan, runWithSpan } from '../../core/active-span.ts';
import { settings } from '../../core/settings.ts';
import { isAsyncFunction, isProxy, isWatchable, tap, watchPromise } from '../../platform/watch-promise.ts';
import type { Callable } from './helper.ts';
import { mimic } from './mimic.ts';
import type { Operation } from './operation.ts';

/** A function like `original` that runs it, whenever it is called, inside what its arguments begin. */
export const around = (original: Callable, begin: (args: unknown[]) => Operation | undefined): Callable =>
  callingAs(original, (self, args) => run(original, self, args, begin(args)));

/** A function like `original`, which calls `call` instead. */
export function callingAs(original: Callable, call: Call): Callable {
  // Another proxy asks it for nothing but what it is asked for.
  if (isProxy(original)) return new Proxy(original, { apply: (_, self, args) => call(self, args) });
  const wrapper = Object.hasOwn(original, 'prototype') ? constructible(original, call) : plain(call);
  // Node's emitters find a listener by the wrapper that they know it in.
  return mimic<Callable>(wrapper, original, { listener: original });
}

export type Call = (self: unknown, args: unknown[]) => unknown;

/** As a method it has no `prototype` and is no constructor, like an arrow function. */
const plain = (call: Call): Callable =>
  ({
    handler(this: unknown, ...args: unknown[]) {
      return call(this, args);
    },
  }).handler;

function constructible(original: Callable, call: Call): Callable {
  function handler(this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return call(this, args);
    const made: unknown = new.target === (handler as unknown) ? original : new.target;
    return Reflect.construct(original, args, made as () => void);
  }
  Object.defineProperty(handler, 'prototype', { value: original.prototype as unknown });
  return handler;
}

/**
 * What a wrapper cannot stand in for: a class, a constructor with methods, and a function of a kind of its own,
 * which may have private fields.
 */
export function isOneOfAKind(fn: Callable): boolean {
  if (isProxy(fn)) return false;
  try {
    if (!KINDS.has(Object.getPrototypeOf(fn) as object)) return true;
    const { prototype } = fn as { prototype?: unknown };
    if (typeof prototype !== 'object' || prototype === null) return false;
    return Reflect.ownKeys(prototype).length > 1 || /^class\b/.test(Function.prototype.toString.call(fn));
  } catch {
    return true;
  }
}

const KINDS: ReadonlySet<object> = /* @__PURE__ */ new Set(
  [() => {}, async () => {}, function* () {}, async function* () {}].map((it) => Object.getPrototypeOf(it)),
);

/** Calls `original` inside `work`, which ends with it. */
export function run(
  original: Callable,
  self: unknown,
  args: unknown[],
  operation: Operation | undefined,
): unknown {
  if (operation === undefined) return Reflect.apply(original, self, args);
  let result: unknown;
  try {
    result =
      operation.span === activeSpan()
        ? Reflect.apply(original, self, args)
        : runWithSpan(operation.span, () => Reflect.apply(original, self, args));
  } catch (error) {
    operation.fail(error);
    throw error;
  }
  return settings().recording ? watched(result, operation, original) : result;
}

function watched(result: unknown, { settle, fail }: Operation, original: Callable): unknown {
  if (!isWatchable(result)) settle(result);
  else if (!isProxy(original) && isAsyncFunction(original)) return tap(result, settle, fail);
  else watchPromise(result, settle, fail);
  return result;
}
