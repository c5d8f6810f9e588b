import * as $ot from "onetrace/inject"; import ModelClient from '@azure-rest/ai-inference';

const client = ModelClient('https://x.services.ai.azure.com/models', { key: 'k' });
export const ask = (messages: []) => $ot.azureInference("azure-inference/input.ts:4:38#ask?method=post&proven=1&callee=client.path(...).post", client.path('/chat/completions'), "post")({ body: { messages } }).asNodeStream();
