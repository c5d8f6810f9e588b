/**
 * Streams of `node:http2`'s clients. Their headers are composed before the channel tells of them, so nothing can be
 * added here: a site has put its `traceparent` into them, or the stream is a span that leads nowhere, and is counted.
 */
import { activeSpan } from '../../../core/active-span.ts';
import { settings } from '../../../core/settings.ts';
import { isSuppressed } from '../../../platform/otel-suppress.ts';
import type { Span } from '../../../trace/span.ts';
import { Stamp } from '../../call/stamp.ts';
import { type Departure, depart, endArrived, endBroken } from './depart.ts';

type Headers = Readonly<Record<string, unknown>>;

export interface Http2Message {
  readonly stream: object;
  readonly headers?: Headers;
  readonly error?: unknown;
}

export function http2Created({ stream, headers }: Http2Message): void {
  const caller = activeSpan();
  if ((caller === undefined && !settings().recording) || headers === undefined) return;
  const departure = isSuppressed() ? undefined : departureOf(headers);
  const span = departure && depart(departure, caller);
  if (span?.recording) Stamp.set(stream, span);
}

export function http2Answered({ stream, headers }: Http2Message): void {
  const span = Stamp.get<Span>(stream);
  if (span !== undefined) endArrived(span, Number(headers?.[':status']) || undefined);
}

export function http2Failed({ stream, error }: Http2Message): void {
  const span = Stamp.get<Span>(stream);
  if (span !== undefined) endBroken(span, error);
}

export function http2Closed({ stream }: Http2Message): void {
  const span = Stamp.get<Span>(stream);
  if (span !== undefined) endArrived(span, undefined);
}

function departureOf(headers: Headers): Departure | undefined {
  const url = URL.parse(
    `${headers[':scheme'] ?? 'https'}://${headers[':authority']}${headers[':path'] ?? '/'}`,
  );
  if (url === null) return undefined;
  return { method: String(headers[':method'] ?? 'GET'), url, header: (name) => headers[name] };
}
