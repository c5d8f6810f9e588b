/** Blocks and counts of the Converse API, which name their kind by the member that they have. */
import { type Fields, fieldsOf, textOf } from '../../../../platform/unknown.ts';
import { countOf, nameOf, someOf } from '../../content/bounds.ts';
import {
  reasoningPart,
  serverCall,
  serverResponse,
  textOrJson,
  textPart,
  toolCallPart,
  toolResponsePart,
} from '../../content/content.ts';
import { mediaPart } from '../../content/media.ts';
import type { Message } from '../../content/message.ts';
import type { InputMessage, Part } from '../../content/part.ts';
import { cachedUsage, type Usage } from '../../usage.ts';

export const converseUsage = (usage: Fields): Usage => ({
  ...cachedUsage(usage.inputTokens, usage.cacheReadInputTokens, usage.cacheWriteInputTokens),
  output_tokens: countOf(usage.outputTokens),
});

export function converseMessage(item: unknown): InputMessage {
  const { role, content } = fieldsOf(item);
  return { role: nameOf(role) || 'user', parts: partsOf(content) };
}

export const partsOf = (content: unknown): Part[] =>
  someOf(content).flatMap((item) => partOf(fieldsOf(item)));

function partOf(block: Fields): Part[] {
  const { text: said, toolUse, toolResult, reasoningContent, guardContent, citationsContent, json } = block;
  if (typeof said === 'string') return [textPart(said)];
  if (toolUse) return [callOf(fieldsOf(toolUse), fieldsOf(toolUse).input)];
  if (toolResult) return [resultOf(fieldsOf(toolResult))];
  if (guardContent)
    return partOf({ ...fieldsOf(guardContent), text: fieldsOf(fieldsOf(guardContent).text).text });
  if (citationsContent) return partsOf(fieldsOf(citationsContent).content);
  if (json !== undefined) return [textPart(textOrJson(json))];
  const { reasoningText } = fieldsOf(reasoningContent);
  if (reasoningText) return [reasoningPart(fieldsOf(reasoningText).text)];
  return mediaIn(block);
}

/** Tools that run at Amazon's say so. */
const callOf = ({ type, toolUseId, name }: Fields, input: unknown): Part =>
  (type === 'server_tool_use' ? serverCall : toolCallPart)(toolUseId, name, input);

function resultOf({ type, toolUseId, content }: Fields): Part {
  const gave = someOf(content).map((item) => fieldsOf(item).json ?? partOf(fieldsOf(item))[0] ?? {});
  return textOf(type) === '' || type === 'tool_result'
    ? toolResponsePart(toolUseId, gave)
    : serverResponse(toolUseId, type, gave);
}

const MODALITIES = ['image', 'audio', 'video', 'document'] as const;

function mediaIn(block: Fields): Part[] {
  const modality = MODALITIES.find((it) => typeof block[it] === 'object');
  if (modality === undefined) return [];
  const { format, source } = fieldsOf(block[modality]);
  const kind = modality === 'document' ? 'application' : modality;
  const mime = nameOf(format) && `${kind}/${nameOf(format)}`;
  return [mediaPart({ modality, mime, uri: fieldsOf(fieldsOf(source).s3Location).uri })];
}

/** Content blocks as they come, by their index; only a tool's is begun by an event of its own. */
export function growBlock(message: Message, { contentBlockIndex: key, start, delta }: Fields): void {
  const { text: said, toolUse, toolResult, reasoningContent, image } = fieldsOf(delta ?? start);
  const { toolUseId, input: more } = fieldsOf(toolUse);
  if (toolUseId) message.add(callOf(fieldsOf(toolUse), ''), key);
  else if (toolUse) message.more(key, more);
  else if (toolResult && start) message.add(resultOf(fieldsOf(toolResult)), key);
  else if (image) for (const part of mediaIn({ image })) message.add(part, key);
  message.say('reasoning', fieldsOf(reasoningContent).text, key);
  message.say('text', said, key);
}
