/** What a function has besides its behaviour; V8's sloppy functions own `arguments` and `caller`. */
const OWN_WAY = new Set<PropertyKey>(['prototype', 'arguments', 'caller']);

/**
 * Makes `wrapper` pass for `fn`: same name, length, kind and properties, those set later too. Routers read
 * the length, frameworks the constructor's name, tests the calls of their mocks.
 */
export function mimic<F extends object>(wrapper: object, fn: F): F {
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
  return Object.setPrototypeOf(wrapper, fn);
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
