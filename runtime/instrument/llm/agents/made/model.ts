/**
 * One call of a model inside a framework. Interfaces of models: the AI SDK's (`specificationVersion`, of any version),
 * which many frameworks take, LlamaIndex' and TanStack's.
 */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf, vectorLength } from '../../../../platform/unknown.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { nameOf, someOf } from '../../content/bounds.ts';
import { historyOf } from '../../content/history.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { providerOf } from '../../provider.ts';
import { defineHidden } from '../../tap-result.ts';
import { answerParts, partsOf } from '../ai/parts.ts';
import { modelBaseUrl, modelOf, samplingOf, vendorOf } from '../ai/request.ts';
import { anyUsage, readBody, reasonOf } from '../read-answer.ts';
import { belowRun } from './below-run.ts';

export const modelAdapter: Adapter = {
  request,
  response,
  chunk,
  prepare: belowRun,
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
    textOf(fieldsOf(self).name) || nameOf((self.constructor as { name?: unknown } | undefined)?.name);
  const found = Object.keys(CLASSES).find((it) => name.startsWith(it));
  return found === undefined
    ? name.replace(/(?:Responses|Embedding|LLM|.*Model)$/, '').toLowerCase()
    : (CLASSES[found] as string);
}

function request({ self, args, method, facts }: LlmCall): LlmRequest {
  const model = fieldsOf(self);
  const options = fieldsOf(args[0]);
  const isAi = typeof model.provider === 'string';
  const url = isAi ? modelBaseUrl(self) : textOf(fieldsOf(model.session ?? model.client).baseURL);
  const provider = isAi ? vendorOf(self) : classProvider(model);
  return {
    operation: facts.op ?? 'chat',
    model: modelOf(self) || textOf(model.model) || textOf(fieldsOf(model.metadata).model),
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
  const asked = prompt === undefined ? historyOf(messages ?? options) : someOf(prompt).map(promptMessage);
  llmSpan.setContent('gen_ai.input.messages', asked);
}

const promptMessage = (item: unknown) => {
  const { role, content } = fieldsOf(item);
  return { role: nameOf(role), parts: partsOf(content) };
};

function response(llmSpan: LlmSpan, value: unknown): void {
  const answer = fieldsOf(value);
  if (llmSpan.operation === 'embeddings') {
    llmSpan.set('gen_ai.embeddings.dimension.count', vectorLength(answer.embeddings ?? value));
    return llmSpan.setUsage(anyUsage(answer.usage));
  }
  readFacts(llmSpan, answer);
  const reason = reasonOf(answer.finishReason);
  if (reason !== '') llmSpan.answer.finish(0, reason);
  const raw = fieldsOf(answer.raw);
  if (Object.keys(raw).length > 0) return readRaw(llmSpan, raw);
  if (llmSpan.showsOutput)
    llmSpan.answer.said(answerParts(answer.content ?? answer.text ?? answer.rawText), reason);
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
