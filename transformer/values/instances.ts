import type { Class } from '../parse/tree.ts';
import { NOTHING, type Thing } from './value.ts';
import type { Things } from './value-resolver.ts';

/** An instance of a class of this file, which is an instance of what it extends as well. */
export function madeOfClass(owner: Class, things: Things): readonly Thing[] {
  const parents = owner.superClass ? things.of(owner.superClass) : NOTHING;
  const origins = parents.filter(({ is }) => is === 'origin');
  return [{ is: 'instance', node: owner }, ...things.steps(origins, 'new')];
}
