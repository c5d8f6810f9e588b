import OpenAI from 'openai';
import { container } from './container';

const client = container.get('openai') as OpenAI;
const other = <OpenAI>container.get('openai');
const third = container.get('openai') as unknown as OpenAI;

export const a = (input: string) => client.embeddings.create({ model: 'm', input });
//                                  ^                 ~ llm openai proven
export const b = (input: string) => other.embeddings.create({ model: 'm', input });
//                                  ^                ~ llm openai proven
export const c = (input: string) => third.embeddings.create({ model: 'm', input });
//                                  ^                ~ llm openai proven
export const d = (input: string) => (container.get('x') as OpenAI).embeddings.create({ model: 'm', input });
//                                  ^                                         ~ llm openai proven
