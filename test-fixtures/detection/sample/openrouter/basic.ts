import { OpenRouter } from '@openrouter/sdk';

const client = new OpenRouter({ apiKey: process.env.KEY });

export async function ask(content: string) {
  const messages = [{ role: 'user' as const, content }];
  const a = await client.chat.send({ chatRequest: { model: 'openai/gpt-4o', messages } });
//                ^           ~ llm openrouter proven
  const b = await client.embeddings.generate({ requestBody: { model: 'm', input: content } });
//                ^                 ~ llm openrouter proven
  await client.models.list();
  return [a, b];
}
