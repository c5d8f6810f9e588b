/** NestJS calls its routes itself, as methods of classes, so the site is the creation of its server. */

import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { calledValue, memberKey } from '../../parse/tree.ts';

const MODULE = '@nestjs/core';

export const nest: Rule = {
  name: 'nest-server',
  hints: ['\\bNestFactory\\b'],
  visit: { CallExpression: bindNestServer },
};

/** `NestFactory.create(AppModule)`. */
function bindNestServer(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'create') return;
  const origin = context.origin(callee.object);
  if (origin?.module !== MODULE || origin.path.at(-1) !== 'NestFactory') return;
  context.bind(node, { helper: 'nest', kind: 'handler', confidence: 'proven' });
}
