import { describe, expect, it } from 'vitest';
import type { BaggageEntry } from '../../runtime/trace/baggage.ts';
import { formatBaggage, parseBaggage } from '../../runtime/w3c/baggage.ts';
import { formatTraceparent, parseTraceparent } from '../../runtime/w3c/traceparent.ts';
import { cleanTracestate } from '../../runtime/w3c/tracestate.ts';
import { vectorsOf } from '../vectors.ts';

it.each(vectorsOf<string, string | null>('traceparent'))('traceparent: $name', ({ input, expected }) => {
  const parsed = parseTraceparent(input);
  expect(parsed ? formatTraceparent(parsed.traceId, parsed.parentId, parsed.flags) : null).toBe(expected);
});

it.each(vectorsOf<string, string>('tracestate'))('tracestate: $name', ({ input, expected }) => {
  expect(cleanTracestate(input)).toBe(expected);
  expect(cleanTracestate(expected)).toBe(expected);
});

describe('baggage', () => {
  it.each(vectorsOf<string, { entries: BaggageEntry[]; header: string }>('baggage'))('$name', ({
    input,
    expected: { entries, header },
  }) => {
    expect(parseBaggage(input)).toEqual(entries);
    expect(formatBaggage(entries)).toBe(header);
    expect(parseBaggage(header)).toEqual(entries);
  });

  it('what was added last travels when the limits are reached', () => {
    const many = Array.from({ length: 70 }, (_, at): BaggageEntry => [`k${at}`, at, '']);
    const sent = parseBaggage(formatBaggage(many));
    expect(sent.map(([key]) => key)).toEqual(many.slice(6).map(([key]) => key));
    const large: BaggageEntry[] = [
      ['a', 'x'.repeat(8000), ''],
      ['b', 'y'.repeat(300), ''],
      ['c', true, ''],
    ];
    expect(formatBaggage(large)).toBe(`b=${'y'.repeat(300)},c=true`);
  });

  it('values of any type travel as text, keys that are no token do not', () => {
    const entries: BaggageEntry[] = [
      ['n', 1.5, ''],
      ['big', 12n, ''],
      ['list', ['a', 2n], ''],
      ['no token', 1, ''],
      ['lone', '\ud800', ''],
    ];
    expect(formatBaggage(entries)).toBe('n=1.5,big=12,list=[%22a%22%2C%222%22],lone=%EF%BF%BD');
  });
});
