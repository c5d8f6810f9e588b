import { now } from '../platform/clock.ts';
import type { OtelSpan } from '../platform/otel-api.ts';
import { scrubMessage } from '../platform/secrets.ts';
import type { Attributes, AttributeValue } from './attribute.ts';
import type { Baggage } from './baggage.ts';
import type { Trace } from './trace.ts';
import { SAMPLED } from './trace.ts';

/** OTLP `SpanKind` numbers. */
export const INTERNAL = 1;
export const SERVER = 2;
export const CLIENT = 3;
/** @public */
export const PRODUCER = 4;
export const CONSUMER = 5;
export type SpanKind = 1 | 2 | 3 | 4 | 5;

export type KindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export const KINDS: Readonly<Record<KindName, SpanKind>> = {
  internal: INTERNAL,
  server: SERVER,
  client: CLIENT,
  producer: PRODUCER,
  consumer: CONSUMER,
};

/** OTLP `StatusCode` numbers. */
export const STATUS_UNSET = 0;
export const STATUS_ERROR = 2;

export interface Link {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly tracestate: string;
  readonly attributes?: Attributes;
}

export interface SpanEvent {
  readonly name: string;
  /** A moment of `clock.now()`. */
  readonly time: number;
  readonly attributes?: Attributes;
}

/**
 * One span. Its attributes are a flat list `[key, value, key, value, …]`: appending is the cheapest
 * thing a hot path can do, keys like `__proto__` are only text, and the last of two equal keys wins
 * when the span is encoded.
 */
export class Span {
  /** 16 lower-case hex digits; an OpenTelemetry SDK that owns the span gives it its own. */
  spanId: string;
  readonly trace: Trace;
  readonly baggage: Baggage;
  /** undefined: a local root, whose parent is `trace.remoteParentId`. */
  readonly parent: Span | undefined;
  readonly kind: SpanKind;
  start: number;
  name: string;
  /** A moment of `clock.now()`; 0 while the span runs. */
  end = 0;
  status: number = STATUS_UNSET;
  statusMessage = '';
  readonly attributes: (string | AttributeValue)[] = [];
  links: Link[] | undefined;
  events: SpanEvent[] | undefined;
  /** A call to a model: what is called inside of it is its client's own business. */
  opaque = false;
  /** Of a library that runs its own steps: the span of the one that runs where this is asked. */
  inner: (() => Span | undefined) | undefined = undefined;
  /** Requests that left for it, where it is a call of `fetch` or its like; -1 where it is none. */
  attempts = -1;
  /** Its place among the spans that run, -1 where it has none; see running.ts. */
  liveIndex = -1;
  /** Its twin in the program's OpenTelemetry SDK, where there is one. */
  otel: OtelSpan | undefined;

  /** True: it stands for a span that only OpenTelemetry knows. */
  get foreign(): boolean {
    return false;
  }

  constructor(
    name: string,
    kind: SpanKind,
    trace: Trace,
    baggage: Baggage,
    parent: Span | undefined,
    spanId: string,
  ) {
    this.name = name;
    this.kind = kind;
    this.trace = trace;
    this.baggage = baggage;
    this.parent = parent;
    this.spanId = spanId;
    this.start = now();
  }

  /** False: nothing of it will be exported, and what is set on it is not kept. */
  get recording(): boolean {
    return this.trace.recording && this.end === 0;
  }

  get sampled(): boolean {
    return (this.trace.flags & SAMPLED) !== 0;
  }

  get parentSpanId(): string {
    return this.parent === undefined ? this.trace.remoteParentId : this.parent.spanId;
  }

  set(key: string, value: AttributeValue | null | undefined): this {
    if (value !== undefined && value !== null && this.recording) this.attributes.push(key, value);
    return this;
  }

  setAll(attributes: Attributes): this {
    for (const key of Object.keys(attributes)) this.set(key, attributes[key]);
    return this;
  }

  addLink(link: Link): this {
    if (!this.recording) return this;
    this.links ??= [];
    this.links.push(link);
    return this;
  }

  /**
   * Marks the span as failed. `type` is the semantic convention's `error.type`; the status description
   * is the message and never repeats the type (recording-errors.md).
   */
  fail(type: string, message: string): this {
    if (!this.recording) return this;
    this.status = STATUS_ERROR;
    this.statusMessage = scrubMessage(message);
    return this.set('error.type', type);
  }
}

/** Whether `span` is a part of `whole`, or that itself. */
export function isWithin(span: Span | undefined, whole: Span): boolean {
  for (let at = span; at !== undefined; at = at.parent) if (at === whole) return true;
  return false;
}
