import OpenAI from 'openai';

const keys = (process.env.KEYS ?? '').split(',');
const clients = keys.map((apiKey) => new OpenAI({ apiKey }));
let turn = 0;

export function next(prompt: string) {
  const client = clients[turn++ % clients.length];
  return client.responses.create({ model: 'gpt-4o', input: prompt });
//       ^                ~ llm openai proven
}

export async function all(prompt: string) {
  for (const client of clients) {
    await client.responses.create({ model: 'gpt-4o', input: prompt });
//        ^                ~ llm openai proven
  }
  return Promise.all(clients.map((c) => c.responses.create({ model: 'gpt-4o', input: prompt })));
//                                      ^           ~ llm openai proven
}
