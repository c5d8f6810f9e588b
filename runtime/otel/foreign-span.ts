/** Spans that OpenTelemetry has and we do not: an SDK's own, or a remote one that was extracted. */
import { wallOrigin } from '../platform/clock.ts';
import { BAGGAGE_KEY, type OtelContext, type OtelLink, type OtelSpan } from '../platform/otel-api.ts';
import type { AttributeValue } from '../trace/attribute.ts';
import { type Baggage, type BaggageEntry, newBaggage } from '../trace/baggage.ts';
import { INTERNAL, type Link, Span, STATUS_ERROR } from '../trace/span.ts';
import { SAMPLED, type Trace } from '../trace/trace.ts';
import { RemoteSpan } from './remote-span.ts';

/** Stands for an active span that OpenTelemetry ends: what is set on it is set there, at once. */
class ForeignSpan extends Span {
  constructor(otel: OtelSpan, trace: Trace, baggage: Baggage) {
    super('', INTERNAL, trace, baggage, undefined, otel.spanContext().spanId);
    this.otel = otel;
  }

  override get foreign(): boolean {
    return true;
  }

  override set(key: string, value: AttributeValue | null | undefined): this {
    if (value !== undefined && value !== null) this.otel?.setAttribute(key, otelValue(value));
    return this;
  }

  override addLink(link: Link): this {
    this.otel?.addLink?.(otelLink(link)); // since API 1.9
    return this;
  }

  override fail(type: string, message: string): this {
    this.otel?.setStatus({ code: STATUS_ERROR, message });
    return this.set('error.type', type);
  }
}

/** OpenTelemetry's attributes know no integers of their own. */
export const otelValue = (value: AttributeValue): unknown =>
  typeof value === 'bigint' ? Number(value) : value;

export const otelLink = ({ traceId, spanId, flags, attributes }: Link): OtelLink => ({
  context: { traceId, spanId, traceFlags: flags, isRemote: true },
  attributes,
});

/** Our spans by span id, as long as somebody holds them. */
const known = /* @__PURE__ */ new Map<string, WeakRef<Span>>();
const gone = /* @__PURE__ */ new FinalizationRegistry<string>((id) => {
  if (known.get(id)?.deref() === undefined) known.delete(id);
});
const twins = /* @__PURE__ */ new WeakMap<OtelSpan, Span>();

/** Remembers that `otel` is `span`. */
export function pairSpans(otel: OtelSpan, span: Span): void {
  twins.set(otel, span);
  known.set(span.spanId, new WeakRef(span));
  gone.register(span, span.spanId);
}

/** The span of ours that `otel`, active in `context`, is or stands for; undefined for an invalid one. */
export function spanOf(otel: OtelSpan, context: OtelContext): Span | undefined {
  return twins.get(otel) ?? foreignSpanOf(otel, context);
}

function foreignSpanOf(otel: OtelSpan, context: OtelContext): Span | undefined {
  const { traceId, traceFlags, traceState } = otel.spanContext();
  if (/^0*$/.test(traceId)) return undefined;
  // Never by trace id: two requests of one trace may run here at once, each with a session of its own.
  const parent = known.get(parentIdOf(otel))?.deref();
  const trace = parent?.trace ?? foreignTrace(traceId, traceFlags, traceState?.serialize() ?? '');
  const span = new ForeignSpan(otel, trace, parent?.baggage ?? newBaggage(membersOf(otel, context)));
  pairSpans(otel, span);
  return span;
}

/** Its root ends without our knowledge, so nothing waits for it. */
const foreignTrace = (traceId: string, flags: number, tracestate: string): Trace => ({
  traceId,
  remoteParentId: '',
  flags,
  tracestate,
  recording: (flags & SAMPLED) !== 0,
  explicit: true,
  departed: false,
  buffered: undefined,
  bufferedBytes: 0,
  wallOrigin: wallOrigin(),
});

/** `parentSpanContext` since SDK 2.0, `parentSpanId` before. */
function parentIdOf(otel: OtelSpan): string {
  const { parentSpanContext, parentSpanId } = otel as {
    parentSpanContext?: { spanId?: string };
    parentSpanId?: string;
  };
  return parentSpanContext?.spanId ?? parentSpanId ?? '';
}

function membersOf(otel: OtelSpan, context: OtelContext): readonly BaggageEntry[] {
  if (otel instanceof RemoteSpan) return otel.remote.entries;
  const baggage = context.getValue(BAGGAGE_KEY) as
    | { getAllEntries(): [string, { value: string }][] }
    | undefined;
  return baggage?.getAllEntries().map(([key, { value }]) => [key, value, '']) ?? [];
}
