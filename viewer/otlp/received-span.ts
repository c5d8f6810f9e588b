/** A span as it came over the wire, in values that JSON can hold. */

/**
 * Plain JSON. What JSON cannot tell apart is an object of one key: `{ $double: 1 }` for a double that is whole,
 * `{ $int: '9007199254740993' }`, `{ $bytes: base64 }`, and `{ $map: {…} }` for a map of such a key.
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Without a prototype, so that `__proto__` is a key as any other. */
export type Attributes = Record<string, Json>;

export interface ReceivedEvent {
  readonly name: string;
  /** Nanoseconds since 1970, as decimal text. */
  readonly time: string;
  readonly attributes: Attributes;
  readonly dropped: number;
}

export interface ReceivedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly attributes: Attributes;
  readonly dropped: number;
}

export interface ReceivedScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: Attributes;
  readonly schemaUrl: string;
}

export interface ReceivedResource {
  readonly attributes: Attributes;
  readonly schemaUrl: string;
}

export interface ReceivedSpan {
  /** Hexadecimal, lower case. */
  readonly traceId: string;
  readonly spanId: string;
  /** '' for a root. */
  readonly parentId: string;
  readonly name: string;
  /** OTLP `SpanKind` number. */
  readonly kind: number;
  /** Microseconds since 1970, and the nanoseconds beyond them. */
  readonly start: number;
  readonly startNanos: number;
  /** Nanoseconds; never negative. */
  readonly duration: number;
  /** OTLP `StatusCode` number. */
  readonly status: number;
  readonly statusMessage: string;
  readonly flags: number;
  readonly traceState: string;
  readonly attributes: Attributes;
  readonly events: readonly ReceivedEvent[];
  readonly links: readonly ReceivedLink[];
  /** Attributes, events, links. */
  readonly dropped: readonly [number, number, number];
  readonly resource: ReceivedResource;
  readonly scope: ReceivedScope;
}

export interface DecodedExport {
  readonly spans: readonly ReceivedSpan[];
  /** Spans without ids that W3C allows. */
  readonly rejected: number;
}

/** Values nested deeper are cut off: nobody reads them, and recursion has an end. */
export const DEEPEST = 24;
export const TOO_DEEP = '[nested too deep]';

export const noAttributes = (): Attributes => ({ __proto__: null }) as unknown as Attributes;

/** Not zero only, and of the right length. */
export const isTraceId = (hex: string): boolean => hex.length === 32 && !/^0+$/.test(hex);
export const isSpanId = (hex: string): boolean => hex.length === 16 && !/^0+$/.test(hex);

/** An integer of 64 bits: a number where that is exact. */
export const intValue = (value: bigint): Json => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { $int: String(value) };
};

export const doubleValue = (value: number): Json => {
  if (!Number.isFinite(value)) return { $double: String(value) };
  return Number.isInteger(value) ? { $double: value } : value;
};

/** A map of one key that looks like one of ours. */
export const mapValue = (map: Attributes): Json => {
  const keys = Object.keys(map);
  return keys.length === 1 && keys[0]?.startsWith('$') ? { $map: map } : map;
};
