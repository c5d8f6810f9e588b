/**
 * Watching a promise that belongs to somebody else, without being seen: its owner keeps the very same
 * promise, its reactions run when they did, and a rejection that nobody handles is still raised once.
 *
 * A reaction of ours marks the promise as handled. So its own `then`, and its `constructor`, which `await`
 * and `Promise.resolve` look up, tell whether anybody else came for it; a rejection that nobody came for
 * is raised again on a promise of ours, and taken back as soon as somebody does.
 *
 * What cannot be seen is a handler that was attached before: a promise that its program has silenced
 * (`p.catch(() => {})`), that it then returns and whose rejection nobody handles, is raised.
 */
interface Watch {
  claimed: boolean;
  orphan: Promise<never> | undefined;
  /** The promise's own class. */
  readonly own: unknown;
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

/** Calls one of the two when `promise`, a plain native one, settles. */
export function watch(
  promise: Promise<unknown>,
  settled: (value: unknown) => void,
  failed: (error: unknown) => void,
): void {
  const before = Watched.of(promise);
  const state: Watch = before ?? { claimed: false, orphan: undefined, own: promise.constructor };
  const { claimed } = state;
  Reflect.apply(Promise.prototype.then, promise, [
    settled,
    (error: unknown) => {
      failed(error);
      if (!state.claimed && state.orphan === undefined) state.orphan = Promise.reject(error);
    },
  ]);
  // `then` itself looked up the constructor.
  if (before === undefined) listen(promise, state);
  else before.claimed = claimed;
}

function listen(promise: Promise<unknown>, state: Watch): void {
  new Watched(promise, state);
  Object.defineProperty(promise, 'then', THEN);
  Object.defineProperty(promise, 'constructor', CONSTRUCTOR);
}

function claim(promise: Promise<unknown>): unknown {
  const state = Watched.of(promise);
  if (state?.claimed === false) state.orphan?.catch(() => {});
  if (state !== undefined) state.claimed = true;
  return state === undefined ? Promise : state.own;
}

// Shared by all promises: with functions of its own each would be an object of another shape.
const THEN: PropertyDescriptor = {
  configurable: true,
  writable: true,
  value(this: Promise<unknown>, ...handlers: [never, never]) {
    claim(this);
    return Promise.prototype.then.apply(this, handlers);
  },
};
const CONSTRUCTOR: PropertyDescriptor = {
  configurable: true,
  get(this: Promise<unknown>) {
    return claim(this);
  },
};
