/** An ended span as plain data, which passes from thread to thread. */
import type { AttributeValue } from '../../../trace/attribute.ts';
import { newBaggage } from '../../../trace/baggage.ts';
import { resolvedAttributes } from '../../../trace/resolve-attributes.ts';
import { type Link, Span, type SpanEvent, type SpanKind } from '../../../trace/span.ts';
import type { Trace } from '../../../trace/trace.ts';

export interface SpanRecord {
  readonly name: string;
  readonly kind: SpanKind;
  readonly spanId: string;
  /** In this process; undefined: the root of what its thread did. */
  readonly parentSpanId: string | undefined;
  readonly trace: Omit<Trace, 'buffered'>;
  /** Moments of the thread's own clock, which `trace.wallOrigin` places. */
  readonly start: number;
  readonly end: number;
  readonly status: number;
  readonly statusMessage: string;
  /** With what its scope carried. */
  readonly attributes: readonly (readonly [key: string, value: AttributeValue])[];
  readonly links: Link[] | undefined;
  readonly events: SpanEvent[] | undefined;
}

export function recordOf(span: Span): SpanRecord {
  const { name, kind, spanId, parent, start, end, status, statusMessage, links, events } = span;
  const { buffered: _, ...trace } = span.trace;
  const attributes = resolvedAttributes(span);
  const own = { name, kind, spanId, start, end, status, statusMessage, links, events };
  return { ...own, parentSpanId: parent?.spanId, trace, attributes };
}

export function spanFrom(record: SpanRecord): Span {
  const { name, kind, spanId, parentSpanId, start, end, status, statusMessage, links, events } = record;
  const trace: Trace = { ...record.trace, buffered: undefined };
  const parent =
    parentSpanId === undefined ? undefined : new Span('', kind, trace, newBaggage(), undefined, parentSpanId);
  const span = new Span(name, kind, trace, newBaggage(), parent, spanId);
  span.attributes.push(...(record.attributes.flat() as (string | AttributeValue)[]));
  return Object.assign(span, { start, end, status, statusMessage, links, events });
}
