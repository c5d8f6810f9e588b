/** What a function has besides its behaviour; V8's sloppy functions own `arguments` and `caller`. */
const OWN_WAY = new Set<PropertyKey>(['prototype', 'arguments', 'caller']);

/**
 * Makes `wrapper` pass for `fn`: same name, length, kind and properties, those set later too. Routers read
 * the length, frameworks the constructor's name, tests the calls of their mocks.
 */
export function mimic<F extends object>(
  wrapper: object,
  fn: F,
  more: Readonly<Record<string, unknown>> = {},
): F {
  const own = Object.getOwnPropertyDescriptors(fn) as Record<PropertyKey, PropertyDescriptor>;
  for (const key of Reflect.ownKeys(own)) {
    const descriptor = own[key] as PropertyDescriptor;
    if (OWN_WAY.has(key)) continue;
    Object.defineProperty(
      wrapper,
      key,
      key === 'name' || key === 'length' ? descriptor : liveProperty(fn, key, descriptor),
    );
  }
  // Between the two, where no list of own keys shows it.
  const between = Object.create(fn, describe({ toString: sourceText(wrapper, fn), ...more }));
  return Object.setPrototypeOf(wrapper, between);
}

/** Reads and writes go to `fn`. */
const liveProperty = (
  fn: object,
  key: PropertyKey,
  { enumerable = false }: PropertyDescriptor,
): PropertyDescriptor => ({
  enumerable,
  configurable: true,
  get: () => Reflect.get(fn, key),
  set: (value: unknown) => Reflect.set(fn, key, value),
});

/** Some read a function's parameters in its text. */
const sourceText = (wrapper: object, fn: object): (() => string) =>
  ({
    toString(): string {
      return this === wrapper ? String(fn) : Function.prototype.toString.call(this);
    },
  }).toString;

const describe = (values: Readonly<Record<string, unknown>>): PropertyDescriptorMap =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, writable: true, configurable: true }]),
  );
