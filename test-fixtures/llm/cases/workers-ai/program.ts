import { Ai } from './binding.ts';

interface Env {
  readonly AI: Ai;
}

async function answer(env: Env): Promise<void> {
  const messages = [{ role: 'user', content: 'Where?' }];
  const whole = (await env.AI.run('@cf/meta/llama-3.1-8b-instruct', { messages, max_tokens: 9 })) as { response: string };
  console.log(whole.response);
  const stream = (await env.AI.run('@cf/meta/llama-3.1-8b-instruct', { messages, stream: true })) as ReadableStream;
  console.log((await new Response(stream).text()).length);
  await env.AI.run('@cf/baai/bge-base-en-v1.5', { text: ['a'] });
  await env.AI.run('@cf/black-forest-labs/flux-1-schnell', { prompt: 'a fjord' });
  await env.AI.run('@cf/meta/broken', { prompt: 'x' }).catch((error: Error) => console.log(error.name));
}
await answer({ AI: new Ai() });
