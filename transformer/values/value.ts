import { type Class, memberKey, type Node } from '../parse/tree.ts';
import type { Origin } from './origin.ts';

/** What a value is in the end, as far as this file shows it. */
export type PossibleValue =
  /** Imported, or made of what is. */
  | { readonly is: 'origin'; readonly origin: Origin }
  /** A literal, function, class or namespace of this file. */
  | { readonly is: 'value'; readonly node: Node }
  /** What `new` makes of a class of this file. */
  | { readonly is: 'instance'; readonly node: Class }
  /** A type literal, an interface, a function's type: what has members or a result. */
  | { readonly is: 'type'; readonly node: Node; readonly at: Node }
  /** A collection of these. */
  | { readonly is: 'list'; readonly of: readonly PossibleValue[] }
  /** A key and one of these, which is what `Object.entries` gives. */
  | { readonly is: 'pair'; readonly of: readonly PossibleValue[] };

export const NO_VALUES: readonly PossibleValue[] = [];

/** The path of an element that is not told apart from the others. */
export const ELEMENT = '[]';

/** The path of what a function is called with. */
export const argumentStep = (index: number): string => `(${index})`;

export const isElementStep = (key: string): boolean => key.startsWith('[');

export const importedModule = (module: string): readonly PossibleValue[] => [
  { is: 'origin', origin: { module, path: [] } },
];

/** `a.b` → `b`, `a[0]` → `[0]`, `a[i]` → `[]`. */
export function memberStep(member: Node & { type: 'MemberExpression' }): string {
  const { property, computed } = member;
  return computed && property.type === 'Literal' && typeof property.value === 'number'
    ? `[${property.value}]`
    : (memberKey(member) ?? ELEMENT);
}
