/** NestJS, whose routes are methods of classes that it calls itself: its server is what a request reaches first. */

import type { File, NodeOf, Rule } from '../../detect/rule.ts';
import { keyOf } from '../../parse/tree.ts';

const MODULE = '@nestjs/core';

export const nest: Rule = {
  name: 'nest-server',
  hints: ['\\bNestFactory\\b'],
  visit: { CallExpression: call },
};

/** `NestFactory.create(AppModule)`. */
function call(node: NodeOf<'CallExpression'>, file: File): void {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || keyOf(callee) !== 'create') return;
  const origin = file.origin(callee.object);
  if (origin?.module !== MODULE || origin.path.at(-1) !== 'NestFactory') return;
  file.bind(node, { helper: 'nest', kind: 'handler', confidence: 'proven' });
}
