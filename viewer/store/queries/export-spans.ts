/** Spans as OTLP/JSON, as they came: what another viewer, or this one, takes in again. */
import type { DatabaseSync } from 'node:sqlite';
import type { Attributes, Json } from '../../otlp/received-span.ts';
import { countParam, listParam, type Params, wordOf } from './query.ts';
import { BodyReader, type SpanBody } from './span.ts';
import { findTrace } from './trace.ts';

interface Row {
  readonly id: number;
  readonly span_id: string;
  readonly parent_id: string;
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly nanos: number;
  readonly duration: number;
  readonly status: number;
}

const MOST = 20_000;

/** `{ traces, limit, offset }`: an `ExportTraceServiceRequest`, and whether there are more spans. */
export function exportSpans(db: DatabaseSync, params: Params): { resourceSpans: unknown[]; more: boolean } {
  const bodies = new BodyReader(db);
  const limit = countParam(params, 'limit', MOST, MOST);
  let offset = countParam(params, 'offset', 0, 1e9);
  let left = limit;
  let more = false;
  const groups = new Map<string, { body: SpanBody; spans: unknown[] }>();
  for (const traceId of listParam(params, 'traces')) {
    const found = findTrace(db, traceId);
    if (found === undefined) continue;
    const rows = db.prepare(SPANS).all(found.id, left + 1, offset) as unknown as Row[];
    if (rows.length > left) more = true;
    for (const row of rows.slice(0, left)) addSpan(groups, bodies, traceId, row);
    left -= Math.min(rows.length, left);
    offset = 0;
    if (left === 0) break;
  }
  return { resourceSpans: [...groups.values()].map(resourceSpansOf), more };
}

const SPANS = `SELECT id, span_id, parent_id, ${wordOf('s.name')} AS name, kind, start, nanos, duration, status
  FROM span s WHERE trace = ? ORDER BY start, nanos, id LIMIT ? OFFSET ?`;

function addSpan(
  groups: Map<string, { body: SpanBody; spans: unknown[] }>,
  bodies: BodyReader,
  traceId: string,
  row: Row,
): void {
  const body = bodies.read(row.id);
  if (body === null) return;
  const key = JSON.stringify([body.resource, body.scope]);
  let group = groups.get(key);
  if (group === undefined) {
    group = { body, spans: [] };
    groups.set(key, group);
  }
  group.spans.push(otlpSpan(traceId, row, body));
}

function otlpSpan(traceId: string, row: Row, body: SpanBody): unknown {
  const begin = BigInt(row.start) * 1000n + BigInt(row.nanos);
  return {
    traceId,
    spanId: row.span_id,
    ...(row.parent_id !== '' && { parentSpanId: row.parent_id }),
    ...(body.traceState !== '' && { traceState: body.traceState }),
    ...(body.flags !== 0 && { flags: body.flags }),
    name: row.name,
    kind: row.kind,
    startTimeUnixNano: String(begin),
    endTimeUnixNano: String(begin + BigInt(row.duration)),
    attributes: otlpAttributes(body.attributes),
    ...dropped('Attributes', body.dropped[0]),
    events: body.events.map(({ name, time, attributes, dropped: count }) => ({
      name,
      timeUnixNano: time,
      attributes: otlpAttributes(attributes),
      ...dropped('Attributes', count),
    })),
    ...dropped('Events', body.dropped[1]),
    links: body.links.map(({ attributes, dropped: count, ...link }) => ({
      ...link,
      attributes: otlpAttributes(attributes),
      ...dropped('Attributes', count),
    })),
    ...dropped('Links', body.dropped[2]),
    status: { code: row.status, message: body.statusMessage },
  };
}

const dropped = (what: string, count: number): object =>
  count > 0 ? { [`dropped${what}Count`]: count } : {};

function resourceSpansOf({
  body: { resource, scope },
  spans,
}: {
  body: SpanBody;
  spans: unknown[];
}): unknown {
  const { name, version, attributes } = scope;
  return {
    resource: { attributes: otlpAttributes(resource.attributes) },
    schemaUrl: resource.schemaUrl,
    scopeSpans: [
      { scope: { name, version, attributes: otlpAttributes(attributes) }, schemaUrl: scope.schemaUrl, spans },
    ],
  };
}

const otlpAttributes = (attributes: Attributes): unknown[] =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: otlpValue(value) }));

function otlpValue(value: Json): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (value === null) return {};
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlpValue) } };
  const { $double, $int, $bytes, $map } = value;
  if ($double !== undefined) return { doubleValue: $double };
  if (typeof $int === 'string') return { intValue: $int };
  if (typeof $bytes === 'string') return { bytesValue: $bytes };
  return { kvlistValue: { values: otlpAttributes(($map ?? value) as Attributes) } };
}
