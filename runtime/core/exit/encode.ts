/**
 * The requests of a process that ends before the exporter is loaded, within its first milliseconds. The
 * exporter's encoders are four times as large and know limits, events and every kind of value; this one
 * is in every bundle.
 */
import type { ExportConfig } from '../../config/types/export-options.ts';
import type { ExportRequest } from '../../config/types/span-exporter.ts';
import { epochNanos } from '../../platform/clock.ts';
import { resolvedAttributes } from '../../trace/resolve-attributes.ts';
import type { Span } from '../../trace/span.ts';
import { SCOPE } from '../pipeline/otlp-scope.ts';

/** UTF-16 units of a text. */
const MOST_TEXT = 65_536;

type Pairs = readonly (readonly [key: string, value: unknown])[];

/** One for each destination, in JSON, which every OTLP/HTTP receiver reads. */
export function encodeEarly(
  spans: readonly Span[],
  { destinations, resource }: ExportConfig,
): ExportRequest[] {
  if (spans.length === 0) return [];
  const scopeSpans = [{ scope: SCOPE, spans: spans.map(otlpSpanOf) }];
  const body = JSON.stringify({
    resourceSpans: [{ resource: { attributes: keyValues(Object.entries(resource)) }, scopeSpans }],
  });
  return destinations.map((destination) => ({
    url: destination.url,
    headers: { ...destination.headers, 'content-type': 'application/json' },
    body: new TextEncoder().encode(body),
    destination,
    spans: spans.length,
  }));
}

const otlpSpanOf = (span: Span): object => ({
  traceId: span.trace.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  traceState: span.trace.tracestate,
  name: span.name.slice(0, MOST_TEXT),
  kind: span.kind,
  startTimeUnixNano: String(epochNanos(span.start, span.trace.wallOrigin)),
  endTimeUnixNano: String(epochNanos(span.end, span.trace.wallOrigin)),
  attributes: keyValues(resolvedAttributes(span)),
  links: span.links?.map(({ traceId, spanId }) => ({ traceId, spanId })),
  status: { code: span.status, message: span.statusMessage },
});

const keyValues = (pairs: Pairs): object[] =>
  pairs.flatMap(([key, value]) => (value == null ? [] : { key, value: anyValue(value) }));

function anyValue(value: unknown): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (Number.isSafeInteger(value)) return { intValue: String(value) };
  if (Number.isFinite(value)) return { doubleValue: value };
  return Array.isArray(value)
    ? { arrayValue: { values: value.map(anyValue) } }
    : { stringValue: String(value).slice(0, MOST_TEXT) };
}
