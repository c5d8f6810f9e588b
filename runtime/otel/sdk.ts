/**
 * A program with an OpenTelemetry SDK: our spans are spans of its tracer provider, and what is active for
 * one is active for the other.
 */
import type { ContextStorage } from '../core/context/context.ts';
import type { Bridge, Pipeline } from '../core/contracts.ts';
import { NO_STATS } from '../core/pipeline/no-stats.ts';
import { settings } from '../core/settings.ts';
import { state } from '../core/state.ts';
import { newSpanId } from '../platform/ids.ts';
import {
  type OtelContext,
  type OtelContextManager,
  type OtelGlobal,
  type OtelSpan,
  type OtelTracerProvider,
  SPAN_KEY,
} from '../platform/otel-api.ts';
import { resolvedAttributes } from '../trace/resolve-attributes.ts';
import { type Span, STATUS_UNSET } from '../trace/span.ts';
import { RANDOM_ID, type Trace } from '../trace/trace.ts';
import { otelLink, otelValue, pairSpans, spanOf } from './foreign-span.ts';
import { RemoteSpan } from './remote-span.ts';

/** Spans that had begun before stay what they were. */
export function joinSdk({ trace: provider, context: manager }: OtelGlobal): void {
  if (provider === undefined || manager === undefined) return;
  const before = state.pipeline;
  state.config = { ...settings(), recording: true };
  state.context = sharedContext(manager, state.context);
  state.bridge = bridgeTo(provider, manager);
  state.pipeline = sdkPipeline(provider);
  before?.shutdown().catch(() => {});
}

function bridgeTo(provider: OtelTracerProvider, manager: OtelContextManager): Bridge {
  const tracer = provider.getTracer('onetrace');
  return {
    sdk: true,
    begin(span) {
      const options = { kind: span.kind - 1, startTime: span.start };
      const otel = tracer.startSpan(span.name, options, contextFor(span, manager.active()));
      const { traceId, spanId, traceFlags, traceState } = otel.spanContext();
      if (/^0*$/.test(spanId)) return; // suppressed
      span.otel = otel;
      span.spanId = spanId;
      if (span.parent === undefined) {
        const flags = (span.trace.flags & RANDOM_ID) | traceFlags;
        const tracestate = traceState?.serialize() ?? '';
        Object.assign(span.trace, { traceId, flags, tracestate, recording: otel.isRecording() });
      }
      pairSpans(otel, span);
    },
  };
}

/** The active context with the parent that `span` has among ours. */
function contextFor({ parent, trace }: Span, active: OtelContext): OtelContext {
  if (parent?.otel?.spanContext().traceId === trace.traceId) return active.setValue(SPAN_KEY, parent.otel);
  const custom = parent === undefined && (trace.flags & RANDOM_ID) === 0;
  if (trace.remoteParentId === '' && !custom) return active.deleteValue(SPAN_KEY);
  return active.setValue(SPAN_KEY, remoteParent(trace));
}

/** An SDK takes a trace id only from a parent, so a custom one gets a parent that nobody has seen. */
const remoteParent = ({ traceId, remoteParentId, flags, tracestate }: Trace): RemoteSpan =>
  new RemoteSpan({ traceId, parentId: remoteParentId || newSpanId(), flags, tracestate, entries: [] });

function sharedContext(manager: OtelContextManager, own: ContextStorage): ContextStorage {
  const contextOf = (span: Span | undefined): OtelContext => {
    const active = manager.active();
    return span?.otel === undefined ? active.deleteValue(SPAN_KEY) : active.setValue(SPAN_KEY, span.otel);
  };
  return {
    async: own.async,
    get() {
      const active = manager.active();
      const otel = active.getValue(SPAN_KEY) as OtelSpan | undefined;
      if (otel !== undefined) return spanOf(otel, active);
      const span = own.get();
      return span?.otel === undefined ? span : undefined; // else a library left its context on purpose
    },
    run: (span, fn) => own.run(span, () => manager.with(contextOf(span), fn)),
    enter(span) {
      own.enter(span);
      enterContext(manager, contextOf(span));
    },
  };
}

/** Managers before 1.10 of the API keep their storage to themselves: then libraries see the outer span. */
function enterContext(manager: OtelContextManager, context: OtelContext): void {
  const { _asyncLocalStorage: storage } = manager as {
    _asyncLocalStorage?: { enterWith?(context: OtelContext): void };
  };
  if (storage?.enterWith !== undefined) storage.enterWith(context);
  else manager.attach?.(context);
}

/** Ends the SDK's spans: they were begun when ours did, and may have changed until their local root ended. */
function sdkPipeline(provider: OtelTracerProvider): Pipeline {
  let recorded = 0;
  const flush = async (): Promise<void> => {
    await (provider.getDelegate?.() ?? provider).forceFlush?.();
  };
  return {
    add(spans) {
      recorded += spans.length;
      for (const span of spans) endOtelSpan(span);
    },
    flush,
    shutdown: flush, // the SDK is the program's to shut down
    stats: () => ({ ...NO_STATS, recorded }),
  };
}

function endOtelSpan(span: Span): void {
  const { otel, name, links = [], events = [], status, statusMessage, end } = span;
  if (otel === undefined) return;
  otel.updateName(name);
  for (const [key, value] of resolvedAttributes(span)) otel.setAttribute(key, otelValue(value));
  for (const link of links) otel.addLink?.(otelLink(link));
  for (const event of events) otel.addEvent(event.name, event.attributes ?? {}, event.time);
  if (status !== STATUS_UNSET) otel.setStatus({ code: status, message: statusMessage });
  otel.end(end);
}
