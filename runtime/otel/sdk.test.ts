/** Beside the real SDK: our spans are its spans, and what is active for one is active for the other. */
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { state } from '../core/state.ts';
import { Observe } from '../index.ts';
import { suppressOtel } from '../platform/otel-suppress.ts';

const UPSTREAM_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const UPSTREAM = `00-${UPSTREAM_ID}-00f067aa0ba902b7-01`;
const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
  instrumentations: [],
  autoDetectResources: false,
});
const tracer = trace.getTracer('library');

beforeAll(async () => {
  sdk.start();
  await Observe.init();
});
afterAll(() => sdk.shutdown());
beforeEach(() => exporter.reset());

const all = (): ReadableSpan[] => exporter.getFinishedSpans();
const named = (name: string): ReadableSpan => {
  const found = all().filter((span) => span.name === name);
  expect(found).toHaveLength(1);
  return found[0] as ReadableSpan;
};
const idsOf = (span: ReadableSpan) => span.spanContext();
const within = <T>(name: string, fn: () => T): T =>
  tracer.startActiveSpan(name, (span) => {
    try {
      return fn();
    } finally {
      span.end();
    }
  });

describe('our spans', () => {
  it('are the SDK’s, with all that was set on them', () => {
    const before = Date.now();
    Observe.withTrace('ours', { kind: 'consumer', attributes: { a: 1, big: 2n, list: ['x'] } }, () => {
      Observe.setAttribute('session.id', 's');
      expect(trace.getActiveSpan()?.spanContext().traceId).toBe(Observe.getTraceId());
    });
    const span = named('ours');
    expect(span.kind).toBe(SpanKind.CONSUMER);
    expect(span.attributes).toEqual({ a: 1, big: 2, list: ['x'], 'session.id': 's' });
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.startTime[0] * 1_000 + span.startTime[1] / 1e6).toBeGreaterThan(before - 50);
    expect(span.startTime[0] * 1_000 + span.startTime[1] / 1e6).toBeLessThan(Date.now() + 50);
    expect(span.duration[0]).toBe(0);
  });

  it('fail as they do elsewhere', () => {
    expect(() =>
      Observe.withTrace('bad', null, () => {
        throw new TypeError('no');
      }),
    ).toThrow('no');
    expect(named('bad').status).toEqual({ code: 2, message: 'no' });
    expect(named('bad').attributes).toEqual({ 'error.type': 'TypeError' });
  });

  it('a session that is set late is on spans that ended before', () => {
    Observe.withTrace('scope', null, () => {
      within('library', () => {});
      state.context.get();
      Observe.setAttribute('session.id', 's');
    });
    expect(named('scope').attributes).toEqual({ 'session.id': 's' });
  });

  it('belong to an upstream, or to a custom id', () => {
    Observe.withTrace('job', { carrier: UPSTREAM }, () => within('library', () => {}));
    expect(idsOf(named('job')).traceId).toBe(UPSTREAM_ID);
    expect(named('job').parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(named('library').parentSpanContext?.spanId).toBe(idsOf(named('job')).spanId);
    Observe.withTrace('order', { id: 'order-123' }, () => {});
    expect(idsOf(named('order')).traceId).toBe('3b6a198e6f182f27b91aa5a8b37ab70d');
  });

  it('an upstream that is not sampled is not recorded', () => {
    Observe.withTrace('quiet', UPSTREAM.replace(/1$/, '0'), () => {
      expect(JSON.parse(Observe.getBaggage()).traceparent).toMatch(/-00$/);
    });
    expect(all()).toEqual([]);
  });
});

describe('context', () => {
  it('goes both ways, nested', async () => {
    await Observe.withTrace('ours', null, () =>
      within('theirs', () =>
        Observe.withTrace('ours again', null, async () => within('theirs again', () => {})),
      ),
    );
    const parents = ['ours', 'theirs', 'ours again', 'theirs again'].map((name) => named(name));
    for (const [at, span] of parents.entries()) {
      expect(span.parentSpanContext?.spanId).toBe(
        at === 0 ? undefined : idsOf(parents[at - 1] as ReadableSpan).spanId,
      );
      expect(idsOf(span).traceId).toBe(idsOf(parents[0] as ReadableSpan).traceId);
    }
  });

  it('an entered span is active for libraries, and left again', () => {
    const outer = state.context.get();
    Observe.withTrace('ours', null, () => {
      const span = state.context.get();
      state.context.enter(undefined);
      expect(trace.getActiveSpan()).toBeUndefined();
      state.context.enter(span);
      within('library', () => {});
    });
    expect(named('library').parentSpanContext?.spanId).toBe(idsOf(named('ours')).spanId);
    expect(state.context.get()).toBe(outer);
  });

  it('a library that leaves the context on purpose is outside ours', () => {
    Observe.withTrace('ours', null, () =>
      context.with(ROOT_CONTEXT, () => expect(Observe.getTraceId()).toBeUndefined()),
    );
  });
});

