import type { Rule } from '../../detect/rule.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** Agents that another file made, with the AI SDK or with LangChain: which, is seen when they run. */
export const agent: Rule = new MethodRule({
  name: 'agent',
  helper: 'agent',
  modules: [],
  // What else it has is a hint of LangChain's.
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
