/** Reading what may have any shape. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** How long a vector is, or the first of several; undefined for what is none. */
export function vectorLength(value: unknown): number | undefined {
  const [first] = listOf(value);
  const vector = Array.isArray(first) ? first : listOf(value);
  return typeof vector[0] === 'number' ? vector.length : undefined;
}

/** A stop sequence, or several. */
export const stringsOf = (value: unknown): string[] | undefined =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((it) => typeof it === 'string')
      : undefined;
