import type { AttributeValue } from './attribute.ts';

/**
 * A W3C baggage member: key, decoded value, and its raw properties (`;a=b`), '' if none. A value set in
 * this process keeps its type here and becomes text on the wire.
 */
export type Member = readonly [key: string, value: AttributeValue, properties: string];

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
