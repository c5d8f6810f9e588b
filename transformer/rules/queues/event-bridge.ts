import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const eventBridge: Rule = queueRule({
  name: 'event-bridge',
  helper: 'eventBridge',
  modules: ['@aws-sdk/client-eventbridge'],
  hints: ['[\'"]@aws-sdk/client-eventbridge[\'"]'],
  methods: { send: { commands: ['PutEventsCommand'] }, putEvents: {} },
});
