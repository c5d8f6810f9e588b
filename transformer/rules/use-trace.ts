/** Enters functions whose first statement is `"use trace"` or `"use trace: name"`. */

import type { Rule, RuleContext } from '../detect/rule.ts';
import { isDirective } from '../parse/directive.ts';
import type { Callable } from '../parse/tree.ts';

const DIRECTIVE = /^use trace(?::\s*(.+))?$/;

export const useTrace: Rule = {
  name: 'use-trace',
  hints: ['[\'"]use trace\\b'],
  visit: {
    FunctionDeclaration: enterDirective,
    FunctionExpression: enterDirective,
    ArrowFunctionExpression: enterDirective,
  },
};

function enterDirective(fn: Callable, context: RuleContext): void {
  if (fn.body?.type !== 'BlockStatement') return;
  const [first] = fn.body.body;
  const match = first && isDirective(first) ? DIRECTIVE.exec(first.directive) : null;
  if (match === null) return;
  const refusal = context.refusal(fn);
  if (refusal !== undefined) return context.refuse(fn, 'directive', refusal);
  context.enter(fn, { helper: 'enter', kind: 'traced', confidence: 'proven', facts: { name: match[1] } });
}
