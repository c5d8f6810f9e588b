export async function ask(input: string) {
  const { default: OpenAI } = await import('openai');
  const client = new OpenAI();
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
}

export async function later(input: string) {
  const mod = await import('openai');
  const client = new mod.OpenAI();
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
}

export const promised = (input: string) =>
  import('openai').then(({ OpenAI }) => new OpenAI().responses.create({ model: 'gpt-4o', input }));
//                                      ^                      ~ llm openai proven
