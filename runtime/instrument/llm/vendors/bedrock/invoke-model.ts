/** `InvokeModel` of Bedrock: bodies in the format of the model's own vendor. */
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Attributes } from '../../../../trace/attribute.ts';
import { countOf, someOf } from '../../content/bounds.ts';
import { textPart } from '../../content/content.ts';
import { historyOf } from '../../content/history.ts';
import type { Part } from '../../content/part.ts';
import { partsOf } from '../../content/parts.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { cachedUsage, type Usage } from '../../usage.ts';
import { chunk as anthropicChunk } from '../anthropic.ts';
import { partsOf as blocksOf, converseMessage, growBlock } from './converse.ts';

/** What a request asks for: its operation shows in its shape. */
export function invokeModelRequest(
  model: string,
  body: unknown,
): { operation: string; attributes: Attributes } {
  const asked = bodyJson(body);
  const config = fieldsOf(asked.inferenceConfig ?? asked.textGenerationConfig ?? asked);
  return {
    operation: operationOf(model, asked),
    attributes: {
      'gen_ai.request.max_tokens': numberOf(
        config.max_tokens ??
          config.maxTokens ??
          config.max_new_tokens ??
          config.maxTokenCount ??
          config.max_gen_len,
      ),
      'gen_ai.request.temperature': numberOf(config.temperature),
      'gen_ai.request.top_p': numberOf(config.top_p ?? config.topP),
      'gen_ai.request.top_k': numberOf(config.top_k ?? config.topK),
      'gen_ai.request.stop_sequences': stringsOf(config.stop_sequences ?? config.stopSequences),
    },
  };
}

function operationOf(model: string, { messages, prompt, inputText }: Fields): string {
  if (/embed/.test(model)) return 'embeddings';
  return messages === undefined && (prompt ?? inputText) !== undefined ? 'text_completion' : 'chat';
}

/** A body is JSON as text or bytes, which are read and stay what they are. */
function bodyJson(body: unknown): Fields {
  try {
    const json = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
    return fieldsOf(JSON.parse(json));
  } catch {
    return {};
  }
}

/** The fields that vendors use in whole answers. */
export function readInvokeModel(llmSpan: LlmSpan, bytes: unknown): void {
  const body = bodyJson(bytes);
  readFacts(llmSpan, body);
  const [first = {}] = firstsOf(body);
  if (llmSpan.showsOutput) llmSpan.answer.said(wordsOf(body, first));
}

/** One event of a stream: later ones replace what earlier ones counted, and go on with what they said. */
export function readInvocationEvent(llmSpan: LlmSpan, bytes: unknown): void {
  const body = bodyJson(bytes);
  readFacts(llmSpan, body);
  // Models of Anthropic's stream as their own API does.
  if (/^(?:message|content_block)_/.test(textOf(body.type))) return anthropicChunk(llmSpan, body);
  const message = llmSpan.answer.message();
  if (message === undefined) return;
  const nova = body.contentBlockStart ?? body.contentBlockDelta;
  if (nova) return growBlock(message, fieldsOf(nova));
  const [first = {}] = firstsOf(body);
  for (const part of wordsOf(body, first)) message.take(part);
}

const firstsOf = (body: Fields): Fields[] =>
  [body.results, body.generations, body.choices, body.outputs]
    .flatMap((it) => someOf(it).slice(0, 1))
    .map(fieldsOf);

function readFacts(llmSpan: LlmSpan, body: Fields): void {
  const message = fieldsOf(body.message);
  llmSpan.setResponseIds(body.id ?? message.id, body.model ?? message.model);
  llmSpan.setUsage(
    invokeModelUsage(fieldsOf(body.usage ?? message.usage ?? fieldsOf(body.metadata).usage), body),
  );
  const [first = {}] = firstsOf(body);
  const { completionReason, finish_reason, stop_reason } = { ...first, ...fieldsOf(body.delta), ...body };
  const { stopReason } = fieldsOf(body.messageStop);
  llmSpan.answer.finish(0, stop_reason ?? finish_reason ?? completionReason ?? body.stopReason ?? stopReason);
}

/** The words of an answer, by the names that vendors have for them. */
function wordsOf(body: Fields, first: Fields): Part[] {
  const { message } = fieldsOf(body.output);
  if (message) return blocksOf(fieldsOf(message).content);
  const chosen = fieldsOf(first.message ?? first.delta);
  const said =
    body.content ??
    body.outputText ??
    body.generation ??
    body.completion ??
    first.outputText ??
    first.text ??
    chosen.content;
  return said == null ? [] : partsOf(said);
}

/** The messages of a request, where its format has them. */
export function invocationInput(llmSpan: LlmSpan, bytes: unknown): void {
  const { system, messages, prompt, inputText, inputs, message, texts } = bodyJson(bytes);
  const isNova = someOf(messages).some((it) =>
    someOf(fieldsOf(it).content).some(
      (block) => fieldsOf(block).type === undefined && typeof block === 'object',
    ),
  );
  if (system)
    llmSpan.setContent(
      'gen_ai.system_instructions',
      typeof system === 'string'
        ? [textPart(system)]
        : partsOf(someOf(system).map((it) => ({ type: 'text', ...fieldsOf(it) }))),
    );
  const asked = messages ?? prompt ?? inputText ?? inputs ?? message ?? texts;
  llmSpan.setContent(
    'gen_ai.input.messages',
    isNova ? someOf(messages).map(converseMessage) : historyOf(asked),
  );
}

function invokeModelUsage(usage: Fields, body: Fields): Usage {
  const metrics = fieldsOf(body['amazon-bedrock-invocationMetrics']);
  const [result] = someOf(body.results);
  const fresh =
    metrics.inputTokenCount ??
    usage.input_tokens ??
    usage.inputTokens ??
    usage.prompt_tokens ??
    body.inputTextTokenCount ??
    body.prompt_token_count;
  const read =
    usage.cache_read_input_tokens ?? usage.cacheReadInputTokens ?? metrics.cacheReadInputTokenCount;
  const written =
    usage.cache_creation_input_tokens ?? usage.cacheWriteInputTokens ?? metrics.cacheWriteInputTokenCount;
  return {
    ...cachedUsage(fresh, read, written),
    output_tokens: countOf(
      metrics.outputTokenCount ??
        usage.output_tokens ??
        usage.outputTokens ??
        usage.completion_tokens ??
        body.generation_token_count ??
        fieldsOf(result).tokenCount,
    ),
  };
}
