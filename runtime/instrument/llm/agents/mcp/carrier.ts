/**
 * How the context travels in a request of the Model Context Protocol: in `params._meta`, under the names of the
 * W3C headers (the conventions' MCP document, and SEP-414).
 */
import { type Fields, fieldsOf, textOf } from '../../../../platform/unknown.ts';
import { carrierOf } from '../../../../propagation/carrier.ts';
import { outgoingHeaders } from '../../../../propagation/policy.ts';
import type { Span } from '../../../../trace/span.ts';

export interface Transport {
  readonly url: string | undefined;
  readonly sessionId: string | undefined;
  readonly version: string | undefined;
  /** It serves whoever comes over HTTP. */
  readonly isPublic: boolean;
}

/** HTTP transports keep the address they talk to; the others talk to a process of this machine. */
export function transportOf(peer: unknown): Transport {
  const transport = fieldsOf(fieldsOf(peer).transport);
  const { _url, url = _url, sessionId, protocolVersion } = transport;
  return {
    url: url instanceof URL ? url.href : undefined,
    sessionId: textOf(sessionId) || undefined,
    version: textOf(protocolVersion) || undefined,
    isPublic: 'handleRequest' in transport || 'handlePostMessage' in transport,
  };
}

/** The author's params stay as they are, and so does a carrier that they bring; undefined: nothing to add. */
export function carriedParams(span: Span, peer: unknown, params: Fields): Fields | undefined {
  const meta = fieldsOf(params._meta);
  if (meta.traceparent !== undefined) return undefined;
  const carrier = carrierFor(span, transportOf(peer));
  return carrier.traceparent === undefined ? undefined : { ...params, _meta: { ...carrier, ...meta } };
}

function carrierFor(span: Span, { url, isPublic }: Transport): Fields {
  const entries = url === undefined ? Object.entries(carrierOf(span)) : outgoingHeaders(span, url);
  // Whoever asks a server gets ids back, and nobody's session.
  return Object.fromEntries(
    entries.filter(([key, value]) => value !== '' && !(isPublic && key === 'baggage')),
  );
}
