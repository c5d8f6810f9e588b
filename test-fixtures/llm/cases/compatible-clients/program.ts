import Cerebras from '@cerebras/cerebras_cloud_sdk';
import Perplexity from '@perplexity-ai/perplexity_ai';
import OpenAI from 'openai';
import { serve } from '../serve.ts';

const answer = (more: object = {}, usage: object = {}) => ({
  id: 'c1', object: 'chat.completion', model: 'm-1', created: 1,
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Oslo', ...more } }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, ...usage },
});
const { url } = await serve(({ headers }) => {
  const host = String(headers['x-host'] ?? '');
  if (host === 'api.deepseek.com') return { json: answer({ reasoning_content: 'Hm.' }, { prompt_cache_hit_tokens: 6, prompt_cache_miss_tokens: 4, completion_tokens_details: { reasoning_tokens: 2 } }) };
  if (host === 'api.x.ai') return { json: answer({ reasoning_content: 'Hm.' }, { total_tokens: 22, completion_tokens_details: { reasoning_tokens: 7 } }) };
  if (host === 'api.fireworks.ai') return { json: answer({ tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }, { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } }] }) };
  if (host === 'api.perplexity.ai') return { json: { ...answer({}, { citation_tokens: 3, search_context_size: 'low', cost: { total_cost: 0.01 } }), citations: ['https://n.example'], search_results: [] } };
  return { json: { ...answer({ reasoning: 'Hm.' }), time_info: { total_time: 1 } } };
});
const toLoopback = (async (input: string | URL | Request, init?: RequestInit) => {
  const { host, pathname } = new URL(String(input));
  const headers = new Headers(init?.headers);
  headers.set('x-host', host);
  // onetrace-ignore
  return fetch(url + pathname, { ...init, headers });
}) as typeof fetch;
const hosts: Record<string, string> = { 'deepseek-reasoner': 'https://api.deepseek.com', 'grok-4': 'https://api.x.ai/v1', 'accounts/fireworks/models/kimi': 'https://api.fireworks.ai/inference/v1', 'llama-4': 'https://api.lambda.ai/v1' };
for (const [model, baseURL] of Object.entries(hosts)) {
  const client = new OpenAI({ apiKey: 'k', baseURL, fetch: toLoopback });
  const { choices } = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Where?' }] });
  console.log(choices[0]?.message.content);
}
const cerebras = new Cerebras({ apiKey: 'k', fetch: toLoopback as never, warmTCPConnection: false });
const fast = await cerebras.chat.completions.create({ model: 'gpt-oss-120b', messages: [{ role: 'user', content: 'Where?' }] });
console.log('choices' in fast);
const perplexity = new Perplexity({ apiKey: 'k', fetch: toLoopback as never });
const cited = await perplexity.chat.completions.create({ model: 'sonar', messages: [{ role: 'user', content: 'Where?' }] });
console.log('citations' in cited);
