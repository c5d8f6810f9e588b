import type { Origin } from './origin.ts';
import type { Class, Node } from './tree.ts';

/** What a value is in the end, as far as this file shows it. */
export type Thing =
  /** Imported, or made of what is. */
  | { readonly is: 'origin'; readonly origin: Origin }
  /** A literal, function, class or namespace of this file. */
  | { readonly is: 'value'; readonly node: Node }
  /** What `new` makes of a class of this file. */
  | { readonly is: 'instance'; readonly node: Class }
  /** A type literal, an interface, a function's type: what has members or a result. */
  | { readonly is: 'type'; readonly node: Node; readonly at: Node }
  /** A collection of these. */
  | { readonly is: 'list'; readonly of: readonly Thing[] }
  /** A key and one of these, which is what `Object.entries` gives. */
  | { readonly is: 'pair'; readonly of: readonly Thing[] };

export const NOTHING: readonly Thing[] = [];

/** The path of an element that is not told apart from the others. */
export const ELEMENT = '[]';

export const isElement = (key: string): boolean => key.startsWith('[');

/** The first that `of` knows anything of. */
export function firstOf<T, R>(list: readonly T[], of: (item: T) => readonly R[]): readonly R[] {
  for (const item of list) {
    const found = of(item);
    if (found.length > 0) return found;
  }
  return [];
}
