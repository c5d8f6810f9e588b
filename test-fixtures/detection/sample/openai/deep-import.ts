import { OpenAI } from 'openai/client';

export const one = (messages: any) => new OpenAI().chat.completions.create({ model: 'm', messages });
//                                    ^                             ~ llm openai proven
export const two = (messages: any, api: OpenAI['chat']['completions']) => api.create({ model: 'm', messages });
//                                                                        ^   ~ llm openai proven
