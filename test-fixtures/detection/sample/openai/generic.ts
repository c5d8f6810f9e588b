import type OpenAI from 'openai';

export async function run<C extends OpenAI>(client: C, input: string) {
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
}

export class Runner<T extends OpenAI = OpenAI> {
  constructor(protected readonly client: T) {}
  go = async (input: string) => this.client.responses.create({ model: 'gpt-4o', input });
//                              ^                     ~ llm openai proven
}
