/** onetrace as the provider of the real API. */
import * as api from '@opentelemetry/api';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attributesOf, record, spanNamed } from '../../test-fixtures/record.ts';
import { Observe } from '../index.ts';
import { suppressOtel } from '../platform/otel-suppress.ts';
import { type Span, STATUS_ERROR } from '../trace/span.ts';

const early = trace.getTracer('early', '1.0.0');
const UPSTREAM_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const UPSTREAM = `00-${UPSTREAM_ID}-00f067aa0ba902b7-01`;
let spans: Span[];
const named = (name: string): Span => spanNamed(spans, name);

beforeAll(async () => {
  await Observe.init({ otel: api, destinations: [] });
});
beforeEach(() => {
  spans = record({});
});

describe('a library’s spans', () => {
  it('join the trace, those of a tracer that was taken before too', () => {
    Observe.withTrace('ours', null, () => {
      Observe.setAttribute('session.id', 's');
      early.startActiveSpan('query', { kind: SpanKind.CLIENT, attributes: { a: 1 } }, (span) => {
        span.setAttributes({ b: 'x', c: undefined }).updateName('query users');
        Observe.withTrace('inner', null, () => {});
        span.end();
      });
    });
    expect(named('query users')).toMatchObject({ kind: 3, parent: named('ours') });
    expect(attributesOf(named('query users'))).toEqual({
      'otel.scope.name': 'early',
      'otel.scope.version': '1.0.0',
      a: 1,
      b: 'x',
      'session.id': 's',
    });
    expect(named('inner').parent).toBe(named('query users'));
  });

  it('begin traces of their own', () => {
    const span = trace.getTracer('library').startSpan('job');
    expect(span.isRecording()).toBe(true);
    span.end();
    span.end();
    expect(span.isRecording()).toBe(false);
    expect(span.spanContext()).toMatchObject({
      traceId: named('job').trace.traceId,
      spanId: named('job').spanId,
      traceFlags: 1,
    });
  });

  it('have times, events, links, a status and exceptions', () => {
    const span = early.startSpan('job', {
      startTime: new Date(Date.now() - 1_000),
      links: [{ context: linked }],
    });
    span
      .addEvent('a', { x: 1 })
      .addEvent('b', Date.now())
      .addLink({ context: linked, attributes: { y: 2 } });
    span.recordException(new RangeError('odd'));
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'broken' });
    span.end([Math.floor(Date.now() / 1_000) + 60, 0]);
    const job = named('job');
    expect(job.end - job.start).toBeGreaterThan(59_000);
    expect(job.end - job.start).toBeLessThan(62_000);
    expect(job.events?.map(({ name }) => name)).toEqual(['a', 'b', 'exception']);
    expect(Math.abs((job.events?.[1]?.time ?? 0) - performance.now())).toBeLessThan(1_000);
    expect(job.events?.[2]?.attributes).toMatchObject({
      'exception.type': 'RangeError',
      'exception.message': 'odd',
    });
    expect(job.links).toMatchObject([
      { traceId: UPSTREAM_ID },
      { traceId: UPSTREAM_ID, attributes: { y: 2 } },
    ]);
    expect(job).toMatchObject({ status: STATUS_ERROR, statusMessage: 'broken' });
  });

  it('with root begin another trace', () => {
    Observe.withTrace('ours', null, () => early.startSpan('apart', { root: true }).end());
    expect(named('apart').trace).not.toBe(named('ours').trace);
  });
});

const linked = { traceId: UPSTREAM_ID, spanId: '00f067aa0ba902b7', traceFlags: 1 };

describe('context', () => {
  it('follows await, with, bind and attach', async () => {
    await Observe.withTrace('ours', null, async () => {
      await null;
      const active = context.active();
      const bound = context.bind(active, (word: string) => `${word} ${Observe.getTraceId()}`);
      const id = Observe.getTraceId();
      expect(trace.getActiveSpan()?.spanContext().traceId).toBe(id);
      context.with(ROOT_CONTEXT, () => {
        expect(Observe.getTraceId()).toBeUndefined();
        expect(trace.getActiveSpan()).toBeUndefined();
        expect(bound('id')).toBe(`id ${id}`);
        const token = context.attach(active);
        expect(Observe.getTraceId()).toBe(id);
        token.dispose();
        expect(Observe.getTraceId()).toBeUndefined();
      });
      expect(Observe.getTraceId()).toBe(id);
    });
    expect(context.active().getValue(Symbol.for('none'))).toBeUndefined();
  });

  it('other values stay beside the span', () => {
    const key = api.createContextKey('mine');
    context.with(context.active().setValue(key, 1), () =>
      Observe.withTrace('ours', null, () => {
        expect(context.active().getValue(key)).toBe(1);
        expect(context.active().deleteValue(key).getValue(key)).toBeUndefined();
      }),
    );
  });

  it('a suppressed call is not traced', () => {
    suppressOtel(() => early.startSpan('hidden').end());
    expect(spans).toEqual([]);
  });
});

describe('propagation', () => {
  it('extracts what we read, and injects ids only', () => {
    const carrier = {
      'x-trace-context': JSON.stringify({ traceparent: UPSTREAM, baggage: 'user.id=u' }),
      tracestate: 'a=1',
    };
    const extracted = propagation.extract(ROOT_CONTEXT, carrier);
    context.with(extracted, () => {
      expect(Observe.getTraceId()).toBe(UPSTREAM_ID);
      early.startActiveSpan('server', (span) => {
        const headers = {};
        propagation.inject(context.active(), headers);
        expect(headers).toEqual({ traceparent: `00-${UPSTREAM_ID}-${span.spanContext().spanId}-01` });
        span.end();
      });
      Observe.withTrace('ours', null, () => {});
    });
    for (const name of ['server', 'ours']) {
      expect(named(name).parentSpanId).toBe('00f067aa0ba902b7');
      expect(attributesOf(named(name))).toMatchObject({ 'user.id': 'u' });
    }
  });

  it('tracestate is an object there', () => {
    const extracted = propagation.extract(ROOT_CONTEXT, { traceparent: UPSTREAM, tracestate: 'a=1,b=2' });
    const state = trace.getSpanContext(extracted)?.traceState;
    expect(state?.get('b')).toBe('2');
    expect(state?.set('c', '3').unset('a').serialize()).toBe('c=3,b=2');
    context.with(extracted, () => {
      const headers: Record<string, string> = {};
      propagation.inject(trace.setSpan(context.active(), early.startSpan('x')), headers);
      expect(headers.tracestate).toBe('a=1,b=2');
    });
  });

  it('what cannot be read is no parent', () => {
    expect(propagation.extract(ROOT_CONTEXT, { traceparent: 'nonsense' })).toBe(ROOT_CONTEXT);
    expect(propagation.fields()).toContain('traceparent');
  });
});

it('a library’s own span of an LLM call is folded into ours', () => {
  const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm' };
  Observe.withTrace('chat m', { kind: 'client', attributes: call }, () => {
    early.startActiveSpan(
      'chat',
      { kind: SpanKind.CLIENT, attributes: { ...call, 'gen_ai.request.model': 'other', extra: 1 } },
      (span) => {
        span.setStatus({ code: SpanStatusCode.ERROR }).updateName('theirs').end();
      },
    );
    Observe.withTrace('still running', null, () => {});
  });
  expect(spans.map(({ name }) => name)).toEqual(['still running', 'chat m']);
  expect(attributesOf(named('chat m'))).toMatchObject({ ...call, extra: 1 });
  expect(named('chat m').status).toBe(0);
});
