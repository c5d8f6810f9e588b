/**
 * OTLP/HTTP JSON (opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding"): hexadecimal ids,
 * enums as integers, lowerCamelCase keys, 64-bit integers as decimal text.
 */
import { SCHEMA_URL, SCOPE, spanFlags } from '../../core/pipeline/otlp-scope.ts';
import type { Bytes } from '../../platform/bytes.ts';
import { concatBytes, utf8Bytes } from '../../platform/bytes.ts';
import { epochNanos } from '../../platform/clock.ts';
import type { Attributes, AttributeValue } from '../../trace/attribute.ts';
import { resolvedAttributes } from '../../trace/resolve-attributes.ts';
import type { Link, Span, SpanEvent } from '../../trace/span.ts';
import type { Codec } from './codec.ts';
import { JsonWriter } from './json-writer.ts';
import type { ResolvedLimits } from './limits.ts';
import { trimText } from './trim.ts';

const NONE = /* @__PURE__ */ new Uint8Array(0);

export function jsonCodec(resource: Attributes, limits: ResolvedLimits): Codec {
  const encoder = new SpanEncoder(limits);
  const head = encoder.head(resource);
  const tail = utf8Bytes(']}]}]}');
  return {
    contentType: 'application/json',
    // Each with the comma that separates it from the one before.
    encode: (span) => encoder.encode(span),
    head,
    body: ([first = NONE, ...others], of = head) => concatBytes([of, first.subarray(1), ...others, tail]),
    trim: async (chunk) => (await import('./trim-json.ts')).trimJsonSpan(chunk),
  };
}

type Pairs = readonly (readonly [key: string, value: AttributeValue | null | undefined])[];

class SpanEncoder {
  readonly #limits: ResolvedLimits;
  readonly #json = new JsonWriter();

  constructor(limits: ResolvedLimits) {
    this.#limits = limits;
  }

  /** Everything before the first span. */
  head(resource: Attributes): Bytes {
    const json = this.#json;
    const schema = `"schemaUrl":${JSON.stringify(SCHEMA_URL)}`;
    json.raw('{"resourceSpans":[{"resource":{"attributes":[');
    this.#pairs(Object.entries(resource), json.at);
    json.raw(`]},${schema},"scopeSpans":[{"scope":${JSON.stringify(SCOPE)},${schema},"spans":[`);
    return json.finish();
  }

  /** With the comma that separates it from the one before. */
  encode(span: Span): Bytes {
    try {
      this.#span(span);
      return this.#json.finish();
    } finally {
      this.#json.at = 0; // what failed half-way
    }
  }

