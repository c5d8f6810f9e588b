/** Carriers from valid over slightly wrong to hostile. */
import type { Random } from './random.ts';

const HEX = '0123456789abcdef';
const PIECES = [
  ...'=,;%"\\ \t\r\n\0\x7f-_.@*/{}[]:é€😀\ud800\udc00\u2028\ufeff0aAfFzZ',
  '%20',
  '%FF',
  '%E2%82',
  '%zz',
  '\r\nx-evil: 1',
  '00000000000000000000000000000000',
  ' '.repeat(40),
  ','.repeat(70),
  'x'.repeat(300),
  'x'.repeat(4_200),
  '%FF'.repeat(1_000),
];
const KEYS = [
  'traceparent',
  'Traceparent',
  'tracestate',
  'baggage',
  'BAGGAGE',
  'x-trace-context',
  'X-Trace-Context',
  'traceContext',
  'trace_context',
  'headers',
  'messageAttributes',
  'properties',
  '_meta',
  'stringValue',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'get',
  'then',
  'length',
];

const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => HEX[random.below(16)]).join('');

const traceparent = (random: Random): string =>
  `${random.chance(0.9) ? '00' : hex(random, 2)}-${hex(random, 32)}-${hex(random, 16)}-${random.chance(0.8) ? '01' : hex(random, 2)}`;

const word = (random: Random): string => hex(random, 1 + random.below(random.chance(0.97) ? 8 : 250));

const tracestate = (random: Random): string =>
  random
    .many(random.chance(0.9) ? 4 : 40, () => `${word(random)}=${word(random)}`)
    .join(random.pick([',', ' , ', ',,']));

const member = (random: Random): string => {
  const properties = random.many(2, () => `;${word(random)}${random.chance(0.5) ? `=${word(random)}` : ''}`);
  return `${word(random)}=${encodeURIComponent(random.pick(['', 'a b', 'é', '😀', '1', 'x=y', 'z'.repeat(300)]))}${properties.join('')}`;
};

const baggage = (random: Random): string =>
  random.many(random.chance(0.9) ? 5 : 90, () => member(random)).join(random.pick([',', ', ', ',,']));

/** A few edits anywhere: insert, remove, repeat, change the case. */
function damage(random: Random, text: string): string {
  let damaged = text;
  for (let edits = random.below(4); edits > 0; edits--) {
    const at = random.below(damaged.length + 1);
    const end = at + random.below(6);
    const [before, cut, after] = [damaged.slice(0, at), damaged.slice(at, end), damaged.slice(end)];
    damaged = random.pick([
      () => before + random.pick(PIECES) + cut + after,
      () => before + after,
      () => before + cut + cut + after,
      () => before + cut.toUpperCase() + after,
    ])();
  }
  return damaged;
}

const text = (random: Random): string =>
  damage(random, random.pick([traceparent, tracestate, baggage, json, () => random.pick(PIECES)])(random));

const json = (random: Random): string => {
  try {
    return JSON.stringify(headers(random, 2)) ?? '';
  } catch {
    return '{';
  }
};

function value(random: Random, depth: number): unknown {
  const roll = random.below(12);
  if (roll < 5) return text(random);
  if (roll === 5) return random.many(3, () => value(random, depth - 1));
  if (roll === 6) return new TextEncoder().encode(text(random));
  if (roll === 7)
    return random.pick([null, undefined, 0, Number.NaN, true, 1n, Symbol('s'), () => 'f', new Date(0)]);
  return depth > 0 ? headers(random, depth - 1) : text(random);
}

function headers(random: Random, depth: number): object {
  const carrier: Record<string, unknown> = random.chance(0.1) ? Object.create(null) : {};
  if (random.chance(0.7)) carrier.traceparent = damageSometimes(random, traceparent(random));
  if (random.chance(0.5)) carrier.tracestate = damageSometimes(random, tracestate(random));
  if (random.chance(0.6)) carrier.baggage = damageSometimes(random, baggage(random));
  for (const key of random.many(2, () => random.pick(KEYS))) {
    Object.defineProperty(carrier, key, {
      value: value(random, depth),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return carrier;
}

const damageSometimes = (random: Random, header: string): string =>
  random.chance(0.3) ? damage(random, header) : header;

function trapped(random: Random): object {
  const target = headers(random, 1);
  const trap = () => {
    throw new Error('a trap');
  };
  return random.pick([
    () => new Proxy(target, { get: trap }),
    () => new Proxy(target, { ownKeys: trap }),
    () => Object.defineProperty(target, random.pick(KEYS), { get: trap }),
    () => new Map(Object.entries(target)),
    () => ({ get: (name: string) => (target as Record<string, unknown>)[name] }),
  ])();
}

/** Anything that a program could hand to `setBaggage` or `withTrace`. */
export function carrier(random: Random): unknown {
  const roll = random.below(10);
  if (roll < 3) return text(random);
  if (roll < 5) return json(random);
  if (roll < 6) return damage(random, json(random));
  if (roll < 9) return headers(random, 2);
  return random.chance(0.5) ? trapped(random) : value(random, 2);
}
