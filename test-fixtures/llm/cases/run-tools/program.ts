import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import OpenAI from 'openai';
import { zodFunction } from 'openai/helpers/zod';
import { z } from 'zod';
import { serve } from '../serve.ts';

const { url } = await serve(({ path, body }) => {
  if (path.startsWith('/weather')) return { json: { warm: true } };
  const asks = !JSON.stringify(body.messages).includes('tool_result') && body.messages.length < 2;
  if (path.includes('/v1/messages'))
    return { json: { id: 'm', type: 'message', role: 'assistant', model: 'claude-x', stop_reason: asks ? 'tool_use' : 'end_turn', usage: { input_tokens: 5, output_tokens: 2 },
      content: asks ? [{ type: 'tool_use', id: 't', name: 'weather', input: { city: 'Oslo' } }] : [{ type: 'text', text: 'Warm.' }] } };
  return { json: { id: 'c', object: 'chat.completion', created: 1, model: 'gpt-4o', usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
    choices: [{ index: 0, finish_reason: asks ? 'tool_calls' : 'stop', message: asks ? { role: 'assistant', content: null, tool_calls: [{ id: 't', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }] } : { role: 'assistant', content: 'Warm.' } }] } };
});
const weather = async ({ city }: { city: string }): Promise<string> => {
  const { warm } = (await (await fetch(`${url}/weather`)).json()) as { warm: boolean };
  return `${city} ${warm}`;
};
const openai = new OpenAI({ apiKey: 'k', baseURL: url });
const messages = [{ role: 'user' as const, content: 'Is it warm?' }];
const plain = openai.chat.completions.runTools({ model: 'gpt-4o', messages, tools: [{ type: 'function', function: { function: weather, name: 'weather', parse: JSON.parse, parameters: { type: 'object' } } }] } as never);
console.log(await plain.finalContent());
const made = zodFunction({ name: 'weather', parameters: z.object({ city: z.string() }), function: weather });
console.log(await openai.chat.completions.runTools({ model: 'gpt-4o', messages, tools: [made] }).finalContent());
const anthropic = new Anthropic({ apiKey: 'k', baseURL: url });
const tool = betaZodTool({ name: 'weather', description: 'tells', inputSchema: z.object({ city: z.string() }), run: weather });
const last = await anthropic.beta.messages.toolRunner({ model: 'claude-x', max_tokens: 9, messages, tools: [tool] });
console.log(last.content[0]);
console.log(tool.run === weather, Object.keys(made));
