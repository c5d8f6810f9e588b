/**
 * A body that the transformer entered (`Enter` in transformer/edit.ts):
 *
 *   async function POST(req) { const $x = $ot.enter("site", 1); try {
 *     const user = $x.in(await $x.out(load(req)));
 *     return $x.end(answer(user));
 *   } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
 *
 * The body stays in its own function, so the span's context cannot come from a callback. It is set when
 * the body begins and handed back wherever the caller goes on: at the first suspension and at the end.
 * After the first suspension the platform carries the context across `await` by itself; where it does
 * not (browsers), every suspension hands it back and every resumption takes it again.
 */
import { activeSpan, runWithSpan } from '../../core/active-span.ts';
import { state } from '../../core/state.ts';
import { isPromise, watchPromise } from '../../platform/watch-promise.ts';
import type { Span } from '../../trace/span.ts';
import type { Operation } from './operation.ts';

/** Bits of the second argument of `enter`. */
const ASYNC = 1;
const GENERATOR = 2;

export interface Scope {
  /** Before `await value`. */
  out<T>(value: T): T;
  /** Before `yield value`. */
  give<T>(value: T): T;
  /** After either, with what it gave; and first in a block that a suspension's rejection reaches. */
  in<T>(value?: T): T;
  /** Before `for await (… of iterable)`. */
  over<T>(iterable: T): T;
  /** Before `return value`. */
  end<T>(value: T): T;
  /** What the body threw, the same object. */
  fail(error: unknown): unknown;
  /** A promise where the body has to wait for it; see `Work.sent`. */
  exit(): Promise<void> | undefined;
}

const sameValue = <T>(value: T): T => value;

/** The scope of a body with nothing to trace. */
const IDLE: Scope = {
  out: sameValue,
  give: sameValue,
  in: sameValue as Scope['in'],
  over: sameValue,
  end: sameValue,
  fail: sameValue,
  exit: () => undefined,
};

export function openScope(operation: Operation | undefined, kind: number): Scope {
  return operation === undefined ? IDLE : new BodyScope(operation, kind);
}

class BodyScope implements Scope {
  readonly #work: Operation;
  readonly #kind: number;
  #outer: Span | undefined;
  /** The caller is below us on the stack, and would see our context if we did not hand it back. */
  #borrowed = true;
  #paused = false;
  #yielded = false;
  #ended = false;
  #sent: Promise<void> | undefined;

  constructor(operation: Operation, kind: number) {
    this.#work = operation;
    this.#kind = kind;
    this.#outer = state.context.get(); // not the active span: a context may lend more than one
    state.context.enter(operation.span);
  }

