/**
 * Watching a promise that belongs to somebody else, without being seen: its owner keeps the very same
 * promise, its reactions run when they did, and a rejection that nobody handles is still raised once.
 *
 * A reaction of ours marks the promise as handled, and nothing tells whether it has been before: its program
 * may have silenced it (`p.catch(() => {})`), and then nobody is to hear of it. So a reaction of ours is added
 * when somebody else comes for the promise. A prototype in front of its own, with the `then` and the
 * `constructor` that `await` and `Promise.resolve` look up, tells when. (Properties of the promise itself would
 * do, but take V8's shortcut from every `await` and `then` of the process.)
 *
 * A promise that has just been made, and that nobody can have seen before, is watched at once. Its rejection is
 * raised again on a promise of ours while nobody has come for it, and taken back as soon as somebody does.
 */
import { builtin } from './builtin.ts';

type Settled = (value: unknown) => void;

interface Watch {
  claimed: boolean;
  orphan: Promise<never> | undefined;
  /** What waits for somebody to come. */
  readonly waiting: (() => void)[];
}

/** Gives its heirs' fields to an object that is there already. */
class Onto {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is all it is for
    return object;
  }
}

/**
 * A private field of somebody else's promise: nobody sees it, and unlike entries of a WeakMap it costs the
 * collector nothing.
 */
class Watched extends Onto {
  readonly #watch: Watch;

  constructor(promise: Promise<unknown>, watch: Watch) {
    super(promise);
    this.#watch = watch;
  }

  static of(promise: object): Watch | undefined {
    return #watch in promise ? promise.#watch : undefined;
  }
}

interface PromiseTypes {
  readonly types: { isPromise(value: unknown): boolean; isProxy(value: unknown): boolean };
}

const types = /* @__PURE__ */ builtin<PromiseTypes>('node:util')?.types;

/** A real promise of any realm: no proxy, no heir, nothing else with a `then`. */
export function isPromise(value: unknown): value is Promise<unknown> {
  if (types !== undefined) return types.isPromise(value);
  try {
    return value instanceof Promise;
  } catch {
    return false; // a proxy that was revoked
  }
}

/** False where the platform does not tell. */
export const isProxy = (value: unknown): boolean => types?.isProxy(value) === true;

/** A promise that can be watched. */
export const isWatchable = (value: unknown): value is Promise<unknown> =>
  isPromise(value) && Object.isExtensible(value);

const AsyncFunction = /* @__PURE__ */ Object.getPrototypeOf(async () => {});

/** Its results are promises that nobody has seen before. */
export function isAsyncFunction(fn: object): boolean {
  try {
    return Object.getPrototypeOf(fn) === AsyncFunction;
  } catch {
    return false;
  }
}

export interface WatchOptions {
  /** Nobody can have seen the promise before. */
  readonly fresh?: boolean;
}

/** Calls one of the two, which do not throw, when `promise` settles, or somebody comes for it after that. */
export function watchPromise(
  promise: Promise<unknown>,
  settled: Settled,
  failed: Settled,
  { fresh = false }: WatchOptions = {},
): void {
  const before = Watched.of(promise);
  const state: Watch = before ?? { claimed: false, orphan: undefined, waiting: [] };
  if (before === undefined) installListener(promise, state);
  const attach = () => addReaction(promise, state, settled, failed);
  if (state.claimed || fresh) attach();
  else state.waiting.push(attach);
}

function addReaction(promise: Promise<unknown>, state: Watch, settled: Settled, failed: Settled): void {
  const { claimed } = state;
  // `then` itself looks up the constructor, which is no claim.
  state.claimed = true;
  try {
    Reflect.apply(Promise.prototype.then, promise, [
      settled,
      (error: unknown) => {
        failed(error);
        if (!state.claimed && state.orphan === undefined) state.orphan = Promise.reject(error);
      },
    ]);
  } catch {
    settled(undefined); // no promise, on a platform that does not tell
  }
  state.claimed = claimed;
}

/**
 * A promise in the place of `promise`, which settles as it does, one tick later: for what nobody has seen, and
 * nobody can miss. V8's asynchronous stack traces go through it, as they do not through a promise that is
 * watched.
 */
export const tap = <T>(promise: Promise<T>, settled: Settled, failed: Settled): Promise<T> =>
  Reflect.apply(Promise.prototype.then, promise, [
    (value: T) => {
      settled(value);
      return value;
    },
    (error: unknown) => {
      failed(error);
      throw error;
    },
  ]) as Promise<T>;

function installListener(promise: Promise<unknown>, state: Watch): void {
  new Watched(promise, state);
  Object.setPrototypeOf(promise, listenerBefore(Object.getPrototypeOf(promise)));
}

function markClaimed(promise: object): void {
  const state = Watched.of(promise);
  if (state === undefined || state.claimed) return;
  state.orphan?.catch(() => {});
  state.claimed = true;
  for (const attach of state.waiting.splice(0)) attach();
}

/** One for each prototype of promises, so that all that are watched have one shape. */
const listeners = /* @__PURE__ */ new WeakMap<object, object>();

function listenerBefore(prototype: Promise<unknown>): object {
  const known = listeners.get(prototype);
  if (known !== undefined) return known;
  const { then } = prototype;
  const tag = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag);
  const listener = Object.create(prototype, {
    // biome-ignore lint/suspicious/noThenProperty: it is a promise
    then: {
      configurable: true,
      writable: true,
      value(this: Promise<unknown>, ...handlers: [never, never]) {
        markClaimed(this);
        return then.apply(this, handlers);
      },
    },
    constructor: {
      configurable: true,
      get(this: Promise<unknown>) {
        markClaimed(this);
        return Reflect.get(prototype, 'constructor', this);
      },
    },
    // Who asks for a prototype's own tag wants to know whether it is a subclass's.
    ...(tag && { [Symbol.toStringTag]: tag }),
  });
  listeners.set(prototype, listener);
  return listener;
}
