import OpenAI from 'openai';
import { once } from 'lodash';

const client = once(() => new OpenAI());
const plain = () => new OpenAI();

export const a = (input: string) => plain().embeddings.create({ model: 'm', input });
//                                  ^                  ~ llm openai proven
export const b = (input: string) => client().embeddings.create({ model: 'm', input });
//                                  ^                   ~ llm openai proven
