import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const client = new OpenAI();
const { create } = client.embeddings;
const complete = client.chat.completions.create.bind(client.chat.completions);
const { messages } = new Anthropic();
export const broken = () => create({ model: 'm', input: 'x' });
export const ask = (messages) => complete({ model: 'gpt-4o', messages });
export const say = (content: string) => messages.create({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content }] });
export const value = (inputs) => inputs.map(client.embeddings.create);
export const applied = (input: string) => client.embeddings.create.call(client.embeddings, { model: 'm', input });
export const maybe = (input: string) => client?.embeddings.create.call(client.embeddings, { model: 'm', input });
