import { GoogleGenAI } from '@google/genai';
import { serve } from '../serve.ts';

const usage = { total_input_tokens: 5, total_output_tokens: 7, total_thought_tokens: 2, total_cached_tokens: 3, total_tokens: 14 };
const steps = [
  { type: 'thought', summary: [{ type: 'text', text: 'Hm' }] },
  { type: 'google_search_call', id: 's', arguments: { queries: ['oslo'] } },
  { type: 'google_search_result', call_id: 's', result: [{ title: 'Oslo' }] },
  { type: 'model_output', content: [{ type: 'text', text: 'Oslo' }] },
  { type: 'function_call', id: 'f', name: 'weather', arguments: { city: 'Oslo' } },
];
let polls = 0;
const { url } = await serve(({ path, body }) => {
  if (path.includes('/interactions/bg')) return { json: { id: 'bg', model: 'gemini-3', status: ++polls < 2 ? 'in_progress' : 'completed', steps: polls < 2 ? [] : steps, usage: polls < 2 ? undefined : usage } };
  if (body.background) return { json: { id: 'bg', model: 'gemini-3', status: 'in_progress', steps: [] } };
  if (body.stream)
    return { events: [
      { event_type: 'interaction.created', interaction: { id: 'i2', model: 'gemini-3', status: 'in_progress' } },
      { event_type: 'step.start', index: 0, step: { type: 'model_output', content: [] } },
      { event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'Os' } },
      { event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'lo' } },
      { event_type: 'interaction.completed', interaction: { id: 'i2', model: 'gemini-3', status: 'completed', usage } },
    ] };
  return { json: { id: 'i1', model: 'gemini-3', status: 'requires_action', steps, usage } };
});
const ai = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: url } });
const whole = await ai.interactions.create({ model: 'gemini-3', input: 'Where?' });
console.log(whole.id);
let events = 0;
for await (const _ of (await ai.interactions.create({ model: 'gemini-3', input: 'Where?', stream: true } as never)) as unknown as AsyncIterable<unknown>) events++;
console.log(events);
const { id } = await ai.interactions.create({ model: 'gemini-3', input: 'Where?', background: true } as never);
for (let reads = 0; reads < 3; reads++) console.log((await ai.interactions.get(id)).status);