  #span(span: Span): void {
    const json = this.#json;
    const { trace, parentSpanId, status, statusMessage, events, links } = span;
    this.#context(',{', trace.traceId, span.spanId);
    if (parentSpanId) this.#field(',"parentSpanId":', parentSpanId);
    if (trace.tracestate) this.#field(',"traceState":', trace.tracestate);
    this.#number(',"flags":', spanFlags(span));
    this.#field(',"name":', trimText(span.name, this.#limits.valueLength));
    this.#number(',"kind":', span.kind);
    this.#nanos(',"startTimeUnixNano":"', span.start, trace.wallOrigin);
    this.#nanos(',"endTimeUnixNano":"', span.end, trace.wallOrigin);
    this.#attributes(resolvedAttributes(span));
    if (events)
      this.#list('events', events, this.#limits.events, (event) => this.#event(event, trace.wallOrigin));
    if (links) this.#list('links', links, this.#limits.links, this.#link);
    if (status !== 0) {
      this.#number(',"status":{"code":', status);
      this.#field(',"message":', statusMessage);
      json.raw('}');
    }
    json.raw('}');
  }

  #event({ time, name, attributes = {} }: SpanEvent, origin: number): void {
    this.#nanos('{"timeUnixNano":"', time, origin);
    this.#field(',"name":', name);
    this.#attributes(Object.entries(attributes));
    this.#json.raw('}');
  }

  readonly #link = ({ traceId, spanId, flags, tracestate, attributes = {} }: Link): void => {
    this.#context('{', traceId, spanId);
    this.#number(',"flags":', flags);
    this.#field(',"traceState":', tracestate);
    this.#attributes(Object.entries(attributes));
    this.#json.raw('}');
  };

  #context(begin: string, traceId: string, spanId: string): void {
    this.#json.raw(begin);
    this.#field('"traceId":', traceId);
    this.#field(',"spanId":', spanId);
  }

  #field(key: string, text: string): void {
    this.#json.raw(key);
    this.#json.string(text);
  }

  #number(key: string, value: number): void {
    this.#json.raw(key);
    this.#json.raw(String(value));
  }

  #nanos(key: string, moment: number, origin: number): void {
    this.#json.raw(key);
    this.#json.raw(String(epochNanos(moment, origin)));
    this.#json.raw('"');
  }

  #list<T>(key: 'events' | 'links', items: readonly T[], most: number, one: (item: T) => void): void {
    const json = this.#json;
    json.raw(`,"${key}":[`);
    const start = json.at;
    for (const item of items.slice(0, most)) {
      json.comma(start);
      one(item);
    }
    json.raw(']');
    this.#dropped(key === 'events' ? 'droppedEventsCount' : 'droppedLinksCount', items.length - most);
  }

  #attributes(entries: Pairs): void {
    const excess = entries.length - this.#limits.attributes;
    this.#json.raw(',"attributes":[');
    this.#readable(excess > 0 ? entries.slice(0, this.#limits.attributes) : entries, this.#json.at);
    this.#json.raw(']');
    this.#dropped('droppedAttributesCount', excess);
  }

  #dropped(counter: string, count: number): void {
    if (count > 0) this.#number(`,"${counter}":`, count);
  }

  /** An attribute that throws when it is read, or contains itself, costs itself alone. */
  #readable(entries: Pairs, start: number): void {
    const before = this.#json.at;
    try {
      this.#pairs(entries, start);
    } catch {
      this.#json.at = before;
      const [entry, ...others] = entries;
      if (entry === undefined || others.length === 0) return;
      this.#readable([entry], start);
      this.#readable(others, start);
    }
  }

  /** The first of them without a comma where nothing was written since `start`. */
  #pairs(entries: Pairs, start: number): void {
    const json = this.#json;
    for (const [key, value] of entries) {
      const before = json.at;
      json.comma(start);
      json.bytes(keyOf(key));
      if (this.#value(value)) json.raw('}');
      else json.at = before;
    }
  }

  /** False, and nothing is written, where OTLP has no such value (a function, a symbol). */
  #value(value: unknown): boolean {
    const json = this.#json;
    switch (typeof value) {
      case 'string':
        this.#field('{"stringValue":', trimText(value, this.#limits.valueLength));
        break;
      case 'number':
        json.raw(numberValue(value));
        break;
      case 'boolean':
        json.raw(value ? '{"boolValue":true' : '{"boolValue":false');
        break;
      case 'bigint':
        json.raw(`{"${BigInt.asIntN(64, value) === value ? 'int' : 'string'}Value":"${value}"`);
        break;
      case 'object':
        if (value === null) return false;
        this.#object(value);
        break;
      default:
        return false;
    }
    json.raw('}');
    return true;
  }

  #object(value: object): void {
    const json = this.#json;
    if (value instanceof Uint8Array) {
      return json.raw(`{"bytesValue":"${base64(value.subarray(0, this.#limits.valueLength))}"`);
    }
    json.raw(Array.isArray(value) ? '{"arrayValue":{"values":[' : '{"kvlistValue":{"values":[');
    if (Array.isArray(value)) this.#values(value, json.at);
    else this.#pairs(Object.entries(value), json.at);
    json.raw(']}');
  }

  #values(values: readonly unknown[], start: number): void {
    for (let at = 0; at < values.length; at++) {
      this.#json.comma(start);
      if (!this.#value(values[at])) this.#json.raw('{}');
    }
  }
}

const numberValue = (value: number): string =>
  Number.isSafeInteger(value)
    ? `{"intValue":"${value}"`
    : `{"doubleValue":${Number.isFinite(value) ? value : `"${value}"`}`;

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** A program has few keys, but may make some up. */
const MOST_KEYS = 1_000;
const keys = /* @__PURE__ */ new Map<string, Bytes>();

function keyOf(key: string): Bytes {
  let json = keys.get(key);
  if (json === undefined) {
    json = utf8Bytes(`{"key":${JSON.stringify(key)},"value":`);
    if (keys.size < MOST_KEYS) keys.set(key, json);
  }
  return json;
}
