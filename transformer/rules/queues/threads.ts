/** Threads, child processes and pools of them. */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { memberKey, type Node } from '../../parse/tree.ts';
import { isOneOfModules, type Origin } from '../../values/origin.ts';

const THREADS = ['worker_threads', 'node:worker_threads'];
const CHILDREN = ['child_process', 'node:child_process'];
const CLUSTER = ['cluster', 'node:cluster'];
const POOLS = ['piscina', 'tinypool'];
const MODULES = [...THREADS, ...CHILDREN, ...CLUSTER, ...POOLS];
const STARTS = new Set(['fork', 'spawn', 'execFile']);
const LISTENS = new Set(['on', 'once', 'addListener']);

export const threads: Rule = {
  name: 'threads',
  hints: [
    `['"](?:node:)?(?:worker_threads|child_process|cluster)['"]`,
    `['"](?:piscina|tinypool)['"]`,
    '\\bprocess\\.on\\(\\s*[\'"]message',
  ],
  visit: { NewExpression: visitThread, CallExpression: visitCall },
};

const spec = (method: string): SiteSpec => ({
  helper: 'threads',
  kind: 'queue',
  confidence: 'proven',
  facts: { method, proven: '1' },
});

/** The last argument is evaluated last, right before the thread starts. */
function visitThread(made: NodeOf<'NewExpression'>, context: RuleContext): void {
  if (!context.imports(THREADS)) return;
  const isThread = ({ module = '', path }: Origin): boolean =>
    THREADS.includes(module) && path.at(-1) === 'Worker';
  const last = made.arguments.at(-1);
  if (last === undefined || last.type === 'SpreadElement') return;
  if (context.origins(made.callee).some(isThread)) context.wrap(last, spec('Worker'));
}

function visitCall(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const { callee } = call;
  if (callee.type === 'Identifier') {
    if (context.imports(CHILDREN)) visitStart(callee, context);
    return;
  }
  if (callee.type !== 'MemberExpression') return;
  const key = memberKey(callee) ?? '';
  if (isParentMessage(call, key, context)) return context.bind(call, spec(key));
  if (!context.imports(MODULES)) return;
  const origins = context.origins(callee.object).filter(({ module = '' }) => isOneOfModules(MODULES, module));
  if (origins.some((origin) => isCarrying(origin, key))) context.bind(call, spec(key));
}

function visitStart(callee: Node & { type: 'Identifier' }, context: RuleContext): void {
  const start = context.origins(callee).find(({ module = '' }) => CHILDREN.includes(module));
  const name = start?.path.at(-1) ?? '';
  if (start?.path.length === 1 && STARTS.has(name)) context.wrap(callee, spec(name));
}

function isCarrying({ module = '', path }: Origin, key: string): boolean {
  const isMade = path.includes('new') || path.includes('()');
  if (CLUSTER.includes(module)) return key === (isMade ? 'send' : 'fork');
  if (POOLS.includes(module)) return isMade && key === 'run';
  if (CHILDREN.includes(module))
    return (path.length <= 1 && STARTS.has(key)) || (path.includes('()') && key === 'send');
  return key === 'postMessage' || (path[0] === 'parentPort' && LISTENS.has(key));
}

/** `process.on('message', fn)` of a forked process. */
function isParentMessage(call: NodeOf<'CallExpression'>, key: string, context: RuleContext): boolean {
  const [event] = call.arguments;
  const { callee } = call;
  if (!LISTENS.has(key) || callee.type !== 'MemberExpression' || event?.type !== 'Literal') return false;
  const { object } = callee;
  return (
    event.value === 'message' &&
    object.type === 'Identifier' &&
    object.name === 'process' &&
    isProcess(object, context)
  );
}

const isProcess = (object: Node & { type: 'Identifier' }, context: RuleContext): boolean =>
  context.isGlobal('process', object) ||
  ['process', 'node:process'].includes(context.origin(object)?.module ?? '');
