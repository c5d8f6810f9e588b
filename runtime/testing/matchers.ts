/** Matchers for what has an `expect`: Vitest, Jest, Bun. */
import type { TreeSpan } from '../render/tree-span.ts';
import { type Shape, type SpanShape, spanProblem, traceProblem, withTree } from './assert-trace.ts';

/** What was recorded: a recorder, or spans of one. */
export type Recorded = readonly TreeSpan[] | { readonly spans: readonly TreeSpan[] };

/** For the types of `expect`: `interface Matchers<R extends void | Promise<void>, T> extends TraceMatchers<R> {}`. */
export interface TraceMatchers<R = unknown> {
  /**
   * One of the spans is like this; a string or a pattern is its name.
   *
   * @example
   * expect(recorder).toHaveSpan({ name: 'chat gpt-4o', attributes: { 'session.id': 's-42' } });
   * expect(trace).not.toHaveSpan({ error: true });
   */
  toHaveSpan(expected: SpanShape | string | RegExp): R;
  /**
   * The spans are one connected trace of this shape.
   *
   * @example
   * expect(trace).toMatchTrace({ name: 'POST /ask', children: [{ name: 'chat gpt-4o' }] });
   */
  toMatchTrace(expected: Shape): R;
}

interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

const spansOf = (recorded: Recorded): readonly TreeSpan[] =>
  'spans' in recorded ? recorded.spans : recorded;

function verdictOn(recorded: Recorded, problem: string | undefined, unwanted: string): Verdict {
  return { pass: problem === undefined, message: () => withTree(problem ?? unwanted, spansOf(recorded)) };
}

/**
 * For `expect.extend`, in Vitest, Jest and Bun.
 *
 * @example
 * import { expect } from 'vitest';
 * import { matchers } from 'onetrace/testing';
 * expect.extend(matchers);
 */
export const matchers: {
  toHaveSpan(recorded: Recorded, expected: SpanShape | string | RegExp): Verdict;
  toMatchTrace(recorded: Recorded, expected: Shape): Verdict;
} = {
  toHaveSpan: (recorded, expected) =>
    verdictOn(recorded, spanProblem(spansOf(recorded), expected), 'expected no span like this'),
  toMatchTrace: (recorded, expected) =>
    verdictOn(recorded, traceProblem(spansOf(recorded), expected), 'expected no trace of this shape'),
};
