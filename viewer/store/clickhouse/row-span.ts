/** A row of `otel_traces`, the table of the OpenTelemetry Collector's ClickHouse exporter, as a span. */
import { type Attributes, noAttributes, type ReceivedSpan } from '../../otlp/received-span.ts';
import type { ClickhouseRow } from './clickhouse-client.ts';

export const SPAN_COLUMNS = `toString(toUnixTimestamp64Nano(Timestamp)) AS nanos, TraceId, SpanId, ParentSpanId, TraceState, SpanName, SpanKind,
  ServiceName, ResourceAttributes, ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode, StatusMessage,
  Events.Name AS eventNames, arrayMap(t -> toString(toUnixTimestamp64Nano(t)), Events.Timestamp) AS eventTimes, Events.Attributes AS eventAttributes,
  Links.TraceId AS linkTraces, Links.SpanId AS linkSpans, Links.Attributes AS linkAttributes`;

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

export function rowSpan(row: ClickhouseRow): ReceivedSpan {
  const nanos = String(row['nanos']);
  return {
    traceId: String(row['TraceId']),
    spanId: String(row['SpanId']),
    parentId: String(row['ParentSpanId']),
    name: String(row['SpanName']),
    // `Server` of newer exporters, `SPAN_KIND_SERVER` of older ones.
    kind: Math.max(
      0,
      KINDS.indexOf(
        String(row['SpanKind'])
          .replace(/^SPAN_KIND_/, '')
          .toLowerCase(),
      ),
    ),
    start: Number(nanos.slice(0, -3)),
    startNanos: Number(nanos.slice(-3)),
    duration: Number(row['Duration']),
    status: /error$/i.test(String(row['StatusCode'])) ? 2 : 0,
    statusMessage: String(row['StatusMessage']),
    flags: 0,
    traceState: String(row['TraceState']),
    attributes: typedAttributes(row['SpanAttributes']),
    events: eventsOf(row),
    links: linksOf(row),
    dropped: [0, 0, 0],
    resource: {
      attributes: typedAttributes({
        ...(row['ResourceAttributes'] as object),
        'service.name': row['ServiceName'],
      }),
      schemaUrl: '',
    },
    scope: {
      name: String(row['ScopeName']),
      version: String(row['ScopeVersion']),
      attributes: noAttributes(),
      schemaUrl: '',
    },
  };
}

const listIn = (row: ClickhouseRow, key: string): readonly unknown[] =>
  Array.isArray(row[key]) ? (row[key] as unknown[]) : [];

function eventsOf(row: ClickhouseRow): ReceivedSpan['events'] {
  const [times, attributes] = [listIn(row, 'eventTimes'), listIn(row, 'eventAttributes')];
  return listIn(row, 'eventNames').map((name, index) => ({
    name: String(name),
    time: String(times[index] ?? 0),
    attributes: typedAttributes(attributes[index]),
    dropped: 0,
  }));
}

function linksOf(row: ClickhouseRow): ReceivedSpan['links'] {
  const [spans, attributes] = [listIn(row, 'linkSpans'), listIn(row, 'linkAttributes')];
  return listIn(row, 'linkTraces').map((traceId, index) => ({
    traceId: String(traceId),
    spanId: String(spans[index] ?? ''),
    traceState: '',
    flags: 0,
    attributes: typedAttributes(attributes[index]),
    dropped: 0,
  }));
}

/** The table keeps every value as text; these are numbers by their meaning. */
const NUMERIC =
  /(?:tokens?|token_count[.\w]*|status_code|\.port|line[._]number|lineno|cost[.\w]*|_chunk|temperature|top_p|max_tokens|seed)$/;

function typedAttributes(map: unknown): Attributes {
  const attributes = noAttributes();
  for (const [key, value] of Object.entries((map ?? {}) as Record<string, unknown>)) {
    const text = String(value);
    if (NUMERIC.test(key) && /^-?\d+(?:\.\d+)?$/.test(text)) attributes[key] = Number(text);
    else attributes[key] = text === 'true' && key === 'onetrace.unfinished' ? true : text;
  }
  return attributes;
}
