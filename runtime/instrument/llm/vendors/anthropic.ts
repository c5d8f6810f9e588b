/** Anthropic's Messages API, direct and through its Bedrock and Vertex clients. */
import { state } from '../../../core/state.ts';
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, nameOf } from '../content/bounds.ts';
import { toolNames } from '../content/content.ts';
import { historyOf } from '../content/history.ts';
import { partOf, partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';
import { type ClientLike, providerOf } from '../provider.ts';
import { cachedUsage, isFirstTold, type Usage } from '../usage.ts';
import { watchedTools } from '../watch/runner-tools.ts';
import { llmHelper } from '../wrap-call.ts';

const adapter: Adapter = {
  request,
  response,
  chunk,
  input,
  prepare: (_, { method, args }) => (method.endsWith('toolRunner') ? watchedTools(args) : undefined),
  events: { streamEvent: 'chunk' },
};

export const anthropic: Helper = /* @__PURE__ */ llmHelper(adapter);

const OPERATIONS: Readonly<Record<string, string>> = {
  'completions.create': 'text_completion',
  'messages.batches.results': 'fetch_response',
  'beta.messages.batches.results': 'fetch_response',
};

function request(call: LlmCall): LlmRequest | undefined {
  const body = fieldsOf(call.args[0]);
  if (!(call.proven || isMessagesBody(body))) return undefined;
  const client = fieldsOf(call.self)._client as (ClientLike & { _tracer?: unknown }) | undefined;
  // It counts and asks no model.
  if (call.method.endsWith('countTokens')) return undefined;
  // It makes a span of the call itself, unless that is switched off. (As a provider, we fold it into ours.)
  if (state.bridge?.sdk && client?._tracer !== undefined) return undefined;
  return {
    operation: OPERATIONS[call.method] ?? 'chat',
    model: textOf(body.model),
    provider: providerOf(client, 'anthropic'),
    baseUrl: textOf(client?.baseURL),
    stream: body.stream === true || call.method.endsWith('stream'),
    attributes: {
      'gen_ai.request.max_tokens': numberOf(body.max_tokens),
      'gen_ai.request.temperature': numberOf(body.temperature),
      'gen_ai.request.top_p': numberOf(body.top_p),
      'gen_ai.request.top_k': numberOf(body.top_k),
      'gen_ai.request.stop_sequences': stringsOf(body.stop_sequences),
      'gen_ai.request.reasoning.level': textOf(fieldsOf(body.output_config).effort) || undefined,
    },
  };
}

/** Twilio's `messages.create` has no model, a chat's rows no list of messages. */
const isMessagesBody = (body: Fields): boolean =>
  typeof body.model === 'string' && Array.isArray(body.messages);

function response(llmSpan: LlmSpan, value: unknown): void {
  const body = fieldsOf(value);
  llmSpan.setResponseIds(body.id, body.model);
  llmSpan.addUsage(anthropicUsage(fieldsOf(body.usage)));
  llmSpan.tier = tierOf(body.usage);
  llmSpan.answer.nextTurn();
  llmSpan.answer.finish(0, body.stop_reason);
  if (llmSpan.showsOutput)
    llmSpan.answer.said(partsOf(body.content ?? body.completion ?? []), body.stop_reason);
}

/** Anthropic counts cached tokens beside the others; the conventions want the total. */
function anthropicUsage(usage: Fields): Usage {
  return {
    ...cachedUsage(usage.input_tokens, usage.cache_read_input_tokens, usage.cache_creation_input_tokens),
    output_tokens: countOf(usage.output_tokens),
    'reasoning.output_tokens': countOf(fieldsOf(usage.output_tokens_details).thinking_tokens),
  };
}

export function chunk(llmSpan: LlmSpan, value: unknown): void {
  const event = fieldsOf(value);
  switch (event.type) {
    // A tool runner yields whole messages.
    case 'message':
      return response(llmSpan, event);
    case 'message_start': {
      const message = fieldsOf(event.message);
      llmSpan.setResponseIds(message.id, message.model);
      llmSpan.answer.expectFinish();
      llmSpan.tier = tierOf(message.usage);
      return llmSpan.setUsage(anthropicUsage(fieldsOf(message.usage)));
    }
    case 'message_delta':
      llmSpan.answer.finish(0, fieldsOf(event.delta).stop_reason);
      return llmSpan.setUsage(anthropicUsage(fieldsOf(event.usage)));
    case 'content_block_start':
      if (llmSpan.showsOutput) begin(llmSpan, event);
      return;
    case 'content_block_delta': {
      const { text, thinking, partial_json, content } = fieldsOf(event.delta);
      return llmSpan.answer
        .message()
        ?.more(event.index, textOf(text) || textOf(thinking) || textOf(partial_json) || textOf(content));
    }
    // A line of a batch's results, each of which is charged once.
    case undefined:
      return readResult(llmSpan, fieldsOf(fieldsOf(event.result).message));
    // The completions before messages.
    case 'completion':
      llmSpan.setResponseIds(event.id, event.model);
      llmSpan.answer.finish(0, event.stop_reason);
      return llmSpan.answer.message()?.say('text', event.completion);
  }
}

const tierOf = (usage: unknown): string => {
  const { speed, service_tier } = fieldsOf(usage);
  return speed === 'fast' ? speed : nameOf(service_tier);
};

function readResult(llmSpan: LlmSpan, message: Fields): void {
  if (llmSpan.operation !== 'fetch_response' || !isFirstTold(message.id)) return;
  llmSpan.tells = 'cost';
  llmSpan.tier = 'batch';
  llmSpan.setResponseIds(undefined, message.model);
  llmSpan.addUsage(anthropicUsage(fieldsOf(message.usage)));
}

/** A content block, by its index. */
function begin(llmSpan: LlmSpan, { index, content_block }: Fields): void {
  const block = fieldsOf(content_block);
  // Its arguments come in pieces.
  const isCall = nameOf(block.type).endsWith('tool_use');
  for (const part of partOf(isCall ? { ...block, input: '' } : block))
    llmSpan.answer.message()?.add(part, index);
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const { system, messages, tools, prompt } = fieldsOf(call.args[0]);
  if (system) llmSpan.setContent('gen_ai.system_instructions', partsOf(system));
  llmSpan.setContent('gen_ai.input.messages', historyOf(messages ?? prompt));
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(tools));
}
