/** Answers of models as frameworks hand them on: in their own words, or as the vendor gave them. */
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import { countOf, nameOf } from '../content/bounds.ts';
import { historyOf } from '../content/history.ts';
import type { LlmSpan } from '../llm-span.ts';
import type { Usage } from '../usage.ts';
import { openaiUsage } from '../vendors/openai.ts';
import { readResponse } from '../vendors/openai-responses.ts';

/** A response of either of OpenAI's APIs, as the model gave it. */
export function readBody(llmSpan: LlmSpan, body: Fields): void {
  llmSpan.nameModel(nameOf(body.model));
  llmSpan.setResponseIds(body.id, body.model);
  if (Array.isArray(body.output)) return readResponse(llmSpan, body, openaiUsage);
  const [choice] = listOf(body.choices).map(fieldsOf);
  if (choice === undefined) return;
  llmSpan.answer.finish(0, choice.finish_reason);
  llmSpan.answer.said(historyOf([choice.message]).flatMap(({ parts }) => parts));
}

/** Counts by any of the names that frameworks have for them; some are objects with a total. */
export function anyUsage(value: unknown): Usage {
  const usage = fieldsOf(value);
  const input = fieldsOf(usage.inputTokens);
  const output = fieldsOf(usage.outputTokens);
  const asked = fieldsOf(usage.inputTokenDetails ?? usage.promptTokensDetails);
  const said = fieldsOf(usage.outputTokenDetails ?? usage.completionTokensDetails);
  const vendors = openaiUsage(usage);
  return {
    ...vendors,
    input_tokens:
      countOf(input.total ?? usage.inputTokens ?? usage.promptTokens ?? usage.tokens) ?? vendors.input_tokens,
    output_tokens:
      countOf(output.total ?? usage.outputTokens ?? usage.completionTokens) ?? vendors.output_tokens,
    'cache_read.input_tokens':
      countOf(input.cacheRead ?? usage.cachedInputTokens ?? asked.cacheReadTokens ?? asked.cachedTokens) ??
      vendors['cache_read.input_tokens'] ??
      countOf(usage.cache_read_input_tokens),
    'cache_write.input_tokens':
      countOf(input.cacheWrite ?? asked.cacheWriteTokens) ?? vendors['cache_write.input_tokens'],
    'reasoning.output_tokens':
      countOf(output.reasoning ?? usage.reasoningTokens ?? said.reasoningTokens) ??
      vendors['reasoning.output_tokens'],
  };
}

/** `tool-calls`, `{ unified: 'stop', raw: 'stop' }`. */
export const reasonOf = (reason: unknown): string =>
  (textOf(reason) || textOf(fieldsOf(reason).unified)).replace('-', '_');
