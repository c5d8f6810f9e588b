import OpenAI from 'openai';

const pool = new Map<string, OpenAI>();

export async function embed(key: string, input: string) {
  const client = pool.get(key)!;
  return client.embeddings.create({ model: 'text-embedding-3-large', input });
//       ^                 ~ llm openai proven
}

export async function embedNow(key: string, input: string) {
  return pool.get(key)?.embeddings.create({ model: 'text-embedding-3-large', input });
//       ^                         ~ llm openai proven
}
