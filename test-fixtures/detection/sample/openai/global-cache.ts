import OpenAI from 'openai';

const globalForOpenAI = globalThis as unknown as { openai?: OpenAI };

export const openai = globalForOpenAI.openai ?? new OpenAI();
if (process.env.NODE_ENV !== 'production') globalForOpenAI.openai = openai;

export const ask = (input: string) => openai.responses.create({ model: 'gpt-4o', input });
//                                    ^                ~ llm openai proven
export const again = (input: string) => globalForOpenAI.openai!.responses.create({ model: 'gpt-4o', input });
//                                      ^                                 ~ llm openai proven
