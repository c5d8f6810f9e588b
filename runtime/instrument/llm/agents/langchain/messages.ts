/** The messages that LangChain's models take and give, whole and in chunks. */
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import { countOf, someOf } from '../../content/bounds.ts';
import { reasoningPart, toolResponsePart } from '../../content/content.ts';
import { callsOf } from '../../content/history.ts';
import type { Message } from '../../content/message.ts';
import type { InputMessage, Part } from '../../content/part.ts';
import { answerOf, partOf, partsOf } from '../../content/parts.ts';
import type { LlmSpan } from '../../llm-span.ts';
import type { Usage } from '../../usage.ts';

/** A whole answer: a message, or the text of a model that gives no messages. */
export function readMessage(llmSpan: LlmSpan, value: unknown): void {
  const message = fieldsOf(value);
  readMessageFacts(llmSpan, message);
  if (message.usage_metadata) llmSpan.setUsage(usageOf(fieldsOf(message.usage_metadata)));
  if (!llmSpan.showsOutput) return;
  const parts = typeof value === 'string' ? partsOf(value) : wholeParts(message);
  llmSpan.answer.said(parts, langchainReason(message));
}

/** Chunks add up: what was read comes with one, what was written with another. */
export function readChunk(llmSpan: LlmSpan, value: unknown): void {
  const chunk = fieldsOf(value);
  llmSpan.answer.expectFinish();
  readMessageFacts(llmSpan, chunk);
  if (chunk.usage_metadata) llmSpan.addUsage(usageOf(fieldsOf(chunk.usage_metadata)));
  const message = llmSpan.answer.message();
  if (message === undefined) return;
  if (typeof value === 'string') message.say('text', value);
  else growAnswer(message, chunk);
}

function readMessageFacts(
  llmSpan: LlmSpan,
  { id, response_metadata, additional_kwargs, ...message }: Fields,
): void {
  const metadata = fieldsOf(response_metadata);
  const more = fieldsOf(additional_kwargs);
  // What has no id of its vendor's gets one of LangChain's.
  const own = /^(?:lc_)?run-/.test(textOf(id)) ? undefined : id;
  llmSpan.setResponseIds(own, metadata.model_name ?? metadata.model ?? more.model ?? metadata.modelId);
  const reason = langchainReason({ response_metadata, additional_kwargs, ...message });
  if (reason !== '') llmSpan.answer.finish(0, reason);
}

/** By the names that vendors have for it, in either of two places. */
function langchainReason({ response_metadata, additional_kwargs, tool_calls }: Fields): string {
  for (const holder of [fieldsOf(response_metadata), fieldsOf(additional_kwargs)]) {
    const { finish_reason, stop_reason, finishReason, stopReason, done_reason, incomplete_details } = holder;
    const said = finish_reason ?? stop_reason ?? finishReason ?? stopReason ?? done_reason;
    const reason = textOf(fieldsOf(incomplete_details).reason) || textOf(said);
    if (reason !== '') return reason;
  }
  // Of responses, which have a status.
  if (fieldsOf(response_metadata).status !== 'completed') return '';
  return listOf(tool_calls).length > 0 ? 'tool_call' : 'stop';
}

function usageOf(usage: Fields): Usage {
  const input = fieldsOf(usage.input_token_details);
  const output = fieldsOf(usage.output_token_details);
  return {
    input_tokens: countOf(usage.input_tokens),
    output_tokens: countOf(usage.output_tokens),
    'cache_read.input_tokens': countOf(input.cache_read),
    'cache_write.input_tokens': countOf(input.cache_creation),
    'reasoning.output_tokens': countOf(output.reasoning),
    'audio.input_tokens': countOf(input.audio) || undefined,
    'audio.output_tokens': countOf(output.audio) || undefined,
    'image.input_tokens': countOf(input.image) || undefined,
    'image.output_tokens': countOf(output.image) || undefined,
  };
}

/** Calls stand in the content, too, where the vendor puts them there: once is enough. */
function wholeParts({ content, tool_calls, additional_kwargs }: Fields): Part[] {
  const calls = callsOf(tool_calls);
  const said = content == null || content === '' ? [] : partsOf(content);
  const words = calls.length === 0 ? said : said.filter(({ type }) => type !== 'tool_call');
  return [...beside(fieldsOf(additional_kwargs)), ...words, ...calls];
}

/** What messages had no place for before they had blocks. */
function beside({ reasoning_content, reasoning: thought, tool_outputs }: Fields): Part[] {
  const parts: Part[] = textOf(reasoning_content) === '' ? [] : [reasoningPart(reasoning_content)];
  const { summary } = fieldsOf(thought);
  if (listOf(summary).length > 0) parts.push(...partOf({ type: 'reasoning', summary }));
  for (const output of someOf(tool_outputs)) parts.push(...partOf(fieldsOf(output)));
  return parts;
}

/** Blocks of a chunk go on where those of their index were; calls come beside them. */
function growAnswer(message: Message, { content, tool_call_chunks, additional_kwargs }: Fields): void {
  message.think(fieldsOf(additional_kwargs).reasoning_content);
  if (typeof content === 'string') message.say('text', content);
  for (const item of someOf(content)) growAnswerBlock(message, fieldsOf(item));
  for (const item of someOf(tool_call_chunks)) {
    const { id, index, name, args } = fieldsOf(item);
    message.call({ id, index, name, args });
  }
}

function growAnswerBlock(message: Message, block: Fields): void {
  const { type, index } = block;
  if (/^(?:tool_use|tool_call|tool_call_chunk|input_json_delta)$/.test(textOf(type))) return;
  const key = index ?? type;
  for (const part of partOf(block)) {
    if (part.type === 'text' || part.type === 'reasoning') message.say(part.type, part.content, key);
    else if (!message.has(key)) message.add(part, key);
  }
}

const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' };

/** A text, a prompt value, or a list of messages in any of the forms that LangChain coerces. */
export function messagesOf(asked: unknown): InputMessage[] {
  const list = Array.isArray(asked) ? asked : (fieldsOf(asked).messages ?? [asked]);
  return listOf(list)
    .slice(-1024)
    .map((item) => {
      if (typeof item === 'string') return { role: 'user', parts: partsOf(item) };
      if (Array.isArray(item))
        return { role: ROLES[String(item[0])] ?? String(item[0]), parts: partsOf(item[1]) };
      const { type, role, content, tool_call_id } = fieldsOf(item);
      const said = textOf(role ?? type) || 'user';
      if (said === 'tool') return { role: said, parts: [toolResponsePart(tool_call_id, answerOf(content))] };
      return { role: ROLES[said] ?? said, parts: wholeParts(fieldsOf(item)) };
    });
}
