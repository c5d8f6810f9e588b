import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

/** Whatever LangChain's and LangGraph's modules make runs in one of these ways. */
export const langchain: Rule = clientRule({
  name: 'langchain',
  helper: 'langchain',
  modules: ['@langchain/*', 'langchain', 'langchain/*'],
  hints: ['[\'"]@?langchain[/\'"]'],
  makes: true,
  methods: {
    invoke: {},
    stream: {},
    batch: {},
    streamEvents: {},
    generate: {},
    embedQuery: {},
    embedDocuments: {},
    getRelevantDocuments: {},
  },
});