describe('Observe on the SDK’s spans', () => {
  it('getBaggage names them, setAttribute is put on them and travels', () => {
    within('request', () => {
      Observe.setAttribute('session.id', 's 1');
      const { spanId, traceId } = trace.getActiveSpan()?.spanContext() ?? {};
      expect(JSON.parse(Observe.getBaggage())).toEqual({
        traceparent: `00-${traceId}-${spanId}-01`,
        baggage: 'session.id=s%201',
      });
      within('middleware', () => Observe.withTrace('ours', null, () => {}));
    });
    expect(named('request').attributes).toEqual({ 'session.id': 's 1' });
    expect(named('ours').attributes).toEqual({ 'session.id': 's 1' });
    expect(named('ours').parentSpanContext?.spanId).toBe(idsOf(named('middleware')).spanId);
  });

  it('a library’s span inside ours shares our session', () => {
    Observe.withTrace('ours', null, () => {
      Observe.setAttribute('session.id', 's');
      within('library', () => expect(JSON.parse(Observe.getBaggage()).baggage).toBe('session.id=s'));
    });
  });

  it('two requests of one trace keep their sessions apart', () => {
    const request = (name: string) =>
      context.with(propagation.extract(ROOT_CONTEXT, { traceparent: UPSTREAM }), () =>
        tracer.startSpan(name),
      );
    const [one, two] = [request('one'), request('two')];
    context.with(trace.setSpan(ROOT_CONTEXT, one), () => Observe.setAttribute('session.id', '1'));
    context.with(trace.setSpan(ROOT_CONTEXT, two), () => Observe.withTrace('ours', null, () => {}));
    expect(named('ours').attributes).toEqual({});
  });

  it('what OpenTelemetry’s baggage holds rides along', () => {
    const baggage = propagation.createBaggage({ tenant: { value: 't' } });
    context.with(propagation.setBaggage(ROOT_CONTEXT, baggage), () =>
      within('request', () => Observe.withTrace('ours', null, () => {})),
    );
    expect(named('ours').attributes).toEqual({ tenant: 't' });
  });

  it('setBaggage brings what comes after it into the upstream trace, and links the span that cannot move', () => {
    within('request', () => {
      Observe.setBaggage(JSON.stringify({ traceparent: UPSTREAM, baggage: 'session.id=s' }));
      expect(JSON.parse(Observe.getBaggage()).traceparent).toBe(UPSTREAM);
      Observe.withTrace('ours', null, () => {});
    });
    expect(idsOf(named('ours')).traceId).toBe(UPSTREAM_ID);
    expect(named('ours').parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(named('ours').attributes).toEqual({ 'session.id': 's' });
    expect(named('request').attributes).toEqual({ 'session.id': 's' });
    expect(named('request').links.map((link) => link.context.traceId)).toEqual([UPSTREAM_ID]);
  });

  it('an extracted context is a parent', () => {
    const extracted = propagation.extract(ROOT_CONTEXT, { traceparent: UPSTREAM });
    context.with(extracted, () => Observe.withTrace('ours', null, () => {}));
    expect(named('ours').parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
  });
});

it('suppressing keeps instrumentations from tracing and from adding headers', () => {
  Observe.withTrace('ours', null, () =>
    suppressOtel(() => {
      const headers = {};
      within('library', () => propagation.inject(context.active(), headers));
      expect(headers).toEqual({});
      expect(Observe.getTraceId()).toBeDefined();
    }),
  );
  expect(all().map(({ name }) => name)).toEqual(['ours']);
});

it('flush flushes the SDK', async () => {
  Observe.withTrace('ours', null, () => {});
  await Observe.flush();
  expect(Observe.stats().recorded).toBeGreaterThan(0);
});
