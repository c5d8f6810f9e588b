/** What was said, in every dialect that is written somewhere; blank messages are the complaint (section 3, 10). */
import { expect, it } from 'vitest';
import type { Attributes } from '../../otlp/received-span.ts';
import { readExchange } from './read-exchange.ts';

const json = JSON.stringify;
const read = (attributes: Attributes, events: { name: string; attributes: Attributes }[] = []): string => {
  const { input, output } = readExchange({
    attributes,
    events: events.map((event) => ({ ...event, time: '0', dropped: 0 })),
  });
  const line = ({ role, parts }: (typeof input)[number]) =>
    `${role}: ${parts.map((part) => `${part.type}${'name' in part ? ` ${part.name}` : ''} ${part.text}`).join(' | ')}`;
  return [...input.map(line), '--', ...output.map(line)].join('\n');
};

const SAID = 'user: text hi\n--\nassistant: text hello';

it.each<[string, Attributes]>([
  [
    'the conventions of now, parts',
    {
      'gen_ai.input.messages': json([{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }]),
      'gen_ai.output.messages': json([
        { role: 'assistant', parts: [{ type: 'text', content: 'hello' }], finish_reason: 'stop' },
      ]),
    },
  ],
  [
    'structured, not as JSON text',
    {
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }],
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'hello' }] }],
    },
  ],
  [
    'content instead of parts',
    {
      'gen_ai.input.messages': json([{ role: 'user', content: 'hi' }]),
      'gen_ai.output.messages': json([{ role: 'assistant', content: 'hello' }]),
    },
  ],
  [
    'OpenInference',
    {
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.content': 'hi',
      'llm.output_messages.0.message.role': 'assistant',
      'llm.output_messages.0.message.contents.0.message_content.type': 'text',
      'llm.output_messages.0.message.contents.0.message_content.text': 'hello',
    },
  ],
  [
    'OpenLLMetry',
    {
      'gen_ai.prompt.0.role': 'user',
      'gen_ai.prompt.0.content': json([{ type: 'text', text: 'hi' }]),
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.content': 'hello',
    },
  ],
  [
    'the oldest',
    {
      'gen_ai.prompt': json([{ role: 'user', content: 'hi' }]),
      'gen_ai.completion': json([{ role: 'assistant', content: 'hello' }]),
    },
  ],
  [
    'AI SDK',
    {
      'ai.prompt.messages': json([{ role: 'user', content: [{ type: 'text', text: 'hi' }] }]),
      'ai.response.text': 'hello',
    },
  ],
  ['AI SDK, outer', { 'ai.prompt': json({ prompt: 'hi' }), 'ai.response.text': 'hello' }],
  [
    'Langfuse',
    {
      'langfuse.observation.input': json({ messages: [{ role: 'user', content: 'hi' }] }),
      'langfuse.observation.output': json({ role: 'assistant', content: 'hello' }),
    },
  ],
  ['plain values', { 'input.value': 'hi', 'output.value': 'hello' }],
])('reads %s', (_, attributes) => {
  expect(read(attributes)).toBe(SAID);
});

it('reads events, old and new', () => {
  expect(
    read({}, [
      { name: 'gen_ai.user.message', attributes: { content: 'hi' } },
      { name: 'gen_ai.choice', attributes: { message: json({ role: 'assistant', content: 'hello' }) } },
    ]),
  ).toBe(SAID);
  expect(
    read({}, [
      {
        name: 'gen_ai.client.inference.operation.details',
        attributes: {
          'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }],
          'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'hello' }] }],
        },
      },
    ]),
  ).toBe(SAID);
});

it('reads tools, reasoning and media of every vendor', () => {
  const messages = json([
    { role: 'system', content: 'be kind' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'see' },
        { type: 'image_url', image_url: { url: 'https://h.example/a.png' } },
        { type: 'image', source: { data: 'A'.repeat(4096) } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: '1', function: { name: 'find', arguments: '{"q":1}' } }],
    },
    { role: 'tool', tool_call_id: '1', content: '42' },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'tool_use', id: '2', name: 'get', input: { a: 1 } },
      ],
    },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: '2', content: [{ type: 'text', text: 'ok' }] }],
    },
    {
      role: 'model',
      parts: [{ text: 'idea', thought: true }, { functionCall: { name: 'go', args: { b: 2 } } }],
    },
    { type: 'function_call', name: 'f', call_id: '3', arguments: '{}' },
    { type: 'function_call_output', call_id: '3', output: 'done' },
    {
      role: 'user',
      parts: [
        { type: 'blob', modality: 'image', content: 'B'.repeat(8192) },
        { type: 'strange', x: 1 },
      ],
    },
  ]);
  expect(read({ 'gen_ai.input.messages': messages })).toBe(
    `system: text be kind
user: text see | media https://h.example/a.png | media 3 KiB
assistant: tool_call find {"q":1}
tool: tool_result 42
assistant: reasoning hm | tool_call get {"a":1}
user: tool_result ok
assistant: reasoning idea | tool_call go {"b":2}
assistant: tool_call f {}
tool: tool_result done
user: media 6 KiB | text {"type":"strange","x":1}
--`,
  );
});

it.each<Attributes>([
  {},
  { 'gen_ai.input.messages': '' },
  { 'gen_ai.input.messages': '[' },
  { 'gen_ai.input.messages': 'null' },
  { 'gen_ai.input.messages': '[null,3,{"role":5,"parts":"x"}]' },
  {
    'llm.input_messages.__proto__.x': 'a',
    'llm.input_messages.0.__proto__.y': 'b',
    'gen_ai.prompt.9999999999.content': 'x',
  },
  { 'ai.prompt': '{"messages":7}' },
])('survives what makes no sense: %j', (attributes) => {
  expect(() => read(attributes)).not.toThrow();
  expect(({} as Record<string, unknown>)['y']).toBeUndefined();
});
