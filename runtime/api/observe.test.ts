import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { attributesOf, record, spanNamed } from '../../test-fixtures/record.ts';
import { state } from '../core/state.ts';
import * as plain from '../index.ts';
import { Observe } from '../index.ts';
import { parseCarrier } from '../propagation/carrier.ts';
import type { Span } from '../trace/span.ts';

const { withTrace, getBaggage, setBaggage, setAttribute, getTraceId, TraceAttribute } = Observe;
const UPSTREAM = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const UPSTREAM_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const carrier = JSON.stringify({ traceparent: UPSTREAM, baggage: 'session.id=s-1' });

declare module '../index.ts' {
  interface TraceAttributeValues {
    'order.items': number;
  }
}

let spans: Span[];
const named = (name: string): Span => spanNamed(spans, name);
const warnings = () => vi.spyOn(console, 'warn').mockReturnValue();

beforeEach(() => {
  vi.restoreAllMocks();
  spans = record({});
});

it('Observe holds the plain exports', () => {
  for (const [name, value] of Object.entries(Observe)) expect(plain).toHaveProperty(name, value);
});

describe('outside any span', () => {
  it('nothing is read, and what would be lost is told once', () => {
    const warn = warnings();
    expect(getBaggage()).toBe('');
    expect(getTraceId()).toBeUndefined();
    setBaggage(carrier);
    setBaggage(carrier);
    setAttribute('a', 1);
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining('setBaggage outside'),
      expect.stringContaining('setAttribute outside'),
    ]);
  });
});

