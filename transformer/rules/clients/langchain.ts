import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** A receiver from another file is recognised by its name, and checked at run time. */
const RUNS: Method = { shape: 'named' };

/** Everything that LangChain's and LangGraph's modules create runs by one of these methods. */
export const langchain: Rule = new MethodRule({
  name: 'langchain',
  helper: 'langchain',
  modules: ['@langchain/*', 'langchain', 'langchain/*'],
  hints: [
    '[\'"]@?langchain[/\'"]',
    '\\.\\s*(?:invoke|stream|batch|streamEvents|embedQuery|embedDocuments)\\s*(?:\\?\\.)?\\s*[(<]',
  ],
  // A plain `agent` may be the AI SDK's as well: see agent.ts.
  named:
    /^(?!\w*agent$)\w*(?:agent|chain|executor|graph|llm|model|retriever|runnable|workflow)\w*$|^app$|^(?:bindTools|pipe|with(?:Config|Fallbacks|Retry|StructuredOutput))\(\)$/i,
  makes: true,
  methods: {
    invoke: RUNS,
    stream: RUNS,
    batch: RUNS,
    streamEvents: RUNS,
    generate: {},
    // Nobody else's names.
    embedQuery: { shape: 'distinct' },
    embedDocuments: { shape: 'distinct' },
    getRelevantDocuments: {},
  },
});
