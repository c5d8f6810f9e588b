import OpenAI from 'openai';

let client = null;

export function init(apiKey) {
  client = new OpenAI({ apiKey });
}

export async function ask(input) {
  if (!client) init(process.env.KEY);
  return await client.responses.create({ model: 'gpt-4o', input });
//             ^                ~ llm openai proven
}
