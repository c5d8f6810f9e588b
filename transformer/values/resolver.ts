/** The questions that this folder's helpers ask about other values; value-resolver.ts answers them. */
import type { Node } from '../parse/tree.ts';
import type { Binding } from '../scope/binding.ts';
import type { Analysis, NamedCall } from '../scope/scope.ts';
import type { PossibleValue } from './value.ts';

export interface ValueResolver {
  readonly analysis: Omit<Analysis, 'wanted'>;
  valuesOf(node: Node): readonly PossibleValue[];
  /** What a name stands for at a place. */
  valuesOfName(name: string, at: Node): readonly PossibleValue[];
  /** The values of `object.key`, assignments elsewhere in the file included. */
  valuesOfMember(object: Node, key: string): readonly PossibleValue[];
  memberOf(value: PossibleValue, key: string): readonly PossibleValue[];
  membersOf(values: readonly PossibleValue[], key: string): readonly PossibleValue[];
  /** Computes a node's values once. Recursive questions for the same node get none. */
  once(node: Node, find: () => readonly PossibleValue[]): readonly PossibleValue[];
  /** 'dynamic' where `with` or `eval` could bind the name; undefined for a global. */
  resolve(name: string, at: Node): Binding | 'dynamic' | undefined;
  /** Calls and constructions by a plain name, whichever binding it resolves to there. */
  callsOf(name: string): readonly NamedCall[];
}
