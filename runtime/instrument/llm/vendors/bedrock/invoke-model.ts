/** `InvokeModel` of Bedrock: bodies in the format of the model's own vendor. */
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Attributes } from '../../../../trace/attribute.ts';
import type { Recording } from '../../llm-span.ts';
import { cachedUsage, type Usage } from '../../usage.ts';

/** What a request asks for: its operation shows in its shape. */
export function invocation(model: string, body: unknown): { operation: string; attributes: Attributes } {
  const asked = jsonOf(body);
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
function jsonOf(body: unknown): Fields {
  try {
    const json = typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
    return fieldsOf(JSON.parse(json));
  } catch {
    return {};
  }
}

/** The fields that vendors use, of whole answers and of events; later ones replace earlier ones. */
export function readInvocation(recording: Recording, bytes: unknown): void {
  const body = jsonOf(bytes);
  const message = fieldsOf(body.message);
  recording.identify(body.id ?? message.id, body.model ?? message.model);
  recording.useTokens(usageOf(fieldsOf(body.usage ?? message.usage), body));
  const [first] = [
    ...listOf(body.results),
    ...listOf(body.generations),
    ...listOf(body.choices),
    ...listOf(body.outputs),
  ];
  const { completionReason, finish_reason, stop_reason } = {
    ...fieldsOf(first),
    ...fieldsOf(body.delta),
    ...body,
  };
  const reason = textOf(stop_reason ?? finish_reason ?? completionReason ?? body.stopReason);
  if (reason !== '') recording.finishReasons[0] = reason;
}

function usageOf(usage: Fields, body: Fields): Usage {
  const metrics = fieldsOf(body['amazon-bedrock-invocationMetrics']);
  const [result] = listOf(body.results);
  const fresh = numberOf(
    metrics.inputTokenCount ??
      usage.input_tokens ??
      usage.inputTokens ??
      usage.prompt_tokens ??
      body.inputTextTokenCount ??
      body.prompt_token_count,
  );
  const read = numberOf(usage.cache_read_input_tokens ?? metrics.cacheReadInputTokenCount);
  const written = numberOf(usage.cache_creation_input_tokens ?? metrics.cacheWriteInputTokenCount);
  return {
    ...cachedUsage(fresh, read, written),
    output_tokens: numberOf(
      metrics.outputTokenCount ??
        usage.output_tokens ??
        usage.outputTokens ??
        usage.completion_tokens ??
        body.generation_token_count ??
        fieldsOf(result).tokenCount,
    ),
  };
}
