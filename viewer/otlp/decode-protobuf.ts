/**
 * `ExportTraceServiceRequest` of opentelemetry-proto, in one pass. A tag is `number << 3 | type`; unknown
 * fields are passed over, as the specification wants.
 */
import {
  type Attributes,
  DEEPEST,
  type DecodedExport,
  doubleValue,
  intValue,
  isSpanId,
  isTraceId,
  type Json,
  mapValue,
  noAttributes,
  type ReceivedEvent,
  type ReceivedLink,
  type ReceivedResource,
  type ReceivedScope,
  type ReceivedSpan,
  TOO_DEEP,
} from './received-span.ts';
import { WireReader } from './wire-reader.ts';

const LENGTH = 2;
const field = (number: number, type = LENGTH): number => (number << 3) | type;
const FIXED64 = 1;
const FIXED32 = 5;

interface Collected {
  readonly spans: ReceivedSpan[];
  rejected: number;
}

/** Throws where `body` is no protobuf. */
export function decodeProtobuf(body: Buffer): DecodedExport {
  const reader = new WireReader(body);
  const into: Collected = { spans: [], rejected: 0 };
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) readResourceSpans(reader, into);
    else reader.skip(tag);
  }
  return into;
}

/** What all spans of one resource share comes after them as often as before: two passes. */
function readResourceSpans(reader: WireReader, into: Collected): void {
  const outer = reader.enter();
  const begin = reader.at;
  let attributes = noAttributes();
  let schemaUrl = '';
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) attributes = readResource(reader);
    else if (tag === field(3)) schemaUrl = reader.text();
    else reader.skip(tag);
  }
  const resource: ReceivedResource = { attributes, schemaUrl };
  reader.at = begin;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(2)) readScopeSpans(reader, resource, into);
    else reader.skip(tag);
  }
  reader.leave(outer);
}

function readResource(reader: WireReader): Attributes {
  const attributes = noAttributes();
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) readPair(reader, attributes, 0);
    else reader.skip(tag);
  }
  reader.leave(outer);
  return attributes;
}

function readScopeSpans(reader: WireReader, resource: ReceivedResource, into: Collected): void {
  const outer = reader.enter();
  const begin = reader.at;
  const scope = { name: '', version: '', attributes: noAttributes(), schemaUrl: '' };
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) readScope(reader, scope);
    else if (tag === field(3)) scope.schemaUrl = reader.text();
    else reader.skip(tag);
  }
  reader.at = begin;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag !== field(2)) reader.skip(tag);
    else {
      const span = readSpan(reader, resource, scope);
      if (isTraceId(span.traceId) && isSpanId(span.spanId)) into.spans.push(span);
      else into.rejected++;
    }
  }
  reader.leave(outer);
}

function readScope(
  reader: WireReader,
  scope: { -readonly [K in keyof ReceivedScope]: ReceivedScope[K] },
): void {
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) scope.name = reader.text();
    else if (tag === field(2)) scope.version = reader.text();
    else if (tag === field(3)) readPair(reader, scope.attributes, 0);
    else reader.skip(tag);
  }
  reader.leave(outer);
}

