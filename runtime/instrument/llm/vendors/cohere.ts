/** Cohere's clients, versions 1 and 2 of its API. */
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { countOf, someOf } from '../bounds.ts';
import { type InputMessage, type Part, reasoning, text, toolNames, toolResponse } from '../content.ts';
import { callsOf, historyOf } from '../history.ts';
import type { Recording } from '../llm-span.ts';
import type { Message } from '../message.ts';
import { partsOf } from '../parts.ts';
import type { Usage } from '../usage.ts';
import { llm } from '../wrap-call.ts';

const adapter: Adapter = { request, response, chunk, input };

export const cohere: Helper = /* @__PURE__ */ llm(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  chat: 'chat',
  chatStream: 'chat',
  generate: 'text_completion',
  generateStream: 'text_completion',
  embed: 'embeddings',
  rerank: 'rerank',
};

function request(call: Call): Request | undefined {
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

function response(recording: Recording, value: unknown): void {
  const body = fieldsOf(value);
  recording.identify(body.generationId ?? body.id, undefined);
  recording.useTokens(usageOf(fieldsOf(body.usage ?? body.meta)));
  finish(recording, body.finishReason);
  if (!recording.showsOutput) return;
  const { content, toolCalls, toolPlan } = fieldsOf(body.message ?? firstOf(body));
  const plan = textOf(toolPlan) === '' ? [] : [reasoning(toolPlan)];
  const parts = [...plan, ...(content == null ? [] : partsOf(content)), ...callsOf(toolCalls)];
  if (parts.length === 0) return;
  recording.answer.restart();
  finish(recording, body.finishReason);
  recording.answer.said(parts);
}

function finish(recording: Recording, reason: unknown): void {
  if (textOf(reason) !== '') recording.answer.finish(0, textOf(reason).toLowerCase());
  // It ends well for the client: only the reason tells.
  if (reason === 'ERROR' || reason === 'TIMEOUT') recording.failAs(reason.toLowerCase(), '');
}

/** Version 1 has what was said at the top, or in a list of generations. */
function firstOf({ text: content, toolCalls, generations }: Fields): Fields {
  return { content: content ?? fieldsOf(someOf(generations)[0]).text, toolCalls };
}

/** Billed counts are what the conventions want where they differ from those consumed. */
function usageOf(usage: Fields): Usage {
  const billed = fieldsOf(usage.billedUnits);
  const tokens = fieldsOf(usage.tokens);
  return {
    input_tokens: countOf(billed.inputTokens ?? tokens.inputTokens),
    output_tokens: countOf(billed.outputTokens ?? tokens.outputTokens),
    'cache_read.input_tokens': countOf(usage.cachedTokens),
  };
}

function chunk(recording: Recording, value: unknown): void {
  const event = fieldsOf(value);
  if (event.eventType !== undefined) return chunkOfVersion1(recording, event);
  const delta = fieldsOf(event.delta);
  if (event.type === 'message-start') {
    recording.identify(event.id, undefined);
    recording.answer.expectFinish();
  } else if (event.type === 'message-end') {
    recording.useTokens(usageOf(fieldsOf(delta.usage)));
    finish(recording, delta.finishReason);
    recording.answer.expectFinish();
  } else {
    const message = recording.answer.message();
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

function chunkOfVersion1(recording: Recording, event: Fields): void {
  if (event.eventType === 'stream-end')
    return response(recording, { finishReason: event.finishReason, ...fieldsOf(event.response) });
  recording.answer.expectFinish();
  const message = recording.answer.message();
  if (event.eventType === 'text-generation') message?.say('text', event.text);
  else if (event.eventType === 'tool-calls-generation') message?.addAll(callsOf(event.toolCalls));
}

function input(recording: Recording, call: Call): void {
  const { messages, message, prompt, chatHistory, preamble, tools, toolResults, texts } = fieldsOf(
    call.args[0],
  );
  if (typeof preamble === 'string') recording.show('gen_ai.system_instructions', [text(preamble)]);
  const asked = messages ?? message ?? prompt ?? texts;
  const results = resultsOf(toolResults);
  const gave = results.length > 0 ? [{ role: 'tool', parts: results }] : [];
  recording.show('gen_ai.input.messages', [...someOf(chatHistory).map(turnOf), ...historyOf(asked), ...gave]);
  recording.show('gen_ai.tool.definitions', toolNames(tools));
}

/** A turn of version 1: `{ role: 'CHATBOT', message, toolCalls }`. */
function turnOf(item: unknown): InputMessage {
  const { role, message, toolCalls, toolResults } = fieldsOf(item);
  if (role === 'TOOL') return { role: 'tool', parts: resultsOf(toolResults) };
  const said = textOf(message) === '' ? [] : [text(message)];
  return {
    role: role === 'CHATBOT' ? 'assistant' : textOf(role).toLowerCase(),
    parts: [...said, ...callsOf(toolCalls)],
  };
}

const resultsOf = (results: unknown): Part[] =>
  someOf(results).map((item) => toolResponse(undefined, fieldsOf(item).outputs));
