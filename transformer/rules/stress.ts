/**
 * For our own tests: every function body is entered and every member call is bound, so that programs
 * nobody here wrote exercise the rewrites (`Options.stress`).
 */

import type { Rule, RuleContext } from '../detect/rule.ts';
import type { Callable, CallExpression } from '../parse/tree.ts';

export const stress: Rule = {
  name: 'stress',
  hints: [],
  visit: {
    CallExpression: bindEveryCall,
    FunctionDeclaration: enterEveryBody,
    FunctionExpression: enterEveryBody,
    ArrowFunctionExpression: enterEveryBody,
  },
};

function bindEveryCall(call: CallExpression, context: RuleContext): void {
  context.bind(call, { helper: 'openai', kind: 'llm', confidence: 'shaped' });
}

function enterEveryBody(fn: Callable, context: RuleContext): void {
  context.enter(fn, { helper: 'enter', kind: 'traced', confidence: 'proven' });
}
