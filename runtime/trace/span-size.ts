import type { Span } from './span.ts';

/** A span without what it holds. */
const SPAN_BYTES = 512;
/** A list may hold itself. */
const DEEPEST = 16;
/** A list shared within lists would be counted again and again; a list this long is large whatever it holds. */
const MOST_VALUES = 10_000;

/** What `span` holds in memory, roughly, in bytes: its texts, lists and bytes, wherever they stand. */
export function spanSize({ attributes, events = [], links = [], name, statusMessage }: Span): number {
  const size = { bytes: SPAN_BYTES + name.length + statusMessage.length, values: 0 };
  try {
    addSize(size, attributes, 0);
    for (const { attributes = {} } of [...events, ...links])
      addSize(size, Object.entries(attributes).flat(), 0);
  } catch {} // a getter of the program's
  return size.bytes;
}

function addSize(size: { bytes: number; values: number }, values: readonly unknown[], depth: number): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (typeof value === 'string') size.bytes += value.length;
    else if (typeof value !== 'object' || value === null) continue;
    else if (ArrayBuffer.isView(value)) size.bytes += value.byteLength;
    else if (++size.values > MOST_VALUES || depth > DEEPEST) size.bytes += MOST_VALUES;
    else if (Array.isArray(value)) addSize(size, value, depth + 1);
  }
  size.bytes += values.length * 8;
}
