/** What was said to a model and what it said, from a span's attributes and events; every dialect we know. */
import type { Attributes, Json, ReceivedEvent } from '../../otlp/received-span.ts';
import { asText, type Exchange, type Fields, fieldsOf, listOf, type Message, parsedJson } from './message.ts';
import { messageOf, partsOf } from './message-parts.ts';

interface Told {
  readonly attributes: Attributes;
  readonly events: readonly ReceivedEvent[];
}

type Dialect = (told: Told) => Exchange | undefined;

/** The first dialect that says something is the one. */
export function readExchange(told: Told): Exchange {
  for (const dialect of [
    conventions,
    operationDetails,
    oldEvents,
    openInference,
    openLLMetry,
    aiSdk,
    langfuse,
    plainValues,
  ]) {
    const exchange = dialect(told);
    if (exchange !== undefined && exchange.input.length + exchange.output.length > 0) return exchange;
  }
  return { input: [], output: [] };
}

const messagesIn = (value: unknown, role: string): Message[] => {
  const parsed = parsedJson(value);
  if (Array.isArray(parsed)) return parsed.map((each) => messageOf(each, role));
  return parsed === undefined || parsed === '' || parsed === null ? [] : [messageOf(parsed, role)];
};

const systemIn = (value: unknown): Message[] => {
  const parts = partsOf(parsedJson(value));
  return parts.length === 0 ? [] : [{ role: 'system', parts }];
};

const fromConventions = (attributes: Attributes): Exchange => ({
  input: [
    ...systemIn(attributes['gen_ai.system_instructions']),
    ...messagesIn(attributes['gen_ai.input.messages'], 'user'),
  ],
  output: messagesIn(attributes['gen_ai.output.messages'], 'assistant'),
});

const conventions: Dialect = ({ attributes }) => fromConventions(attributes);

/** `gen_ai.client.inference.operation.details`. */
const operationDetails: Dialect = ({ events }) => {
  const details = events.find(({ name }) => name.startsWith('gen_ai.client.inference'));
  return details && fromConventions(details.attributes);
};

/** `gen_ai.user.message`, `gen_ai.choice` and their siblings, of before 1.37. */
const oldEvents: Dialect = ({ events }) => {
  const input: Message[] = [];
  const output: Message[] = [];
  for (const { name, attributes } of events) {
    const [, role] = /^gen_ai\.(system|user|assistant|tool)\.message$/.exec(name) ?? [];
    const fields = eventFields(attributes);
    if (role !== undefined) input.push(messageOf({ role, ...fields }));
    else if (name === 'gen_ai.choice') output.push(messageOf(fields['message'] ?? fields, 'assistant'));
    else if (name === 'gen_ai.content.prompt') input.push(...messagesIn(attributes['gen_ai.prompt'], 'user'));
    else if (name === 'gen_ai.content.completion')
      output.push(...messagesIn(attributes['gen_ai.completion'], 'assistant'));
  }
  return { input, output };
};

const eventFields = (attributes: Attributes): Fields =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, parsedJson(value)]));

/** `llm.input_messages.0.message.role`. */
const openInference: Dialect = ({ attributes }) => ({
  input: indexed(attributes, 'llm.input_messages').map((each) =>
    inferenceMessage(fieldsOf(each['message']), 'user'),
  ),
  output: indexed(attributes, 'llm.output_messages').map((each) =>
    inferenceMessage(fieldsOf(each['message']), 'assistant'),
  ),
});

function inferenceMessage(message: Fields, role: string): Message {
  const calls = numbered(message['tool_calls']).map((each) => ({
    function: fieldsOf(fieldsOf(each)['tool_call'])['function'],
    id: fieldsOf(fieldsOf(each)['tool_call'])['id'],
  }));
  const contents = numbered(message['contents']).map((each) => {
    const content = fieldsOf(fieldsOf(each)['message_content']);
    return content['type'] === 'image'
      ? { type: 'image', image: fieldsOf(fieldsOf(content['image'])['image'])['url'] }
      : content;
  });
  return messageOf(
    {
      ...message,
      content: message['content'] ?? contents,
      tool_calls: calls,
      tool_call_id: message['tool_call_id'],
    },
    role,
  );
}

