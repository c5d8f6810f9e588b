/** The values of `this`, by the class, literal or constructor function around it. */

import { type Class, isCallable, memberKey, type Node } from '../parse/tree.ts';
import { instanceValues } from './instances.ts';
import type { ValueResolver } from './resolver.ts';
import type { PossibleValue } from './value.ts';

export function thisValues(node: Node, resolver: ValueResolver): readonly PossibleValue[] {
  const selves: PossibleValue[] = [];
  let isStatic = false;
  for (let at = node.parent; at; at = at.parent) {
    if ('static' in at && at.static === true) isStatic = true;
    if (at.type === 'StaticBlock') isStatic = true;
    if (at.type === 'ClassBody') {
      const owner = at.parent as Class;
      const own: readonly PossibleValue[] = isStatic
        ? [{ is: 'value', node: owner }]
        : instanceValues(owner, resolver);
      return [...selves, ...own];
    }
    // Which enclosing function a `this` belongs to is not determined: all count, the nearest first.
    if (isCallable(at) && at.type !== 'ArrowFunctionExpression') selves.push(...ownerValues(at, resolver));
  }
  return selves;
}

/** `{ method() {} }`, `Bot.prototype.method = function () {}`, `function Bot() {}`. */
function ownerValues(fn: Node, resolver: ValueResolver): readonly PossibleValue[] {
  const { parent } = fn;
  if (parent?.type === 'Property' && parent.parent) return [{ is: 'value', node: parent.parent }];
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    const { object } = parent.left;
    const isPrototype = object.type === 'MemberExpression' && memberKey(object) === 'prototype';
    return resolver.valuesOf(isPrototype ? object.object : object);
  }
  return [{ is: 'value', node: fn }];
}
