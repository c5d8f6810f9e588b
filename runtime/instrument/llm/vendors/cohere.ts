/** Cohere's clients, versions 1 and 2 of its API. */
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { type Part, partsOf, text, toolCall, toolResponse } from '../content.ts';
import type { Recording } from '../llm-span.ts';
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
  const reason = textOf(body.finishReason).toLowerCase() || undefined;
  if (reason !== undefined) recording.finishReasons[0] = reason;
  if (!recording.capturesContent) return;
  const { content, toolCalls } = fieldsOf(body.message ?? firstOf(body));
  const parts = [...partsOf(content), ...listOf(toolCalls).map(callOf)];
  if (parts.length > 0) recording.output[0] = { role: 'assistant', parts, finish_reason: reason };
}

/** Version 1 has what was said at the top, or in a list of generations. */
function firstOf({ text: content, toolCalls, generations }: Fields): Fields {
  return { content: content ?? fieldsOf(listOf(generations)[0]).text, toolCalls };
}

/** Billed counts are what the conventions want where they differ from those consumed. */
function usageOf(usage: Fields): Record<string, number | undefined> {
  const billed = fieldsOf(usage.billedUnits);
  const tokens = fieldsOf(usage.tokens);
  return {
    input_tokens: numberOf(billed.inputTokens ?? tokens.inputTokens),
    output_tokens: numberOf(billed.outputTokens ?? tokens.outputTokens),
    'cache_read.input_tokens': numberOf(usage.cachedTokens),
  };
}

function callOf(item: unknown): Part {
  const { id, function: fn, name, parameters } = fieldsOf(item);
  return toolCall(id, fieldsOf(fn).name ?? name, fieldsOf(fn).arguments ?? parameters);
}

function chunk(recording: Recording, value: unknown): void {
  const event = fieldsOf(value);
  if (event.eventType !== undefined) return chunkOfVersion1(recording, event);
  const delta = fieldsOf(event.delta);
  if (event.type === 'message-start') {
    recording.identify(event.id, undefined);
    recording.finishReasons[0] = undefined;
  } else if (event.type === 'message-end') {
    recording.useTokens(usageOf(fieldsOf(delta.usage)));
    recording.finishReasons[0] = textOf(delta.finishReason).toLowerCase() || undefined;
  } else if (event.type === 'content-delta' && recording.capturesContent) {
    recording.say(textOf(fieldsOf(fieldsOf(delta.message).content).text));
  }
}

function chunkOfVersion1(recording: Recording, event: Fields): void {
  if (event.eventType === 'stream-end')
    response(recording, { finishReason: event.finishReason, ...fieldsOf(event.response) });
  else if (recording.finishReasons.length === 0) recording.finishReasons[0] = undefined;
  const said = event.eventType === 'text-generation' ? textOf(event.text) : '';
  if (said !== '' && recording.capturesContent) recording.say(said);
}

function input(recording: Recording, call: Call): void {
  const { messages, message, prompt, chatHistory, preamble } = fieldsOf(call.args[0]);
  if (typeof preamble === 'string') recording.show('gen_ai.system_instructions', [text(preamble)]);
  const content = message ?? prompt;
  const asked =
    typeof content === 'string'
      ? [...listOf(chatHistory).map(turnOf), { role: 'user', content }]
      : listOf(messages);
  const shown = asked.map((item) => {
    const { role, content, toolCallId } = fieldsOf(item);
    const parts =
      role === 'tool'
        ? [toolResponse(toolCallId, content)]
        : typeof content === 'string'
          ? [text(content)]
          : partsOf(content);
    return { role: textOf(role) || 'user', parts };
  });
  recording.show('gen_ai.input.messages', shown);
}

/** A turn of version 1: `{ role: 'CHATBOT', message }`. */
function turnOf(item: unknown): Fields {
  const { role, message } = fieldsOf(item);
  return { role: role === 'CHATBOT' ? 'assistant' : textOf(role).toLowerCase(), content: message };
}
