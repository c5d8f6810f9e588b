/** Google's Gen AI SDK, and the two before it whose models are objects: the Gemini API and Vertex AI. */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import { watchPromise } from '../../../platform/watch-promise.ts';
import type { Attributes } from '../../../trace/attribute.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, nameOf, someOf } from '../content/bounds.ts';
import {
  reasoningPart,
  serverCall,
  serverResponse,
  textPart,
  toolCallPart,
  toolNames,
  toolResponsePart,
} from '../content/content.ts';
import { mediaOf, mediaPart } from '../content/media.ts';
import type { Part } from '../content/part.ts';
import type { LlmSpan } from '../llm-span.ts';
import { tapResult } from '../tap-result.ts';
import { modalUsage, type Usage } from '../usage.ts';
import { llmHelper } from '../wrap-call.ts';
import { readInteraction } from './google-interactions.ts';

const adapter: Adapter = { request, response, chunk: response, input, observe: tapBeside };

export const google: Helper = /* @__PURE__ */ llmHelper(adapter);

function request(call: LlmCall): LlmRequest | undefined {
  const method = call.method.slice(call.method.lastIndexOf('.') + 1);
  const self = fieldsOf(call.self);
  const client = fieldsOf(self.apiClient ?? self.parentClient);
  const isOlder = call.facts.by !== undefined;
  const { body, config } = isOlder ? askedOfModel(call) : askedOfClient(call);
  const asks = body.contents !== undefined || body.prompt !== undefined || body.message !== undefined;
  const isModel = isOlder && typeof self.model === 'string' && typeof self.generationConfig === 'object';
  if (!call.proven && !isModel && !(asks && typeof body.model === 'string')) return undefined;
  return {
    operation: call.method === 'interactions.get' ? 'fetch_response' : operationFor(method),
    model: textOf(body.model ?? self.model ?? self.resourcePath).replace(/^(?:models|projects\/.*)\//, ''),
    provider: isOlder ? modelProvider(self) : googleProvider(client),
    baseUrl: isOlder
      ? modelAddress(self)
      : textOf(fieldsOf(fieldsOf(client.clientOptions).httpOptions).baseUrl),
    stream: method.endsWith('Stream'),
    attributes: configAttributes(method, config),
  };
}

const operationFor = (method: string): string =>
  /^(?:batchE|e)mbedContents?$/.test(method) ? 'embeddings' : 'generate_content';

/** Interactions that were seen before they ended. */
const pending = /* @__PURE__ */ new Set<string>();
const MOST_PENDING = 1_000;

interface Asking {
  readonly body: Fields;
  readonly config: Fields;
}

const askedOfClient = ({ args }: LlmCall): Asking => {
  const body = fieldsOf(args[0]);
  return { body, config: fieldsOf(body.config) };
};

/** A model keeps its settings, and so does a chat; what is asked may be a text, parts, or a request. */
function askedOfModel({ self, args: [asked] }: LlmCall): Asking {
  const { generationConfig, systemInstruction, tools, params, _settings } = fieldsOf(self);
  const kept = fieldsOf(params ?? _settings);
  const whole: Fields =
    typeof asked === 'string' || Array.isArray(asked) ? { contents: asked } : fieldsOf(asked);
  return {
    body: { ...whole, contents: whole.contents ?? whole.content },
    config: {
      systemInstruction: whole.systemInstruction ?? systemInstruction ?? kept.systemInstruction,
      tools: whole.tools ?? tools ?? kept.tools,
      ...fieldsOf(kept.generationConfig),
      ...fieldsOf(generationConfig),
      ...fieldsOf(whole.generationConfig),
    },
  };
}

/** Vertex AI's models know their place. */
const modelProvider = ({ project, resourcePath }: Fields): string =>
  project === undefined && resourcePath === undefined ? 'gcp.gemini' : 'gcp.vertex_ai';

function modelAddress(self: Fields): string {
  const { baseUrl } = fieldsOf(self._requestOptions ?? self.requestOptions);
  if (modelProvider(self) === 'gcp.gemini')
    return textOf(baseUrl) || 'https://generativelanguage.googleapis.com';
  return `https://${textOf(self.apiEndpoint) || `${textOf(self.location)}-aiplatform.googleapis.com`}`;
}

const configAttributes = (method: string, config: Fields): Attributes => ({
  'gen_ai.request.max_tokens': numberOf(config.maxOutputTokens),
  'gen_ai.request.temperature': numberOf(config.temperature),
  'gen_ai.request.top_p': numberOf(config.topP),
  'gen_ai.request.top_k': numberOf(config.topK),
  'gen_ai.request.seed': numberOf(config.seed),
  'gen_ai.request.frequency_penalty': numberOf(config.frequencyPenalty),
  'gen_ai.request.presence_penalty': numberOf(config.presencePenalty),
  'gen_ai.request.stop_sequences': stringsOf(config.stopSequences),
  'gen_ai.request.choice.count': config.candidateCount === 1 ? undefined : numberOf(config.candidateCount),
  'gen_ai.request.reasoning.level': textOf(fieldsOf(config.thinkingConfig).thinkingLevel) || undefined,
  'gen_ai.output.type': outputOf(method, config),
  'gen_ai.embeddings.dimension.count': numberOf(config.outputDimensionality),
});

function outputOf(method: string, config: Fields): string | undefined {
  if (method === 'generateImages') return 'image';
  return config.responseMimeType === 'application/json' ? 'json' : undefined;
}

function googleProvider(client: Fields): string {
  const vertex = fieldsOf(client.clientOptions).vertexai;
  if (vertex === undefined) return 'gcp.gen_ai';
  return vertex === true ? 'gcp.vertex_ai' : 'gcp.gemini';
}

/** `{ stream, response }`: chunks to read, and a promise of what they come to, which may be all that is awaited. */
function tapBeside(result: unknown, llmSpan: LlmSpan): boolean {
  const { stream, response: whole } = fieldsOf(result);
  if (!(Symbol.asyncIterator in fieldsOf(stream) && whole instanceof Promise)) return false;
  tapResult(stream, llmSpan, adapter);
  watchPromise(
    whole,
    (value) => {
      if (llmSpan.answer.isBegun) return;
      tryOrReport(() => response(llmSpan, value));
      llmSpan.end();
    },
    (error) => llmSpan.fail(error),
  );
  return true;
}

/** A whole response or a chunk: each has what is known so far, and the last has the counts. */
function response(llmSpan: LlmSpan, value: unknown): void {
  const whole = fieldsOf(value);
  const body = fieldsOf(whole.response ?? whole.interaction ?? value);
  if (body.steps !== undefined || whole.event_type !== undefined) readInteraction(llmSpan, whole);
  llmSpan.setResponseIds(body.responseId ?? body.id, body.modelVersion ?? body.model);
  llmSpan.setUsage(usageOf(fieldsOf(body.usageMetadata)));
  // What was made in the background is counted when it is first read whole.
  const isPending = /^(?:in_progress|queued)$/.test(textOf(body.status));
  if (llmSpan.operation === 'fetch_response')
    llmSpan.tells = !isPending && pending.delete(nameOf(body.id)) ? 'cost' : 'neither';
  if (isPending && pending.size < MOST_PENDING) pending.add(nameOf(body.id));
  if (body.usage) llmSpan.setUsage(interactionUsage(fieldsOf(body.usage)));
  for (const [position, item] of someOf(body.candidates).entries()) {
    const { index = position, finishReason, content } = fieldsOf(item);
    llmSpan.answer.finish(index, textOf(finishReason).toLowerCase());
    const message = llmSpan.answer.message(index);
    for (const part of message ? geminiParts(fieldsOf(content).parts) : []) message?.join(part);
  }
  // A prompt that is refused has no candidates.
  llmSpan.answer.blocked(fieldsOf(body.promptFeedback).blockReason);
  for (const item of someOf(body.generatedImages)) readImage(llmSpan, fieldsOf(item));
}

function usageOf(usage: Fields): Usage {
  const prompt = countOf(usage.promptTokenCount);
  const tools = countOf(usage.toolUsePromptTokenCount);
  const output = countOf(usage.candidatesTokenCount ?? usage.responseTokenCount);
  const thoughts = countOf(usage.thoughtsTokenCount);
  return {
    // What its tools brought is counted apart, and billed as input.
    input_tokens: sum(prompt, tools),
    output_tokens: sum(output, thoughts),
    'cache_read.input_tokens': countOf(usage.cachedContentTokenCount),
    'reasoning.output_tokens': thoughts,
    ...modalUsage([usage.promptTokensDetails, usage.toolUsePromptTokensDetails], 'input_tokens'),
    ...modalUsage([usage.candidatesTokensDetails ?? usage.responseTokensDetails], 'output_tokens'),
    ...modalUsage([usage.cacheTokensDetails], 'cache_read.input_tokens'),
  };
}

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);

