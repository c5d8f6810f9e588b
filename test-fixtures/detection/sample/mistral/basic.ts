import { Mistral } from '@mistralai/mistralai';

const client = new Mistral({ apiKey: process.env.MISTRAL_API_KEY ?? '' });

export async function run(prompt: string) {
  const chat = await client.chat.complete({ model: 'mistral-small-latest', messages: [{ role: 'user', content: prompt }] });
//                   ^           ~ llm mistral proven
  const stream = await client.chat.stream({ model: 'm', messages: [] });
//                     ^           ~ llm mistral proven
  const parsed = await client.chat.parse({ model: 'm', messages: [] });
//                     ^           ~ llm mistral proven
  const agent = await client.agents.complete({ agentId: 'a', messages: [] });
//                    ^             ~ llm mistral proven
  const code = await client.fim.complete({ model: 'codestral', prompt, suffix: '}' });
//                   ^          ~ llm mistral proven
  const vec = await client.embeddings.create({ model: 'mistral-embed', inputs: [prompt] });
//                  ^                 ~ llm mistral proven
  await client.models.list();
  return { chat, stream, parsed, agent, code, vec };
}
