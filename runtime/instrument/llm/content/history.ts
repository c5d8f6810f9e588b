/** What was said before: the messages of a request, in the forms that most vendors share. */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { nameOf, someOf } from './bounds.ts';
import {
  reasoningPart,
  serverCall,
  serverResponse,
  textPart,
  toolCallPart,
  toolResponsePart,
} from './content.ts';
import { mediaPart } from './media.ts';
import type { InputMessage, Part } from './part.ts';
import { answerOf, partOf, partsOf } from './parts.ts';

/** A text, a message, or a list of them. */
export function historyOf(asked: unknown): InputMessage[] {
  if (typeof asked === 'string') return [{ role: 'user', parts: [textPart(asked)] }];
  const list = Array.isArray(asked) ? asked : asked == null ? [] : [asked];
  return latest(list).flatMap((item) => {
    if (typeof item === 'string') return [{ role: 'user', parts: [textPart(item)] }];
    return typeof item === 'object' && item !== null ? historyMessage(item as Fields) : [];
  });
}

/** The end of a long history tells most. */
const latest = (list: readonly unknown[]): readonly unknown[] => someOf(list.slice(-1024));

function historyMessage(item: Fields): InputMessage[] {
  const role = textOf(item.role);
  if (role === '') return typeof item.type === 'string' ? itemOf(item) : spoken('user', item);
  if (role === 'tool' || role === 'function') {
    const id = item.tool_call_id ?? item.toolCallId ?? item.id;
    return [{ role: 'tool', parts: [toolResponsePart(id, answerOf(item.content))] }];
  }
  return spoken(role === 'model' ? 'assistant' : nameOf(role), item);
}

const spoken = (role: string, item: Fields): InputMessage[] => [{ role, parts: messageParts(item) }];

/** An item that says its kind in place of a role: it is as whoever makes such things. */
function itemOf(item: Fields): InputMessage[] {
  const parts = partOf(item);
  if (parts.length === 0) return [];
  const [{ type }] = parts as [Part];
  const role =
    type === 'tool_call_response' ? 'tool' : /text|uri|blob|file/.test(type) ? 'user' : 'assistant';
  return [{ role, parts }];
}

/** All that a message says, of whatever vendor: thoughts, words, pictures, calls. */
export function messageParts(message: Fields): Part[] {
  const { content, refusal, images, audio, function_call: called } = message;
  const thought = [message.reasoning_content, message.reasoning, message.thinking, message.toolPlan].find(
    (it) => textOf(it) !== '',
  );
  const parts: Part[] = thought === undefined ? [] : [reasoningPart(thought)];
  if (content != null && content !== '') parts.push(...partsOf(content));
  if (textOf(refusal) !== '') parts.push(textPart(refusal));
  for (const _image of someOf(images)) parts.push(mediaPart({ modality: 'image', mime: '' }));
  if (audio) parts.push(spokenPart(fieldsOf(audio)));
  parts.push(...callsOf(message.tool_calls ?? message.toolCalls), ...executedOf(message.executed_tools));
  if (called) parts.push(toolCallPart(undefined, fieldsOf(called).name, fieldsOf(called).arguments));
  return parts;
}

/** Tools that Groq's systems have run themselves. */
export const executedOf = (tools: unknown): Part[] =>
  someOf(tools).flatMap((item) => {
    const { index, type, arguments: args, output } = fieldsOf(item);
    const id = String(index ?? '');
    const call = serverCall(id, type, args ?? '');
    return output == null ? [call] : [call, serverResponse(id, type, output)];
  });

/** An answer that was spoken, by its transcript; one of the past by its id alone. */
const spokenPart = ({ id, data, transcript }: Fields): Part =>
  data === undefined && transcript === undefined
    ? { type: 'file', modality: 'audio', file_id: nameOf(id) }
    : mediaPart({ modality: 'audio', mime: '', transcript });

/** `{ id, function: { name, arguments } }`, or without the envelope. */
export const callsOf = (calls: unknown): Part[] =>
  someOf(calls).map((item) => {
    const call = fieldsOf(item);
    const fn = fieldsOf(call.function ?? call.custom ?? call);
    return toolCallPart(call.id, fn.name, fn.arguments ?? fn.input ?? fn.parameters ?? fn.args ?? '');
  });
