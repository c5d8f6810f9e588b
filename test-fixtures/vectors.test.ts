import { expect, it } from 'vitest';
import type { PropagateTo } from '../runtime/config/types/propagate-to.ts';
import { siteOf } from '../runtime/instrument/call/site.ts';
import { parseCarrier } from '../runtime/propagation/carrier.ts';
import { reachOf } from '../runtime/propagation/policy.ts';
import { generateTraceId } from '../runtime/trace/trace-id.ts';
import { record } from './record.ts';
import { vectorsOf } from './vectors.ts';

it.each(vectorsOf<unknown, object | null>('carrier'))('carrier: $name', ({ input, expected }) => {
  expect(parseCarrier(input) ?? null).toEqual(expected);
});

it.each(vectorsOf<string, string>('trace-ids'))('trace id: $name', ({ input, expected }) => {
  expect(generateTraceId(input)).toBe(expected);
});

it.each(
  vectorsOf<{ url: string; propagateTo: PropagateTo | null }, string>('propagation-policy'),
)('propagation: $name', ({ input: { url, propagateTo }, expected }) => {
  record({ propagateTo: propagateTo ?? undefined });
  expect(reachOf(new URL(url))).toBe(expected);
});

it.each(vectorsOf<string, object>('site-text'))('site: $name', ({ input, expected }) => {
  expect(siteOf(input)).toEqual(expected);
});

it('a topic without cases does not pass', () => {
  expect(() => vectorsOf('nothing')).toThrow();
});
