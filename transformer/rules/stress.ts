/**
 * For our own tests: every function body is entered and every member call is bound, so that programs
 * nobody here wrote exercise the rewrites (`Options.stress`).
 */

import type { File, Rule } from '../detect/rule.ts';
import type { Callable, CallExpression } from '../parse/tree.ts';

export const stress: Rule = {
  name: 'stress',
  hints: [],
  visit: {
    CallExpression: bind,
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
  },
};

function bind(call: CallExpression, file: File): void {
  file.bind(call, { helper: 'openai', kind: 'llm', confidence: 'shaped' });
}

function enter(fn: Callable, file: File): void {
  file.enter(fn, { helper: 'enter', kind: 'traced', confidence: 'proven' });
}
