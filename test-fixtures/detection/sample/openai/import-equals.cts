import OpenAI = require('openai');

const client = new OpenAI();
export = async function ask(input: string) {
  return client.responses.create({ model: 'gpt-4o', input });
//       ^                ~ llm openai proven
};
