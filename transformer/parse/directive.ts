import type { Node } from './tree.ts';

/** `"use strict"` and its kin: a string that stands as a statement before all others. */
export const isDirective = (node: Node): node is Node & { type: 'ExpressionStatement'; directive: string } =>
  node.type === 'ExpressionStatement' && typeof node.directive === 'string';
