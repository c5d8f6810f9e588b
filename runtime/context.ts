/**
 * The active span. The only file that knows `AsyncLocalStorage`; where a platform has none (browsers),
 * the active span follows synchronous code and every body that the transformer entered.
 */
import type { Span } from './span.ts';

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
  const scope = globalThis as {
    process?: { getBuiltinModule?: (id: string) => Record<string, unknown> | undefined };
    AsyncLocalStorage?: unknown;
  };
  const Storage =
    scope.process?.getBuiltinModule?.('node:async_hooks')?.['AsyncLocalStorage'] ?? scope.AsyncLocalStorage;
  return typeof Storage === 'function'
    ? new (Storage as new () => AsyncLocalStorageLike<Value>)()
    : undefined;
}

function synchronousStorage<Value>(): ContextStorage<Value> {
  let active: Value | undefined;
  return {
    async: false,
    get: () => active,
    run(value, fn) {
      const outer = active;
      active = value;
      try {
        return fn();
      } finally {
        active = outer;
      }
    },
    enter(value) {
      active = value;
    },
  };
}

export function createStorage<Value = Span>(): ContextStorage<Value> {
  const storage = platformStorage<Value>();
  if (storage === undefined) return synchronousStorage<Value>();
  return {
    async: true,
    get: () => storage.getStore(),
    run: (value, fn) => storage.run(value, fn),
    enter: (value) => storage.enterWith(value),
  };
}
