import OpenAI from 'openai';

let _client: OpenAI | null = null;
function getClient(): OpenAI {
  _client ??= new OpenAI();
  return _client;
}

export async function ask(input: string) {
  const client = getClient();
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
}
export const quick = (input: string) => getClient().responses.create({ model: 'gpt-4o-mini', input });
//                                      ^                     ~ llm openai proven
