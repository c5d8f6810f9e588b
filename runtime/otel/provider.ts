/** onetrace as the provider of `@opentelemetry/api`: spans that libraries begin join our trace and export. */

import { activeSpan } from '../core/active-span.ts';
import { state } from '../core/state.ts';
import { linkTo, startRoot, startSpan } from '../core/tracer.ts';
import {
  GLOBAL_KEY,
  type OtelApi,
  type OtelContext,
  type OtelGlobal,
  type OtelPropagator,
  type OtelSpan,
  type OtelSpanOptions,
  type OtelTracer,
  type OtelTracerProvider,
  SPAN_KEY,
  SUPPRESS_KEY,
} from '../platform/otel-api.ts';
import { carrierOf, parseCarrier } from '../propagation/carrier.ts';
import { messageFields } from '../propagation/queue-policy.ts';
import type { Attributes } from '../trace/attribute.ts';
import { mergeEntries } from '../trace/baggage.ts';
import type { Span, SpanKind } from '../trace/span.ts';
import { PRODUCER } from '../trace/span.ts';
import { apiVersion } from './api-version.ts';
import { ContextManager, facadeOf } from './context-manager.ts';
import { Folded, momentOf, Silent } from './facade.ts';
import { pairSpans, spanOf } from './foreign-span.ts';
import { invalidSpan, RemoteSpan } from './remote-span.ts';

/**
 * Registers with the API: through its namespace where that is given, so that tracers taken earlier come
 * alive too; else through its documented global.
 */
export function registerProvider(api: OtelApi | undefined): void {
  const manager = new ContextManager();
  const provider = tracerProvider(manager);
  if (api !== undefined) {
    api.trace.setGlobalTracerProvider(provider as never);
    api.context.setGlobalContextManager(manager as never);
    api.propagation.setGlobalPropagator(propagator as never);
  } else {
    const registry = globalThis as { [GLOBAL_KEY]?: OtelGlobal };
    registry[GLOBAL_KEY] ??= { version: apiVersion() };
    Object.assign(registry[GLOBAL_KEY], { trace: provider, context: manager, propagation: propagator });
  }
  state.bridge = { sdk: false, begin() {} };
}

function tracerProvider(manager: ContextManager): OtelTracerProvider {
  return {
    getTracer: (name, version) =>
      tracerOf(manager, { 'otel.scope.name': name, 'otel.scope.version': version }),
  };
}

type Active = (span: OtelSpan) => unknown;

function tracerOf(manager: ContextManager, scope: Attributes): OtelTracer & { startActiveSpan: unknown } {
  const begin = (
    name: string,
    options: OtelSpanOptions = {},
    context: OtelContext = manager.active(),
  ): OtelSpan =>
    context.getValue(SUPPRESS_KEY) === true ? invalidSpan() : startIn(context, name, options, scope);
  return {
    startSpan: begin,
    /** `(name, fn)`, `(name, options, fn)` or `(name, options, context, fn)`. */
    startActiveSpan(name: string, ...rest: [...unknown[], Active]) {
      const fn = rest.pop() as Active;
      const [options, context = manager.active()] = rest as unknown[] as [OtelSpanOptions?, OtelContext?];
      const span = begin(name, options, context);
      return manager.with(context.setValue(SPAN_KEY, span), fn, undefined, span);
    },
  };
}

function startIn(context: OtelContext, name: string, options: OtelSpanOptions, scope: Attributes): OtelSpan {
  const { kind = 0, attributes = {}, links = [], startTime, root } = options;
  const active = state.silentScopes.has(scope['otel.scope.name'] as string) ? activeSpan() : undefined;
  if (active !== undefined) return paired(new Silent(active));
  const otel = context.getValue(SPAN_KEY) as OtelSpan | undefined;
  const parent = root || otel === undefined ? undefined : spanOf(otel, context);
  if (isSame(parent, attributes)) return paired(new Folded(parent as Span)).setAttributes(attributes);
  const ours = (kind + 1) as SpanKind;
  const span = parent === undefined ? startRoot(name, ours) : startSpan(name, ours, parent);
  if (root) keepSession(span, otel === undefined ? activeSpan() : spanOf(otel, context));
  if (startTime !== undefined) span.start = momentOf(startTime, span.trace.wallOrigin);
  span.setAll(scope).setAll(attributes as Attributes);
  return facadeOf(span).addLinks(links);
}

/** It is the span of ours that it stands for. */
function paired<F extends Folded>(folded: F): F {
  pairSpans(folded, folded.span);
  return folded;
}

/** A library that asks for a trace of its own, inside a request, stays in that request's session, and is linked. */
function keepSession(span: Span, outer: Span | undefined): void {
  if (outer === undefined) return;
  mergeEntries(span.baggage, outer.baggage.entries);
  if (outer.trace.traceId !== span.trace.traceId) span.addLink(linkTo(outer.trace, outer.spanId));
}

/** Both are spans of one LLM call: the library's own, and ours around it. */
function isSame(parent: Span | undefined, attributes: Readonly<Record<string, unknown>>): boolean {
  const operation = attributes[OPERATION];
  const at = parent?.attributes.indexOf(OPERATION) ?? -1;
  return operation !== undefined && at !== -1 && parent?.attributes[at + 1] === operation;
}
const OPERATION = 'gen_ai.operation.name';

function fieldsFor(span: Span): (readonly [name: string, value: string])[] {
  if (span.kind === PRODUCER) {
    const at = span.attributes.indexOf('messaging.destination.name');
    return messageFields(span, { destination: at === -1 ? '' : String(span.attributes[at + 1]) });
  }
  const { traceparent, tracestate } = carrierOf(span);
  return tracestate === ''
    ? [['traceparent', traceparent]]
    : [
        ['traceparent', traceparent],
        ['tracestate', tracestate],
      ];
}

/** Ids only, since the destination is not known here; but a message's is its PRODUCER span's, and queues have a policy. */
const propagator: OtelPropagator = {
  inject(context, carrier, setter) {
    const otel = context.getValue(SPAN_KEY) as OtelSpan | undefined;
    const span = otel === undefined ? undefined : spanOf(otel, context);
    if (span === undefined || context.getValue(SUPPRESS_KEY) === true) return;
    for (const [name, value] of fieldsFor(span)) setter.set(carrier, name, value);
  },
  extract(context, carrier, getter) {
    const remote = parseCarrier({ get: (name: string) => getter.get(carrier, name) });
    return remote?.traceId ? context.setValue(SPAN_KEY, new RemoteSpan(remote)) : context;
  },
  fields: () => ['traceparent', 'tracestate', 'baggage', 'x-trace-context'],
};
