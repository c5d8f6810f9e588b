import type { Span } from './span.ts';

/** A span without what it holds. */
const SPAN_BYTES = 512;
/** A list shared within lists would be counted again and again; a list this long is large whatever it holds. */
const MOST_VALUES = 10_000;

/** What `span` holds in memory, roughly, in bytes: its texts, lists and bytes, wherever they stand. */
export function spanSize({ attributes, events = [], links = [], name, statusMessage }: Span): number {
  const size = { bytes: SPAN_BYTES + name.length + statusMessage.length, values: 0 };
  addSize(size, attributes);
  for (const event of events) addSize(size, Object.entries(event.attributes ?? {}).flat());
  for (const link of links) addSize(size, Object.entries(link.attributes ?? {}).flat());
  return size.bytes;
}

function addSize(size: { bytes: number; values: number }, values: readonly unknown[]): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value === 'string') size.bytes += value.length;
    else if (typeof value !== 'object' || value === null) continue;
    else if (ArrayBuffer.isView(value)) size.bytes += value.byteLength;
    else if (++size.values > MOST_VALUES) size.bytes += MOST_VALUES;
    else if (Array.isArray(value)) addSize(size, value);
  }
  size.bytes += values.length * 8;
}
