import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

export const replicate: Rule = clientRule({
  name: 'replicate',
  helper: 'replicate',
  modules: ['replicate'],
  hints: ['[\'"]replicate[\'"]'],
  methods: { run: {}, stream: {}, wait: {}, 'predictions.create': {} },
});
