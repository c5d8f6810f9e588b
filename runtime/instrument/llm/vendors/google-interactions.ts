/** Gemini's interactions: steps of the model and its tools, whole or piece by piece. */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { nameOf, someOf } from '../content/bounds.ts';
import { serverCall, serverResponse } from '../content/content.ts';
import type { Part } from '../content/part.ts';
import { partOf, partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';

const REASONS: Readonly<Record<string, string>> = {
  completed: 'stop',
  requires_action: 'tool_call',
  incomplete: 'length',
};

/** An interaction, or an event of one. */
export function readInteraction(llmSpan: LlmSpan, { event_type, ...event }: Fields): void {
  const { status, steps, error } = fieldsOf(event.interaction ?? event);
  // Made in the background: there is neither a reason nor a word yet.
  if (event_type === undefined && /^(?:in_progress|queued)$/.test(textOf(status))) return;
  if (status === 'failed' || event_type === 'error')
    llmSpan.failAs(nameOf(fieldsOf(error).code), fieldsOf(error).message);
  else llmSpan.answer.finish(0, REASONS[textOf(status)] ?? (status === 'cancelled' ? status : ''));
  const message = llmSpan.answer.message();
  if (message === undefined) return;
  const { index, delta } = event;
  if (event.step) for (const part of stepParts(event.step)) message.add(part, index);
  const { text, content, arguments: args, partial_arguments } = fieldsOf(delta);
  if (textOf(text) !== '') message.say('text', text, index);
  message.think(fieldsOf(content).text);
  message.more(index, args ?? partial_arguments);
  // The last event repeats what came before.
  if (message.parts.length === 0) message.addAll(someOf(steps).flatMap(stepParts));
}

/** `thought`, `model_output`, `function_call`, `google_search_call`, `google_search_result`, … */
function stepParts(step: unknown): readonly Part[] {
  const it = fieldsOf(step);
  const [, tool = '', half] = /^(.*)_(call|result)$/.exec(nameOf(it.type)) ?? [];
  if (it.type === 'user_input') return [];
  if (it.type === 'model_output') return partsOf(it.content ?? []);
  if (it.type === 'thought')
    return partOf({ ...it, type: 'reasoning' }).filter(({ content }) => content !== '');
  if (tool === 'function') return partOf(it);
  if (half === 'call') return [serverCall(it.id, tool, it.arguments ?? '')];
  return half === 'result' ? [serverResponse(it.call_id ?? it.id, tool, it.result ?? '')] : [];
}
