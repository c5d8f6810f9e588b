/**
 * One call of a model inside a framework. Interfaces of models: the AI SDK's (`specificationVersion`, of any version),
 * which many frameworks take, LlamaIndex' and TanStack's.
 */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf, vectorLength } from '../../../../platform/unknown.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { nameOf, someOf } from '../../content/bounds.ts';
import { historyOf } from '../../content/history.ts';
import type { InputMessage } from '../../content/part.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { providerOf } from '../../provider.ts';
import { defineHidden } from '../../tap-result.ts';
import { answerParts, partsOf } from '../ai/parts.ts';
import { modelBaseUrl, samplingOf, vendorOf } from '../ai/request.ts';
import { anyUsage, readBody, reasonOf } from '../read-answer.ts';
import { belowRun } from './below-run.ts';

export const modelAdapter: Adapter = {
  request,
  response,
  chunk,
  prepare: (llmSpan) => belowRun(llmSpan),
  observe: watchDoStream,
  input,
};

/** LlamaIndex' models say no more of themselves than their class. */
const CLASSES: Readonly<Record<string, string>> = {
  Gemini: 'gcp.gemini',
  Google: 'gcp.gemini',
  Mistral: 'mistral_ai',
  Bedrock: 'aws.bedrock',
  Azure: 'azure.ai.openai',
};

function classProvider(self: Fields): string {
  const name =
    (typeof self === 'function' ? '' : textOf(self.name)) ||
    nameOf((self.constructor as { name?: unknown } | undefined)?.name);
  const found = Object.keys(CLASSES).find((it) => name.startsWith(it));
  return found === undefined
    ? name.replace(/(?:Responses|Embedding|LLM|.*Model)$/, '').toLowerCase()
    : (CLASSES[found] as string);
}

function request({ self, args, method, facts }: LlmCall): LlmRequest {
  const model = Object(self) as Fields;
  const options = fieldsOf(args[0]);
  const isAi = typeof model.provider === 'string';
  const url = isAi ? modelBaseUrl(self) : textOf(model.baseURL ?? fieldsOf(model.client).baseURL);
  const provider = isAi ? vendorOf(self) : classProvider(model);
  return {
    operation: facts.op ?? 'chat',
    model: textOf(model.modelId) || textOf(model.model) || textOf(fieldsOf(model.metadata).model),
    provider: providerOf({ baseURL: url }, provider),
    baseUrl: url,
    stream: /stream/i.test(method) || options.stream === true,
    attributes: samplingOf({ ...fieldsOf(options.modelOptions), ...options }),
  };
}

function input(llmSpan: LlmSpan, { args }: LlmCall): void {
  const options = args.find((it) => typeof it !== 'string') ?? args[0];
  if (llmSpan.operation === 'embeddings') {
    const { values = options } = fieldsOf(options);
    return llmSpan.setContent('gen_ai.input.messages', historyOf(values));
  }
  const { prompt, messages } = fieldsOf(options);
  const isTyped = prompt === undefined && !someOf(messages).some(isGenkits);
  const asked = isTyped ? historyOf(messages ?? options) : someOf(prompt ?? messages).map(promptMessage);
  llmSpan.setContent('gen_ai.input.messages', asked);
}

const isGenkits = (message: unknown): boolean => {
  const [part] = someOf(fieldsOf(message).content).map(fieldsOf);
  return part !== undefined && part.type === undefined;
};

const promptMessage = (item: unknown): InputMessage => {
  const { role, content } = fieldsOf(item);
  return { role: role === 'model' ? 'assistant' : nameOf(role), parts: partsOf(typedParts(content)) };
};

function response(llmSpan: LlmSpan, value: unknown): void {
  // Genkit's actions say how long they took, too.
  const { telemetry, result = value } = fieldsOf(value);
  const answer = fieldsOf(telemetry === undefined ? value : result);
  if (llmSpan.operation === 'embeddings') {
    const { embeddings = value } = answer;
    const [first] = listOf(embeddings).map(fieldsOf);
    llmSpan.set('gen_ai.embeddings.dimension.count', vectorLength(first?.embedding ?? embeddings));
    return llmSpan.setUsage(anyUsage(answer.usage));
  }
  readFacts(llmSpan, answer);
  const reason = reasonOf(answer.finishReason);
  const raw = fieldsOf(answer.raw);
  if (Array.isArray(raw.choices) || Array.isArray(raw.output)) return readRaw(llmSpan, raw);
  if (reason !== '') llmSpan.answer.finish(0, reason);
  const said = answer.content ?? fieldsOf(answer.message).content ?? answer.text ?? answer.rawText;
  if (llmSpan.showsOutput) llmSpan.answer.said(answerParts(typedParts(said)), reason);
}

