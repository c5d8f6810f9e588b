import OpenAI from 'openai';
const openai = new OpenAI();

export const title = async (input) =>
  (await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: input }] })).choices[0].message.content.trim();
//       ^                       ~ llm openai proven

export const both = (input) =>
  Promise.allSettled([1, 2].map((n) => openai.chat.completions.create({ model: 'm', n, messages: input })));
//                                     ^                       ~ llm openai proven

export default {
  async *stream(messages) {
    for await (const { choices: [{ delta }] } of await openai.chat.completions.create({ model: 'm', messages, stream: true })) yield delta?.content ?? '';
//                                                     ^                       ~ llm openai proven
  },
};
