/** Asks a model again and again; with `hang` the model never answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Observe } from 'onetrace';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.MODEL, apiKey: 'k', maxRetries: 0 });
const ask = (): Promise<unknown> =>
  client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'a secret' }] });

for (;;) {
  await Observe.withTrace('turn', null, ask);
  await sleep(20);
}
