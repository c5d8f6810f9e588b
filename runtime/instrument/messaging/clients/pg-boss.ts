/**
 * pg-boss 12: a job's carrier is in a column of its own, `trace_context`, which the client fills and reads by the
 * propagator of its option `openTelemetry`. It is given ours, and a tracer that makes no spans; an `openTelemetry`
 * of the program's own stays.
 */

import { activeSpan } from '../../../core/active-span.ts';
import { createStorage } from '../../../core/context/context.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { messageFields } from '../../../propagation/queue-policy.ts';
import { isFunction } from '../../boundary/keep.ts';
import type { Helper } from '../../call/helper.ts';
import type { Delivery, MessageCall, Outgoing } from '../client.ts';
import { withArgument } from '../fields.ts';
import { messaging } from '../messaging.ts';

/** What the client has read for the batch that it is about to hand over; its own continuation carries it. */
const delivered = /* @__PURE__ */ createStorage<readonly unknown[] & object>();
let reading: unknown[] = [];
/** Of each job of a batch. */
const carriers = /* @__PURE__ */ new WeakMap<object, unknown>();

export const pgBoss: Helper = /* @__PURE__ */ messaging({
  system: 'pg-boss',
  isClient: (self) => isFunction(fieldsOf(self).work) && isFunction(fieldsOf(self).send),
  sends: {
    send,
    sendAfter: send,
    sendThrottled: send,
    sendDebounced: send,
    insert,
    publish: send,
    upsert: send,
  },
  registers: {
    work({ args }, consumer) {
      const at = args.findLastIndex(isFunction);
      if (at === -1) return args;
      return withArgument(
        args,
        at,
        consumer(args[at] as never, ([jobs]) => readJobs(textOf(args[0]), jobs)),
      );
    },
  },
  values: { PgBoss: (config) => withPropagator(config) },
  each: (job) => ({ destination: '', carriers: [carriers.get(job as object)], message: job }),
});

/** `(name, data, options)` or `({ name, data, options })`; the client itself asks for the carrier. */
function send({ args }: MessageCall): Outgoing {
  const [first] = args;
  return { destination: textOf(first) || textOf(fieldsOf(first).name), carry: () => args };
}

function insert({ args }: MessageCall): Outgoing {
  return { destination: textOf(args[0]), count: listOf(args[1]).length, carry: () => args };
}

function readJobs(destination: string, jobs: unknown): Delivery {
  const list = listOf(jobs);
  const read = delivered.get() ?? [];
  if (read.length === list.length)
    for (const [at, job] of list.entries()) carriers.set(job as object, read[at]);
  return {
    destination,
    carriers: read,
    isBatch: list.length > 1,
    message: list.length > 1 ? list : list[0],
    attributes: list.length === 1 ? { 'messaging.message.id': textOf(fieldsOf(list[0]).id) } : {},
  };
}

function withPropagator(config: unknown): unknown {
  const options = typeof config === 'string' ? { connectionString: config } : fieldsOf(config);
  if ((options as { openTelemetry?: unknown }).openTelemetry !== undefined) return config;
  return {
    ...options,
    openTelemetry: { enabled: true, propagateContext: true, tracerProvider, meterProvider, propagator },
  };
}

const propagator = {
  inject(_context: unknown, carrier: Record<string, string>): void {
    tryOrReport(() => {
      const span = activeSpan();
      if (span === undefined) return;
      const destination = span.name.replace(/^send /, '');
      for (const [name, value] of messageFields(span, { destination })) carrier[name] = value;
    });
  },
  extract<Context>(context: Context, carrier: unknown): Context {
    reading.push(carrier);
    return context;
  },
  fields: () => ['traceparent', 'tracestate', 'baggage'],
};

/** A span of OpenTelemetry's API that records nothing. */
class NoSpan {
  spanContext(): object {
    return { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };
  }
  setAttribute(): this {
    return this;
  }
  setAttributes(): this {
    return this;
  }
  addEvent(): this {
    return this;
  }
  addLink(): this {
    return this;
  }
  addLinks(): this {
    return this;
  }
  setStatus(): this {
    return this;
  }
  updateName(): this {
    return this;
  }
  isRecording(): boolean {
    return false;
  }
  recordException(): void {}
  end(): void {}
}

const NO_SPAN = /* @__PURE__ */ new NoSpan();

const tracerProvider = {
  getTracer: () => ({
    /** Follows, in the same turn, the extraction of what it is about. */
    startSpan(_name: string, options: { kind?: number } = {}) {
      const carriers = reading;
      reading = [];
      if (options.kind === CONSUMER_KIND) delivered.enter(carriers);
      return NO_SPAN;
    },
    startActiveSpan: (_name: string, ...rest: unknown[]) =>
      (rest.at(-1) as (span: unknown) => unknown)(NO_SPAN),
  }),
};

/** OpenTelemetry's `SpanKind.CONSUMER`. */
const CONSUMER_KIND = 4;

const nothing = { record() {}, add() {}, addCallback() {}, removeCallback() {} };
const meterProvider = {
  getMeter: () => ({
    createHistogram: () => nothing,
    createCounter: () => nothing,
    createObservableGauge: () => nothing,
  }),
};
