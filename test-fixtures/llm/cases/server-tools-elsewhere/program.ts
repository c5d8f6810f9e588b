import { Mistral } from '@mistralai/mistralai';
import Groq from 'groq-sdk';
import { serve } from '../serve.ts';

const usage = { prompt_tokens: 20, completion_tokens: 8, total_tokens: 40, connector_tokens: 12, connectors: { web_search: 1 } };
const executed = [{ index: 0, type: 'search', arguments: '{"query":"oslo"}', output: 'Oslo is a city' }];
const event = (type: string, more: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const { url } = await serve(({ path, body }) => {
  if (path.includes('/openai/')) return { json: { id: 'g', object: 'chat.completion', model: 'groq/compound', created: 1, choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Oslo', reasoning: 'Look.', executed_tools: executed } }], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } } };
  if (body.stream)
    return { events: [
      event('conversation.response.started', { conversation_id: 'conv2' }),
      event('tool.execution.started', { output_index: 0, id: 't1', name: 'web_search', arguments: '' }),
      event('tool.execution.done', { output_index: 0, id: 't1', name: 'web_search', info: { found: 1 } }),
      event('message.output.delta', { output_index: 1, id: 'm', content_index: 0, role: 'assistant', content: 'Os', model: 'mistral-medium' }),
      event('message.output.delta', { output_index: 1, id: 'm', content_index: 0, role: 'assistant', content: 'lo' }),
      event('conversation.response.done', { usage }),
    ] };
  return { json: { object: 'conversation.response', conversation_id: 'conv1', usage, outputs: [
    { object: 'entry', type: 'tool.execution', id: 't1', name: 'web_search', arguments: '{"query":"oslo"}', info: { found: 1 } },
    { object: 'entry', type: 'message.output', id: 'm', role: 'assistant', model: 'mistral-medium', content: [{ type: 'text', text: 'Oslo' }] },
    { object: 'entry', type: 'function.call', id: 'f', tool_call_id: 'c1', name: 'weather', arguments: '{"city":"Oslo"}' },
  ] } };
});
const mistral = new Mistral({ apiKey: 'k', serverURL: url });
const started = await mistral.beta.conversations.start({ model: 'mistral-medium', inputs: 'Where?', tools: [{ type: 'web_search' }] });
console.log(started.outputs.length);
let events = 0;
for await (const _ of await mistral.beta.conversations.startStream({ model: 'mistral-medium', inputs: 'Where?' })) events++;
console.log(events);
const groq = new Groq({ apiKey: 'k', baseURL: url });
const { choices } = await groq.chat.completions.create({ model: 'groq/compound', messages: [{ role: 'user', content: 'Where?' }] });
console.log(choices[0]?.message.executed_tools?.length);
