import type { Rule } from '../../detect/rule.ts';
import type { Method } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

/** Tasks, each a method of a client and an exported function. */
const TASKS: readonly string[] = [
  'chatCompletion',
  'chatCompletionStream',
  'textGeneration',
  'textGenerationStream',
  'featureExtraction',
  'textToImage',
  'summarization',
  'translation',
  'questionAnswering',
  'textClassification',
];

/** Names distinct enough to match on an unknown receiver. */
const CHAT: Method = { shape: 'weak', keys: ['model', 'messages'] };
const TEXT: Method = { shape: 'weak', keys: ['model', 'inputs'] };
const SHAPES: Readonly<Record<string, Method>> = {
  chatCompletion: CHAT,
  chatCompletionStream: CHAT,
  textGeneration: TEXT,
  textGenerationStream: TEXT,
};

export const huggingface: Rule = new MethodRule({
  name: 'huggingface',
  helper: 'huggingface',
  modules: ['@huggingface/inference'],
  hints: ['[\'"]@huggingface/inference\\b', '\\.\\s*(?:chatCompletion|textGeneration)(?:Stream)?\\b'],
  functions: TASKS,
  methods: Object.fromEntries(TASKS.map((task) => [task, SHAPES[task] ?? {}])),
});
