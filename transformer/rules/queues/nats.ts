import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const nats: Rule = queueRule({
  name: 'nats',
  helper: 'nats',
  modules: [
    'nats',
    'nats.ws',
    '@nats-io/transport-node',
    '@nats-io/transport-deno',
    '@nats-io/nats-core',
    '@nats-io/jetstream',
  ],
  hints: [
    '[\'"](?:nats(?:\\.ws)?|@nats-io/[\\w-]+)[\'"]',
    '\\b(?:nc|nats|js|jetstream)\\.(?:publish|request)\\(',
  ],
  methods: {
    publish: { shape: 'named' },
    request: { shape: 'named' },
    requestMany: {},
    subscribe: { shape: 'named' },
    consume: {},
    fetch: {},
  },
  makes: true,
  named: /^(?:nc|nats(?:client|connection)?|js|jetstream(?:client)?)$/i,
  loops: ['subscribe.()', 'consume.()', 'fetch.()', 'requestMany.()'],
});
