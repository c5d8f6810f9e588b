import { renderTrace } from '../render/tree.ts';
import type { TreeSpan } from '../render/tree-span.ts';
import { KINDS, type KindName } from '../trace/span.ts';

/** What a span and everything below it should look like. What is not said is not looked at. */
export interface Shape {
  readonly name: string | RegExp;
  readonly service?: string;
  /** `'client'`, `'server'`, …, or OTLP's `SpanKind` number. */
  readonly kind?: KindName | number;
  /** Whether the span failed; a string or pattern: how, by its `error.type`. */
  readonly error?: boolean | string | RegExp;
  /** Values by equality, texts by pattern, or `expect.any(Number)` and its kin; `undefined`: must not be there. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** All children, in any order. */
  readonly children?: readonly Shape[];
}

/** One span, wherever it is in a trace. */
export type SpanShape = Partial<Pick<Shape, 'name'>> & Omit<Shape, 'name'>;

/**
 * Throws an error that shows the tree unless `spans` are one connected trace of this shape.
 *
 * @example
 * assertTrace(await recorder.waitForTrace('POST /ask'), {
 *   name: 'POST /ask',
 *   children: [{ name: 'chat gpt-4o', attributes: { 'session.id': 's-42' } }],
 * });
 */
export function assertTrace(spans: readonly TreeSpan[], shape: Shape): void {
  const problem = traceProblem(spans, shape);
  if (problem !== undefined) throw shapeError(problem, spans);
}

/**
 * Throws an error that shows the tree unless one of `spans` is like this.
 *
 * @example
 * import { assert } from 'node:test';
 * assert.register('hasSpan', assertSpan);
 * test('asks', async (t) => t.assert.hasSpan(recorder.spans, { name: /^chat/, error: false }));
 */
export function assertSpan(spans: readonly TreeSpan[], shape: SpanShape | string | RegExp): void {
  const problem = spanProblem(spans, shape);
  if (problem !== undefined) throw shapeError(problem, spans);
}

export const withTree = (problem: string, spans: readonly TreeSpan[]): string =>
  `${problem}\n\n${renderTrace(spans) || 'no spans'}`;

const shapeError = (problem: string, spans: readonly TreeSpan[]): Error =>
  Object.assign(new Error(withTree(problem, spans)), { name: 'AssertionError' });

/** Why none of `spans` is like this; of one that has the name, what else differs. */
export function spanProblem(
  spans: readonly TreeSpan[],
  given: SpanShape | string | RegExp,
): string | undefined {
  const shape = typeof given === 'string' || given instanceof RegExp ? { name: given } : given;
  const problems = spans.map((span) => findMismatch(span, shape, spans));
  if (problems.includes(undefined)) return undefined;
  const { name } = shape;
  const named = name === undefined ? -1 : spans.findIndex((span) => isEqual(span.name, name));
  if (named >= 0) return problems[named];
  return name === undefined
    ? `expected a span like ${showValue(shape)}, there are: ${namesOf(spans)}`
    : `expected a span ${showValue(name)}, there are: ${namesOf(spans)}`;
}

export function traceProblem(spans: readonly TreeSpan[], shape: Shape): string | undefined {
  const traces = new Set(spans.map(({ traceId }) => traceId));
  if (traces.size !== 1) return `expected one trace, there are ${traces.size}`;
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  const [root] = roots;
  if (root === undefined || roots.length > 1) return `expected one root, there are: ${namesOf(roots)}`;
  return findMismatch(root, shape, spans);
}

function findMismatch(span: TreeSpan, shape: SpanShape, spans: readonly TreeSpan[]): string | undefined {
  const own = Object.entries(shapeFacts(span, shape)).find(
    ([, [actual, expected]]) => !isEqual(actual, expected),
  );
  if (own !== undefined) {
    const [what, [actual, expected]] = own;
    return `${span.name}: expected ${what} ${showValue(expected)}, it is ${showValue(actual)}`;
  }
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  return shape.children && childrenMismatch(span, children, shape.children, spans);
}

function childrenMismatch(
  span: TreeSpan,
  children: readonly TreeSpan[],
  shapes: readonly Shape[],
  spans: readonly TreeSpan[],
): string | undefined {
  const left = [...children];
  for (const shape of shapes) {
    const problems = left.map((child) => findMismatch(child, shape, spans));
    const at = problems.indexOf(undefined);
    if (at === -1) {
      const named = left.findIndex((child) => isEqual(child.name, shape.name));
      return (
        problems[named] ?? `${span.name}: expected a child ${showValue(shape.name)} beside: ${namesOf(left)}`
      );
    }
    left.splice(at, 1);
  }
  return left.length > 0 ? `${span.name}: unexpected children: ${namesOf(left)}` : undefined;
}

type Pair = readonly [actual: unknown, expected: unknown];

/** What the shape says of the span itself, each beside what is so. */
function shapeFacts(
  span: TreeSpan,
  { name, service, kind, error, attributes = {} }: SpanShape,
): Record<string, Pair> {
  const failed = span.status.code === 2;
  return {
    ...(name !== undefined && { name: [span.name, name] }),
    ...(service !== undefined && { service: [span.service, service] }),
    ...(kind !== undefined && { kind: [span.kind, typeof kind === 'string' ? KINDS[kind] : kind] }),
    ...(error !== undefined && {
      error: [typeof error === 'boolean' ? failed : failed && span.attributes['error.type'], error],
    }),
    ...Object.fromEntries(
      Object.entries(attributes).map(([key, expected]) => [key, [span.attributes[key], expected] as Pair]),
    ),
  };
}

/** `expect.any(Number)`, of Jest and of Vitest. */
interface Asymmetric {
  asymmetricMatch(actual: unknown): boolean;
}

const isAsymmetric = (it: unknown): it is Asymmetric =>
  typeof (it as Partial<Asymmetric> | null | undefined)?.asymmetricMatch === 'function';

function isEqual(actual: unknown, expected: unknown): boolean {
  if (expected instanceof RegExp) return typeof actual === 'string' && expected.test(actual);
  return isAsymmetric(expected)
    ? expected.asymmetricMatch(actual)
    : showValue(actual) === showValue(expected);
}

const showValue = (value: unknown): string =>
  value instanceof RegExp || isAsymmetric(value)
    ? String(value)
    : (JSON.stringify(value, bigintText) ?? String(value));

const bigintText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

const namesOf = (spans: readonly TreeSpan[]): string => spans.map(({ name }) => name).join(', ') || 'none';
