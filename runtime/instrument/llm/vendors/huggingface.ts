/** Hugging Face's inference client: tasks, of which chat speaks OpenAI's API. */
import {
  type Fields,
  fieldsOf,
  numberOf,
  stringsOf,
  textOf,
  vectorLength,
} from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf } from '../content/bounds.ts';
import { textPart } from '../content/content.ts';
import type { LlmSpan } from '../llm-span.ts';
import { llmHelper } from '../wrap-call.ts';
import { adapter as openai, samplingAttributes } from './openai.ts';

const adapter: Adapter = { request, response, chunk, input };

export const huggingface: Helper = /* @__PURE__ */ llmHelper(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  chatCompletion: 'chat',
  chatCompletionStream: 'chat',
  textGeneration: 'text_completion',
  textGenerationStream: 'text_completion',
  featureExtraction: 'embeddings',
  textToImage: 'generate_content',
  summarization: 'generate_content',
  translation: 'generate_content',
  questionAnswering: 'generate_content',
  textClassification: 'text_classification',
};

function request(call: LlmCall): LlmRequest | undefined {
  const operation = OPERATIONS[call.method];
  if (!(call.proven || isInferenceClient(call.self)) || operation === undefined) return undefined;
  const body = fieldsOf(call.args[0]);
  const parameters = fieldsOf(body.parameters);
  const { defaultOptions, accessToken } = fieldsOf(call.self);
  return {
    operation,
    model: textOf(body.model),
    provider: 'huggingface',
    baseUrl: endpointOf({ accessToken, ...fieldsOf(defaultOptions), ...body }),
    stream: call.method.endsWith('Stream'),
    attributes:
      operation === 'chat'
        ? samplingAttributes(body)
        : {
            'gen_ai.request.max_tokens': numberOf(parameters.max_new_tokens),
            'gen_ai.request.temperature': numberOf(parameters.temperature),
            'gen_ai.request.top_p': numberOf(parameters.top_p),
            'gen_ai.request.top_k': numberOf(parameters.top_k),
            'gen_ai.request.seed': numberOf(parameters.seed),
            'gen_ai.request.stop_sequences': stringsOf(parameters.stop),
            'gen_ai.output.type': call.method === 'textToImage' ? 'image' : undefined,
          },
  };
}

const isInferenceClient = (self: unknown): boolean =>
  typeof fieldsOf(self).accessToken === 'string' && typeof fieldsOf(self).defaultOptions === 'object';

/** A key of another provider goes to that provider, whose address only the client knows. */
function endpointOf({ endpointUrl, provider, accessToken }: Fields): string | undefined {
  if (typeof endpointUrl === 'string') return endpointUrl;
  const isElsewhere = provider && provider !== 'hf-inference' && !textOf(accessToken).startsWith('hf_');
  return isElsewhere ? undefined : 'https://router.huggingface.co';
}

function response(llmSpan: LlmSpan, value: unknown): void {
  const { generated_text, details, summary_text, translation_text, answer } = fieldsOf(value);
  if (llmSpan.operation === 'embeddings')
    return void llmSpan.set('gen_ai.embeddings.dimension.count', vectorLength(value));
  const said = [generated_text, summary_text, translation_text, answer].find((it) => typeof it === 'string');
  if (said === undefined) return openai.response(llmSpan, value);
  endGeneration(llmSpan, details);
  llmSpan.answer.message()?.say('text', said);
}

function chunk(llmSpan: LlmSpan, value: unknown): void {
  const { token, details } = fieldsOf(value);
  if (token === undefined) return openai.chunk(llmSpan, value);
  llmSpan.answer.expectFinish();
  if (details) endGeneration(llmSpan, details);
  // What ends a text is no part of it.
  if (fieldsOf(token).special !== true) llmSpan.answer.message()?.say('text', fieldsOf(token).text);
}

/** Text Generation Inference tells the details of what it generated, when asked to. */
function endGeneration(llmSpan: LlmSpan, details: unknown): void {
  const { finish_reason, generated_tokens } = fieldsOf(details);
  llmSpan.setUsage({ output_tokens: countOf(generated_tokens) });
  if (finish_reason !== undefined) llmSpan.answer.finish(0, finish_reason);
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { inputs } = fieldsOf(call.args[0]);
  if (typeof inputs !== 'string') return openai.input?.(llmSpan, call);
  llmSpan.setContent('gen_ai.input.messages', [{ role: 'user', parts: [textPart(inputs)] }]);
}
