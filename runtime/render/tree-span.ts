import type { AttributeValue } from '../trace/attribute.ts';
import { resolvedAttributes } from '../trace/resolve-attributes.ts';
import type { Span } from '../trace/span.ts';

/** A finished span in the terms of a reader, wherever it came from. */
export interface TreeSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** '' for the root of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  /** OTLP `SpanKind` number. */
  readonly kind: number;
  /** Milliseconds, on any clock that all spans of a tree share. */
  readonly startMs: number;
  readonly durationMs: number;
  /** `service.name`. */
  readonly service: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** `code`: OTLP `StatusCode` number, 2 for an error. */
  readonly status: { readonly code: number; readonly message: string };
}

export const treeSpanOf = (span: Span, service: string): TreeSpan => ({
  traceId: span.trace.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  name: span.name,
  kind: span.kind,
  startMs: span.start,
  durationMs: span.end - span.start,
  service,
  attributes: attributesOf(span),
  status: { code: span.status, message: span.statusMessage },
});

const attributesOf = (span: Span): Record<string, AttributeValue> =>
  Object.fromEntries(resolvedAttributes(span));
