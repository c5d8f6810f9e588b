/** What the AI SDK says of one step: an answer whole, or the last of several. */
import { type Fields, fieldsOf, listOf, numberOf, textOf } from '../../../../platform/unknown.ts';
import { asText, text } from '../../content.ts';
import type { Recording } from '../../llm-span.ts';
import { answerParts } from './parts.ts';

/** `usage` is the step's own where nothing else is given. */
export function readStep(recording: Recording, value: unknown, usage: unknown = fieldsOf(value).usage): void {
  const step = fieldsOf(value);
  const { id, modelId } = fieldsOf(step.response ?? listOf(step.responses)[0]);
  recording.identify(id, modelId);
  recording.useTokens(usageOf(fieldsOf(usage), recording.operation));
  const first = numberOf(fieldsOf(step.performance).timeToFirstOutputMs);
  if (recording.streaming && recording.operation === 'chat' && first !== undefined)
    recording.set('gen_ai.response.time_to_first_chunk', first / 1000);
  const reason = textOf(step.finishReason).replace('-', '_');
  if (reason === '') return;
  recording.answer.restart();
  recording.answer.finish(0, reason);
  if (!recording.showsOutput) return;
  recording.answer.said(step.object === undefined ? answerParts(step.content) : [text(asText(step.object))]);
}

function usageOf(usage: Fields, operation: string): Record<string, number | undefined> {
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
