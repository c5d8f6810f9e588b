/** What `this` is: by the class, the literal or the constructor function around it. */

import { type Class, isCallable, keyOf, type Node } from '../parse/tree.ts';
import { madeOfClass } from './instances.ts';
import type { Thing } from './value.ts';
import type { Things } from './value-resolver.ts';

export function selvesOf(node: Node, things: Things): readonly Thing[] {
  const selves: Thing[] = [];
  let isStatic = false;
  for (let at = node.parent; at; at = at.parent) {
    if ('static' in at && at.static === true) isStatic = true;
    if (at.type === 'StaticBlock') isStatic = true;
    if (at.type === 'ClassBody') {
      const owner = at.parent as Class;
      const own: readonly Thing[] = isStatic ? [{ is: 'value', node: owner }] : madeOfClass(owner, things);
      return [...selves, ...own];
    }
    // Which function a `this` belongs to is not told apart; the nearest are asked first.
    if (isCallable(at) && at.type !== 'ArrowFunctionExpression') selves.push(...ownersOf(at, things));
  }
  return selves;
}

/** `{ method() {} }`, `Bot.prototype.method = function () {}`, `function Bot() {}`. */
function ownersOf(fn: Node, things: Things): readonly Thing[] {
  const { parent } = fn;
  if (parent?.type === 'Property' && parent.parent) return [{ is: 'value', node: parent.parent }];
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    const { object } = parent.left;
    const isPrototype = object.type === 'MemberExpression' && keyOf(object) === 'prototype';
    return things.of(isPrototype ? object.object : object);
  }
  return [{ is: 'value', node: fn }];
}
