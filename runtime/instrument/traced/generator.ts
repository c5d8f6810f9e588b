import { runWithSpan } from '../../core/active-span.ts';
import { isWatchable, watchPromise } from '../../platform/watch-promise.ts';
import type { Operation } from '../call/operation.ts';

const GENERATORS = ['GeneratorFunction', 'AsyncGeneratorFunction'];

export const isGenerator = (fn: object): boolean =>
  GENERATORS.includes((fn as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? '');

type AnyGenerator = Generator | AsyncGenerator;

/** The very generator, whose steps run in a span from its first step to its last. */
export function traceGenerator<G extends AnyGenerator>(generator: G, begin: () => Operation): G {
  let operation: Operation | undefined;
  for (const key of ['next', 'return', 'throw'] as const) {
    const method = generator[key] as (...args: unknown[]) => unknown;
    const value = (...args: unknown[]): unknown => {
      operation ??= begin();
      return runStep(operation, () => method.apply(generator, args));
    };
    Object.defineProperty(generator, key, { value, configurable: true, writable: true });
  }
  return generator;
}

function runStep(operation: Operation, go: () => unknown): unknown {
  const note = (result: unknown): void => {
    const { done, value } = result as IteratorResult<unknown>;
    if (done) operation.settle(value);
  };
  try {
    const result = runWithSpan(operation.span, go);
    if (isWatchable(result)) watchPromise(result, note, operation.fail, { fresh: true });
    else note(result);
    return result;
  } catch (error) {
    operation.fail(error);
    throw error;
  }
}