function readSpan(reader: WireReader, resource: ReceivedResource, scope: ReceivedScope): ReceivedSpan {
  const attributes = noAttributes();
  const events: ReceivedEvent[] = [];
  const links: ReceivedLink[] = [];
  const dropped: [number, number, number] = [0, 0, 0];
  let [traceId, spanId, parentId, traceState, name, statusMessage] = ['', '', '', '', '', ''];
  let [kind, start, startNanos, end, endNanos, status, flags] = [0, 0, 0, 0, 0, 0, 0];
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    switch (tag) {
      case field(1):
        traceId = reader.hex();
        break;
      case field(2):
        spanId = reader.hex();
        break;
      case field(3):
        traceState = reader.text();
        break;
      case field(4):
        parentId = reader.hex();
        break;
      case field(5):
        name = reader.text();
        break;
      case field(6, 0):
        kind = reader.varint();
        break;
      case field(7, FIXED64):
        start = reader.time();
        startNanos = reader.nanos;
        break;
      case field(8, FIXED64):
        end = reader.time();
        endNanos = reader.nanos;
        break;
      case field(9):
        readPair(reader, attributes, 0);
        break;
      case field(10, 0):
        dropped[0] = reader.varint();
        break;
      case field(11):
        events.push(readEvent(reader));
        break;
      case field(12, 0):
        dropped[1] = reader.varint();
        break;
      case field(13):
        links.push(readLink(reader));
        break;
      case field(14, 0):
        dropped[2] = reader.varint();
        break;
      case field(15): {
        const inner = reader.enter();
        for (let part = reader.tag(); part !== 0; part = reader.tag()) {
          if (part === field(2)) statusMessage = reader.text();
          else if (part === field(3, 0)) status = reader.varint();
          else reader.skip(part);
        }
        reader.leave(inner);
        break;
      }
      case field(16, FIXED32):
        flags = reader.fixed32();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  const duration = Math.max(0, (end - start) * 1000 + endNanos - startNanos);
  const parent = isSpanId(parentId) ? parentId : '';
  return {
    traceId,
    spanId,
    parentId: parent,
    name,
    kind,
    start,
    startNanos,
    duration,
    status,
    statusMessage,
    flags,
    traceState,
    attributes,
    events,
    links,
    dropped,
    resource,
    scope,
  };
}

function readEvent(reader: WireReader): ReceivedEvent {
  const event = { name: '', time: '0', attributes: noAttributes(), dropped: 0 };
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1, FIXED64)) {
      const micros = reader.time();
      event.time = `${micros}${String(reader.nanos).padStart(3, '0')}`;
    } else if (tag === field(2)) event.name = reader.text();
    else if (tag === field(3)) readPair(reader, event.attributes, 0);
    else if (tag === field(4, 0)) event.dropped = reader.varint();
    else reader.skip(tag);
  }
  reader.leave(outer);
  return event;
}

function readLink(reader: WireReader): ReceivedLink {
  const link = { traceId: '', spanId: '', traceState: '', flags: 0, attributes: noAttributes(), dropped: 0 };
  const outer = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) link.traceId = reader.hex();
    else if (tag === field(2)) link.spanId = reader.hex();
    else if (tag === field(3)) link.traceState = reader.text();
    else if (tag === field(4)) readPair(reader, link.attributes, 0);
    else if (tag === field(5, 0)) link.dropped = reader.varint();
    else if (tag === field(6, FIXED32)) link.flags = reader.fixed32();
    else reader.skip(tag);
  }
  reader.leave(outer);
  return link;
}

function readPair(reader: WireReader, into: Attributes, depth: number): void {
  const outer = reader.enter();
  let key = '';
  let value: Json = null;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) key = reader.text();
    else if (tag === field(2)) value = readAnyValue(reader, depth);
    else reader.skip(tag);
  }
  reader.leave(outer);
  into[key] = value;
}

function readAnyValue(reader: WireReader, depth: number): Json {
  const outer = reader.enter();
  let value: Json = null;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === field(1)) value = reader.text();
    else if (tag === field(2, 0)) value = reader.varint() !== 0;
    else if (tag === field(3, 0)) value = intValue(reader.int64());
    else if (tag === field(4, FIXED64)) value = doubleValue(reader.double());
    else if (tag === field(7)) value = { $bytes: reader.base64() };
    else if (tag === field(5)) value = readValues(reader, depth + 1);
    else if (tag === field(6)) value = readMap(reader, depth + 1);
    else reader.skip(tag);
  }
  reader.leave(outer);
  return value;
}

function readValues(reader: WireReader, depth: number): Json {
  const outer = reader.enter();
  const values: Json[] = [];
  if (depth <= DEEPEST) {
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === field(1)) values.push(readAnyValue(reader, depth));
      else reader.skip(tag);
    }
  }
  reader.leave(outer);
  return depth > DEEPEST ? TOO_DEEP : values;
}

function readMap(reader: WireReader, depth: number): Json {
  const outer = reader.enter();
  const map = noAttributes();
  if (depth <= DEEPEST) {
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === field(1)) readPair(reader, map, depth);
      else reader.skip(tag);
    }
  }
  reader.leave(outer);
  return depth > DEEPEST ? TOO_DEEP : mapValue(map);
}
