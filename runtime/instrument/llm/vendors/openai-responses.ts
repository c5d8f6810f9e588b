/** The Responses API: a status for all, a list of items, and answers that come later. */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { nameOf, someOf } from '../content/bounds.ts';
import { partOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';
import { isFirstTold, type Usage } from '../usage.ts';

type ReadUsage = (usage: Fields) => Usage;

/** What the program has to answer before the model goes on. */
const CALLS = /^(?:function_call|custom_tool_call|computer_call|(?:local_)?shell_call|apply_patch_call)$/;

/** A whole response; one that has not ended yet says neither a reason nor a word. */
export function readResponse(llmSpan: LlmSpan, body: Fields, usageOf: ReadUsage): void {
  const { status, error } = body;
  if (status === 'queued' || status === 'in_progress') return void llmSpan.answer.restart();
  const isFirst = body.background === true && isFirstTold(body.id);
  const isNew = llmSpan.operation !== 'fetch_response' || isFirst;
  if (llmSpan.operation === 'fetch_response') llmSpan.tells = isNew ? 'cost' : 'neither';
  llmSpan.addUsage(usageOf(fieldsOf(body.usage)));
  const items = someOf(body.output).map(fieldsOf);
  const reason = reasonOf(body, items);
  llmSpan.answer.nextTurn();
  llmSpan.answer.finish(0, reason);
  llmSpan.answer.said(items.flatMap(partOf), reason);
  const { code, message } = fieldsOf(error);
  if (status === 'failed' && isNew) llmSpan.failAs(nameOf(code), message);
}

function reasonOf(body: Fields, items: readonly Fields[]): string {
  const { status } = body;
  if (status === 'failed') return 'error';
  if (status === 'cancelled') return 'cancelled';
  const called = items.some(({ type }) => CALLS.test(textOf(type)));
  return nameOf(fieldsOf(body.incomplete_details).reason) || (called ? 'tool_call' : 'stop');
}

/** What a stream brings before its last event, which holds the whole: some never come to it. */
export function responseEvent(llmSpan: LlmSpan, event: Fields, usageOf: ReadUsage): void {
  const type = textOf(event.type);
  if (/^response\.(?:completed|incomplete|failed|cancelled)$/.test(type)) {
    llmSpan.answer.restart();
    return readResponse(llmSpan, fieldsOf(event.response), usageOf);
  }
  llmSpan.answer.expectFinish();
  const message = llmSpan.answer.message();
  const key = event.output_index;
  if (type === 'response.output_text.delta' || type === 'response.refusal.delta')
    message?.say('text', event.delta, key);
  else if (/^response\.reasoning(?:_summary)?_text\.delta$/.test(type))
    message?.say('reasoning', event.delta, key);
  else if (type === 'response.output_item.added') begun(llmSpan, key, fieldsOf(event.item));
  else if (/_call_arguments\.delta$|_call_input\.delta$|_code\.delta$/.test(type))
    message?.more(key, event.delta);
}

/** Items that do not begin with words. */
function begun(llmSpan: LlmSpan, key: unknown, item: Fields): void {
  if (item.type === 'message' || item.type === 'reasoning') return;
  for (const part of llmSpan.showsOutput ? partOf(item) : []) llmSpan.answer.message()?.add(part, key);
}
