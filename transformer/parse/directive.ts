import type { Node } from './tree.ts';

/** `"use strict"` and the like: a string literal as a statement at the beginning of a body. */
export const isDirective = (node: Node): node is Node & { type: 'ExpressionStatement'; directive: string } =>
  node.type === 'ExpressionStatement' && typeof node.directive === 'string';
