/**
 * For our own tests (`Options.stress`): enters every function body and binds every member call, so that other
 * people's programs exercise the rewrites.
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