describe('withTrace', () => {
  it('returns what the function returns', async () => {
    expect(withTrace('sync', null, () => 7)).toBe(7);
    expect(await withTrace('async', undefined, async () => 8)).toBe(8);
    expect(spans.map(({ name, status }) => [name, status])).toEqual([
      ['sync', 0],
      ['async', 0],
    ]);
  });

  it('needs no carrier, and infers what it returns', async () => {
    const length: number = withTrace('sync', () => 'abc').length;
    const answer: number = await withTrace('async', async () => 42);
    expect([length, answer]).toEqual([3, 42]);
    expect(spans.map(({ name }) => name)).toEqual(['sync', 'async']);
  });

  it('lasts as long as the promise', async () => {
    const running = withTrace('slow', null, () => sleep(20));
    expect(spans).toEqual([]);
    await running;
    expect(named('slow').end - named('slow').start).toBeGreaterThan(15);
  });

  it.each([
    new TypeError('no'),
    'text',
    undefined,
    Object.create(null),
  ])('passes what is thrown as it is: %#', async (thrown) => {
    expect(
      caught(() =>
        withTrace('sync', null, () => {
          throw thrown;
        }),
      ),
    ).toBe(thrown);
    const rejected = await withTrace('async', null, () => Promise.reject(thrown)).catch((error) => ({
      error,
    }));
    expect(rejected).toEqual({ error: thrown });
    expect((rejected as { error: unknown }).error).toBe(thrown);
    expect(spans.map(({ status }) => status)).toEqual([2, 2]);
    const type = thrown instanceof TypeError ? 'TypeError' : typeof thrown;
    expect(spans.map((span) => attributesOf(span)['error.type'])).toEqual([type, type]);
  });

  it('keeps one path of rejection', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    try {
      await withTrace('handled', null, () => Promise.reject(1)).catch(() => {});
      await sleep(5);
      expect(unhandled).toEqual([]);
      void withTrace('floating', null, () => Promise.reject(2));
      await sleep(5);
      expect(unhandled).toEqual([2]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });

  it('keeps the class of a client’s own promise, and begins its work inside the span', async () => {
    class Lazy<T> extends Promise<T> {
      begun = 0;
      // biome-ignore lint/suspicious/noThenProperty: clients override it, to read the body lazily
      override then<A = T, B = never>(
        ok?: ((value: T) => A | PromiseLike<A>) | null,
        ko?: ((error: unknown) => B | PromiseLike<B>) | null,
      ): Promise<A | B> {
        this.begun++;
        inside = getTraceId();
        return super.then(ok, ko);
      }
      withResponse = () => 'response';
    }
    let inside: string | undefined;
    const lazy = withTrace('lazy', null, () => Lazy.resolve(5) as Lazy<number>);
    await sleep(1);
    expect(lazy).toBeInstanceOf(Lazy);
    expect(lazy.withResponse()).toBe('response');
    expect(lazy.begun).toBe(0);
    expect(await lazy).toBe(5);
    expect(inside).toBe(named('lazy').trace.traceId);
    expect(Object.keys(lazy)).not.toContain('then');
  });

  it('a frozen thenable is left alone', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
    const frozen = Object.freeze({ then: (ok: (value: number) => void) => ok(9) });
    expect(withTrace('frozen', null, () => frozen)).toBe(frozen);
    expect(await frozen).toBe(9);
    expect(named('frozen').end).toBeGreaterThan(0);
  });

  it('inside an active trace makes a child', () => {
    withTrace('outer', null, () => withTrace('inner', null, () => {}));
    expect(named('inner').parentSpanId).toBe(named('outer').spanId);
    expect(named('inner').trace).toBe(named('outer').trace);
  });

  it('with a carrier belongs to the upstream', () => {
    withTrace('job', carrier, () => expect(getTraceId()).toBe(UPSTREAM_ID));
    expect(named('job').parentSpanId).toBe('00f067aa0ba902b7');
    expect(attributesOf(named('job'))).toEqual({ 'session.id': 's-1' });
  });

  it('with a carrier of the current trace makes a child of the current span', () => {
    withTrace('outer', null, () => {
      const own = getBaggage();
      withTrace('between', null, () => withTrace('inner', own, () => {}));
    });
    expect(named('inner').parentSpanId).toBe(named('between').spanId);
    expect(named('inner').links).toBeUndefined();
  });

  it('with a carrier of another trace joins that one, and links the local span', () => {
    withTrace('outer', null, () => withTrace('inner', carrier, () => {}));
    expect(named('inner').trace.traceId).toBe(UPSTREAM_ID);
    expect(named('inner').parentSpanId).toBe('00f067aa0ba902b7');
    expect(named('inner').links).toMatchObject([
      { traceId: named('outer').trace.traceId, spanId: named('outer').spanId },
    ]);
  });

  it('with baggage alone stays in the current trace', () => {
    withTrace('outer', null, () => withTrace('inner', 'user.id=u', () => {}));
    expect(named('inner').parentSpanId).toBe(named('outer').spanId);
    expect(attributesOf(named('inner'))).toEqual({ 'user.id': 'u' });
    expect(attributesOf(named('outer'))).toEqual({});
  });

  it('root starts another trace, links it and keeps the session', () => {
    withTrace('outer', carrier, () => withTrace('inner', { root: true }, () => {}));
    expect(named('inner').trace.traceId).not.toBe(UPSTREAM_ID);
    expect(named('inner').parentSpanId).toBe('');
    expect(named('inner').links).toMatchObject([{ spanId: named('outer').spanId }]);
    expect(attributesOf(named('inner'))).toEqual({ 'session.id': 's-1' });
  });

  it('takes kind, attributes and links', () => {
    const options = {
      kind: 'consumer',
      attributes: { a: 1, b: undefined },
      links: [carrier, 'nonsense'],
    } as const;
    withTrace('batch', options, () => {
      setAttribute('c', true);
      expect(JSON.parse(getBaggage())).toMatchObject({ baggage: 'c=true' });
    });
    expect(named('batch').kind).toBe(5);
    expect(attributesOf(named('batch'))).toEqual({ a: 1, c: true });
    expect(named('batch').links).toEqual([
      { traceId: UPSTREAM_ID, spanId: '00f067aa0ba902b7', flags: 1, tracestate: '' },
    ]);
  });

  it.each<[string, unknown]>([
    [
      'a proxy',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    [
      'a getter',
      {
        get carrier() {
          throw new Error('no');
        },
      },
    ],
    ['a kind that is none', { kind: 'nothing' }],
    ['attributes that are none', { attributes: null }],
  ])('runs the function whatever its options do: %s', (_, options) => {
    expect(withTrace('any', options as object, () => 1)).toBe(1);
  });
});

describe('custom ids', () => {
  const id = 'order-123';
  const traceId = '3b6a198e6f182f27b91aa5a8b37ab70d';

  it('the same id is the same trace with other spans', () => {
    for (const name of ['first', 'second']) withTrace(name, { id }, () => expect(getTraceId()).toBe(traceId));
    expect(named('first').spanId).not.toBe(named('second').spanId);
    expect(named('first').parentSpanId).toBe('');
    expect(attributesOf(named('first'))).toEqual({ 'onetrace.custom_id': id });
    expect(named('first').trace.flags & 2).toBe(0); // derived, not random
  });

  it('a carrier wins, the id is kept as an attribute', () => {
    withTrace('both', { id, carrier }, () => expect(getTraceId()).toBe(UPSTREAM_ID));
    expect(attributesOf(named('both'))).toMatchObject({ 'onetrace.custom_id': id });
  });

  it('inside its own trace it makes a child, inside another one a linked trace', () => {
    withTrace('outer', { id }, () => withTrace('inner', { id }, () => {}));
    expect(named('inner').parentSpanId).toBe(named('outer').spanId);
    withTrace('request', null, () => withTrace('order', { id }, () => {}));
    expect(named('order').trace.traceId).toBe(traceId);
    expect(named('order').links).toMatchObject([{ spanId: named('request').spanId }]);
  });
});

describe('setBaggage', () => {
  it('moves the whole local trace, ended spans too', () => {
    withTrace('request', null, () => {
      withTrace('before', null, () => {});
      setBaggage(carrier);
      withTrace('after', null, () => expect(getTraceId()).toBe(UPSTREAM_ID));
      expect(parseCarrier(getBaggage())).toMatchObject({
        traceId: UPSTREAM_ID,
        entries: [['session.id', 's-1', '']],
      });
    });
    expect(spans.map((span) => [span.name, span.trace.traceId, span.parentSpanId])).toEqual([
      ['before', UPSTREAM_ID, named('request').spanId],
      ['after', UPSTREAM_ID, named('request').spanId],
      ['request', UPSTREAM_ID, '00f067aa0ba902b7'],
    ]);
    expect(named('request').links).toBeUndefined();
    expect(attributesOf(named('after'))).toEqual({ 'session.id': 's-1' });
  });

  it('works from a nested span', () => {
    withTrace('request', null, () => withTrace('nested', null, () => setBaggage(carrier)));
    expect(named('request').parentSpanId).toBe('00f067aa0ba902b7');
    expect(named('nested').parentSpanId).toBe(named('request').spanId);
  });

  it('links what had left before, and says so once', () => {
    const warn = warnings();
    let left = '';
    withTrace('request', null, () => {
      left = getTraceId() as string;
      getBaggage();
      setBaggage(carrier);
    });
    expect(named('request').trace.traceId).toBe(UPSTREAM_ID);
    expect(named('request').links).toMatchObject([{ traceId: left, spanId: named('request').spanId }]);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('an upstream that was there before stays as a link', () => {
    const second = UPSTREAM.replace('4bf9', 'aaaa').replace('00f0', 'bbbb');
    withTrace('request', carrier, () => setBaggage(second));
    expect(named('request').trace.traceId).toBe(UPSTREAM_ID.replace('4bf9', 'aaaa'));
    expect(named('request').links).toMatchObject([{ traceId: UPSTREAM_ID, spanId: '00f067aa0ba902b7' }]);
  });

  it('a carrier of the current trace brings members and no second parent', () => {
    withTrace('request', carrier, () => {
      setBaggage({ traceparent: UPSTREAM.replace('00f0', 'bbbb'), baggage: 'user.id=u' });
      setBaggage(getBaggage());
    });
    expect(named('request').parentSpanId).toBe('00f067aa0ba902b7');
    expect(named('request').links).toBeUndefined();
    expect(attributesOf(named('request'))).toEqual({ 'session.id': 's-1', 'user.id': 'u' });
  });

  it('a trace that was not to be recorded is, under an upstream that is', () => {
    spans = record({ sampleRate: 0 });
    withTrace('request', null, () => setBaggage(carrier));
    withTrace('alone', null, () => {});
    expect(spans.map(({ name }) => name)).toEqual(['request']);
  });

  it('what is no carrier changes nothing', () => {
    const warn = warnings();
    withTrace('request', null, () => {
      const before = getTraceId();
      for (const nothing of [undefined, null, '', 'undefined', '{}', `${carrier},${carrier}`])
        setBaggage(nothing);
      expect(getTraceId()).toBe(before);
    });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(named('request').parentSpanId).toBe('');
  });
});

describe('setAttribute', () => {
  it('is on every span of the scope, typed, and rides along', () => {
    withTrace('request', null, () => {
      withTrace('inner', null, () => setAttribute('inner.only', 1));
      setAttribute(TraceAttribute.SESSION_ID, 'a b');
      setAttribute('count', 2);
      setAttribute('count', 3);
      setAttribute('nothing', undefined);
      setAttribute('bytes', new Uint8Array(2));
      setAttribute('not a token', 'x');
      expect(JSON.parse(getBaggage()).baggage).toBe('session.id=a%20b,count=3');
    });
    expect(attributesOf(named('inner'))).toEqual({ 'inner.only': 1 });
    expect(attributesOf(named('request'))).toEqual({
      'session.id': 'a b',
      count: 3,
      bytes: new Uint8Array(2),
      'not a token': 'x',
    });
  });

  it('a value that has no text does not travel, and breaks nothing', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    withTrace('request', null, () => {
      setAttribute('cycle', cycle as never);
      setAttribute('ok', 1);
      expect(JSON.parse(getBaggage()).baggage).toBe('ok=1');
    });
  });

  it('takes what people pass: dates and addresses as text, other objects as JSON', () => {
    interface Cart {
      readonly items: number;
    }
    const cart: Cart = { items: 3 };
    withTrace('request', { attributes: { at: new Date(0), cart } }, () => {
      setAttribute('when', new Date(0));
      setAttribute('never', new Date(Number.NaN));
      setAttribute('where', new URL('https://a.b/c'));
      setAttribute('cart', cart);
      setAttribute('big', 7n);
      const cycle: Record<string, unknown> = {};
      cycle['it'] = cycle;
      setAttribute('cycle', cycle);
    });
    expect(attributesOf(named('request'))).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      cart: '{"items":3}',
      when: '1970-01-01T00:00:00.000Z',
      where: 'https://a.b/c',
      big: 7n,
    });
  });

  it('checks the values of keys that a program declares', () => {
    setAttribute('order.items', 3);
    // @ts-expect-error the declared type is a number
    setAttribute('order.items', 'three');
    setAttribute('order.other', 'anything');
  });

  it('parallel scopes do not see each other', async () => {
    await withTrace('request', null, () =>
      Promise.all(
        [1, 2].map((id) =>
          withTrace(`part ${id}`, null, async () => {
            setAttribute('user.id', id);
            await sleep(1);
            withTrace(`deep ${id}`, null, () => {});
          }),
        ),
      ),
    );
    for (const id of [1, 2]) expect(attributesOf(named(`deep ${id}`))).toEqual({ 'user.id': id });
    expect(attributesOf(named('request'))).toEqual({});
  });

  it('does not override a span’s own attribute, nor show what vendors keep in baggage', () => {
    withTrace(
      'job',
      { carrier: { baggage: 'sentry-trace_id=1,user.id=far' }, attributes: { 'user.id': 'near' } },
      () => {
        expect(JSON.parse(getBaggage()).baggage).toBe('sentry-trace_id=1,user.id=far');
      },
    );
    expect(attributesOf(named('job'))).toEqual({ 'user.id': 'near' });
  });
});

