import OpenAI from 'openai';
import pRetry from 'p-retry';

const client = new OpenAI();

export const ask = (input: string) =>
  pRetry(() => client.responses.create({ model: 'gpt-4o', input }), { retries: 3 });
//             ^                ~ llm openai proven