/** Of an interaction, whose counts have other names. */
const interactionUsage = (usage: Fields): Usage => ({
  input_tokens: sum(countOf(usage.total_input_tokens), countOf(usage.total_tool_use_tokens)),
  output_tokens: sum(
    countOf(usage.total_output_tokens),
    countOf(usage.total_thought_tokens ?? usage.total_reasoning_tokens),
  ),
  'cache_read.input_tokens': countOf(usage.total_cached_tokens),
  'reasoning.output_tokens': countOf(usage.total_thought_tokens ?? usage.total_reasoning_tokens),
});

/** One of Imagen's, which is left out where a filter took it. */
function readImage(llmSpan: LlmSpan, { image, raiFilteredReason }: Fields): void {
  if (raiFilteredReason) return llmSpan.answer.blocked('content_filter');
  const { mimeType, gcsUri } = fieldsOf(image);
  llmSpan.answer.message()?.add(mediaPart({ modality: 'image', mime: nameOf(mimeType), uri: gcsUri }));
}

function geminiParts(parts: unknown): Part[] {
  if (typeof parts === 'string') return [textPart(parts)];
  const list = Array.isArray(parts) ? someOf(parts) : [parts];
  return list.flatMap((item) => (typeof item === 'string' ? [textPart(item)] : partOf(fieldsOf(item))));
}

