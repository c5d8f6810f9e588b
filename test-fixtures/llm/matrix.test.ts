import { afterAll, describe, expect, it } from 'vitest';
import { shutdown } from '../../runtime/api/lifecycle.ts';
import { resolvedAttributes } from '../../runtime/trace/resolve-attributes.ts';
import { CLIENT, type Span, STATUS_ERROR } from '../../runtime/trace/span.ts';
import { isKnownAttribute } from '../semconv/known-attributes.ts';
import { CLIENTS } from './clients.ts';
import { runCase } from './matrix.ts';

afterAll(() => shutdown());

describe.each(CLIENTS)('%s behaves the same, and each call is one right span', (_name, helper, cases) => {
  it.each(cases.map((it) => [it.name, it] as const))('%s', async (_case, the) => {
    const before = await runCase(the, undefined);
    const after = await runCase(the, helper);
    expect(before.spans).toEqual([]);
    expect(after.said).toEqual(before.said);
    // What asks no model is an HTTP request all the same; what does ask one is nothing besides.
    const spans = the.spans?.length === 0 ? after.spans.filter((it) => !isHttp(it)) : after.spans;
    const names = spans.map(({ name }) => name);
    // What runs at once ends in any order.
    if (the.spans !== undefined) expect(names.toSorted()).toEqual(the.spans.toSorted());
    else expect(names).toHaveLength(1);
    if (names.length === 0) return;
    const span = (the.root === undefined ? after.spans[0] : outermost(after.spans)) as Span;
    const attributes = Object.fromEntries(resolvedAttributes(span));
    expect(span.kind).toBe(the.root?.kind ?? CLIENT);
    for (const it of after.spans) {
      expect(it.end).toBeGreaterThanOrEqual(it.start);
      expect(repeated(it)).toEqual([]);
      expect(unknownNames(it)).toEqual([]);
    }
    const expected = the.root?.attributes ?? the.attributes ?? {};
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, attributes[key]]))).toEqual(expected);
    if (the.error !== undefined)
      expect([span.status, attributes['error.type']]).toEqual([STATUS_ERROR, the.error]);
    const reasons = attributes['gen_ai.response.finish_reasons'];
    const isTimed = attributes['gen_ai.request.stream'] === true && span.kind === CLIENT && !the.untimed;
    if (isTimed && the.error === undefined && Array.isArray(reasons) && !reasons.includes('error')) {
      expect(attributes['gen_ai.response.time_to_first_chunk']).toBeGreaterThan(0);
    }
  });
});

/** Attributes that no convention knows, whatever a case asks for. */
const unknownNames = (span: Span): string[] =>
  resolvedAttributes(span).flatMap(([name]) => (isKnownAttribute(name) ? [] : [name]));

const isHttp = ({ attributes }: Span): boolean => attributes.includes('http.request.method');

/** Keys that were set more than once to what they were: a long stream would fill the memory with them. */
function repeated({ attributes }: Span): unknown[] {
  const pairs = attributes.flatMap((key, at) => (at % 2 === 0 ? [`${key}=${attributes[at + 1]}`] : []));
  return pairs.filter((pair, at) => pairs.indexOf(pair) !== at);
}

/** The one above all others, which are below it directly. */
function outermost(spans: readonly Span[]): Span | undefined {
  const root = spans.find(({ parent }) => parent === undefined);
  for (const span of spans) if (span !== root) expect(span.parent).toBe(root);
  return root;
}
