import type { Span } from '../../trace/span.ts';

/** As a `URL` has them: brackets around an IPv6 address, a colon after the scheme, '' for its port. */
export interface Origin {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
}

/** `server.address` and `server.port`. */
export function setServerAddress(span: Span, { hostname, port, protocol }: Origin): void {
  span.set('server.address', hostname.startsWith('[') ? hostname.slice(1, -1) : hostname);
  span.set('server.port', port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
}
