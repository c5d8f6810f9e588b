export async function ask(client: import('openai').OpenAI, input: string) {
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
}

export type Client = import('openai').default;
export const run = (client: Client, input: string) => client.responses.create({ model: 'gpt-4o', input });
//                                                    ^                ~ llm openai proven
