import OpenAI from 'openai';
const config = { apiKey: 'x' } satisfies ConstructorParameters<typeof OpenAI>[0];
const ai = new OpenAI(config) satisfies OpenAI;
export const go = () =>
  ai.chat.completions.create({ model: 'gpt-4', messages: [] } satisfies OpenAI.ChatCompletionCreateParams);
//^                   ~ llm openai proven
