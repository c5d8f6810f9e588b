/** `baggage`, W3C Baggage (2025-06-18), section 3. */
import type { BaggageEntry } from '../trace/baggage.ts';
import { trimOws } from './ows.ts';

const MAX_MEMBERS = 64;
const MAX_BYTES = 8192;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[!#-+\--:<-[\]-~]*$/;
/** What must be escaped on the way out, and nothing else, so that a header at its limit does not grow. */
const ESCAPED = /[^!#$&-+\--:<-[\]-~]+/gu;

/**
 * The valid members, in order, duplicates and properties kept; an invalid member is dropped alone. Reads
 * at most 64 members and 8192 characters, so a header of any length costs the same.
 */
export function parseBaggage(text: string): BaggageEntry[] {
  const entries: BaggageEntry[] = [];
  for (let at = 0; at < text.length && entries.length < MAX_MEMBERS; ) {
    const comma = text.indexOf(',', at);
    const end = comma === -1 ? text.length : comma;
    if (end > MAX_BYTES) break;
    const entry = parseMember(text.slice(at, end));
    if (entry !== undefined) entries.push(entry);
    at = end + 1;
  }
  return entries;
}

/**
 * The header, or ''. Whole members only: where they pass 64 or 8192 bytes the earliest are left out, so
 * what this process added last always travels. A member whose key is no token cannot travel.
 */
export function formatBaggage(entries: readonly BaggageEntry[]): string {
  let header = '';
  let count = 0;
  for (let at = entries.length; at-- > 0 && count < MAX_MEMBERS; ) {
    const text = formatMember(entries[at] as BaggageEntry);
    const longer = header === '' ? text : `${text},${header}`;
    if (text === '' || longer.length > MAX_BYTES) continue;
    header = longer;
    count++;
  }
  return header;
}

function parseMember(text: string): BaggageEntry | undefined {
  const [pair = '', ...properties] = text.split(';');
  const equals = pair.indexOf('=');
  const key = trimOws(pair.slice(0, Math.max(equals, 0)));
  const value = trimOws(pair.slice(equals + 1));
  if (!TOKEN.test(key) || !VALUE.test(value)) return undefined;
  const tail = properties.map(cleanProperty);
  return tail.includes('') ? undefined : [key, decodeValue(value), tail.join('')];
}

/** `;key` or `;key=value` without blanks, '' where invalid. */
function cleanProperty(text: string): string {
  const equals = text.indexOf('=');
  if (equals === -1) return TOKEN.test(trimOws(text)) ? `;${trimOws(text)}` : '';
  const key = trimOws(text.slice(0, equals));
  const value = trimOws(text.slice(equals + 1));
  return TOKEN.test(key) && VALUE.test(value) ? `;${key}=${value}` : '';
}

/** '' for what cannot travel: a key that is no token, a list that has no JSON. */
function formatMember([key, value, properties]: BaggageEntry): string {
  try {
    return TOKEN.test(key) ? `${key}=${encodeValue(entryText(value))}${properties}` : '';
  } catch {
    return '';
  }
}

const entryText = (value: unknown): string =>
  typeof value === 'object'
    ? JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))
    : String(value);

/** A lone surrogate has no UTF-8: `encodeURIComponent` would throw. */
const encodeValue = (value: string): string =>
  value.replace(/\p{Surrogate}/gu, '\uFFFD').replace(ESCAPED, encodeURIComponent);

/** Percent-decoding where invalid UTF-8 becomes U+FFFD (3.3.1.3) and a `%` without two digits stays. */
function decodeValue(value: string): string {
  if (!value.includes('%')) return value;
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  });
}
