import { renderTrace } from '../render/tree.ts';
import type { TreeSpan } from '../render/tree-span.ts';

/** What a span and everything below it should look like. What is not said is not looked at. */
export interface Shape {
  readonly name: string | RegExp;
  readonly service?: string;
  /** OTLP `SpanKind` number. */
  readonly kind?: number;
  /** Whether the span failed; a string or pattern: how, by its `error.type`. */
  readonly error?: boolean | string | RegExp;
  /** Values by equality, texts by pattern; `undefined`: must not be there. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** All children, in any order. */
  readonly children?: readonly Shape[];
}

/** Throws an error that shows the tree unless `spans` are one connected trace of this shape. */
export function assertTrace(spans: readonly TreeSpan[], shape: Shape): void {
  const problem = problemOf(spans, shape);
  if (problem === undefined) return;
  const error = new Error(`${problem}\n\n${renderTrace(spans) || 'no spans'}`);
  error.name = 'AssertionError';
  throw error;
}

function problemOf(spans: readonly TreeSpan[], shape: Shape): string | undefined {
  const traces = new Set(spans.map(({ traceId }) => traceId));
  if (traces.size !== 1) return `expected one trace, there are ${traces.size}`;
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  const [root] = roots;
  if (root === undefined || roots.length > 1) return `expected one root, there are: ${namesOf(roots)}`;
  return findMismatch(root, shape, spans);
}

function findMismatch(span: TreeSpan, shape: Shape, spans: readonly TreeSpan[]): string | undefined {
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
  { name, service, kind, error, attributes = {} }: Shape,
): Record<string, Pair> {
  const failed = span.status.code === 2;
  return {
    name: [span.name, name],
    ...(service !== undefined && { service: [span.service, service] }),
    ...(kind !== undefined && { kind: [span.kind, kind] }),
    ...(error !== undefined && {
      error: [typeof error === 'boolean' ? failed : failed && span.attributes['error.type'], error],
    }),
    ...Object.fromEntries(
      Object.entries(attributes).map(([key, expected]) => [key, [span.attributes[key], expected] as Pair]),
    ),
  };
}

const isEqual = (actual: unknown, expected: unknown): boolean =>
  expected instanceof RegExp
    ? typeof actual === 'string' && expected.test(actual)
    : showValue(actual) === showValue(expected);

const showValue = (value: unknown): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value, bigintText) ?? String(value));

const bigintText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

const namesOf = (spans: readonly TreeSpan[]): string => spans.map(({ name }) => name).join(', ') || 'none';
