/**
 * Messages that nothing carries by itself: protocols that have no place beside the payload, and clients that no rule
 * knows yet. Each near miss says the lines to write.
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
  sends: ['publish', 'lpush', 'rpush', 'lPush', 'rPush', 'xadd', 'xAdd'],
};
const unknown = (name: string, ...sends: readonly string[]): Placeless => ({
  what: `no rule knows ${name}`,
  sends,
});

const CLIENTS: Readonly<Record<string, Placeless>> = {
  '@azure/event-hubs': unknown('Event Hubs', 'sendBatch'),
  '@azure/service-bus': unknown('Service Bus', 'sendMessages', 'scheduleMessages'),
  '@google-cloud/pubsub': unknown('Pub/Sub', 'publishMessage', 'publish'),
  '@platformatic/kafka': unknown('this Kafka client', 'send'),
  '@upstash/qstash': unknown('QStash', 'publishJSON', 'publish'),
  agenda: { what: 'Agenda keeps only the data of a job', sends: ['now', 'schedule', 'every'] },
  'bee-queue': unknown('Bee-Queue', 'createJob'),
  'graphile-worker': {
    what: 'Graphile Worker keeps only the payload of a job',
    sends: ['addJob', 'quickAddJob'],
  },
  ioredis: REDIS,
  redis: REDIS,
  'socket.io': { what: 'socket.io sends only what it is given', sends: ['emit'] },
  'socket.io-client': { what: 'socket.io sends only what it is given', sends: ['emit'] },
  ws: { what: 'a WebSocket sends only what it is given', sends: ['send'] },
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
