/** `defineEventHandler(fn)` of h3, which Nitro and Nuxt auto-import into every file. */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { calledValue } from '../../parse/tree.ts';

const MODULES = ['h3', 'nitro/h3', 'nitropack/runtime', '#imports'];
const FUNCTIONS = ['defineEventHandler', 'defineHandler', 'eventHandler', 'defineCachedEventHandler'];

export const h3: Rule = {
  name: 'event-handler',
  hints: ['\\b(?:defineEventHandler|defineHandler|eventHandler|defineCachedEventHandler)\\b'],
  visit: { CallExpression: wrapEventHandler },
};

const eventHandlerSpec = (confidence: SiteSpec['confidence']): SiteSpec => ({
  helper: 'handler',
  kind: 'handler',
  confidence,
});

function wrapEventHandler(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  const [fn] = node.arguments;
  if (callee.type !== 'Identifier' || fn === undefined) return;
  if (fn.type === 'ObjectExpression' || fn.type === 'SpreadElement') return;
  if (context.isGlobal(callee.name, callee)) {
    if (FUNCTIONS.includes(callee.name)) context.wrap(fn, eventHandlerSpec('shaped'));
    return;
  }
  const origin = context.origin(callee);
  if (origin?.module === undefined || !MODULES.includes(origin.module)) return;
  if (FUNCTIONS.includes(origin.path.at(-1) ?? '')) context.wrap(fn, eventHandlerSpec('proven'));
}
