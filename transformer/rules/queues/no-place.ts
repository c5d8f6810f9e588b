/**
 * Messages that nothing carries by itself: protocols that have no place beside the payload. Each near miss says the
 * lines to write.
 */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { memberKey } from '../../parse/tree.ts';
import type { Origin } from '../../values/origin.ts';

interface Placeless {
  /** Why, and what it is called. */
  readonly what: string;
  readonly sends: readonly string[];
}

const REDIS: Placeless = {
  what: "Redis' pub/sub and lists have no place for a carrier",
  sends: ['publish', 'lpush', 'rpush', 'lPush', 'rPush'],
};
const CLIENTS: Readonly<Record<string, Placeless>> = {
  ioredis: REDIS,
  redis: REDIS,
  zeromq: { what: 'one more frame would change a ZeroMQ message', sends: ['send'] },
};
const MODULES = Object.keys(CLIENTS);

export const noPlace: Rule = {
  name: 'no-place',
  hints: MODULES.map((name) => `['"]${name}['"]`),
  visit: { CallExpression: visitSend },
};

function visitSend(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || !context.imports(MODULES)) return;
  const key = memberKey(callee) ?? '';
  const isIt = ({ module = '', path }: Origin): boolean =>
    Object.hasOwn(CLIENTS, module) && path.length > 0 && CLIENTS[module]?.sends.includes(key) === true;
  const origin = context.origins(callee.object).find(isIt);
  const client = origin?.module === undefined ? undefined : CLIENTS[origin.module];
  if (client === undefined) return;
  context.miss(
    call,
    'queue',
    `${client.what}, so this message carries no trace: put Observe.getBaggage() into it, and run its consumer in Observe.withTrace(name, message.traceContext, fn)`,
  );
}