/** `gen_ai.prompt.0.content`; old ones have the whole prompt in `gen_ai.prompt`. */
const openLLMetry: Dialect = ({ attributes }) => {
  const message = (role: string) => (each: Fields) =>
    messageOf(
      { ...each, content: parsedJson(each['content']), tool_calls: numbered(each['tool_calls']) },
      role,
    );
  const input = indexed(attributes, 'gen_ai.prompt').map(message('user'));
  const output = indexed(attributes, 'gen_ai.completion').map(message('assistant'));
  if (input.length + output.length > 0) return { input, output };
  return {
    input: messagesIn(attributes['gen_ai.prompt'], 'user'),
    output: messagesIn(attributes['gen_ai.completion'], 'assistant'),
  };
};

const aiSdk: Dialect = ({ attributes }) => {
  const prompt = fieldsOf(parsedJson(attributes['ai.prompt']));
  const input = [
    ...systemIn(prompt['system']),
    ...messagesIn(attributes['ai.prompt.messages'] ?? prompt['messages'] ?? prompt['prompt'], 'user'),
  ];
  const text = attributes['ai.response.text'] ?? attributes['ai.response.object'];
  const calls = listOf(parsedJson(attributes['ai.response.toolCalls']));
  const said = text !== undefined || calls.length > 0;
  return {
    input,
    output: said ? [messageOf({ role: 'assistant', content: asText(text), toolCalls: calls })] : [],
  };
};

const langfuse: Dialect = ({ attributes }) => ({
  input: wholeValue(attributes['langfuse.observation.input'], 'user'),
  output: wholeValue(attributes['langfuse.observation.output'], 'assistant'),
});

/** OpenInference, OpenLLMetry and MLflow, where there are no messages. */
const plainValues: Dialect = ({ attributes }) => ({
  input: wholeValue(
    attributes['input.value'] ?? attributes['traceloop.entity.input'] ?? attributes['mlflow.spanInputs'],
    'user',
  ),
  output: wholeValue(
    attributes['output.value'] ?? attributes['traceloop.entity.output'] ?? attributes['mlflow.spanOutputs'],
    'assistant',
  ),
});

function wholeValue(value: Json | undefined, role: string): Message[] {
  const parsed = parsedJson(value);
  const fields = fieldsOf(parsed);
  if (Array.isArray(fields['messages'])) return messagesIn(fields['messages'], role);
  if (Array.isArray(parsed)) return messagesIn(parsed, role);
  if (fields['role'] !== undefined) return [messageOf(parsed, role)];
  return parsed === undefined || parsed === null || parsed === ''
    ? []
    : [{ role, parts: [{ type: 'text', text: asText(parsed) }] }];
}

/** `prefix.0.a.b` as a list of nested objects. */
function indexed(attributes: Attributes, prefix: string): Fields[] {
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (!key.startsWith(`${prefix}.`)) continue;
    const path = key.slice(prefix.length + 1).split('.');
    if (/^\d+$/.test(path[0] ?? '')) setPath(root, path, value);
  }
  return numbered(root).map(fieldsOf);
}

function setPath(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = root;
  for (const [index, key] of path.entries()) {
    if (key === '__proto__') return;
    if (index === path.length - 1) at[key] = value;
    else {
      if (typeof at[key] !== 'object' || at[key] === null) at[key] = {};
      at = at[key] as Record<string, unknown>;
    }
  }
}

/** The values of `{ 0: …, 1: … }` in order; a list as it is. */
const numbered = (value: unknown): readonly unknown[] =>
  Array.isArray(value)
    ? value
    : Object.entries(fieldsOf(value))
        .filter(([key]) => /^\d+$/.test(key))
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, each]) => each);
