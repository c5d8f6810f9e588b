import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BaggageEntry } from '../../runtime/trace/baggage.ts';
import { formatBaggage, parseBaggage } from '../../runtime/w3c/baggage.ts';
import { formatTraceparent, parseTraceparent } from '../../runtime/w3c/traceparent.ts';
import { cleanTracestate } from '../../runtime/w3c/tracestate.ts';

interface Case<Out> {
  readonly why: string;
  readonly in: string;
  readonly out: Out;
}

const table = <Row>(name: string): Row[] =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Row[];

describe('traceparent', () => {
  it.each(table<Case<string | null>>('traceparent'))('$why', ({ in: text, out }) => {
    const parsed = parseTraceparent(text);
    expect(parsed ? formatTraceparent(parsed.traceId, parsed.parentId, parsed.flags) : null).toBe(out);
  });
});

describe('tracestate', () => {
  it.each(table<Case<string>>('tracestate'))('$why', ({ in: text, out }) => {
    expect(cleanTracestate(text)).toBe(out);
    expect(cleanTracestate(out)).toBe(out);
  });
});

describe('baggage', () => {
  it.each(table<Case<string> & { members: BaggageEntry[] }>('baggage'))('$why', ({
    in: text,
    members: entries,
    out,
  }) => {
    expect(parseBaggage(text)).toEqual(entries);
    expect(formatBaggage(entries)).toBe(out);
    expect(parseBaggage(out)).toEqual(entries);
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
