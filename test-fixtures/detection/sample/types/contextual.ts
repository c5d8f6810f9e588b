import OpenAI from 'openai';
import { Mistral } from '@mistralai/mistralai';

type Handler = (ctx: { llm: OpenAI; mistral: Mistral }, input: string) => Promise<unknown>;

const handle: Handler = async ({ llm }, input) => llm.responses.create({ model: 'gpt-4o', input });
//                                                ^             ~ llm openai proven
const second = (async (ctx, input) => ctx.mistral.chat.complete({ model: 'm', messages: [{ role: 'user', content: input }] })) satisfies Handler;
//                                    ^                ~ llm mistral proven

async function withClient<T>(use: (client: Mistral) => Promise<T>): Promise<T> {
  return use(new Mistral());
}

export const run = () => withClient((client) => client.chat.complete({ model: 'm', messages: [] }));
//                                              ^           ~ llm mistral proven
export const all: Record<string, Handler> = { handle, second };
