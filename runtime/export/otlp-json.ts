/**
 * OTLP/HTTP JSON (opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding"): hexadecimal ids,
 * enums as integers, lowerCamelCase keys, 64-bit integers as decimal text.
 */
import { resolvedAttributes } from '../attributes.ts';
import { epochNanos } from '../clock.ts';
import type { Attributes, AttributeValue, Link, Span, SpanEvent } from '../span.ts';
import { bytesOf, joined } from './bytes.ts';
import type { Codec } from './codec.ts';
import type { ResolvedLimits } from './limits.ts';
import { SCHEMA_URL, SCOPE, spanFlags } from './otlp.ts';
import { trimText } from './trim.ts';

const NONE = /* @__PURE__ */ new Uint8Array(0);

export function jsonCodec(resource: Attributes, limits: ResolvedLimits): Codec {
  const schema = `"schemaUrl":${quote(SCHEMA_URL)}`;
  const head = bytesOf(
    `{"resourceSpans":[{"resource":{"attributes":[${pairs(Object.entries(resource), limits)}]},${schema},` +
      `"scopeSpans":[{"scope":${JSON.stringify(SCOPE)},${schema},"spans":[`,
  );
  const tail = bytesOf(']}]}]}');
  return {
    contentType: 'application/json',
    // Each with the comma that separates it from the one before.
    encode: (span) => bytesOf(`,${encodeSpan(span, limits)}`),
    head,
    body: ([first = NONE, ...others], of = head) => joined([of, first.subarray(1), ...others, tail]),
    trim: async (chunk) => (await import('./trim-json.ts')).trimSpan(chunk),
  };
}

function encodeSpan(span: Span, limits: ResolvedLimits): string {
  const { trace, parentSpanId, status, statusMessage, events, links } = span;
  return (
    `{"traceId":"${trace.traceId}","spanId":"${span.spanId}",` +
    (parentSpanId && `"parentSpanId":"${parentSpanId}",`) +
    (trace.tracestate && `"traceState":${quote(trace.tracestate)},`) +
    `"flags":${spanFlags(span)},"name":${quote(span.name)},"kind":${span.kind},` +
    `"startTimeUnixNano":"${epochNanos(span.start)}","endTimeUnixNano":"${epochNanos(span.end)}"` +
    attributeList(resolvedAttributes(span), limits) +
    (events ? list('events', events, limits.events, (each) => event(each, limits)) : '') +
    (links ? list('links', links, limits.links, (each) => link(each, limits)) : '') +
    (status === 0 ? '' : `,"status":{"code":${status},"message":${quote(statusMessage)}}`) +
    '}'
  );
}

const event = ({ time, name, attributes = {} }: SpanEvent, limits: ResolvedLimits): string =>
  `{"timeUnixNano":"${epochNanos(time)}","name":${quote(name)}${attributeList(Object.entries(attributes), limits)}}`;

const link = (
  { traceId, spanId, flags, tracestate, attributes = {} }: Link,
  limits: ResolvedLimits,
): string =>
  `{"traceId":"${traceId}","spanId":"${spanId}","flags":${flags},"traceState":${quote(tracestate)}` +
  `${attributeList(Object.entries(attributes), limits)}}`;

function list<T>(
  key: 'events' | 'links',
  items: readonly T[],
  most: number,
  one: (item: T) => string,
): string {
  const counter = key === 'events' ? 'droppedEventsCount' : 'droppedLinksCount';
  return `,"${key}":[${items.slice(0, most).map(one)}]${dropped(counter, items.length - most)}`;
}

type Pairs = readonly (readonly [key: string, value: AttributeValue | null | undefined])[];

function attributeList(entries: Pairs, limits: ResolvedLimits): string {
  const excess = entries.length - limits.attributes;
  const kept = excess > 0 ? entries.slice(0, limits.attributes) : entries;
  return `,"attributes":[${readable(kept, limits)}]${dropped('droppedAttributesCount', excess)}`;
}

/** An attribute that throws when it is read, or contains itself, costs itself alone. */
function readable(entries: Pairs, limits: ResolvedLimits): string {
  try {
    return pairs(entries, limits);
  } catch {
    const [entry, ...others] = entries;
    if (entry === undefined || others.length === 0) return '';
    return [readable([entry], limits), readable(others, limits)].filter(Boolean).join();
  }
}

const dropped = (counter: string, count: number): string => (count > 0 ? `,"${counter}":${count}` : '');

function pairs(entries: Pairs, limits: ResolvedLimits): string {
  let json = '';
  for (const [key, value] of entries) {
    const encoded = anyValue(value, limits);
    if (encoded !== '') json += `${json && ','}${keyOf(key)}${encoded}}`;
  }
  return json;
}

/** '' where OTLP has no such value (a function, a symbol). */
function anyValue(value: unknown, limits: ResolvedLimits): string {
  switch (typeof value) {
    case 'string':
      return `{"stringValue":${quote(trimText(value, limits.valueLength))}}`;
    case 'number':
      return numberValue(value);
    case 'boolean':
      return `{"boolValue":${value}}`;
    case 'bigint':
      return `{"${BigInt.asIntN(64, value) === value ? 'int' : 'string'}Value":"${value}"}`;
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

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Longer texts are searched and copied faster by the platform's own encoder. */
const SHORT = 100;
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

const quote = (text: string): string =>
  text.length < SHORT && !ESCAPED.test(text) ? `"${text}"` : JSON.stringify(text);

/** A program has few keys, but may make some up. */
const MOST_KEYS = 1_000;
const keys = /* @__PURE__ */ new Map<string, string>();

function keyOf(key: string): string {
  let json = keys.get(key);
  if (json === undefined) {
    json = `{"key":${JSON.stringify(key)},"value":`;
    if (keys.size < MOST_KEYS) keys.set(key, json);
  }
  return json;
}
