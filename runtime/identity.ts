/**
 * Who a local trace is. Every span of a local trace points to one `Trace` record, so late linking
 * (`setBaggage` on a running span) moves all of them, ended ones too, by changing one object.
 */
import type { Span } from './span.ts';

/** A W3C baggage member: key, decoded value, and its raw properties (`;a=b`), '' if none. */
export type Member = readonly [key: string, value: string, properties: string];

export interface Trace {
  traceId: string;
  /** The upstream span, '' where this process began the trace. */
  remoteParentId: string;
  /** Bit 0 sampled, bit 1 random trace id (W3C Trace Context Level 2, 3.2.2.5). */
  flags: number;
  /** The raw, already validated `tracestate` header, '' if none. */
  tracestate: string;
  /** Ended spans that wait for the local root; undefined once the root has ended. */
  held: Span[] | undefined;
}

/**
 * What rides along: session, user, custom attributes and foreign members. One bag per scope (a
 * `withTrace` or a handler); spans inside a scope share it, an inner scope starts with a copy, so a
 * session set by one of two parallel scopes never reaches the other.
 */
export interface Bag {
  members: Member[];
}

export const SAMPLED = 1;
export const RANDOM_ID = 2;
