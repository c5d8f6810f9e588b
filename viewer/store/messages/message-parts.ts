/** Parts as the conventions (`gen_ai.*.messages`), OpenAI, Anthropic, Google and the AI SDK write them. */
import { asText, type Fields, fieldsOf, listOf, type Message, type MessagePart } from './message.ts';

const text = (value: unknown): MessagePart => ({ type: 'text', text: asText(value) });
const reasoning = (value: unknown): MessagePart => ({ type: 'reasoning', text: asText(value) });
const toolCall = (name: unknown, id: unknown, args: unknown): MessagePart => ({
  type: 'tool_call',
  name: asText(name),
  id: asText(id),
  text: asText(args),
});
const toolResult = (id: unknown, value: unknown): MessagePart => ({
  type: 'tool_result',
  id: asText(id),
  text: resultText(value),
});
const media = (modality: string, what: unknown): MessagePart => ({
  type: 'media',
  modality,
  text: mediaName(what),
});

/** Results come as text, as a list of text parts or wrapped in `{ type, value }`. */
function resultText(value: unknown): string {
  const { type, value: inner } = fieldsOf(value);
  if (typeof type === 'string' && inner !== undefined) return asText(inner);
  const parts = listOf(value).map((each) => fieldsOf(each)['text']);
  return parts.length > 0 && parts.every((each) => typeof each === 'string')
    ? parts.join('\n')
    : asText(value);
}

/** Of an address its host and end, of data its size. */
function mediaName(what: unknown): string {
  const name = asText(what);
  if (/^(?:data:|[A-Za-z\d+/=]{100})/.test(name)) return `${Math.ceil((name.length * 3) / 4096)} KiB`;
  return name.length > 200 ? `${name.slice(0, 200)}…` : name;
}

const READ: Readonly<Record<string, (part: Fields) => MessagePart>> = {
  text: (part) => text(part['content'] ?? part['text']),
  input_text: (part) => text(part['text']),
  output_text: (part) => text(part['text']),
  refusal: (part) => text(part['refusal'] ?? part['content']),
  reasoning: (part) => reasoning(part['content'] ?? part['text'] ?? part['summary']),
  thinking: (part) => reasoning(part['thinking'] ?? part['content']),
  redacted_thinking: () => reasoning('[redacted]'),
  compaction: (part) => reasoning(part['content'] ?? '[compacted]'),
  tool_call: (part) => toolCall(part['name'], part['id'], part['arguments']),
  server_tool_call: (part) => toolCall(part['name'], part['id'], part['server_tool_call']),
  tool_use: (part) => toolCall(part['name'], part['id'], part['input']),
  function_call: (part) => toolCall(part['name'], part['call_id'], part['arguments']),
  'tool-call': (part) => toolCall(part['toolName'], part['toolCallId'], part['input'] ?? part['args']),
  tool_call_response: (part) => toolResult(part['id'], part['response'] ?? part['result']),
  server_tool_call_response: (part) => toolResult(part['id'], part['server_tool_call_response']),
  tool_result: (part) => toolResult(part['tool_use_id'], part['content']),
  function_call_output: (part) => toolResult(part['call_id'], part['output']),
  'tool-result': (part) => toolResult(part['toolCallId'], part['output'] ?? part['result']),
  blob: (part) => media(asText(part['modality']) || 'file', part['content']),
  file: (part) =>
    media(
      asText(part['modality']) || 'file',
      part['file_id'] ?? part['mediaType'] ?? fieldsOf(part['file'])['filename'],
    ),
  uri: (part) => media(asText(part['modality']) || 'file', part['uri']),
  image_url: (part) => media('image', fieldsOf(part['image_url'])['url'] ?? part['image_url']),
  input_image: (part) => media('image', part['image_url']),
  image: (part) =>
    media('image', fieldsOf(part['source'])['url'] ?? fieldsOf(part['source'])['data'] ?? part['image']),
  input_audio: () => media('audio', ''),
  document: (part) => media('document', fieldsOf(part['source'])['url'] ?? fieldsOf(part['source'])['data']),
};

/** A string, or a list of parts of any kind; what is not known is shown as JSON. */
export function partsOf(content: unknown): MessagePart[] {
  if (typeof content === 'string') return content === '' ? [] : [text(content)];
  return listOf(content).map((item) => {
    if (typeof item === 'string') return text(item);
    const part = fieldsOf(item);
    const read = READ[asText(part['type'])];
    if (read !== undefined) return read(part);
    return googlePart(part) ?? text(item);
  });
}

function googlePart(part: Fields): MessagePart | undefined {
  if (typeof part['text'] === 'string')
    return part['thought'] === true ? reasoning(part['text']) : text(part['text']);
  const call = fieldsOf(part['functionCall']);
  if (call['name'] !== undefined) return toolCall(call['name'], call['id'], call['args']);
  const answer = fieldsOf(part['functionResponse']);
  if (answer['name'] !== undefined) return toolResult(answer['id'] ?? answer['name'], answer['response']);
  return part['inlineData'] === undefined ? undefined : media('image', fieldsOf(part['inlineData'])['data']);
}

/** A message in any manner: `parts`, `content`, `tool_calls` beside it, `role: tool`. */
export function messageOf(value: unknown, role = ''): Message {
  if (typeof value === 'string') return { role: role || 'user', parts: partsOf(value) };
  const fields = fieldsOf(value);
  const own = asText(fields['role'] ?? fields['type']) || role || 'user';
  const parts = fields['parts'] === undefined ? partsOf(fields['content']) : partsOf(fields['parts']);
  const calls = [...listOf(fields['tool_calls']), ...listOf(fields['toolCalls'])].map((each) => {
    const call = fieldsOf(each);
    const of = fieldsOf(call['function']);
    return toolCall(
      of['name'] ?? call['name'] ?? call['toolName'],
      call['id'] ?? call['toolCallId'],
      of['arguments'] ?? call['arguments'] ?? call['input'] ?? call['args'],
    );
  });
  const isResult = own === 'tool' && fields['parts'] === undefined && typeof fields['content'] === 'string';
  if (isResult) return { role: own, parts: [toolResult(fields['tool_call_id'], fields['content'])] };
  if (fields['type'] === 'function_call' || fields['type'] === 'function_call_output')
    return { role: fields['type'] === 'function_call' ? 'assistant' : 'tool', parts: partsOf([fields]) };
  return {
    role: own === 'model' || own === 'ai' ? 'assistant' : own === 'human' ? 'user' : own,
    parts: [...parts, ...calls],
  };
}
