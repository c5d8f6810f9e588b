import { decode } from '../platform/decode.ts';
import type { Destination } from './types/destination.ts';

/** The value of an `Authorization` header (RFC 7617, with UTF-8). */
export function basicAuthorization(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** A receiver's address for people to read: its query, its user and unusual parts of its path may be keys. */
export function shownUrl(address: string): string {
  const url = URL.parse(address);
  if (!url?.host) return 'the address that is configured';
  return url.origin + (/^(?:\/v1\/traces)?\/?$/.test(url.pathname) ? url.pathname : '/…');
}

/** `https://user:password@host` as a header: `fetch` refuses such an address, and it is shown in messages. */
export function withAuthorization<T extends Destination>(destination: T): T {
  const url = URL.parse(destination.url);
  if (!url?.username && !url?.password) return destination;
  const authorization = basicAuthorization(decode(url.username), decode(url.password));
  url.username = url.password = '';
  return { ...destination, url: url.href, headers: { authorization, ...destination.headers } };
}