describe('without any configuration', () => {
  beforeEach(() => {
    spans = record(undefined);
  });

  it('carriers pass, nothing is recorded', () => {
    withTrace('request', { carrier, attributes: { a: 1 } }, () => {
      setAttribute('user.id', 'u');
      withTrace('inner', null, () => {
        expect(JSON.parse(getBaggage())).toEqual({
          traceparent: UPSTREAM,
          baggage: 'session.id=s-1,user.id=u',
        });
      });
    });
    expect(spans).toEqual([]);
  });

  it('a trace that begins here is one for those after it', () => {
    withTrace('request', null, () => {
      expect(JSON.parse(getBaggage()).traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
    });
  });
});

describe('init', () => {
  it('takes effect at once, once, and never rejects', async () => {
    state.initialized = false;
    const started = Observe.init({ serviceName: 'first', destinations: [] });
    expect(state.config?.export.resource).toMatchObject({ 'service.name': 'first' });
    await expect(started).resolves.toBeUndefined();
    await Observe.init({ serviceName: 'second' });
    expect(state.config?.export.resource).toMatchObject({ 'service.name': 'first' });
    state.initialized = false;
    const warn = warnings();
    await expect(
      Observe.init({
        get serviceName(): string {
          throw new Error('no');
        },
      }),
    ).resolves.toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

function caught(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
