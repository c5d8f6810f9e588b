/** Request headers in every form that `fetch` takes. */
type Pair = readonly [name: string, value: string];

/** One header's value; undefined where there is none. `name` in lower case. */
export function headerIn(headers: unknown, name: string): string | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const pairs: Iterable<unknown> = Array.isArray(headers) ? headers : Object.entries(headers);
  for (const pair of pairs) if (nameIn(pair) === name) return String((pair as Pair)[1]);
  return undefined;
}

/**
 * A copy with `added` set: of the same form, since code between us and the wire may read it as it was
 * written. undefined for a form that only `fetch` itself can read, a generator for example.
 */
export function withHeaders(headers: unknown, added: readonly Pair[]): HeadersInit | undefined {
  if (headers === undefined) return Object.fromEntries(added);
  if (typeof headers !== 'object' || headers === null) return undefined;
  if (isHeaders(headers)) return setAll(new Headers(headers), added);
  const names = new Set(added.map(([name]) => name));
  const others = (pair: unknown): boolean => !names.has(nameIn(pair));
  if (Array.isArray(headers)) return [...headers.filter(others), ...added] as [string, string][];
  if (Symbol.iterator in headers || Object.getOwnPropertySymbols(headers).length > 0) return undefined;
  return Object.fromEntries([...Object.entries(headers).filter(others), ...added]);
}

const isHeaders = (headers: object): headers is Headers => typeof (headers as Headers).get === 'function';

const nameIn = (pair: unknown): string => String((pair as Partial<Pair>)?.[0]).toLowerCase();

function setAll(headers: Headers, added: readonly Pair[]): Headers {
  for (const [name, value] of added) headers.set(name, value);
  return headers;
}
