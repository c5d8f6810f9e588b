import type { AttributeValue } from './attribute.ts';
import type { BaggageEntry } from './baggage.ts';
import type { Span } from './span.ts';

/** Members that vendors' own propagators put into baggage: forwarded, but no attribute of a span. */
const VENDOR_INTERNAL = /^(?:sentry-|_dd\.)/;

/** Keys up to this many are compared one by one, faster than a table is made. */
const FEW = 32;

/**
 * What a span is exported with: its own attributes, the last of two equal keys winning, then what its
 * scope carries (session, user, custom attributes, an upstream's members) under keys it has not set.
 */
export function resolvedAttributes({ attributes, baggage }: Span): [key: string, value: AttributeValue][] {
  const { entries } = baggage;
  const resolved: [key: string, value: AttributeValue][] = [];
  const places = attributes.length + entries.length > 2 * FEW ? new Map<string, number>() : undefined;
  const placeOf = (key: string): number =>
    places === undefined ? resolved.findIndex((pair) => pair[0] === key) : (places.get(key) ?? -1);
  const add = (key: string, value: AttributeValue): void => {
    places?.set(key, resolved.length);
    resolved.push([key, value]);
  };
  for (let at = 0; at < attributes.length; at += 2) {
    const [key, value] = [attributes[at] as string, attributes[at + 1] as AttributeValue];
    const place = placeOf(key);
    if (place < 0) add(key, value);
    else resolved[place] = [key, value];
  }
  for (let at = entries.length; at-- > 0; ) {
    const [key, value] = entries[at] as BaggageEntry;
    if (placeOf(key) < 0 && !VENDOR_INTERNAL.test(key)) add(key, value);
  }
  return resolved;
}
