import OpenAI from 'openai';

export async function tag(text: string, client = new OpenAI()) {
  return client.responses.create({ model: 'gpt-4o', input: text });
//       ^                ~ llm openai proven
}

export async function tagAll(texts: string[], { client = new OpenAI(), model = 'gpt-4o' } = {}) {
  return Promise.all(texts.map((input) => client.responses.create({ model, input })));
//                                        ^                ~ llm openai proven
}
