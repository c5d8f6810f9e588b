import OpenAI from 'openai';
import { wrapOpenAI } from 'langsmith/wrappers';
import { observeOpenAI } from 'langfuse';

const client = wrapOpenAI(new OpenAI());
const base = new OpenAI();
export const a = (input: string) => client.responses.create({ model: 'gpt-4o', input });
//                                  ^                ~ llm openai shaped
export const b = (messages: []) => observeOpenAI(base, { name: 'b' }).chat.completions.create({ model: 'gpt-4o', messages });
//                                 ^                                                   ~ llm openai shaped
