/** OTLP/HTTP protobuf (opentelemetry-proto, trace.proto). Fields and items are written last to first. */
import { SCHEMA_URL, SCOPE, spanFlags } from '../../core/pipeline/otlp-scope.ts';
import type { Bytes } from '../../platform/bytes.ts';
import { epochNanos } from '../../platform/clock.ts';
import type { Attributes, AttributeValue } from '../../trace/attribute.ts';
import { resolvedAttributes } from '../../trace/resolve-attributes.ts';
import type { Link, Span, SpanEvent } from '../../trace/span.ts';
import type { Codec } from './codec.ts';
import type { ResolvedLimits } from './limits.ts';
import { readProtobuf, utf8Text } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import { trimText } from './trim.ts';

export function protobufCodec(resource: Attributes, limits: ResolvedLimits): Codec {
  const encoder = new Encoder(limits);
  const head = encoder.resource(resource);
  return {
    contentType: 'application/x-protobuf',
    encode: (span) => encoder.span(span),
    head,
    body: (chunks, of = head) => encoder.request(of, chunks),
    trim: async (chunk) => (await import('./trim-protobuf.ts')).trimProtobufSpan(chunk),
    verdict: (answer) => {
      const partial = readProtobuf(answer).find(({ field }) => field === 1);
      const fields = partial ? readProtobuf(partial.bytes) : [];
      const rejected = fields.find(({ field }) => field === 1)?.varint ?? 0;
      const message = fields.find(({ field }) => field === 2);
      return { rejected, message: message ? utf8Text(message.bytes) : '' };
    },
  };
}

type Pairs = readonly (readonly [key: string, value: AttributeValue | null | undefined])[];

class Encoder {
  readonly #writer = new ProtobufWriter();
  readonly #limits: ResolvedLimits;

  constructor(limits: ResolvedLimits) {
    this.#limits = limits;
  }

  /** `ScopeSpans.spans`, tag and length included, so that a request only joins spans. */
  span(span: Span): Bytes {
    this.#writer.rewind(0);
    this.#writer.message(2, () => this.#span(span));
    return this.#writer.finish();
  }

  /** `ResourceSpans.resource`. */
  resource(resource: Attributes): Bytes {
    this.#writer.message(1, () => this.#pairs(1, Object.entries(resource)));
    return this.#writer.finish();
  }

  request(head: Bytes, chunks: readonly Bytes[]): Bytes {
    const out = this.#writer;
    out.rewind(0);
    out.message(1, () => {
      out.string(3, SCHEMA_URL);
      out.message(2, () => {
        out.string(3, SCHEMA_URL);
        for (let at = chunks.length - 1; at >= 0; at--) out.raw(chunks[at] as Bytes);
        out.message(1, () => {
          out.string(2, SCOPE.version);
          out.string(1, SCOPE.name);
        });
      });
      out.raw(head);
    });
    return out.finish();
  }

  #span(span: Span): void {
    const out = this.#writer;
    const { trace, events = [], links = [] } = span;
    out.fixed32(16, spanFlags(span));
    if (span.status !== 0) {
      out.message(15, () => {
        out.uint(3, span.status);
        if (span.statusMessage) out.string(2, span.statusMessage);
      });
    }
    this.#list(13, 14, links, this.#limits.links, (link) => this.#link(link));
    this.#list(11, 12, events, this.#limits.events, (event) => this.#event(event, trace.wallOrigin));
    this.#attributes(9, 10, resolvedAttributes(span));
    out.fixed64(8, epochNanos(span.end, trace.wallOrigin));
    out.fixed64(7, epochNanos(span.start, trace.wallOrigin));
    out.uint(6, span.kind);
    out.string(5, trimText(span.name, this.#limits.valueLength));
    out.hex(4, span.parentSpanId);
    if (trace.tracestate) out.string(3, trace.tracestate);
    out.hex(2, span.spanId);
    out.hex(1, trace.traceId);
  }

  #event({ time, name, attributes = {} }: SpanEvent, origin: number): void {
    this.#attributes(3, 4, Object.entries(attributes));
    this.#writer.string(2, name);
    this.#writer.fixed64(1, epochNanos(time, origin));
  }

  #link({ traceId, spanId, flags, tracestate, attributes = {} }: Link): void {
    this.#writer.fixed32(6, flags);
    this.#attributes(4, 5, Object.entries(attributes));
    if (tracestate) this.#writer.string(3, tracestate);
    this.#writer.hex(2, spanId);
    this.#writer.hex(1, traceId);
  }

  #list<T>(
    field: number,
    counter: number,
    items: readonly T[],
    most: number,
    write: (item: T) => void,
  ): void {
    const kept = Math.min(items.length, most);
    this.#writer.uint(counter, items.length - kept);
    for (let at = kept - 1; at >= 0; at--) this.#writer.message(field, () => write(items[at] as T));
  }

  #attributes(field: number, counter: number, entries: Pairs): void {
    const kept = entries.slice(0, this.#limits.attributes);
    this.#writer.uint(counter, entries.length - kept.length);
    this.#readable(field, kept);
  }

  /** An attribute that throws when it is read, or contains itself, costs itself alone. */
  #readable(field: number, entries: Pairs): void {
    const mark = this.#writer.mark();
    try {
      this.#pairs(field, entries);
    } catch {
      this.#writer.rewind(mark);
      const [entry, ...others] = entries;
      if (entry === undefined || others.length === 0) return;
      this.#readable(field, others);
      this.#readable(field, [entry]);
    }
  }

  #pairs(field: number, entries: Pairs): void {
    for (let at = entries.length - 1; at >= 0; at--) {
      const [key, value] = entries[at] as Pairs[number];
      if (!isValue(value)) continue;
      this.#writer.message(field, () => {
        this.#writer.message(2, () => this.#value(value));
        this.#writer.string(1, key);
      });
    }
  }

  #value(value: unknown): void {
    const out = this.#writer;
    if (typeof value === 'string') out.string(1, trimText(value, this.#limits.valueLength));
    else if (typeof value === 'boolean') out.bool(2, value);
    else if (typeof value === 'number')
      Number.isSafeInteger(value) ? out.int64(3, value) : out.double(4, value);
    else if (typeof value === 'bigint') this.#bigint(value);
    else if (value instanceof Uint8Array) out.bytes(7, value.subarray(0, this.#limits.valueLength));
    else if (Array.isArray(value)) out.message(5, () => this.#values(value));
    else if (isValue(value)) out.message(6, () => this.#pairs(1, Object.entries(value as object)));
  }

  #bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) === value) this.#writer.int64(3, value);
    else this.#writer.string(1, String(value));
  }

  #values(values: readonly unknown[]): void {
    for (let at = values.length - 1; at >= 0; at--) this.#writer.message(1, () => this.#value(values[at]));
  }
}

/** Functions, symbols and what is not there have no OTLP value. */
const isValue = (value: unknown): boolean =>
  value !== undefined && value !== null && typeof value !== 'function' && typeof value !== 'symbol';