  out<T>(value: T): T {
    const borrowed = this.#borrowed;
    this.#pause();
    return borrowed && isForeignThenable(value) ? (this.#thenable(value) as T) : value;
  }

  give<T>(value: T): T {
    this.#pause();
    this.#yielded = true;
    return value;
  }

  in<T>(value?: T): T {
    if (this.#paused) {
      this.#paused = false;
      if (this.#yielded || !state.context.async) {
        this.#outer = state.context.get();
        this.#borrowed = true;
        this.#yielded = false;
      }
      if (activeSpan() !== this.#work.span) state.context.enter(this.#work.span);
    }
    return value as T;
  }

  over<T>(iterable: T): T {
    const borrowed = this.#borrowed;
    this.#pause();
    return borrowed ? inSpan(iterable, this.#work.span) : iterable;
  }

  end<T>(value: T): T {
    if (this.#work.delivered !== undefined && this.#kind === ASYNC) return this.#sending(value) as T;
    if (this.#kind >= GENERATOR || typeof value !== 'object' || value === null) return this.#settle(value);
    if (!isPlainPromise(value)) {
      const adopted = this.#kind === ASYNC && isForeignThenable(value);
      return adopted ? (this.#settling(value) as T) : this.#settle(value);
    }
    this.#ended = true;
    const { settle, fail } = this.#work;
    // An async function adopts the promise, so it counts as handled already.
    if (this.#kind === ASYNC) Promise.prototype.then.call(value, settle, fail);
    else if (Object.isExtensible(value)) watchPromise(value, settle, fail);
    else this.#settle(value);
    return value;
  }

  fail(error: unknown): unknown {
    if (!this.#ended) {
      this.#work.fail(error);
      this.#sent = this.#work.delivered?.();
    }
    this.#ended = true;
    return error;
  }

  exit(): Promise<void> | undefined {
    if (!this.#ended) {
      this.#settle(undefined);
      this.#sent = this.#work.delivered?.();
    }
    if (this.#borrowed && !this.#paused) state.context.enter(this.#outer);
    return this.#sent;
  }

  #pause(): void {
    if (this.#borrowed) state.context.enter(this.#outer);
    this.#borrowed = false;
    this.#paused = true;
  }

  /** What an async function returns is adopted, so it may come later. */
  async #sending(value: unknown): Promise<unknown> {
    this.#ended = true;
    try {
      return this.#settle(await value);
    } catch (error) {
      this.#work.fail(error);
      throw error;
    } finally {
      await this.#work.delivered?.();
    }
  }

  #settle<T>(value: T): T {
    this.#ended = true;
    this.#work.settle(value);
    return value;
  }

  /** A lazy thenable (a query builder) begins its work in `then`, which belongs to our span. */
  #thenable(value: PromiseLike<unknown>): PromiseLike<unknown> {
    return standIn((resolve, reject) => runWithSpan(this.#work.span, () => value.then(resolve, reject)));
  }

  #settling(value: PromiseLike<unknown>): PromiseLike<unknown> {
    this.#ended = true;
    const { span, settle, fail } = this.#work;
    return standIn((resolve, reject) =>
      runWithSpan(span, () =>
        value.then(
          (result) => {
            settle(result);
            resolve(result);
          },
          (error) => {
            fail(error);
            reject(error);
          },
        ),
      ),
    );
  }
}

type Then = (resolve: (value: unknown) => void, reject: (error: unknown) => void) => unknown;

/** What `await` sees of a thenable: its `then`, called once with the engine's own two functions. */
const standIn = (then: Then): PromiseLike<unknown> => ({ ['then' as string]: then }) as never;

/**
 * A native promise of any realm, no subclass: `await` and `return` go to its reactions directly, without
 * calling a `then` that could be somebody's code.
 */
function isPlainPromise(value: object): value is Promise<unknown> {
  if (!isPromise(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.hasOwn(prototype as object, Symbol.toStringTag);
}

/** A thenable that is no plain promise. A `then` behind a getter is left alone: reading it is visible. */
function isForeignThenable(value: unknown): value is PromiseLike<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return 'then' in value && !isPlainPromise(value) && hasThen(value);
  } catch {
    return false; // a proxy that was revoked, or whose traps throw
  }
}

function hasThen(value: object): boolean {
  for (let at: unknown = value; at !== null; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, 'then');
    if (property !== undefined) return typeof property.value === 'function';
  }
  return false;
}

/** The iterable, with its iterator's steps run inside `span`. */
function inSpan<T>(iterable: T, span: Span): T {
  const open = (iterable as Partial<AsyncIterable<unknown>> | null)?.[Symbol.asyncIterator];
  if (typeof open !== 'function') return iterable;
  return {
    [Symbol.asyncIterator]() {
      const iterator = runWithSpan(span, () => open.call(iterable));
      const { next } = iterator;
      const step = (method: unknown, args: unknown[]) =>
        runWithSpan(span, () => Reflect.apply(method as () => unknown, iterator, args));
      return {
        next: (...args: unknown[]) => step(next, args),
        get return() {
          const method = iterator.return;
          return method == null ? method : (...args: unknown[]) => step(method, args);
        },
      };
    },
  } as T;
}
