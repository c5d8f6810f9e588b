import type { Class } from '../parse/tree.ts';
import type { ValueResolver } from './resolver.ts';
import { NO_VALUES, type PossibleValue } from './value.ts';

/** An instance of a class of this file, and of every imported class that it extends. */
export function instanceValues(owner: Class, resolver: ValueResolver): readonly PossibleValue[] {
  const parents = owner.superClass ? resolver.valuesOf(owner.superClass) : NO_VALUES;
  const origins = parents.filter(({ is }) => is === 'origin');
  return [{ is: 'instance', node: owner }, ...resolver.membersOf(origins, 'new')];
}
