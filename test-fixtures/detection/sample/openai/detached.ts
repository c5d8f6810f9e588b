import OpenAI from 'openai';
const openai = new OpenAI();
const { completions } = openai.chat;
const { chat: { completions: nested } } = openai;
const create = openai.chat.completions.create.bind(openai.chat.completions);
const embeddings = openai.embeddings;

export const a = (messages: any) => completions.create({ model: 'm', messages });
//                                  ^           ~ llm openai proven
export const b = (messages: any) => nested.create({ model: 'm', messages });
//                                  ^      ~ llm openai proven
export const c = (messages: any) => create({ model: 'm', messages });
//                                  ^ llm openai proven
export const d = (input: string) => embeddings.create({ model: 'm', input });
//                                  ^          ~ llm openai proven
