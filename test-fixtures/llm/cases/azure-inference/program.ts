import createClient, { isUnexpected } from '@azure-rest/ai-inference';
import { serve } from '../serve.ts';

const usage = { prompt_tokens: 12, completion_tokens: 6, total_tokens: 18, prompt_tokens_details: { cached_tokens: 3 } };
const chunk = (delta: object, finish_reason: string | null = null) => ({ id: 'z2', model: 'phi-4', choices: [{ index: 0, delta, finish_reason }] });
const { url } = await serve(({ path, body }) => {
  if (path.startsWith('/embeddings')) return { json: { id: 'e', model: 'embed-v3', data: [{ index: 0, embedding: [0.1] }], usage: { prompt_tokens: 5, total_tokens: 5 } } };
  if (body.model === 'fails') return { status: 429, json: { error: { code: 'too_many', message: 'your prompt my secret' } } };
  if (body.stream) return { events: [chunk({ reasoning_content: 'Hm. ' }), chunk({ content: 'Os' }), chunk({ content: 'lo' }, 'stop'), { id: 'z2', model: 'phi-4', choices: [], usage }, 'data: [DONE]\n\n'] };
  return { json: { id: 'z1', model: 'phi-4', usage, choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Oslo', reasoning_content: 'Hm.' } }] } };
});
const client = createClient(url, { key: 'k' }, { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } });
const ask = (more: object = {}) => ({ body: { model: 'phi-4', messages: [{ role: 'user', content: 'Where?' }], max_tokens: 7, ...more } });
const whole = await client.path('/chat/completions').post(ask());
if (isUnexpected(whole)) throw whole.body.error;
console.log(whole.body.choices[0]?.message.content);
const streamed = await client.path('/chat/completions').post(ask({ stream: true })).asNodeStream();
let size = 0;
for await (const bytes of streamed.body ?? []) size += (bytes as Buffer).length;
console.log(size > 100);
const failed = await client.path('/chat/completions').post(ask({ model: 'fails' }));
console.log(failed.status);
const embedded = await client.path('/embeddings').post({ body: { model: 'embed-v3', input: ['a'] } });
console.log(embedded.status);
