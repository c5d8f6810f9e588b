/** Cohere's clients, versions 1 and 2 of its API. */
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, someOf } from '../content/bounds.ts';
import { reasoningPart, textPart, toolNames, toolResponsePart } from '../content/content.ts';
import { callsOf, historyOf } from '../content/history.ts';
import type { Message } from '../content/message.ts';
import type { InputMessage, Part } from '../content/part.ts';
import { partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';
import type { Usage } from '../usage.ts';
import { llmHelper } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk, input };

export const cohere: Helper = /* @__PURE__ */ llmHelper(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  chat: 'chat',
  chatStream: 'chat',
  generate: 'text_completion',
  generateStream: 'text_completion',
  embed: 'embeddings',
  rerank: 'rerank',
};

function request(call: LlmCall): LlmRequest | undefined {
  // `client.v2.chat` of the older class.
  const method = call.method.replace(/^v2\./, '');
  const operation = OPERATIONS[method];
  const body = fieldsOf(call.args[0]);
  const options = fieldsOf(fieldsOf(call.self)._options);
  // Its clients keep the options that they were made with.
  const isClient = fieldsOf(call.self)._options !== undefined;
  if (operation === undefined || !(call.proven || isClient)) return undefined;
  return {
    operation,
    model: textOf(body.model),
    provider: 'cohere',
    baseUrl: textOf(options.baseUrl ?? options.environment),
    stream: method.endsWith('Stream'),
    attributes: {
      'gen_ai.request.max_tokens': numberOf(body.maxTokens),
      'gen_ai.request.temperature': numberOf(body.temperature),
      'gen_ai.request.top_p': numberOf(body.p),
      'gen_ai.request.top_k': numberOf(body.k),
      'gen_ai.request.seed': numberOf(body.seed),
      'gen_ai.request.frequency_penalty': numberOf(body.frequencyPenalty),
      'gen_ai.request.presence_penalty': numberOf(body.presencePenalty),
      'gen_ai.request.stop_sequences': stringsOf(body.stopSequences),
      'gen_ai.embeddings.dimension.count': numberOf(body.outputDimension),
    },
  };
}

function response(llmSpan: LlmSpan, value: unknown): void {
  const body = fieldsOf(value);
  llmSpan.setResponseIds(body.generationId ?? body.id, undefined);
  llmSpan.setUsage(cohereUsage(fieldsOf(body.usage ?? body.meta)));
  finish(llmSpan, body.finishReason);
  if (!llmSpan.showsOutput) return;
  const { content, toolCalls, toolPlan } = fieldsOf(body.message ?? firstGeneration(body));
  const plan = textOf(toolPlan) === '' ? [] : [reasoningPart(toolPlan)];
  const parts = [...plan, ...(content == null ? [] : partsOf(content)), ...callsOf(toolCalls)];
  if (parts.length === 0) return;
  llmSpan.answer.restart();
  finish(llmSpan, body.finishReason);
  llmSpan.answer.said(parts);
}

function finish(llmSpan: LlmSpan, reason: unknown): void {
  if (textOf(reason) !== '') llmSpan.answer.finish(0, textOf(reason).toLowerCase());
  // It ends well for the client: only the reason tells.
  if (reason === 'ERROR' || reason === 'TIMEOUT') llmSpan.failAs(reason.toLowerCase(), '');
}

/** Version 1 has what was said at the top, or in a list of generations. */
function firstGeneration({ text: content, toolCalls, generations }: Fields): Fields {
  return { content: content ?? fieldsOf(someOf(generations)[0]).text, toolCalls };
}

/** Billed counts are what the conventions want where they differ from those consumed. */
function cohereUsage(usage: Fields): Usage {
  const billed = fieldsOf(usage.billedUnits);
  const tokens = fieldsOf(usage.tokens);
  return {
    input_tokens: countOf(billed.inputTokens ?? tokens.inputTokens),
    output_tokens: countOf(billed.outputTokens ?? tokens.outputTokens),
    'cache_read.input_tokens': countOf(usage.cachedTokens),
  };
}

function chunk(llmSpan: LlmSpan, value: unknown): void {
  const event = fieldsOf(value);
  if (event.eventType !== undefined) return chunkOfVersion1(llmSpan, event);
  const delta = fieldsOf(event.delta);
  if (event.type === 'message-start') {
    llmSpan.setResponseIds(event.id, undefined);
    llmSpan.answer.expectFinish();
  } else if (event.type === 'message-end') {
    llmSpan.setUsage(cohereUsage(fieldsOf(delta.usage)));
    finish(llmSpan, delta.finishReason);
    llmSpan.answer.expectFinish();
  } else {
    const message = llmSpan.answer.message();
    if (message !== undefined) grow(message, event.index, fieldsOf(delta.message));
  }
}

/** What an event adds: words, thoughts, or a piece of a call. */
function grow(message: Message, index: unknown, { content, toolPlan, toolCalls }: Fields): void {
  const { text: said, thinking } = fieldsOf(content);
  message.think(textOf(toolPlan) || thinking);
  message.say('text', said);
  if (toolCalls === undefined) return;
  const { id, function: fn } = fieldsOf(toolCalls);
  const { name, arguments: args } = fieldsOf(fn);
  message.call({ id, index, name, args });
}

function chunkOfVersion1(llmSpan: LlmSpan, event: Fields): void {
  if (event.eventType === 'stream-end')
    return response(llmSpan, { finishReason: event.finishReason, ...fieldsOf(event.response) });
  llmSpan.answer.expectFinish();
  const message = llmSpan.answer.message();
  if (event.eventType === 'text-generation') message?.say('text', event.text);
  else if (event.eventType === 'tool-calls-generation') message?.addAll(callsOf(event.toolCalls));
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { messages, message, prompt, chatHistory, preamble, tools, toolResults, texts } = fieldsOf(
    call.args[0],
  );
  if (typeof preamble === 'string') llmSpan.setContent('gen_ai.system_instructions', [textPart(preamble)]);
  const asked = messages ?? message ?? prompt ?? texts;
  const results = resultsOf(toolResults);
  const gave = results.length > 0 ? [{ role: 'tool', parts: results }] : [];
  llmSpan.setContent('gen_ai.input.messages', [
    ...someOf(chatHistory).map(turnOf),
    ...historyOf(asked),
    ...gave,
  ]);
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(tools));
}

/** A turn of version 1: `{ role: 'CHATBOT', message, toolCalls }`. */
function turnOf(item: unknown): InputMessage {
  const { role, message, toolCalls, toolResults } = fieldsOf(item);
  if (role === 'TOOL') return { role: 'tool', parts: resultsOf(toolResults) };
  const said = textOf(message) === '' ? [] : [textPart(message)];
  return {
    role: role === 'CHATBOT' ? 'assistant' : textOf(role).toLowerCase(),
    parts: [...said, ...callsOf(toolCalls)],
  };
}

const resultsOf = (results: unknown): Part[] =>
  someOf(results).map((item) => toolResponsePart(undefined, fieldsOf(item).outputs));
