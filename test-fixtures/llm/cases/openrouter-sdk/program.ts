import { OpenRouter } from '@openrouter/sdk';
import { serve } from '../serve.ts';

const usage = { prompt_tokens: 20, completion_tokens: 9, total_tokens: 29, prompt_tokens_details: { cached_tokens: 8, cache_write_tokens: 2, audio_tokens: 0 }, completion_tokens_details: { reasoning_tokens: 4 } };
const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) => ({ id: 'gen-2', object: 'chat.completion.chunk', created: 1, model: 'openai/gpt-4o', choices: [{ index: 0, delta, finish_reason }], ...more });
const { url } = await serve(({ path, body }) => {
  if (path.endsWith('/embeddings')) return { json: { object: 'list', model: 'text-embedding-3-small', data: [{ object: 'embedding', embedding: [0.1, 0.2], index: 0 }], usage: { prompt_tokens: 4, total_tokens: 4 } } };
  if (body.model === 'fails') return { status: 400, json: { error: { code: 400, message: 'bad my secret' } } };
  if (body.stream)
    return { events: [
      chunk({ role: 'assistant', content: '', reasoning: 'Think. ' }),
      chunk({ tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city"' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ':"Oslo"}' } }] }),
      chunk({ content: 'Oslo' }), chunk({}, 'stop', { usage }), 'data: [DONE]\n\n',
    ] };
  return { json: { id: 'gen-1', object: 'chat.completion', created: 1, model: 'openai/gpt-4o', system_fingerprint: null, usage, choices: [{ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: null, reasoning: 'Because.', tool_calls: [{ id: 't', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }] } }] } };
});
const client = new OpenRouter({ apiKey: 'k', serverURL: url, retryConfig: { strategy: 'none' } });
const ask = (more: object) => ({ chatRequest: { model: 'openai/gpt-4o', messages: [{ role: 'user' as const, content: 'Where?' }], maxTokens: 20, temperature: 0.2, ...more } });
const whole = await client.chat.send(ask({ tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }] }) as never);
console.log('choices' in (whole as object));
for await (const it of (await client.chat.send(ask({ stream: true }) as never)) as AsyncIterable<{ choices: { delta: { content?: string } }[] }>) console.log(it.choices[0]?.delta.content);
await client.chat.send(ask({ model: 'fails' }) as never).catch((error: Error) => console.log(error.name));
console.log(typeof (await client.embeddings.generate({ requestBody: { model: 'text-embedding-3-small', input: 'a text' } } as never)));
