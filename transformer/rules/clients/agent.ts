import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** Agents made in another file, with the AI SDK or with LangChain; the helper sees which at run time. */
export const agent: Rule = new MethodRule({
  name: 'agent',
  helper: 'agent',
  modules: [],
  // The other methods are among LangChain's hints.
  hints: ['[aA]gent\\s*\\??\\.\\s*generate\\b'],
  named: /agent$/i,
  methods: {
    generate: { shape: 'named' },
    invoke: { shape: 'named' },
    stream: { shape: 'named' },
    batch: { shape: 'named' },
    streamEvents: { shape: 'named' },
  },
});
