/**
 * An answer is input: exchanges of every vendor, with values, types, orders and sizes changed, through every adapter.
 * Nothing is thrown, the program gets the very objects that it would have got, and no span is larger than its bounds.
 * `FUZZ=20000 FUZZ_SEED=7 npx vitest run fuzz` runs more.
 */
import { afterAll, expect, it } from 'vitest';
import { state } from '../../runtime/core/state.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record } from '../record.ts';
import { EXCHANGES, type Exchange } from './exchanges.ts';
import { collect, wrappedBy } from './matrix.ts';

const RUNS = Number(process.env.FUZZ ?? 1_000);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);

/** mulberry32 */
function random(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let it = Math.imul(at ^ (at >>> 15), 1 | at);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function deep(levels: number): unknown {
  let value: unknown = 'x';
  for (let at = 0; at < levels; at++) value = at % 2 ? [value] : { content: value };
  return value;
}

/** What a server, a gateway or somebody between them can send. */
const HOSTILE: readonly (() => unknown)[] = [
  () => 30_000_000,
  () => 4_294_967_294,
  () => -1,
  () => 0.5,
  () => Number.NaN,
  () => Number.MAX_VALUE,
  () => null,
  () => undefined,
  () => true,
  () => '',
  () => 'x'.repeat(300_000),
  () => '\ud800',
  () => [],
  () => ({}),
  () => Array.from({ length: 5_000 }, (_, index) => ({ index, type: 'text', text: 'x' })),
  () => Array.from({ length: 20_000 }, (_, index) => index),
  () => deep(5_000),
  () => JSON.parse('{"__proto__":{"type":"text"},"constructor":1,"length":4294967295}') as unknown,
  () => Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, 'x'])),
];

type Holder = Record<PropertyKey, unknown>;

/** Every place in a value where something stands. */
function placesIn(value: unknown, places: [Holder, string][] = [], depth = 0): [Holder, string][] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || depth > 12) return places;
  for (const key of Object.keys(value)) {
    places.push([value as Holder, key]);
    placesIn((value as Holder)[key], places, depth + 1);
  }
  return places;
}

/** Changes up to three places; the changed ones tell when somebody looks. */
function mutated(original: unknown, next: () => number, seen: () => void): unknown {
  const copy = structuredClone(original);
  for (let changes = 1 + Math.floor(next() * 3); changes > 0; changes--) {
    const places = placesIn(copy);
    const [holder, key] = places[Math.floor(next() * places.length)] ?? [];
    if (holder === undefined || key === undefined) return copy;
    const value = next() < 0.15 ? holder[key] : HOSTILE[Math.floor(next() * HOSTILE.length)]?.();
    if (Array.isArray(holder)) {
      if (next() < 0.3) holder.reverse();
      holder[Number(key)] = value;
      seen();
      continue;
    }
    Object.defineProperty(holder, key, {
      enumerable: true,
      configurable: true,
      get() {
        seen();
        return value;
      },
    });
  }
  return copy;
}

async function* streamed(chunks: readonly unknown[]): AsyncGenerator<unknown> {
  yield* chunks;
}

async function exchange(
  { helper, method, asked, whole, chunks }: Exchange,
  change: (it: unknown) => unknown,
) {
  const given = chunks === undefined ? change(whole) : chunks.map(change);
  const answer = chunks === undefined ? given : streamed(given as unknown[]);
  const receiver = {
    ...(helper === 'langchain' ? { lc_runnable: true, _modelType: () => 'base_chat_model', model: 'm' } : {}),
    call: async () => (helper === 'bedrock' && chunks !== undefined ? { stream: answer } : answer),
  };
  const got = await wrappedBy(helper)(receiver, 'call', method)(...([asked] as unknown as []));
  const stream = helper === 'bedrock' ? (got as { stream?: unknown }).stream : got;
  if (chunks === undefined) expect(got).toBe(given);
  else expect(await collect(stream as AsyncIterable<unknown>)).toEqual(given);
}

const reached = new Map<string, number>();
afterAll(() =>
  console.log(`seed ${SEED}, ${RUNS} exchanges; looked at: ${JSON.stringify(Object.fromEntries(reached))}`),
);

it.each([false, true])('content captured: %s', async (captureContent) => {
  const next = random(SEED);
  const spans: Span[] = record({ captureContent });
  const internal = state.internalErrors;
  let slowest = 0;
  for (let run = 0; run < RUNS; run++) {
    const the = EXCHANGES[run % EXCHANGES.length] as Exchange;
    const name = `${the.helper} ${the.method}${the.chunks ? ' streamed' : ''}`;
    const change = (it: unknown) =>
      mutated(it, next, () => void reached.set(name, (reached.get(name) ?? 0) + 1));
    const began = process.cpuUsage().user;
    await exchange(the, change);
    slowest = Math.max(slowest, (process.cpuUsage().user - began) / 1_000);
    const [span] = spans.splice(0);
    expect(span, name).toBeDefined();
    const size = JSON.stringify(attributesOf(span as Span)).length;
    expect(size, `${name}, run ${run} of seed ${SEED}`).toBeLessThan(500_000);
    expect(span?.attributes.length ?? 0, name).toBeLessThan(200);
  }
  // CPU, not the clock: the machine may be busy. An index of 30,000,000 once cost 3,000 ms.
  expect(slowest).toBeLessThan(1_500);
  expect(state.internalErrors - internal).toBe(0);
  expect(state.openCalls.size).toBe(0);
});

it('every adapter looked at what was changed', () => {
  for (const { helper, method, chunks } of EXCHANGES)
    expect(
      reached.get(`${helper} ${method}${chunks ? ' streamed' : ''}`),
      `${helper} ${method}`,
    ).toBeGreaterThan(0);
});