/** Genkit's parts say their kind by their only field. */
const typedParts = (content: unknown): unknown => (Array.isArray(content) ? content.map(typedPart) : content);

function typedPart(item: unknown): unknown {
  const { type, text, reasoning, toolRequest, toolResponse, media } = fieldsOf(item);
  if (type !== undefined) return item;
  const { ref, name, input, output } = fieldsOf(toolRequest ?? toolResponse);
  if (toolRequest !== undefined) return { type: 'tool-call', toolCallId: ref, toolName: name, input };
  if (toolResponse !== undefined) return { type: 'tool-result', toolCallId: ref, output };
  if (reasoning !== undefined) return { type: 'reasoning', text: reasoning };
  return media === undefined ? { type: 'text', text } : { type: 'file', ...fieldsOf(media) };
}

function readRaw(llmSpan: LlmSpan, raw: Fields): void {
  readBody(llmSpan, raw);
  if (!Array.isArray(raw.output)) llmSpan.setUsage(anyUsage(raw.usage));
}

function readFacts(llmSpan: LlmSpan, answer: Fields): void {
  const { id, modelId } = { ...fieldsOf(answer.response), ...answer };
  llmSpan.setResponseIds(id, modelId ?? answer.model);
  if (answer.usage) llmSpan.setUsage(anyUsage(answer.usage));
}

/** `{ type: 'text-delta', delta }`, `{ type: 'TEXT_MESSAGE_CONTENT', delta }`, `{ delta, raw }`. */
function chunk(llmSpan: LlmSpan, value: unknown): void {
  const part = fieldsOf(value);
  const { type, raw } = part;
  const { answer } = llmSpan;
  answer.expectFinish();
  if (raw !== undefined && type === undefined) readRawChunk(llmSpan, fieldsOf(raw));
  if (/^(?:response-metadata|finish|RUN_FINISHED)$/.test(textOf(type))) {
    readFacts(llmSpan, type === 'RUN_FINISHED' ? { ...part, response: {}, id: undefined } : part);
    if (part.finishReason) answer.finish(0, reasonOf(part.finishReason));
  } else if (type === 'error' || type === 'RUN_ERROR') llmSpan.fail(part.error ?? part);
  const message = answer.message();
  if (message === undefined) return;
  const { toolCallId: id, toolName, toolCallName = toolName, input: args, delta = part.textDelta } = part;
  if (type === undefined || type === 'text-delta' || type === 'TEXT_MESSAGE_CONTENT')
    message.say('text', delta);
  else if (type === 'reasoning-delta' || type === 'REASONING_MESSAGE_CONTENT') message.think(delta);
  else if (type === 'tool-call' || type === 'TOOL_CALL_START') message.call({ id, name: toolCallName, args });
  else if (type === 'TOOL_CALL_ARGS') message.call({ id, args: delta });
}

/** A chunk as the vendor sent it. */
function readRawChunk(llmSpan: LlmSpan, raw: Fields): void {
  llmSpan.setResponseIds(raw.id, raw.model);
  if (raw.usage) llmSpan.setUsage(anyUsage(raw.usage));
  const [choice] = listOf(raw.choices).map(fieldsOf);
  if (choice?.finish_reason) llmSpan.answer.finish(0, choice.finish_reason);
  if (raw.response) readRaw(llmSpan, fieldsOf(raw.response));
}

/** `{ stream }` of `doStream`, read through another: the same chunks, each when it is asked for. */
function watchDoStream(result: unknown, llmSpan: LlmSpan): boolean {
  const { stream } = fieldsOf(result);
  if (!(stream instanceof ReadableStream)) return false;
  const reader = stream.getReader();
  const pull = async (controller: ReadableStreamDefaultController): Promise<void> => {
    try {
      const { done, value } = await reader.read();
      if (done) {
        llmSpan.end();
        return controller.close();
      }
      llmSpan.markChunk();
      tryOrReport(() => chunk(llmSpan, value));
      controller.enqueue(value);
    } catch (error) {
      llmSpan.fail(error);
      controller.error(error);
    }
  };
  const cancel = (reason: unknown): Promise<void> => {
    llmSpan.cancel();
    return reader.cancel(reason);
  };
  defineHidden(result as object, 'stream', new ReadableStream({ pull, cancel }, { highWaterMark: 0 }));
  return true;
}
