import type { DecodedSpan, Value } from './decode.ts';

/** A received span in the terms of `renderTrace` and `assertTrace` of `onetrace/testing`. */
export interface TreeSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  /** Since the Unix epoch. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly service: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly status: { readonly code: number; readonly message: string };
}

export const treeSpanOf = (span: DecodedSpan): TreeSpan => ({
  traceId: span.traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  name: span.name,
  kind: span.kind,
  startMs: Number(span.startTimeUnixNano) / 1e6,
  durationMs: Number(span.endTimeUnixNano - span.startTimeUnixNano) / 1e6,
  service: String(span.resource['service.name'] ?? ''),
  attributes: span.attributes,
  status: span.status,
});
