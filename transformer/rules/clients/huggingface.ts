import type { Rule } from '../rule.ts';
import { clientRule } from './client.ts';

/** Tasks, as methods of a client and as functions. */
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

export const huggingface: Rule = clientRule({
  name: 'huggingface',
  helper: 'huggingface',
  modules: ['@huggingface/inference'],
  hints: ['[\'"]@huggingface/inference\\b'],
  functions: TASKS,
  methods: Object.fromEntries(TASKS.map((task) => [task, {}])),
});
