import { mimic } from '../call/mimic.ts';
import { run } from '../call/run-work.ts';
import { type TracedOptions, tracedOperation } from './entered-body.ts';
import { isGenerator, traceGenerator } from './generator.ts';

export type Callable = (this: unknown, ...args: unknown[]) => unknown;

const wrappers = /* @__PURE__ */ new WeakSet<object>();

/** It has a decorator of its own. */
export const isTraced = (method: object): boolean => wrappers.has(method);

/** The same method, every call of which has a span. */
export function wrapMethod(method: Callable, key: PropertyKey, options: TracedOptions): Callable {
  let name = options.name;
  const { wrapper } = {
    wrapper(this: unknown, ...args: unknown[]): unknown {
      name ??= methodName(this, key, wrapper);
      const begin = () => tracedOperation(name as string, options, args);
      return isGenerator(method)
        ? traceGenerator(method.apply(this, args) as Generator, begin)
        : run(method, this, args, begin());
    },
  };
  wrappers.add(wrapper);
  return mimic<Callable>(wrapper, method);
}

/** `Class.method`, by the class that declares it. */
function methodName(self: unknown, key: PropertyKey, wrapper: Callable): string {
  const name = typeof key === 'symbol' ? `[${key.description ?? ''}]` : String(key);
  try {
    const owner = ownerOf(self, key, wrapper) ?? self;
    const { name: declared } = typeof owner === 'function' ? owner : (owner as object).constructor;
    return declared ? `${declared}.${name}` : name;
  } catch {
    return name;
  }
}

function ownerOf(self: unknown, key: PropertyKey, wrapper: Callable): unknown {
  for (let at = self; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(at, key) ?? {};
    if (value === wrapper || get === wrapper || set === wrapper) return at;
  }
  return undefined;
}
