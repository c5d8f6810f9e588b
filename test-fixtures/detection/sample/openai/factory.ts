import OpenAI from 'openai';

function createClient(key: string) {
  const options = { apiKey: key };
  return new OpenAI(options);
}

const createAsync = async () => {
  const key = await fetchKey();
  return createClient(key);
};

export async function go(input: string) {
  const client = await createAsync();
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
}

export const typed = (c: ReturnType<typeof createClient>, input: string) =>
  c.responses.create({ model: 'gpt-4o', input });
//^           ~ llm openai proven

export const promised = (p: Promise<OpenAI>, input: string) =>
  p.then((client) => client.responses.create({ model: 'gpt-4o', input }));
//                   ^                ~ llm openai proven

export const awaited = async (p: Awaited<ReturnType<typeof createAsync>>, input: string) =>
  p.responses.create({ model: 'gpt-4o', input });
//^           ~ llm openai proven
