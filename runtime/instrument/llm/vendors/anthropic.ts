/** Anthropic's Messages API, direct and through its Bedrock and Vertex clients. */
import { state } from '../../../core/state.ts';
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { partsOf, toolNames } from '../content.ts';
import type { Recording } from '../llm-span.ts';
import { type ClientLike, providerOf } from '../provider.ts';
import { cachedUsage, type Usage } from '../usage.ts';
import { llm } from '../wrap-call.ts';

const adapter: Adapter = {
  request,
  response,
  chunk,
  input,
  events: { streamEvent: 'chunk' },
};

export const anthropic: Helper = /* @__PURE__ */ llm(adapter);

function request(call: Call): Request | undefined {
  const body = fieldsOf(call.args[0]);
  const client = fieldsOf(call.self)._client as (ClientLike & { _tracer?: unknown }) | undefined;
  if (!(call.proven || resembles(body))) return undefined;
  // It counts and asks no model.
  if (call.method.endsWith('countTokens')) return undefined;
  // It makes a span of the call itself, unless that is switched off. (As a provider, we fold it into ours.)
  if (state.bridge?.sdk && client?._tracer !== undefined) return undefined;
  return {
    operation: call.method === 'completions.create' ? 'text_completion' : 'chat',
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
const resembles = (body: Fields): boolean => typeof body.model === 'string' && Array.isArray(body.messages);

function response(recording: Recording, value: unknown): void {
  const body = fieldsOf(value);
  recording.identify(body.id, body.model);
  recording.addTokens(usageOf(fieldsOf(body.usage)));
  const reason = textOf(body.stop_reason) || undefined;
  recording.finishReasons[0] = reason;
  if (recording.capturesContent) {
    recording.output.push({ role: 'assistant', parts: partsOf(body.content), finish_reason: reason });
  }
}

/** Anthropic counts cached tokens beside the others; the conventions want the total. */
function usageOf(usage: Fields): Usage {
  return {
    ...cachedUsage(
      numberOf(usage.input_tokens),
      numberOf(usage.cache_read_input_tokens),
      numberOf(usage.cache_creation_input_tokens),
    ),
    output_tokens: numberOf(usage.output_tokens),
    'reasoning.output_tokens': numberOf(fieldsOf(usage.output_tokens_details).thinking_tokens),
  };
}

function chunk(recording: Recording, value: unknown): void {
  const event = fieldsOf(value);
  switch (event.type) {
    // A tool runner yields whole messages.
    case 'message':
      return response(recording, event);
    case 'message_start': {
      const message = fieldsOf(event.message);
      recording.identify(message.id, message.model);
      recording.finishReasons[0] = undefined;
      return recording.useTokens(usageOf(fieldsOf(message.usage)));
    }
    case 'message_delta': {
      const reason = textOf(fieldsOf(event.delta).stop_reason);
      if (reason !== '') recording.finishReasons[0] = reason;
      return recording.useTokens(usageOf(fieldsOf(event.usage)));
    }
    case 'content_block_start':
    case 'content_block_delta':
      if (recording.capturesContent) grow(recording, event);
  }
}

/** Content blocks as they come, by their index. */
function grow(recording: Recording, event: Fields): void {
  const index = numberOf(event.index) ?? 0;
  const parts = [...(recording.output[0]?.parts ?? [])];
  const known = parts[index];
  const delta = fieldsOf(event.delta);
  if (known === undefined) {
    const block = fieldsOf(event.content_block);
    const [part] = partsOf([block.type === 'tool_use' ? { ...block, input: '' } : block]);
    parts[index] = part ?? { type: textOf(block.type) };
  } else {
    const more = textOf(delta.text) || textOf(delta.thinking) || textOf(delta.partial_json);
    const field = known.type === 'tool_call' ? 'arguments' : 'content';
    parts[index] = { ...known, [field]: textOf(known[field]) + more };
  }
  recording.output[0] = { role: 'assistant', parts };
}

function input(recording: Recording, call: Call): void {
  const { system, messages, tools } = fieldsOf(call.args[0]);
  if (system) recording.show('gen_ai.system_instructions', partsOf(system));
  const shown = listOf(messages).map((item) => {
    const { role, content } = fieldsOf(item);
    return { role: textOf(role) || 'user', parts: partsOf(content) };
  });
  recording.show('gen_ai.input.messages', shown);
  recording.show('gen_ai.tool.definitions', toolNames(tools));
}