function partOf(part: Fields): Part[] {
  const { text: said, thought, functionCall, functionResponse, executableCode, codeExecutionResult } = part;
  if (functionCall) {
    const { id, name, args } = fieldsOf(functionCall);
    return [toolCallPart(id, name, args)];
  }
  if (functionResponse) {
    const { id, name, response: answer, parts } = fieldsOf(functionResponse);
    return [
      {
        ...toolResponsePart(id, parts === undefined ? answer : [answer, ...geminiParts(parts)]),
        name: nameOf(name) || undefined,
      },
    ];
  }
  if (executableCode) return [serverCall(fieldsOf(executableCode).id, 'code_execution', executableCode)];
  if (codeExecutionResult)
    return [serverResponse(fieldsOf(codeExecutionResult).id, 'code_execution', codeExecutionResult)];
  if (part.toolCall)
    return [
      serverCall(fieldsOf(part.toolCall).id, fieldsOf(part.toolCall).toolType, fieldsOf(part.toolCall).args),
    ];
  if (part.toolResponse)
    return [
      serverResponse(
        fieldsOf(part.toolResponse).id,
        fieldsOf(part.toolResponse).toolType,
        fieldsOf(part.toolResponse).response,
      ),
    ];
  if (typeof said === 'string') return [thought === true ? reasoningPart(said) : textPart(said)];
  const media = mediaOf(part);
  return media === undefined ? [] : [media];
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { body, config } = call.facts.by === undefined ? askedOfClient(call) : askedOfModel(call);
  const { contents, message, prompt } = body;
  const { systemInstruction, tools } = config;
  if (systemInstruction) {
    const parts = geminiParts(fieldsOf(systemInstruction).parts ?? systemInstruction);
    llmSpan.setContent('gen_ai.system_instructions', parts);
  }
  const asked = contents ?? message ?? prompt ?? body.input;
  const list = Array.isArray(asked) ? asked.slice(-1024) : [asked];
  // A list of parts is one message.
  const turns = list.some((it) => fieldsOf(it).parts !== undefined) ? list : [{ parts: list }];
  llmSpan.setContent(
    'gen_ai.input.messages',
    turns.map(turnOf).filter(({ parts }) => parts.length > 0),
  );
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(someOf(tools).flatMap(toolsOf)));
}

function turnOf(item: unknown): { role: string; parts: Part[] } {
  const { role, parts } = fieldsOf(item);
  const read = geminiParts(parts ?? item);
  const isTool = read.length > 0 && read.every(({ type }) => type === 'tool_call_response');
  return { role: role === 'model' ? 'assistant' : isTool ? 'tool' : 'user', parts: read };
}

/** `{ functionDeclarations: [{ name }], googleSearch: {} }` */
const toolsOf = (tool: unknown): object[] =>
  Object.entries(fieldsOf(tool)).flatMap(([key, value]) =>
    key === 'functionDeclarations' ? (someOf(value) as object[]) : [{ type: key, name: key }],
  );
