/** Values of the program's own, as content: what tools are given and give. */
import { type Fields, fieldsOf } from '../../platform/unknown.ts';
import { LONGEST_TEXT, MOST_PARTS, shortened } from './content/bounds.ts';
import { isMedia, mediaOf } from './content/media.ts';

const DEEPEST = 32;
const MOST_VALUES = 10_000;
/** Base64 that is longer than any key or hash. */
const SHORTEST_BYTES = 1_000;
const BASE64 = /^[\w+/=-]+$/;

/** A copy without bytes, cycles, or more than a span can show. */
export function plainOf(value: unknown): unknown {
  let left = MOST_VALUES;
  return copied(value, 0);

  function copied(it: unknown, depth: number): unknown {
    if (typeof it === 'string') return valueText(it);
    if (typeof it === 'bigint') return String(it);
    if (typeof it !== 'object' || it === null) return it;
    if (left-- <= 0 || depth > DEEPEST) return '…';
    const bytes = byteSizeOf(it);
    if (bytes !== undefined) return `[${bytes} bytes]`;
    const { toJSON } = it as { toJSON?: unknown };
    const shown = typeof toJSON === 'function' ? (toJSON.call(it) as unknown) : it;
    if (typeof shown !== 'object' || shown === null) return copied(shown, depth + 1);
    return Array.isArray(shown)
      ? shown.slice(0, MOST_PARTS).map((item) => copied(item, depth + 1))
      : ((isMedia(fieldsOf(shown)) ? mediaOf(fieldsOf(shown)) : undefined) ??
          fieldsCopied(fieldsOf(shown), depth));
  }

  function fieldsCopied(fields: Fields, depth: number): Fields {
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(fields).slice(0, MOST_PARTS)) {
      // Not by assignment, which `__proto__` would take for something else.
      const value = copied(fields[key], depth + 1);
      Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return copy;
  }
}

/** A text that is a value: one that is nothing but base64 is bytes. */
export const valueText = (text: string): string =>
  text.length >= SHORTEST_BYTES && BASE64.test(shortened(text, LONGEST_TEXT))
    ? `[base64, ${text.length} characters]`
    : withoutBytes(text);

/** Pictures and sounds that stand in a text are left out of it. */
export function withoutBytes(text: string): string {
  const whole = shortened(text, LONGEST_TEXT);
  return whole.includes(';base64,') ? whole.replace(/;base64,[\w+/=-]+/g, ';base64,…') : whole;
}

/** How many bytes a thing made of them has. */
function byteSizeOf(value: object): number | undefined {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  return value instanceof Blob ? value.size : undefined;
}
