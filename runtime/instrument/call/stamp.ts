/** Gives its heirs' fields to an object that is there already. */
class Onto {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is all it is for
    return object;
  }
}

/**
 * A value kept at somebody else's object, where nobody sees it: a private field. Unlike an entry of a WeakMap it
 * costs the garbage collector nothing.
 */
export class Stamp extends Onto {
  #value: unknown;

  static set(object: object, value: unknown): void {
    const stamped = #value in object ? object : new Stamp(object);
    stamped.#value = value;
  }

  /** What was set there, by whoever names its type. */
  static get<Value>(object: object): Value | undefined {
    return #value in object ? (object.#value as Value) : undefined;
  }
}
