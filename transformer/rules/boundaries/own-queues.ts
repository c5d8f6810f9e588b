/**
 * A queue of a program's own: tasks, written where they are pushed onto an array, and run by another function's
 * loop that shifts them off. Each task keeps the context in which it was pushed.
 *
 * What is pushed must be written there, a function or an object: a pool of resources and a ring of log lines are
 * pushed and shifted too, and belong to nobody.
 */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import {
  bareExpression,
  type Callable,
  eachChild,
  isCallable,
  memberKey,
  type Node,
} from '../../parse/tree.ts';
import { functionAround } from '../../scope/binding.ts';

const ADDS = new Set(['push', 'unshift']);

interface QueueUse {
  readonly pushes: NodeOf<'CallExpression'>[];
  readonly shifts: NodeOf<'CallExpression'>[];
}

export const ownQueues: Rule = {
  name: 'own-queue',
  hints: ['\\.\\s*shift\\s*\\(\\s*\\)'],
  visit: {
    // All of a file's pushes have to be known before one of them is touched.
    Program(program, context) {
      if (!/\.\s*shift\s*\(\s*\)/.test(context.text)) return;
      const queues = new Map<Node, QueueUse>();
      collectUses(program, queues, context);
      for (const [array, use] of queues) keepTasks(use, array, context);
    },
  },
};

function collectUses(node: Node, queues: Map<Node, QueueUse>, context: RuleContext): void {
  if (node.type === 'CallExpression') noteUse(node, queues, context);
  eachChild(node, (child) => collectUses(child, queues, context));
}

function noteUse(call: NodeOf<'CallExpression'>, queues: Map<Node, QueueUse>, context: RuleContext): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return;
  const key = memberKey(callee) ?? '';
  const isShift = key === 'shift' && call.arguments.length === 0;
  if (!isShift && !ADDS.has(key)) return;
  const array = arrayOf(callee.object, context);
  if (array === undefined) return;
  const use = queues.get(array) ?? { pushes: [], shifts: [] };
  queues.set(array, use);
  (isShift ? use.shifts : use.pushes).push(call);
}

/** Where the array is made: a variable's `[]`, or a field's. */
function arrayOf(object: Node, context: RuleContext): Node | undefined {
  const node = bareExpression(object);
  if (node.type === 'Identifier') {
    const binding = context.resolve(node.name, node);
    const sources = (binding !== undefined && binding !== 'dynamic' && binding.sources) || [];
    // An annotation is a source of its own.
    const [source, ...others] = sources.filter(({ isParam }) => !isParam);
    const isOne = source !== undefined && others.length === 0 && source.path.length === 0;
    return isOne && isEmptyArray(source.node) ? source.node : undefined;
  }
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression') return undefined;
  const name = node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : memberKey(node);
  return name === undefined ? undefined : fieldOf(node, name);
}

function fieldOf(node: Node, name: string): Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type !== 'ClassBody') continue;
    for (const member of at.body) {
      if (member.type !== 'PropertyDefinition' || member.static) continue;
      const { key, value } = member;
      const own =
        key.type === 'PrivateIdentifier' ? `#${key.name}` : key.type === 'Identifier' ? key.name : '';
      if (own === name && value !== null && isEmptyArray(value)) return value;
    }
    return undefined;
  }
  return undefined;
}

const isEmptyArray = (node: Node): boolean => {
  const value = bareExpression(node);
  return value.type === 'ArrayExpression' && value.elements.length === 0;
};

function keepTasks({ pushes, shifts }: QueueUse, array: Node, context: RuleContext): void {
  if (pushes.length === 0 || shifts.length === 0 || !pushes.every(pushesTask)) return;
  const pushers = new Set(pushes.map((push) => functionAround(push)));
  for (const shift of shifts) {
    const drain = functionAround(shift);
    if (drain === undefined || pushers.has(drain) || shift.parent?.type === 'ExpressionStatement') return;
    if (array.start >= drain.start && array.end <= drain.end) return;
  }
  for (const shift of shifts) if (!drainIn(shift, context)) return;
  for (const push of pushes) context.bind(push, { ...SITE, helper: 'put' });
}

const pushesTask = (push: NodeOf<'CallExpression'>): boolean =>
  push.arguments.length > 0 &&
  push.arguments.every((it) => {
    const value = bareExpression(it);
    return isCallable(value) || value.type === 'ObjectExpression';
  });

function drainIn(shift: NodeOf<'CallExpression'>, context: RuleContext): boolean {
  const drain = functionAround(shift) as Callable;
  const refusal = context.refusal(drain);
  if (refusal !== undefined) {
    context.miss(
      shift,
      'boundary',
      `${refusal}: tasks of this queue run in each other's context. Keep Observe.getBaggage() in the task, and run it in Observe.withTrace(name, task.carrier, fn)`,
    );
    return false;
  }
  context.enter(drain, { ...SITE, helper: 'enterDrain' });
  context.bind(shift, { ...SITE, helper: 'take' });
  return true;
}

const SITE: Omit<SiteSpec, 'helper'> = { kind: 'boundary', confidence: 'proven' };
