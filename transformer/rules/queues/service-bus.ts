import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const serviceBus: Rule = queueRule({
  name: 'service-bus',
  helper: 'serviceBus',
  modules: ['@azure/service-bus', '@azure/event-hubs'],
  hints: ['[\'"]@azure/(?:service-bus|event-hubs)[\'"]'],
  methods: {
    sendMessages: { shape: 'distinct' },
    scheduleMessages: {},
    sendBatch: {},
    enqueueEvent: {},
    tryAddMessage: {},
    tryAdd: {},
    subscribe: { shape: 'named' },
  },
  makes: true,
  imported: true,
  named: /(?:receiver|consumerclient)$/i,
  loops: ['receiveMessages.()', 'getMessageIterator.()', 'peekMessages.()'],
});
