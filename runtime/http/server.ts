import type { Span } from '../span.ts';

/** `server.address` and `server.port` of a URL; an IPv6 address without its brackets. */
export function setServer(span: Span, { hostname, port, protocol }: URL): void {
  span.set('server.address', hostname.replace(/^\[|\]$/g, ''));
  span.set('server.port', port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
}
