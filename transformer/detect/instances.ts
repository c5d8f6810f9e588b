import { NOTHING, type Thing } from './thing.ts';
import type { Things } from './things.ts';
import type { Class } from './tree.ts';

/** An instance of a class of this file, which is an instance of what it extends as well. */
export function madeOfClass(owner: Class, things: Things): readonly Thing[] {
  const parents = owner.superClass ? things.of(owner.superClass) : NOTHING;
  const origins = parents.filter(({ is }) => is === 'origin');
  return [{ is: 'instance', node: owner }, ...things.steps(origins, 'new')];
}
