/** Mistral's SDK, which speaks camel case. */
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, nameOf, someOf } from '../content/bounds.ts';
import { toolNames } from '../content/content.ts';
import { historyOf } from '../content/history.ts';
import type { Message } from '../content/message.ts';
import { partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';
import type { Usage } from '../usage.ts';
import { llmHelper } from '../wrap-call.ts';
import { readConversation } from './mistral-conversations.ts';

const adapter: Adapter = {
  request,
  response,
  // Events of its streams are envelopes.
  chunk: (llmSpan, event) => response(llmSpan, fieldsOf(event).data),
  input,
};

export const mistral: Helper = /* @__PURE__ */ llmHelper(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  embeddings: 'embeddings',
  fim: 'text_completion',
  ocr: 'generate_content',
  'audio.transcriptions': 'generate_content',
};

function request(call: LlmCall): LlmRequest | undefined {
  const body = fieldsOf(call.args[0]);
  const asks = Array.isArray(body.messages) || typeof body.prompt === 'string';
  if (!call.proven && !(asks && typeof (body.model ?? body.agentId) === 'string')) return undefined;
  const [, resource = '', method = ''] = /^(?:beta\.)?(.*)\.(\w+)$/.exec(call.method) ?? [];
  return {
    operation: OPERATIONS[resource] ?? 'chat',
    model: textOf(body.model),
    provider: 'mistral_ai',
    baseUrl: String(fieldsOf(call.self)._baseURL ?? ''),
    stream: /stream$/i.test(method),
    attributes: {
      'gen_ai.request.max_tokens': numberOf(body.maxTokens),
      'gen_ai.request.temperature': numberOf(body.temperature),
      'gen_ai.request.top_p': numberOf(body.topP),
      'gen_ai.request.frequency_penalty': numberOf(body.frequencyPenalty),
      'gen_ai.request.presence_penalty': numberOf(body.presencePenalty),
      'gen_ai.request.seed': numberOf(body.randomSeed),
      'gen_ai.request.stop_sequences': stringsOf(body.stop),
      'gen_ai.request.choice.count': body.n === 1 ? undefined : numberOf(body.n),
      'gen_ai.request.reasoning.level': textOf(body.reasoningEffort) || undefined,
      'gen_ai.agent.id': nameOf(body.agentId) || undefined,
      'gen_ai.output.type': fieldsOf(body.responseFormat).type === 'text' ? 'text' : asJsonObject(body),
    },
  };
}

const asJsonObject = (body: Fields): string | undefined =>
  textOf(fieldsOf(body.responseFormat).type).startsWith('json') ? 'json' : undefined;

function response(llmSpan: LlmSpan, value: unknown): void {
  const body = fieldsOf(value);
  // Ids of events are those of entries.
  llmSpan.setResponseIds(body.type === undefined ? body.id : undefined, body.model);
  llmSpan.setUsage(usageOf(fieldsOf(body.usage)));
  if (body.outputs !== undefined || /^(?:conversation|message|tool|function)\./.test(textOf(body.type)))
    readConversation(llmSpan, body);
  if (typeof body.text === 'string') llmSpan.answer.message()?.say('text', body.text);
  for (const [position, item] of someOf(body.choices).entries()) {
    const { index = position, finishReason, message: whole, delta, messages } = fieldsOf(item);
    llmSpan.answer.finish(index, finishReason);
    const message = llmSpan.answer.message(index);
    if (message !== undefined) growChoices(message, fieldsOf(whole ?? delta ?? someOf(messages).at(-1)));
  }
}

function usageOf(usage: Fields): Usage {
  const { cachedTokens, cached_tokens } = fieldsOf(
    usage.promptTokensDetails ?? usage.promptTokenDetails ?? usage.prompt_tokens_details,
  );
  return {
    // What its connectors brought is counted apart, and billed as input.
    input_tokens: sumOf(usage.promptTokens, usage.connectorTokens),
    output_tokens: countOf(usage.completionTokens),
    'cache_read.input_tokens': countOf(cachedTokens ?? cached_tokens ?? usage.numCachedTokens),
  };
}

const sumOf = (asked: unknown, brought: unknown): number | undefined => {
  const count = countOf(asked);
  return count === undefined ? undefined : count + (countOf(brought) ?? 0);
};

/** A whole message, or what a delta adds to it. */
function growChoices(message: Message, { content, toolCalls }: Fields): void {
  for (const part of content == null ? [] : partsOf(content)) message.take(part);
  for (const item of someOf(toolCalls)) {
    const { id, index, function: fn } = fieldsOf(item);
    const { name, arguments: args } = fieldsOf(fn);
    // The SDK fills in what is not there.
    message.call({ id: id === 'null' ? undefined : id, index, name, args });
  }
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const body = fieldsOf(call.args[0]);
  // What is appended to a conversation has an envelope.
  const appended = Object.values(body).find((it) => fieldsOf(it).inputs !== undefined);
  const { messages, prompt, inputs, tools, instructions } = { ...body, ...fieldsOf(appended) };
  if (textOf(instructions) !== '') llmSpan.setContent('gen_ai.system_instructions', partsOf(instructions));
  llmSpan.setContent('gen_ai.input.messages', historyOf(messages ?? prompt ?? inputs));
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(tools));
}
