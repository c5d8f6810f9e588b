import { runIn } from '../../core/active-span.ts';
import { watch } from '../../platform/watch-promise.ts';
import type { Work } from '../call/operation.ts';

const GENERATORS = ['GeneratorFunction', 'AsyncGeneratorFunction'];

export const isGenerator = (fn: object): boolean =>
  GENERATORS.includes((fn as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? '');

type AnyGenerator = Generator | AsyncGenerator;

/** The very generator, whose steps run in a span from its first step to its last. */
export function traceGenerator<G extends AnyGenerator>(generator: G, begin: () => Work): G {
  let work: Work | undefined;
  for (const key of ['next', 'return', 'throw'] as const) {
    const method = generator[key] as (...args: unknown[]) => unknown;
    const value = (...args: unknown[]): unknown => {
      work ??= begin();
      return step(work, () => method.apply(generator, args));
    };
    Object.defineProperty(generator, key, { value, configurable: true, writable: true });
  }
  return generator;
}

function step(work: Work, go: () => unknown): unknown {
  const note = (result: unknown): void => {
    const { done, value } = result as IteratorResult<unknown>;
    if (done) work.settle(value);
  };
  try {
    const result = runIn(work.span, go);
    if (result instanceof Promise) watch(result, note, work.fail);
    else note(result);
    return result;
  } catch (error) {
    work.fail(error);
    throw error;
  }
}
