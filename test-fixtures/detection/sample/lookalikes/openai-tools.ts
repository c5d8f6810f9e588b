import OpenAI from 'openai';
const openai = new OpenAI();
export async function assistants(threadId: string) {
  const thread = await openai.beta.threads.create({ messages: [] });
  await openai.beta.threads.messages.create(thread.id, { role: 'user', content: 'hi' });
  const run = await openai.beta.threads.runs.create(threadId, { assistant_id: 'a', model: 'gpt-4o' });
  await openai.beta.threads.messages.list(threadId);
  const vs = await openai.vectorStores.create({ name: 'n' });
  await openai.containers.create({ name: 'c' });
  return [run, vs];
}
