import type { TracedOptions } from './entered-body.ts';
import { type Callable, isTraced, wrapMethod } from './method.ts';

/** A member under `experimentalDecorators`, or under Babel's legacy ones, whose fields bring their initializer. */
interface LegacyDescriptor extends PropertyDescriptor {
  initializer?: (() => unknown) | null;
}

export function wrapMember(
  target: object,
  key: PropertyKey,
  descriptor: LegacyDescriptor | undefined,
  options: TracedOptions,
): PropertyDescriptor | undefined {
  if (descriptor === undefined) return wrapAssigned(target, key, options);
  const { value, get, set, initializer } = descriptor;
  const wrap = (fn: unknown): Callable => wrapMethod(fn as Callable, key, options);
  if (typeof value === 'function') descriptor.value = wrap(value);
  if (get !== undefined) descriptor.get = wrap(get) as () => unknown;
  if (set !== undefined) descriptor.set = wrap(set) as (value: unknown) => void;
  if (typeof initializer === 'function') {
    descriptor.initializer = function (this: unknown) {
      const initial = initializer.call(this);
      return typeof initial === 'function' ? wrap(initial) : initial;
    };
  }
  return descriptor;
}

/** A field without a descriptor is assigned in the constructor, unless it is defined (`useDefineForClassFields`). */
function wrapAssigned(target: object, key: PropertyKey, options: TracedOptions): undefined {
  Object.defineProperty(target, key, {
    configurable: true,
    set(this: object, value: unknown) {
      const wrapped = typeof value === 'function' ? wrapMethod(value as Callable, key, options) : value;
      Object.defineProperty(this, key, {
        value: wrapped,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    },
  });
}

/** The methods that a class itself declares, static ones too; no accessors, and no fields. */
export function wrapMembers(target: Callable, options: TracedOptions): void {
  const { name: _, ...others } = options; // one name for all would tell nobody which
  for (const holder of [target, target.prototype as object]) {
    for (const key of Reflect.ownKeys(holder)) {
      const descriptor = Object.getOwnPropertyDescriptor(holder, key) as PropertyDescriptor;
      const { value, configurable, enumerable } = descriptor;
      if (key === 'constructor' || typeof value !== 'function' || enumerable || !configurable) continue;
      if (isTraced(value)) continue;
      const name = options.name === undefined ? undefined : `${options.name}.${String(key)}`;
      const wrapped = wrapMethod(value as Callable, key, name === undefined ? others : { ...others, name });
      Object.defineProperty(holder, key, { ...descriptor, value: wrapped });
    }
  }
}
