import type { AttributeValue, Span } from './span.ts';

/** Members that vendors' own propagators put into baggage: forwarded, but no attribute of a span. */
const VENDOR_INTERNAL = /^(?:sentry-|_dd\.)/;

/**
 * What a span is exported with: its own attributes, the last of two equal keys winning, then what its
 * scope carries (session, user, custom attributes, an upstream's members) under keys it has not set.
 */
export function resolvedAttributes(span: Span): [key: string, value: AttributeValue][] {
  const { attributes, bag } = span;
  const resolved = new Map<string, AttributeValue>();
  for (let at = 0; at < attributes.length; at += 2) {
    resolved.set(attributes[at] as string, attributes[at + 1] as AttributeValue);
  }
  for (const [key, value] of bag.members.toReversed()) {
    if (!resolved.has(key) && !VENDOR_INTERNAL.test(key)) resolved.set(key, value);
  }
  return [...resolved];
}
