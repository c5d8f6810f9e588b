import { type Class, memberKey, type Node } from '../parse/tree.ts';
import type { Origin } from './origin.ts';

/** One thing that an expression's value may be, as far as this file shows. */
export type PossibleValue =
  /** Imported, or a member, instance or result of an import. */
  | { readonly is: 'origin'; readonly origin: Origin }
  /** A literal, function, class or namespace of this file. */
  | { readonly is: 'value'; readonly node: Node }
  /** An instance of a class of this file. */
  | { readonly is: 'instance'; readonly node: Class }
  /** A value known by its type alone: a type literal, an interface, a function type. */
  | { readonly is: 'type'; readonly node: Node; readonly at: Node }
  /** A collection with these elements. */
  | { readonly is: 'list'; readonly of: readonly PossibleValue[] }
  /** A key and one of these values, as `Object.entries` returns. */
  | { readonly is: 'pair'; readonly of: readonly PossibleValue[] };

export const NO_VALUES: readonly PossibleValue[] = [];

/** The path step to an unspecified element. */
export const ELEMENT = '[]';

/** The path step from a function to its parameter at `index`. */
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
