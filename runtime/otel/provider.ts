/** onetrace as the provider of `@opentelemetry/api`: spans that libraries begin join our trace and export. */
import { state } from '../core/state.ts';
import { startRoot, startSpan } from '../core/tracer.ts';
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
import type { Attributes } from '../trace/attribute.ts';
import type { Span, SpanKind } from '../trace/span.ts';
import { apiVersion } from './api-version.ts';
import { ContextManager, facadeOf } from './context-manager.ts';
import { Folded, momentOf } from './facade.ts';
import { spanOf } from './foreign-span.ts';
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
  const otel = context.getValue(SPAN_KEY) as OtelSpan | undefined;
  const parent = root || otel === undefined ? undefined : spanOf(otel, context);
  if (isSame(parent, attributes)) return new Folded(parent as Span).setAttributes(attributes);
  const ours = (kind + 1) as SpanKind;
  const span = parent === undefined ? startRoot(name, ours) : startSpan(name, ours, parent);
  if (startTime !== undefined) span.start = momentOf(startTime, span.trace.wallOrigin);
  span.setAll(scope).setAll(attributes as Attributes);
  return facadeOf(span).addLinks(links);
}

/** Both are spans of one LLM call: the library's own, and ours around it. */
function isSame(parent: Span | undefined, attributes: Readonly<Record<string, unknown>>): boolean {
  const operation = attributes[OPERATION];
  const at = parent?.attributes.indexOf(OPERATION) ?? -1;
  return operation !== undefined && at !== -1 && parent?.attributes[at + 1] === operation;
}
const OPERATION = 'gen_ai.operation.name';

/** Ids only: the destination is not known here, and baggage is not for everybody. */
const propagator: OtelPropagator = {
  inject(context, carrier, setter) {
    const otel = context.getValue(SPAN_KEY) as OtelSpan | undefined;
    const span = otel === undefined ? undefined : spanOf(otel, context);
    if (span === undefined || context.getValue(SUPPRESS_KEY) === true) return;
    const { traceparent, tracestate } = carrierOf(span);
    setter.set(carrier, 'traceparent', traceparent);
    if (tracestate !== '') setter.set(carrier, 'tracestate', tracestate);
  },
  extract(context, carrier, getter) {
    const remote = parseCarrier({ get: (name: string) => getter.get(carrier, name) });
    return remote?.traceId ? context.setValue(SPAN_KEY, new RemoteSpan(remote)) : context;
  },
  fields: () => ['traceparent', 'tracestate', 'baggage', 'x-trace-context'],
};
