/**
 * Who a local trace is. Every span of a local trace points to one `Trace` record, so late linking
 * (`setBaggage` on a running span) moves all of them, ended ones too, by changing one object.
 */
import type { AttributeValue, Span } from './span.ts';

/**
 * A W3C baggage member: key, decoded value, and its raw properties (`;a=b`), '' if none. A value set in
 * this process keeps its type here and becomes text on the wire.
 */
export type Member = readonly [key: string, value: AttributeValue, properties: string];

export interface Trace {
  /** 32 lower-case hex digits. */
  traceId: string;
  /** The upstream span, '' where this process began the trace. */
  remoteParentId: string;
  /** Bit 0 sampled, bit 1 random trace id (W3C Trace Context Level 2, 3.2.2.5). */
  flags: number;
  /** The already validated `tracestate` header, '' if none. */
  tracestate: string;
  /** False: spans of this trace only carry its identity onward; they are never exported. */
  recording: boolean;
  /** True once a carrier or a span left the process: that part of the trace cannot be moved any more. */
  left: boolean;
  /** Ended spans that wait for the local root; undefined once they were released. */
  held: Span[] | undefined;
  /** Estimated size of `held`, in bytes. */
  heldBytes: number;
}

/**
 * What rides along: session, user, custom attributes and foreign members. One bag per scope (a
 * `withTrace` or a handler); spans inside a scope share it, an inner scope starts with a fork, so a
 * session set by one of two parallel scopes never reaches the other.
 */
export interface Bag {
  /** Replaced, never changed in place: forks share it. */
  members: readonly Member[];
  /** The `baggage` header of `members`, once asked for. */
  text: string | undefined;
}

/** What a carrier says. `traceId` is '' where it names no trace but only has baggage. */
export interface Remote {
  readonly traceId: string;
  readonly parentId: string;
  readonly flags: number;
  readonly tracestate: string;
  readonly members: readonly Member[];
}

export const SAMPLED = 1;
export const RANDOM_ID = 2;

export const newBag = (members: readonly Member[] = []): Bag => ({ members, text: undefined });

export const forkBag = ({ members, text }: Bag): Bag => ({ members, text });

/** Sets one member: an equal key is replaced where it stands, duplicates of it go. */
export function putMember(bag: Bag, member: Member): void {
  const [key] = member;
  const at = bag.members.findIndex((each) => each[0] === key);
  const others = bag.members.filter((each) => each[0] !== key);
  bag.members = at === -1 ? [...others, member] : others.toSpliced(at, 0, member);
  bag.text = undefined;
}

/** Adds what a carrier brought: its members replace those of equal key, their duplicates kept. */
export function mergeMembers(bag: Bag, incoming: readonly Member[]): void {
  if (incoming.length === 0) return;
  const keys = new Set(incoming.map(([key]) => key));
  bag.members = [...bag.members.filter(([key]) => !keys.has(key)), ...incoming];
  bag.text = undefined;
}
