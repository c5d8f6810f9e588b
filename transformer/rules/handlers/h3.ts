/** `defineEventHandler(fn)` of h3, which Nitro and Nuxt put into every file without an import. */
import type { File, NodeOf, Rule, Say } from '../../detect/rule.ts';

const MODULES = ['h3', 'nitro/h3', 'nitropack/runtime', '#imports'];
const FUNCTIONS = ['defineEventHandler', 'defineHandler', 'eventHandler', 'defineCachedEventHandler'];

export const h3: Rule = {
  name: 'event-handler',
  hints: ['\\b(?:defineEventHandler|defineHandler|eventHandler|defineCachedEventHandler)\\b'],
  visit: { CallExpression: call },
};

const say = (confidence: Say['confidence']): Say => ({ helper: 'handler', kind: 'handler', confidence });

function call({ callee, arguments: args }: NodeOf<'CallExpression'>, file: File): void {
  const [fn] = args;
  if (callee.type !== 'Identifier' || fn === undefined) return;
  if (fn.type === 'ObjectExpression' || fn.type === 'SpreadElement') return;
  if (file.isGlobal(callee.name, callee)) {
    if (FUNCTIONS.includes(callee.name)) file.wrap(fn, say('shaped'));
    return;
  }
  const origin = file.origin(callee);
  if (origin?.module === undefined || !MODULES.includes(origin.module)) return;
  if (FUNCTIONS.includes(origin.path.at(-1) ?? '')) file.wrap(fn, say('proven'));
}
