import type { AttributeValue } from './attribute.ts';

/**
 * A W3C baggage member: key, decoded value, and its raw properties (`;a=b`), '' if none. A value set in
 * this process keeps its type here and becomes text on the wire.
 */
export type BaggageEntry = readonly [key: string, value: AttributeValue, properties: string];

/**
 * What rides along: session, user, custom attributes and foreign members. One bag per scope (a
 * `withTrace` or a handler); spans inside a scope share it, an inner scope starts with a fork, so a
 * session set by one of two parallel scopes never reaches the other.
 */
export interface Baggage {
  /** Replaced, never changed in place: forks share it. */
  entries: readonly BaggageEntry[];
  /** The `baggage` header of `entries`, once asked for. */
  header: string | undefined;
}

export const newBaggage = (entries: readonly BaggageEntry[] = []): Baggage => ({
  entries: entries,
  header: undefined,
});

export const forkBaggage = ({ entries, header: text }: Baggage): Baggage => ({
  entries: entries,
  header: text,
});

/** Sets one member: an equal key is replaced where it stands, duplicates of it go. */
export function setEntry(baggage: Baggage, entry: BaggageEntry): void {
  const [key] = entry;
  const at = baggage.entries.findIndex((each) => each[0] === key);
  const others = baggage.entries.filter((each) => each[0] !== key);
  baggage.entries = at === -1 ? [...others, entry] : others.toSpliced(at, 0, entry);
  baggage.header = undefined;
}

/** Adds what a carrier brought: its members replace those of equal key, their duplicates kept. */
export function mergeEntries(baggage: Baggage, incoming: readonly BaggageEntry[]): void {
  if (incoming.length === 0) return;
  const keys = new Set(incoming.map(([key]) => key));
  baggage.entries = [...baggage.entries.filter(([key]) => !keys.has(key)), ...incoming];
  baggage.header = undefined;
}
