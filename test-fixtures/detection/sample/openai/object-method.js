import OpenAI from 'openai';

export const service = {
  client: new OpenAI(),
  async ask(input) {
    return this.client.responses.create({ model: 'gpt-4o', input });
//         ^                     ~ llm openai proven
  },
  embed: (input) => service.client.embeddings.create({ model: 'm', input }),
//                  ^                         ~ llm openai proven
};
