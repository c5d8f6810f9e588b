import { createOpenAI } from '@ai-sdk/openai';
import { Observe } from 'onetrace';
import { serve } from '../serve.ts';

// Models of the AI SDK are what many frameworks take, and call themselves: whole, streamed, for vectors, with a failure.
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: { cached_tokens: 2 } };
const { url, close } = await serve(({ path, body }) => {
  if (path.endsWith('/embeddings')) return { json: { object: 'list', model: 'e', data: [{ embedding: [1, 2, 3], index: 0 }], usage: { prompt_tokens: 4, total_tokens: 4 } } };
  if (JSON.stringify(body).includes('break')) return { status: 400, json: { error: { message: 'broken', code: 'bad' } } };
  const head = { id: 'c1', created: 1, model: 'gpt-4o-2024' };
  if (!body.stream) return { json: { ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }], usage } };
  return { events: [{ ...head, choices: [{ index: 0, delta: { role: 'assistant', content: 'h' } }] }, { ...head, choices: [{ index: 0, delta: { content: 'i' }, finish_reason: 'stop' }] }, { ...head, choices: [], usage }, '[DONE]'] };
});
const openai = createOpenAI({ apiKey: 'k', baseURL: url });
const model = openai.chat('gpt-4o');
const prompt = (text: string) => ({ prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text }] }] });
await Observe.withTrace('request', {}, async () => {
  const { content } = await model.doGenerate(prompt('hello'));
  console.log(JSON.stringify(content));
  const { stream } = await model.doStream(prompt('hello'));
  let text = '';
  for await (const part of stream as unknown as AsyncIterable<{ type: string; delta?: string }>) if (part.type === 'text-delta') text += part.delta;
  console.log(text);
  const { stream: given } = await model.doStream(prompt('hello'));
  await (given as ReadableStream).cancel();
  const { embeddings } = await openai.embedding('e').doEmbed({ values: ['a'] });
  console.log(embeddings.length);
  console.log(await model.doGenerate(prompt('break')).then(() => 'ok', (error: Error) => `${error.name}: ${error.message}`));
});
close();
