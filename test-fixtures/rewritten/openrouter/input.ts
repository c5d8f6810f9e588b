import { OpenRouter } from '@openrouter/sdk';

const router = new OpenRouter({ apiKey: 'k' });
export const ask = (messages: []) => router.chat.send({ chatRequest: { model: 'openai/gpt-4o', messages } });
