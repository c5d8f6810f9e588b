/**
 * The active span. The only file that knows `AsyncLocalStorage`; where a platform has none (browsers),
 * the active span follows synchronous code and every body that the transformer entered.
 */
import { builtin } from '../../platform/builtin.ts';
import type { Span } from '../../trace/span.ts';

/** What the rest of the runtime needs of an `AsyncLocalStorage`. */
export interface ContextStorage<Value = Span> {
  get(): Value | undefined;
  run<T>(value: Value | undefined, fn: () => T): T;
  /** Replaces the active span until the current synchronous execution or async continuation ends. */
  enter(value: Value | undefined): void;
  /** True where the active span follows `await` by itself. */
  readonly async: boolean;
}

interface AsyncLocalStorageLike<Value> {
  getStore(): Value | undefined;
  run<T>(value: Value | undefined, fn: () => T): T;
  enterWith(value: Value | undefined): void;
}

function platformStorage<Value>(): AsyncLocalStorageLike<Value> | undefined {
  const { AsyncLocalStorage: global } = globalThis as { AsyncLocalStorage?: unknown };
  const Storage = global ?? builtin<{ AsyncLocalStorage: unknown }>('node:async_hooks')?.AsyncLocalStorage;
  return typeof Storage === 'function'
    ? new (Storage as new () => AsyncLocalStorageLike<Value>)()
    : undefined;
}

/**
 * What was entered lies over what runs: in browsers over nothing, in workerd over an AsyncLocalStorage
 * that can run but not enter. Whoever enters must hand back before others go on.
 */
function overlaidStorage<Value>(below?: AsyncLocalStorageLike<Value>): ContextStorage<Value> {
  let entered: { readonly value: Value | undefined } | undefined;
  return {
    async: false,
    get: () => (entered === undefined ? below?.getStore() : entered.value),
    run(value, fn) {
      const outer = entered;
      entered = below === undefined ? { value } : undefined;
      try {
        return below === undefined ? fn() : below.run(value, fn);
      } finally {
        entered = outer;
      }
    },
    enter(value) {
      entered = value === below?.getStore() ? undefined : { value };
    },
  };
}

export function createStorage<Value = Span>(): ContextStorage<Value> {
  const storage = platformStorage<Value>();
  if (storage === undefined || !canEnter(storage)) return overlaidStorage<Value>(storage);
  return {
    async: true,
    get: () => storage.getStore(),
    run: (value, fn) => storage.run(value, fn),
    enter: (value) => storage.enterWith(value),
  };
}

/** workerd has the method, and throws. */
function canEnter(storage: AsyncLocalStorageLike<unknown>): boolean {
  try {
    storage.enterWith(undefined);
    return true;
  } catch {
    return false;
  }
}
