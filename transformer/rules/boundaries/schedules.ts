/**
 * Work that a clock starts: a tick is nobody's who happened to start the schedule, and a root span, named by its
 * schedule, where something in it is traced.
 */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { bareExpression, isCallable, isStringLiteral, memberKey, type Node } from '../../parse/tree.ts';
import { functionAround } from '../../scope/binding.ts';
import type { Origin } from '../../values/origin.ts';

/** Functions and classes of scheduling libraries, as paths from the module; the first text is the schedule. */
const SCHEDULES: Readonly<Record<string, readonly string[]>> = {
  cron: ['CronJob', 'CronJob.from'],
  croner: ['Cron', 'default'],
  'node-cron': ['schedule', 'default.schedule', 'createTask', 'default.createTask'],
  'node-schedule': ['scheduleJob', 'default.scheduleJob'],
};
const MODULES = Object.keys(SCHEDULES);
const TIMERS = ['timers', 'node:timers'];

export const schedules: Rule = {
  name: 'schedule',
  hints: ['\\bsetInterval\\s*\\(', '\\bDeno\\.cron\\b', ...MODULES.map((name) => `['"]${name}['"]`)],
  visit: {
    CallExpression(call, context) {
      if (isInterval(call.callee, context)) return interval(call, context);
      if (isDenoCron(call.callee, context)) return cron(call, context);
      if (context.imports(MODULES) && isScheduler(call.callee, context)) cron(call, context);
    },
    NewExpression(made, context) {
      if (context.imports(MODULES) && isScheduler(made.callee, context)) cron(made, context);
    },
  },
};

function isInterval(callee: Node, context: RuleContext): boolean {
  if (callee.type === 'MemberExpression') {
    const { object } = callee;
    const isGlobal =
      object.type === 'Identifier' &&
      ['globalThis', 'window', 'self'].includes(object.name) &&
      context.isGlobal(object.name, object);
    return memberKey(callee) === 'setInterval' && (isGlobal || isTimer(context.origin(callee)));
  }
  if (callee.type !== 'Identifier') return false;
  if (callee.name === 'setInterval' && context.isGlobal('setInterval', callee)) return true;
  return context.imports(TIMERS) && isTimer(context.origin(callee));
}

const isTimer = (origin: Origin | undefined): boolean =>
  TIMERS.includes(origin?.module ?? '') && origin?.path.at(-1) === 'setInterval';

function isDenoCron(callee: Node, context: RuleContext): boolean {
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'cron') return false;
  const { object } = callee;
  return object.type === 'Identifier' && object.name === 'Deno' && context.isGlobal('Deno', object);
}

const isScheduler = (callee: Node, context: RuleContext): boolean =>
  context.origins(callee).some(({ module = '', path }) => SCHEDULES[module]?.includes(path.join('.')));

function interval(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const [fn, delay] = call.arguments;
  if (fn === undefined || !mayBeFunction(fn) || endsWithItsCall(call, context)) return;
  const ms = delay?.type === 'Literal' && typeof delay.value === 'number' ? ` ${delay.value} ms` : '';
  tick(fn, `interval${ms}`, context);
}

function cron(call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>, context: RuleContext): void {
  const text = call.arguments.find(isStringLiteral);
  const schedule = text === undefined ? 'cron' : `cron ${text.value}`;
  const fn = call.arguments.find((it, at) => at > 0 && mayBeFunction(it));
  if (fn !== undefined) return tick(fn, schedule, context);
  const [options] = call.arguments;
  if (options?.type !== 'ObjectExpression') return;
  for (const property of options.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    if (property.key.name === 'onTick' && !property.method) tick(property.value, schedule, context);
  }
}

const tick = (fn: Node, schedule: string, context: RuleContext): void =>
  context.wrap(fn, { helper: 'tick', kind: 'boundary', confidence: 'proven', facts: { schedule } });

const mayBeFunction = (node: Node): boolean =>
  isCallable(bareExpression(node)) ||
  node.type === 'Identifier' ||
  node.type === 'MemberExpression' ||
  node.type === 'CallExpression';

/**
 * An interval that the call which makes it also clears (a heartbeat, a poll) is a part of that call, and keeps
 * its trace as the platform has it. Not one that only the end of the process clears.
 */
function endsWithItsCall(call: Node, context: RuleContext): boolean {
  const parent = call.parent;
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : undefined;
  const around = functionAround(call);
  if (target?.type !== 'Identifier' || around === undefined) return false;
  const binding = context.resolve(target.name, call);
  if (binding === undefined || binding === 'dynamic') return false;
  const { id } = binding;
  if (id.start < around.start || id.end > around.end) return false;
  const text = context.text.slice(around.start, around.end);
  const clears = new RegExp(`\\bclearInterval\\(\\s*${target.name.replaceAll('$', '\\$')}\\b`);
  return clears.test(text.replace(AT_EXIT, ''));
}

const AT_EXIT = /\bprocess\s*\.\s*(?:on|once)\([^;]*;?/g;
