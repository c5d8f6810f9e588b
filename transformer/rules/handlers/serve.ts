/** Where requests enter outside of Node: `Bun.serve({ … })`, `Deno.serve(handler)`. */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { calledValue, memberKey } from '../../parse/tree.ts';

const PLATFORMS = ['Bun', 'Deno'];
const BUN = ['bun'];
const ELYSIA = ['elysia'];
const SERVED: SiteSpec = { helper: 'served', kind: 'handler', confidence: 'proven' };

export const serve: Rule = {
  name: 'served',
  hints: ['\\b(?:Bun|Deno)\\s*\\.\\s*serve\\b|\\bstreamifyResponse\\b', '[\'"]bun[\'"]'],
  visit: { CallExpression: wrapServed },
};

/** Lambda's own wrapper of handlers that stream is a global. */
const STREAMED: SiteSpec = { helper: 'lambda', kind: 'handler', confidence: 'proven', function: 'handler' };

/** An empty object, and what is no function, comes out as it is. */
function wrapServed(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  if (isOf(call, 'awslambda', 'streamifyResponse', context)) {
    const [fn] = call.arguments;
    if (fn !== undefined && fn.type !== 'SpreadElement') context.wrap(fn, STREAMED);
    return;
  }
  if (isListen(call, context)) return context.bind(call, { ...SERVED, helper: 'listening' });
  if (!isServe(call, context)) return;
  for (const argument of call.arguments)
    if (argument.type !== 'SpreadElement') context.wrap(argument, SERVED);
}

function isServe(call: NodeOf<'CallExpression'>, context: RuleContext): boolean {
  if (PLATFORMS.some((name) => isOf(call, name, 'serve', context))) return true;
  if (!context.imports(BUN)) return false;
  const origin = context.origin(call.callee);
  return origin?.module === 'bun' && origin.path.at(-1) === 'serve';
}

/** `new Elysia().listen(3000)`, which serves by itself. */
function isListen(call: NodeOf<'CallExpression'>, context: RuleContext): boolean {
  const callee = calledValue(call);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'listen') return false;
  return context.imports(ELYSIA) && context.origin(callee.object)?.module === 'elysia';
}

/** A method of a global. */
function isOf(call: NodeOf<'CallExpression'>, owner: string, method: string, context: RuleContext): boolean {
  const callee = calledValue(call);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== method) return false;
  const { object } = callee;
  return object.type === 'Identifier' && object.name === owner && context.isGlobal(owner, object);
}
