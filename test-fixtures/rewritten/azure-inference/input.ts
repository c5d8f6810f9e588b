import ModelClient from '@azure-rest/ai-inference';

const client = ModelClient('https://x.services.ai.azure.com/models', { key: 'k' });
export const ask = (messages: []) => client.path('/chat/completions').post({ body: { messages } }).asNodeStream();
