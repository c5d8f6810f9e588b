/**
 * OTLP/HTTP JSON (opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding"): hexadecimal ids,
 * enums as integers, lowerCamelCase keys, 64-bit integers as decimal text.
 */
import { resolvedAttributes } from '../attributes.ts';
import { epochNanos } from '../clock.ts';
import type { Attributes, AttributeValue, Link, Span, SpanEvent } from '../span.ts';
import type { Codec, Verdict } from './codec.ts';
import type { ResolvedLimits } from './limits.ts';
import { SCHEMA_URL, SCOPE_NAME, SCOPE_VERSION, spanFlags } from './otlp.ts';
import { trimText } from './trim.ts';

const text: (value: string) => string = JSON.stringify;

export function jsonCodec(resource: Attributes, limits: ResolvedLimits): Codec<string> {
  const schema = `"schemaUrl":${text(SCHEMA_URL)}`;
  const head =
    `{"resourceSpans":[{"resource":{"attributes":[${pairs(Object.entries(resource), limits)}]},${schema},` +
    `"scopeSpans":[{"scope":{"name":"${SCOPE_NAME}","version":"${SCOPE_VERSION}"},${schema},"spans":[`;
  return {
    contentType: 'application/json',
    encode: (span) => encodeSpan(span, limits),
    size: utf8Length,
    body: (chunks) => `${head}${chunks.join(',')}]}]}]}`,
    trim: async (chunk) => (await import('./trim-json.ts')).trimSpan(chunk) || undefined,
    verdict,
  };
}

function encodeSpan(span: Span, limits: ResolvedLimits): string {
  const { trace, parentSpanId, statusMessage, events, links } = span;
  const attributes = resolvedAttributes(span);
  return (
    `{"traceId":"${trace.traceId}","spanId":"${span.spanId}",` +
    (parentSpanId && `"parentSpanId":"${parentSpanId}",`) +
    (trace.tracestate && `"traceState":${text(trace.tracestate)},`) +
    `"flags":${spanFlags(span)},"name":${text(span.name)},"kind":${span.kind},` +
    `"startTimeUnixNano":"${epochNanos(span.start)}","endTimeUnixNano":"${epochNanos(span.end)}"` +
    attributeList(attributes, limits) +
    (events === undefined
      ? ''
      : list('events', 'Events', events, limits.events, (each) => event(each, limits))) +
    (links === undefined ? '' : list('links', 'Links', links, limits.links, (each) => link(each, limits))) +
    (span.status === 0
      ? ''
      : `,"status":{"code":${span.status}${statusMessage && `,"message":${text(statusMessage)}`}}`) +
    '}'
  );
}

const event = ({ time, name, attributes = {} }: SpanEvent, limits: ResolvedLimits): string =>
  `{"timeUnixNano":"${epochNanos(time)}","name":${text(name)}${attributeList(Object.entries(attributes), limits)}}`;

const link = (
  { traceId, spanId, flags, tracestate, attributes = {} }: Link,
  limits: ResolvedLimits,
): string =>
  `{"traceId":"${traceId}","spanId":"${spanId}","flags":${flags}` +
  (tracestate && `,"traceState":${text(tracestate)}`) +
  `${attributeList(Object.entries(attributes), limits)}}`;

function list<T>(
  key: string,
  counted: string,
  items: readonly T[],
  most: number,
  one: (item: T) => string,
): string {
  const dropped = items.length - most;
  const kept = dropped > 0 ? items.slice(0, most) : items;
  return `,"${key}":[${kept.map(one)}]${dropped > 0 ? `,"dropped${counted}Count":${dropped}` : ''}`;
}

type Pairs = readonly (readonly [key: string, value: AttributeValue | null | undefined])[];

function attributeList(entries: Pairs, limits: ResolvedLimits): string {
  const dropped = entries.length - limits.attributes;
  if (dropped <= 0) return `,"attributes":[${pairs(entries, limits)}]`;
  return `,"attributes":[${pairs(entries.slice(0, limits.attributes), limits)}],"droppedAttributesCount":${dropped}`;
}

function pairs(entries: Pairs, limits: ResolvedLimits): string {
  let json = '';
  for (const [key, value] of entries) {
    const encoded = anyValue(value, limits);
    if (encoded !== '') json += `${json && ','}{"key":${text(key)},"value":${encoded}}`;
  }
  return json;
}

/** '' where OTLP has no such value (a function, a symbol). */
function anyValue(value: unknown, limits: ResolvedLimits): string {
  switch (typeof value) {
    case 'string':
      return `{"stringValue":${text(trimText(value, limits.valueLength))}}`;
    case 'number':
      return numberValue(value);
    case 'boolean':
      return `{"boolValue":${value}}`;
    case 'bigint':
      return BigInt.asIntN(64, value) === value ? `{"intValue":"${value}"}` : `{"stringValue":"${value}"}`;
    case 'object':
      return value === null ? '' : objectValue(value, limits);
    default:
      return '';
  }
}

const numberValue = (value: number): string =>
  Number.isSafeInteger(value)
    ? `{"intValue":"${value}"}`
    : `{"doubleValue":${Number.isFinite(value) ? value : `"${value}"`}}`;

function objectValue(value: object, limits: ResolvedLimits): string {
  if (Array.isArray(value)) {
    return `{"arrayValue":{"values":[${value.map((each) => anyValue(each, limits) || '{}')}]}}`;
  }
  if (value instanceof Uint8Array) return `{"bytesValue":"${base64(value.subarray(0, limits.valueLength))}"}`;
  return `{"kvlistValue":{"values":[${pairs(Object.entries(value), limits)}]}}`;
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const encoder = /* @__PURE__ */ new TextEncoder();

/** Testing for ASCII also flattens the concatenation, which would otherwise keep every piece alive. */
const utf8Length = (chunk: string): number =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  /^[\x00-\x7f]*$/.test(chunk) ? chunk.length : encoder.encode(chunk).length;

function verdict(answer: Uint8Array<ArrayBuffer>): Verdict {
  if (answer.length === 0) return { rejected: 0, message: '' };
  const { partialSuccess } = JSON.parse(new TextDecoder().decode(answer)) as {
    partialSuccess?: { rejectedSpans?: number | string; errorMessage?: string };
  };
  return {
    rejected: Number(partialSuccess?.rejectedSpans ?? 0),
    message: partialSuccess?.errorMessage ?? '',
  };
}
