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
interface Watched {
  claimed: boolean;
  orphan: Promise<never> | undefined;
}

const watched = /* @__PURE__ */ new WeakMap<object, Watched>();

/** Calls one of the two when `promise`, a plain native one, settles. */
export function watch(
  promise: Promise<unknown>,
  settled: (value: unknown) => void,
  failed: (error: unknown) => void,
): void {
  const { then } = Promise.prototype;
  const before = watched.get(promise);
  const state: Watched = before ?? { claimed: false, orphan: undefined };
  Reflect.apply(then, promise, [
    settled,
    (error: unknown) => {
      failed(error);
      if (!state.claimed && state.orphan === undefined) state.orphan = Promise.reject(error);
    },
  ]);
  if (before === undefined) listen(promise, state);
}

function listen(promise: Promise<unknown>, state: Watched): void {
  watched.set(promise, state);
  const claim = (): void => {
    if (!state.claimed) state.orphan?.catch(() => {});
    state.claimed = true;
  };
  const own = promise.constructor;
  Object.defineProperties(promise, {
    // biome-ignore lint/suspicious/noThenProperty: it is a promise
    then: {
      configurable: true,
      writable: true,
      value(this: Promise<unknown>, ...handlers: [never, never]) {
        claim();
        return Promise.prototype.then.apply(this, handlers);
      },
    },
    constructor: {
      configurable: true,
      get() {
        claim();
        return own;
      },
    },
  });
}
