/**
 * `@traced` where the transformer did not compile it away: a standard decorator, and one under
 * TypeScript's `experimentalDecorators`; its arguments tell which.
 */
import { wrapMember, wrapMembers } from './class-members.ts';
import type { TracedOptions } from './entered-body.ts';
import { type Callable, wrapMethod } from './method.ts';

export type { TracedOptions } from './entered-body.ts';

export interface TracedDecorator {
  // biome-ignore lint/suspicious/noExplicitAny: a decorator's type is its target's, which can be anything
  (value: any, context: DecoratorContext): any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  (target: object, key: string | symbol, descriptor?: PropertyDescriptor): any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  (target: abstract new (...args: any[]) => unknown): any;
}

export interface Traced extends TracedDecorator {
  /** `@traced()`, `@traced('name')`, `@traced({ name, attributes, kind })`; attributes are constants. */
  (options?: string | TracedOptions): TracedDecorator;
}

/**
 * Gives every call of a method a span, and on a class every call of its own methods; written `@traced`,
 * `@traced('name')` or `@traced({ … })` before either. The span is a child of the active one; outside of any, a
 * method that is called with a request continues that request's trace.
 *
 * @example
 * const Search = traced({ name: 'search' })(class { find = async (query: string) => [query] });
 */
export const traced: Traced = (...args: unknown[]): never => {
  const [first] = args;
  if (args.length > 1 || typeof first === 'function') return decorateTarget({}, args) as never;
  const options = typeof first === 'string' ? { name: first } : ((first ?? {}) as TracedOptions);
  return ((...target: unknown[]) => decorateTarget(options, target)) as never;
};

function decorateTarget(options: TracedOptions, [target, second, descriptor]: readonly unknown[]): unknown {
  if (typeof second === 'object' && second !== null)
    return decorateStandard(options, target, second as DecoratorContext);
  if (second === undefined) return wrapMembers(target as Callable, options);
  return wrapMember(
    target as object,
    second as PropertyKey,
    descriptor as PropertyDescriptor | undefined,
    options,
  );
}

function decorateStandard(options: TracedOptions, value: unknown, context: DecoratorContext): unknown {
  switch (context.kind) {
    case 'class':
      return void wrapMembers(value as Callable, options);
    case 'field':
      return (initial: unknown) => orSame(initial, context.name, options);
    case 'accessor':
      return { init: (initial: unknown) => orSame(initial, context.name, options) };
    default:
      return wrapMethod(value as Callable, context.name, options);
  }
}

const orSame = (value: unknown, key: PropertyKey, options: TracedOptions): unknown =>
  typeof value === 'function' ? wrapMethod(value as Callable, key, options) : value;
