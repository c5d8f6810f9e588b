import * as OpenAI from 'openai';
import OpenAIDefault, * as all from 'openai';

const one = new OpenAI.default({ apiKey: 'k' });
const two = new all.AzureOpenAI({});
const three = new OpenAIDefault();

export const x = () => one.chat.completions.create({ model: 'a', messages: [] });
//                     ^                    ~ llm openai proven
export const y = () => two.chat.completions.parse({ model: 'a', messages: [] });
//                     ^                    ~ llm openai proven
export const z = () => three.beta.chat.completions.stream({ model: 'a', messages: [] });
//                     ^                           ~ llm openai proven
