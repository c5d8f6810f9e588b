/** What the AI SDK says of one step: an answer whole, or the last of several. */
import { type Fields, fieldsOf, listOf, numberOf, textOf } from '../../../../platform/unknown.ts';
import { textOrJson, textPart } from '../../content/content.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { answerParts } from './parts.ts';

/** `usage` is the step's own where nothing else is given. */
export function readStep(llmSpan: LlmSpan, value: unknown, usage: unknown = fieldsOf(value).usage): void {
  const step = fieldsOf(value);
  const { id, modelId } = fieldsOf(step.response ?? listOf(step.responses)[0]);
  llmSpan.setResponseIds(id, modelId);
  llmSpan.setUsage(aiUsage(fieldsOf(usage), llmSpan.operation));
  const first = numberOf(fieldsOf(step.performance).timeToFirstOutputMs);
  if (llmSpan.streaming && llmSpan.operation === 'chat' && first !== undefined)
    llmSpan.set('gen_ai.response.time_to_first_chunk', first / 1000);
  const reason = textOf(step.finishReason).replace('-', '_');
  if (reason === '') return;
  llmSpan.answer.restart();
  llmSpan.answer.finish(0, reason);
  if (!llmSpan.showsOutput) return;
  llmSpan.answer.said(
    step.object === undefined ? answerParts(step.content) : [textPart(textOrJson(step.object))],
  );
}

function aiUsage(usage: Fields, operation: string): Record<string, number | undefined> {
  const { cacheReadTokens = usage.cachedInputTokens, cacheWriteTokens } = fieldsOf(usage.inputTokenDetails);
  const { reasoningTokens = usage.reasoningTokens } = fieldsOf(usage.outputTokenDetails);
  const sums = {
    input_tokens: numberOf(usage.inputTokens ?? usage.tokens),
    output_tokens: numberOf(usage.outputTokens),
  };
  if (operation === 'invoke_agent') return sums;
  return {
    ...sums,
    'cache_read.input_tokens': numberOf(cacheReadTokens),
    'cache_write.input_tokens': numberOf(cacheWriteTokens),
    'reasoning.output_tokens': numberOf(reasoningTokens),
  };
}
