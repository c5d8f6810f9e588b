import { Agent, OpenAIProvider, Runner, run, setTraceProcessors, tool } from '@openai/agents';
import { Observe } from 'onetrace';
import OpenAI from 'openai';
import { z } from 'zod';
import { serve } from '../serve.ts';

// One agent hands over to another, whose tool makes a call of its own; then an answer that streams.
setTraceProcessors([]);
const usage = { input_tokens: 10, output_tokens: 5, total_tokens: 15, input_tokens_details: { cached_tokens: 2 }, output_tokens_details: { reasoning_tokens: 1 } };
const response = (id: string, ...output: object[]) => ({ id, object: 'response', created_at: 1, model: 'gpt-5-2026', status: 'completed', error: null, incomplete_details: null, output, usage });
const said = (text: string) => ({ type: 'message', id: 'msg', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text, annotations: [] }] });
const called = (name: string, args: string) => ({ type: 'function_call', id: `fc_${name}`, call_id: `call_${name}`, name, arguments: args, status: 'completed' });
let turn = 0;
const { url, close } = await serve(({ body }) => {
  turn++;
  const answer = turn === 1 ? response('r1', called('transfer_to_Weather', '{}')) : turn === 2 ? response('r2', called('weather', '{"city":"Oslo"}')) : response('r3', said('Rain in Oslo'));
  if (!body.stream) return { json: answer };
  return { named: true, events: [{ type: 'response.created', sequence_number: 0, response: { ...answer, output: [], status: 'in_progress', usage: null } }, { type: 'response.completed', sequence_number: 1, response: answer }] };
});
const inner = new OpenAI({ apiKey: 'k', baseURL: url });
const weather = tool({
  name: 'weather', description: 'Tells it.', parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => Observe.withTrace('lookup', {}, () => `${city}: rain`),
});
const expert = new Agent({ name: 'Weather', instructions: 'Tell the weather.', model: 'gpt-5', tools: [weather] });
const triage = Agent.create({ name: 'Triage', instructions: 'Hand over.', model: 'gpt-5', handoffs: [expert] });
const modelProvider = new OpenAIProvider({ openAIClient: inner, useResponses: true } as never);
const runner = new Runner({ modelProvider });
const result = await runner.run(triage, 'Weather in Oslo?');
console.log(result.finalOutput, result.lastAgent?.name);
const streamed = await runner.run(expert, 'Again?', { stream: true });
for await (const _event of streamed) {
}
await streamed.completed;
console.log(streamed.finalOutput, typeof run);
await new Promise((done) => setTimeout(done, 50));
close();
