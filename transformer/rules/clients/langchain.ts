import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** What another file made is told by its name, and looked at when it runs. */
const RUNS: Method = { shape: 'named' };

/** Whatever LangChain's and LangGraph's modules make runs in one of these ways. */
export const langchain: Rule = new MethodRule({
  name: 'langchain',
  helper: 'langchain',
  modules: ['@langchain/*', 'langchain', 'langchain/*'],
  hints: ['[\'"]@?langchain[/\'"]', '\\.\\s*(?:invoke|stream|batch|streamEvents)\\s*(?:\\?\\.)?\\s*[(<]'],
  // `agent` itself may be the AI SDK's, too.
  named:
    /^(?!\w*agent$)\w*(?:agent|chain|executor|graph|llm|model|retriever|runnable|workflow)\w*$|^app$|^(?:bindTools|pipe|with(?:Config|Fallbacks|Retry|StructuredOutput))\(\)$/i,
  makes: true,
  methods: {
    invoke: RUNS,
    stream: RUNS,
    batch: RUNS,
    streamEvents: RUNS,
    generate: {},
    embedQuery: {},
    embedDocuments: {},
    getRelevantDocuments: {},
  },
});
