/**
 * Watching a promise that belongs to somebody else, without being seen: its owner keeps the very same
 * promise, its reactions run when they did, and a rejection that nobody handles is still raised once.
 *
 * A reaction of ours marks the promise as handled. So a prototype in front of its own, with the `then` and
 * the `constructor` that `await` and `Promise.resolve` look up, tells whether anybody else came for it; a
 * rejection that nobody came for is raised again on a promise of ours, and taken back as soon as somebody
 * does. Properties of the promise itself would do, but take V8's shortcut from every `await` and `then` of
 * the process.
 *
 * What cannot be seen is a handler that was attached before: a promise that its program has silenced
 * (`p.catch(() => {})`), that it then returns and whose rejection nobody handles, is raised.
 */
interface Watch {
  claimed: boolean;
  orphan: Promise<never> | undefined;
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

/** Calls one of the two when `promise`, a plain native one that can be extended, settles. */
export function watchPromise(
  promise: Promise<unknown>,
  settled: (value: unknown) => void,
  failed: (error: unknown) => void,
): void {
  const before = Watched.of(promise);
  const state: Watch = before ?? { claimed: false, orphan: undefined };
  const { claimed } = state;
  Reflect.apply(Promise.prototype.then, promise, [
    settled,
    (error: unknown) => {
      failed(error);
      if (!state.claimed && state.orphan === undefined) state.orphan = Promise.reject(error);
    },
  ]);
  // `then` itself looked up the constructor.
  if (before === undefined) installListener(promise, state);
  else before.claimed = claimed;
}

function installListener(promise: Promise<unknown>, state: Watch): void {
  new Watched(promise, state);
  Object.setPrototypeOf(promise, listenerBefore(Object.getPrototypeOf(promise)));
}

function markClaimed(promise: object): void {
  const state = Watched.of(promise);
  if (state === undefined) return;
  if (!state.claimed) state.orphan?.catch(() => {});
  state.claimed = true;
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
