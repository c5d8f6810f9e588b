/**
 * `ExportTraceServiceRequest` as OTLP/JSON: hexadecimal ids, lowerCamelCase, numbers of 64 bits as text or as
 * numbers, enums as numbers or by name. What has the wrong type counts as missing; unknown fields are ignored.
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

type Fields = Record<string, unknown>;

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const STATUSES = ['UNSET', 'OK', 'ERROR'];

/** Throws where `body` is no JSON, or no object. */
export function decodeJson(body: Buffer): DecodedExport {
  return decodeParsed(JSON.parse(body.toString('utf8')));
}

/** Throws where `parsed` is no object. */
export function decodeParsed(parsed: unknown): DecodedExport {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new TypeError('an export is an object with resourceSpans');
  const spans: ReceivedSpan[] = [];
  let rejected = 0;
  for (const resourceSpans of listOf(parsed as Fields, 'resourceSpans')) {
    const resource = {
      attributes: attributesOf(fieldsOf(resourceSpans['resource'])),
      schemaUrl: textIn(resourceSpans, 'schemaUrl'),
    };
    for (const scopeSpans of listOf(resourceSpans, 'scopeSpans')) {
      const scope = scopeOf(scopeSpans);
      for (const fields of listOf(scopeSpans, 'spans')) {
        const span = spanOf(fields, resource, scope);
        if (isTraceId(span.traceId) && isSpanId(span.spanId)) spans.push(span);
        else rejected++;
      }
    }
  }
  return { spans, rejected };
}

function scopeOf(scopeSpans: Fields): ReceivedScope {
  const scope = fieldsOf(scopeSpans['scope']);
  return {
    name: textIn(scope, 'name'),
    version: textIn(scope, 'version'),
    attributes: attributesOf(scope),
    schemaUrl: textIn(scopeSpans, 'schemaUrl'),
  };
}

function spanOf(fields: Fields, resource: ReceivedResource, scope: ReceivedScope): ReceivedSpan {
  const [start, startNanos] = timeIn(fields, 'startTimeUnixNano');
  const [end, endNanos] = timeIn(fields, 'endTimeUnixNano');
  const status = fieldsOf(fields['status']);
  const parentId = hexIn(fields, 'parentSpanId');
  return {
    traceId: hexIn(fields, 'traceId'),
    spanId: hexIn(fields, 'spanId'),
    parentId: isSpanId(parentId) ? parentId : '',
    name: textIn(fields, 'name'),
    kind: enumIn(fields, 'kind', KINDS, 'SPAN_KIND_'),
    start,
    startNanos,
    duration: Math.max(0, (end - start) * 1000 + endNanos - startNanos),
    status: enumIn(status, 'code', STATUSES, 'STATUS_CODE_'),
    statusMessage: textIn(status, 'message'),
    flags: numberIn(fields, 'flags'),
    traceState: textIn(fields, 'traceState'),
    attributes: attributesOf(fields),
    events: listOf(fields, 'events').map(eventOf),
    links: listOf(fields, 'links').map(linkOf),
    dropped: [
      numberIn(fields, 'droppedAttributesCount'),
      numberIn(fields, 'droppedEventsCount'),
      numberIn(fields, 'droppedLinksCount'),
    ],
    resource,
    scope,
  };
}

function eventOf(fields: Fields): ReceivedEvent {
  const [micros, nanos] = timeIn(fields, 'timeUnixNano');
  return {
    name: textIn(fields, 'name'),
    time: `${micros}${String(nanos).padStart(3, '0')}`,
    attributes: attributesOf(fields),
    dropped: numberIn(fields, 'droppedAttributesCount'),
  };
}

const linkOf = (fields: Fields): ReceivedLink => ({
  traceId: hexIn(fields, 'traceId'),
  spanId: hexIn(fields, 'spanId'),
  traceState: textIn(fields, 'traceState'),
  flags: numberIn(fields, 'flags'),
  attributes: attributesOf(fields),
  dropped: numberIn(fields, 'droppedAttributesCount'),
});

function attributesOf(fields: Fields, key = 'attributes', depth = 0): Attributes {
  const attributes = noAttributes();
  for (const pair of listOf(fields, key)) attributes[textIn(pair, 'key')] = anyValueOf(pair['value'], depth);
  return attributes;
}

function anyValueOf(value: unknown, depth: number): Json {
  const fields = fieldsOf(value);
  if (typeof fields['stringValue'] === 'string') return fields['stringValue'];
  if (typeof fields['boolValue'] === 'boolean') return fields['boolValue'];
  if (fields['intValue'] !== undefined) return integerOf(fields['intValue']);
  if (fields['doubleValue'] !== undefined) return doubleValue(Number(fields['doubleValue']));
  if (typeof fields['bytesValue'] === 'string') return { $bytes: fields['bytesValue'] };
  if (depth >= DEEPEST) return TOO_DEEP;
  if (fields['arrayValue'] !== undefined)
    return listOf(fieldsOf(fields['arrayValue']), 'values').map((each) => anyValueOf(each, depth + 1));
  if (fields['kvlistValue'] !== undefined)
    return mapValue(attributesOf(fieldsOf(fields['kvlistValue']), 'values', depth + 1));
  return null;
}

function integerOf(value: unknown): Json {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? intValue(BigInt(value)) : null;
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const listOf = (fields: Fields, key: string): Fields[] => {
  const list = fields[key];
  return Array.isArray(list) ? list.map(fieldsOf) : [];
};

const textIn = (fields: Fields, key: string): string => {
  const text = fields[key];
  return typeof text === 'string' ? text : '';
};

const hexIn = (fields: Fields, key: string): string => {
  const text = textIn(fields, key);
  return /^[\da-fA-F]*$/.test(text) ? text.toLowerCase() : '';
};

const numberIn = (fields: Fields, key: string): number => {
  const number = Number(fields[key] ?? 0);
  return Number.isFinite(number) ? number : 0;
};

function enumIn(fields: Fields, key: string, names: readonly string[], prefix: string): number {
  const value = fields[key];
  if (typeof value === 'string' && value.startsWith(prefix))
    return Math.max(0, names.indexOf(value.slice(prefix.length)));
  return numberIn(fields, key);
}

/** Microseconds, and the nanoseconds beyond them. */
function timeIn(fields: Fields, key: string): [number, number] {
  const value = fields[key];
  const digits = typeof value === 'number' ? String(BigInt(Math.max(0, Math.trunc(value) || 0))) : value;
  if (typeof digits !== 'string' || !/^\d{1,20}$/.test(digits)) return [0, 0];
  return [Number(digits.slice(0, -3)), Number(digits.slice(-3))];
}
