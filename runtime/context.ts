/**
 * The active span. The only file that knows `AsyncLocalStorage`; where a platform has none (browsers),
 * the active span follows synchronous code and every body that the transformer entered.
 */
import type { Span } from './span.ts';

/** What the rest of the runtime needs of an `AsyncLocalStorage<Span>`. */
export interface ContextStorage {
  get(): Span | undefined;
  run<T>(span: Span | undefined, fn: () => T): T;
  /** Replaces the active span until the current synchronous execution or async continuation ends. */
  enter(span: Span | undefined): void;
  /** True where the active span follows `await` by itself. */
  readonly async: boolean;
}

interface AsyncLocalStorageLike {
  getStore(): Span | undefined;
  run<T>(span: Span | undefined, fn: () => T): T;
  enterWith(span: Span | undefined): void;
}

function platformStorage(): AsyncLocalStorageLike | undefined {
  const scope = globalThis as {
    process?: { getBuiltinModule?: (id: string) => Record<string, unknown> | undefined };
    AsyncLocalStorage?: unknown;
  };
  const Storage =
    scope.process?.getBuiltinModule?.('node:async_hooks')?.['AsyncLocalStorage'] ?? scope.AsyncLocalStorage;
  return typeof Storage === 'function' ? new (Storage as new () => AsyncLocalStorageLike)() : undefined;
}

function synchronousStorage(): ContextStorage {
  let active: Span | undefined;
  return {
    async: false,
    get: () => active,
    run(span, fn) {
      const outer = active;
      active = span;
      try {
        return fn();
      } finally {
        active = outer;
      }
    },
    enter(span) {
      active = span;
    },
  };
}

export function createStorage(): ContextStorage {
  const storage = platformStorage();
  if (storage === undefined) return synchronousStorage();
  return {
    async: true,
    get: () => storage.getStore(),
    run: (span, fn) => storage.run(span, fn),
    enter: (span) => storage.enterWith(span),
  };
}
