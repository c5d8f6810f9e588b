import * as $ot from "onetrace/inject"; import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const client = new OpenAI();
const { create } = client.embeddings;
const complete = client.chat.completions.create.bind(client.chat.completions);
const { messages } = new Anthropic();
export const broken = () => $ot.openai("detached/input.ts:8:29#broken?method=embeddings.create&proven=1", create)({ model: 'm', input: 'x' });
export const ask = (messages) => $ot.openai("detached/input.ts:9:34#ask?method=chat.completions.create&proven=1", complete)({ model: 'gpt-4o', messages });
export const say = (content: string) => $ot.anthropic("detached/input.ts:10:41#say?method=messages.create&proven=1&callee=messages.create", messages, "create")({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content }] });
export const value = (inputs) => inputs.map(client.embeddings.create);
export const applied = (input: string) => $ot.openai("detached/input.ts:12:43#applied?method=embeddings.create&proven=1", client.embeddings.create).call(client.embeddings, { model: 'm', input });
export const maybe = (input: string) => client?.embeddings.create.call(client.embeddings, { model: 'm', input });
