import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';

export const clients = {
  openai: new OpenAI(),
  anthropic: new Anthropic(),
} as const;

export async function compare(prompt: string) {
  const [a, b] = await Promise.all([
    clients.openai.responses.create({ model: 'gpt-4o', input: prompt }),
//  ^                        ~ llm openai proven
    clients.anthropic.messages.create({
//  ^                          ~ llm anthropic proven
      model: 'claude-sonnet-4-5',
      max_tokens: 1024,
      messages: [{ role: 'user', content: prompt }],
    }),
  ]);
  return { a, b };
}

const { openai } = clients;
export const one = (body: OpenAI.EmbeddingCreateParams) => openai.embeddings.create(body);
//                                                         ^                 ~ llm openai proven
