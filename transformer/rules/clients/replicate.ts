import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export const replicate: Rule = new MethodRule({
  name: 'replicate',
  helper: 'replicate',
  modules: ['replicate'],
  hints: ['[\'"]replicate[\'"]', '\\breplicate(?:Client)?\\s*\\??\\.'],
  named: /^[_#]?replicate(?:Client)?$/i,
  methods: { run: { shape: 'named' }, stream: { shape: 'named' }, wait: {}, 'predictions.create': {} },
});
