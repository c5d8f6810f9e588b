/**
 * Callbacks that are registered once and called for everybody, on connections that programs like to open at the
 * first request: they begin with no context, whoever came first. Messages of brokers have rules of their own
 * (rules/queues), which are heard before.
 */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { isCallable, memberKey, type Node } from '../../parse/tree.ts';
import type { Origin } from '../../values/origin.ts';

const LISTENS = ['on', 'once', 'addListener', 'prependListener'];

/** Which methods of which packages' instances register a callback. */
const REGISTERS: Readonly<Record<string, readonly string[]>> = {
  '@redis/client': [...LISTENS, 'subscribe', 'pSubscribe', 'sSubscribe'],
  agenda: LISTENS,
  'amqp-connection-manager': LISTENS,
  amqplib: LISTENS,
  'bee-queue': LISTENS,
  bullmq: LISTENS,
  chokidar: LISTENS,
  ioredis: LISTENS,
  kafkajs: LISTENS,
  pg: LISTENS,
  'pg-boss': LISTENS,
  'pg-listen': LISTENS,
  piscina: LISTENS,
  redis: [...LISTENS, 'subscribe', 'pSubscribe', 'sSubscribe'],
};

export const registrations: Rule = {
  name: 'registration',
  hints: ['\\.\\s*(?:on|once|addListener|prependListener|[ps]?[Ss]ubscribe)\\s*\\('],
  visit: { CallExpression: registerCall },
};

function registerCall(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || !context.imports(MODULES)) return;
  const key = memberKey(callee) ?? '';
  const isIt = ({ module = '', path }: Origin): boolean =>
    path.length > 0 &&
    Object.hasOwn(REGISTERS, rootOf(module)) &&
    REGISTERS[rootOf(module)]?.includes(key) === true;
  if (!context.origins(callee.object).some(isIt)) return;
  const fn = call.arguments.find(mayBeFunction);
  if (fn !== undefined) context.wrap(fn, { helper: 'entry', kind: 'boundary', confidence: 'proven' });
}

const MODULES = Object.keys(REGISTERS).flatMap((name) => [name, `${name}/*`]);

/** `amqplib/callback_api` is `amqplib`. */
const rootOf = (module: string): string =>
  module.startsWith('@') ? module.split('/', 2).join('/') : (module.split('/', 1)[0] as string);

/** A function that stands here, or the name of one. */
const mayBeFunction = (node: Node): boolean =>
  isCallable(node) ||
  node.type === 'Identifier' ||
  node.type === 'MemberExpression' ||
  node.type === 'CallExpression';
