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
  /** True: this process set an entry; all others came with a carrier. */
  own: boolean;
}

export const newBaggage = (entries: readonly BaggageEntry[] = []): Baggage => ({
  entries,
  header: undefined,
  own: false,
});

export const forkBaggage = ({ entries, header, own }: Baggage): Baggage => ({ entries, header, own });

/** Entries of one scope that this process sets. Each is on every span of the scope, and on every request. */
const MOST_ENTRIES = 128;
/** Characters of an entry's key and value: a W3C baggage header holds 8,192 bytes in all. */
const MOST_TEXT = 4_096;

/** Whether a value may ride along; what is larger would be repeated on every span, and sent nowhere. */
export function fitsBaggage({ entries }: Baggage, key: string, value: AttributeValue): boolean {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (key.length + text.length > MOST_TEXT) return false;
  return entries.length < MOST_ENTRIES || entries.some((each) => each[0] === key);
}

/** Sets one entry: an equal key is replaced where it stands, duplicates of it go. */
export function setEntry(baggage: Baggage, entry: BaggageEntry): void {
  const [key] = entry;
  const at = baggage.entries.findIndex((each) => each[0] === key);
  const others = baggage.entries.filter((each) => each[0] !== key);
  baggage.entries = at === -1 ? [...others, entry] : others.toSpliced(at, 0, entry);
  baggage.header = undefined;
  baggage.own = true;
}

/** Adds what a carrier brought: its members replace those of equal key, their duplicates kept. */
export function mergeEntries(baggage: Baggage, incoming: readonly BaggageEntry[]): void {
  if (incoming.length === 0) return;
  const keys = new Set(incoming.map(([key]) => key));
  baggage.entries = [...baggage.entries.filter(([key]) => !keys.has(key)), ...incoming];
  baggage.header = undefined;
}
