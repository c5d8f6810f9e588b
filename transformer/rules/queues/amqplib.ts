import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const amqplib: Rule = queueRule({
  name: 'amqplib',
  helper: 'amqplib',
  modules: ['amqplib', 'amqplib/*', 'amqp-connection-manager'],
  hints: [
    '[\'"](?:amqplib|amqp-connection-manager)[\'"/]',
    '\\bsendToQueue\\b',
    '\\b\\w*[cC]h(?:annel)?\\w*\\.(?:publish|consume)\\(',
  ],
  methods: { sendToQueue: { shape: 'distinct' }, publish: { shape: 'named' }, consume: { shape: 'named' } },
  makes: true,
  named: /^(?:.*channel(?:wrapper)?|ch)$/i,
});
