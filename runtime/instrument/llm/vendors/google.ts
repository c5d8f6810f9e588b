/** Google's Gen AI SDK: the Gemini API and Vertex AI. */
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { type Part, reasoning, text, toolCall, toolResponse } from '../content.ts';
import type { Recording } from '../llm-span.ts';
import { llm } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk: response, input };

export const google: Helper = /* @__PURE__ */ llm(adapter);

function request(call: Call): Request | undefined {
  const body = fieldsOf(call.args[0]);
  const method = call.method.slice(call.method.lastIndexOf('.') + 1);
  const client = fieldsOf(fieldsOf(call.self).apiClient);
  const asks = body.contents !== undefined || body.prompt !== undefined || body.message !== undefined;
  if (!call.proven && !(asks && typeof body.model === 'string')) return undefined;
  const config = fieldsOf(body.config);
  return {
    operation: method === 'embedContent' ? 'embeddings' : 'generate_content',
    model: textOf(body.model ?? fieldsOf(call.self).model),
    provider: providerOf(client),
    baseUrl: textOf(fieldsOf(fieldsOf(client.clientOptions).httpOptions).baseUrl),
    stream: method.endsWith('Stream'),
    attributes: {
      'gen_ai.request.max_tokens': numberOf(config.maxOutputTokens),
      'gen_ai.request.temperature': numberOf(config.temperature),
      'gen_ai.request.top_p': numberOf(config.topP),
      'gen_ai.request.top_k': numberOf(config.topK),
      'gen_ai.request.seed': numberOf(config.seed),
      'gen_ai.request.frequency_penalty': numberOf(config.frequencyPenalty),
      'gen_ai.request.presence_penalty': numberOf(config.presencePenalty),
      'gen_ai.request.stop_sequences': stringsOf(config.stopSequences),
      'gen_ai.request.choice.count':
        config.candidateCount === 1 ? undefined : numberOf(config.candidateCount),
      'gen_ai.output.type': config.responseMimeType === 'application/json' ? 'json' : undefined,
      'gen_ai.embeddings.dimension.count': numberOf(config.outputDimensionality),
    },
  };
}

function providerOf(client: Fields): string {
  const vertex = fieldsOf(client.clientOptions).vertexai;
  if (vertex === undefined) return 'gcp.gen_ai';
  return vertex === true ? 'gcp.vertex_ai' : 'gcp.gemini';
}

/** A whole response or a chunk: each has what is known so far, and the last has the counts. */
function response(recording: Recording, value: unknown): void {
  const body = fieldsOf(value);
  recording.identify(body.responseId, body.modelVersion);
  const usage = fieldsOf(body.usageMetadata);
  const output = numberOf(usage.candidatesTokenCount);
  const thoughts = numberOf(usage.thoughtsTokenCount);
  recording.useTokens({
    input_tokens: numberOf(usage.promptTokenCount),
    output_tokens:
      output === undefined && thoughts === undefined ? undefined : (output ?? 0) + (thoughts ?? 0),
    'cache_read.input_tokens': numberOf(usage.cachedContentTokenCount),
    'reasoning.output_tokens': thoughts,
  });
  for (const [index, item] of listOf(body.candidates).entries()) {
    const candidate = fieldsOf(item);
    const at = numberOf(candidate.index) ?? index;
    const reason = textOf(candidate.finishReason).toLowerCase();
    if (reason !== '') recording.finishReasons[at] = reason;
    else if (!(at in recording.finishReasons)) recording.finishReasons[at] = undefined;
    if (recording.capturesContent) grow(recording, at, partsOf(fieldsOf(candidate.content).parts));
  }
}

/** Chunks of text go on where the last one ended. */
function grow(recording: Recording, at: number, more: readonly Part[]): void {
  const parts = [...(recording.output[at]?.parts ?? [])];
  for (const part of more) {
    const last = parts.at(-1);
    if (part.type === 'text' && last?.type === 'text') {
      parts[parts.length - 1] = { type: 'text', content: textOf(last.content) + textOf(part.content) };
    } else parts.push(part);
  }
  recording.output[at] = { role: 'assistant', parts, finish_reason: recording.finishReasons[at] };
}

function partsOf(parts: unknown): Part[] {
  if (typeof parts === 'string') return [text(parts)];
  return listOf(parts).flatMap((item) => {
    if (typeof item === 'string') return [text(item)];
    const { text: said, thought, functionCall, functionResponse, fileData } = fieldsOf(item);
    if (functionCall)
      return [toolCall(fieldsOf(functionCall).id, fieldsOf(functionCall).name, fieldsOf(functionCall).args)];
    if (functionResponse)
      return [toolResponse(fieldsOf(functionResponse).id, fieldsOf(functionResponse).response)];
    if (fileData) return [{ type: 'uri', modality: 'document', uri: textOf(fieldsOf(fileData).fileUri) }];
    if (typeof said !== 'string') return [];
    return [thought === true ? reasoning(said) : text(said)];
  });
}

function input(recording: Recording, call: Call): void {
  const { contents, message, config } = fieldsOf(call.args[0]);
  const { systemInstruction } = fieldsOf(config);
  if (systemInstruction) {
    const parts = partsOf(fieldsOf(systemInstruction).parts ?? systemInstruction);
    recording.show('gen_ai.system_instructions', parts);
  }
  const asked = contents ?? message;
  const list = Array.isArray(asked) ? asked : [asked];
  const shown = list.flatMap((item) => {
    const { role, parts } = fieldsOf(item);
    const read = partsOf(parts ?? [item]);
    return read.length === 0 ? [] : [{ role: role === 'model' ? 'assistant' : 'user', parts: read }];
  });
  recording.show('gen_ai.input.messages', shown);
}
