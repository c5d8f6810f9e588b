/** Mistral's conversations: entries, and events that bring them piece by piece. */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { nameOf, someOf } from '../content/bounds.ts';
import { serverCall, serverResponse } from '../content/content.ts';
import type { Message } from '../content/message.ts';
import { partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';

/** An event of a stream, or all of `outputs`. */
export function readConversation(llmSpan: LlmSpan, body: Fields): void {
  llmSpan.set('gen_ai.conversation.id', nameOf(body.conversationId) || undefined);
  llmSpan.setResponseIds(undefined, body.model);
  if (body.type === 'conversation.response.error')
    llmSpan.failAs(String(body.code ?? '_OTHER'), body.message);
  for (const item of body.outputs === undefined ? [body] : someOf(body.outputs)) {
    const entry = fieldsOf(item);
    llmSpan.setResponseIds(undefined, entry.model);
    const message = llmSpan.answer.message();
    if (message !== undefined) growEntry(message, entry);
  }
}

/** `message.output`, `message.output.delta`, `tool.execution`, `tool.execution.started`, … */
function growEntry(message: Message, entry: Fields): void {
  const type = textOf(entry.type);
  if (type.startsWith('message.output')) for (const part of partsOf(entry.content ?? [])) message.take(part);
  else if (type.startsWith('function.call'))
    message.call({ id: entry.toolCallId, name: entry.name, args: entry.arguments });
  if (type === 'tool.execution' || type === 'tool.execution.started')
    message.add(serverCall(entry.id, entry.name, entry.arguments ?? ''), entry.id);
  else if (type === 'tool.execution.delta') message.more(entry.id, entry.arguments);
  if ((type === 'tool.execution' || type === 'tool.execution.done') && entry.info != null)
    message.add(serverResponse(entry.id, entry.name, entry.info));
}
