import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

export const platformaticKafka: Rule = queueRule({
  name: 'platformatic-kafka',
  helper: 'platformaticKafka',
  modules: ['@platformatic/kafka'],
  hints: ['[\'"]@platformatic/kafka[\'"]'],
  methods: { send: {}, 'consume.().on': {}, 'consume.().once': {}, 'consume.().addListener': {} },
  loops: ['consume.()'],
});
