/** OpenAI, and every client that is generated like its own or speaks its API. */
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Attributes } from '../../../trace/attribute.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, Call, Request } from '../adapter.ts';
import { partsOf, text, toolCall, toolNames, toolResponse } from '../content.ts';
import type { Recording } from '../llm-span.ts';
import { type ClientLike, providerOf } from '../provider.ts';
import { llm } from '../wrap-call.ts';

/** `gen_ai.operation.name` by the method's resource. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'chat.completions': 'chat',
  responses: 'chat',
  completions: 'text_completion',
  embeddings: 'embeddings',
  moderations: 'moderation',
  images: 'generate_content',
  'audio.speech': 'generate_content',
  'audio.transcriptions': 'generate_content',
  'audio.translations': 'generate_content',
  rerank: 'rerank',
};

const OUTPUTS: Readonly<Record<string, string>> = { images: 'image', 'audio.speech': 'speech' };

export const adapter: Adapter = {
  request,
  response,
  chunk,
  input,
  events: { chatCompletion: 'response', event: 'chunk', chunk: 'touch' },
};

export const openai: Helper = /* @__PURE__ */ llm(adapter);

function request(call: Call): Request | undefined {
  const body = fieldsOf(call.args[0]);
  const path = call.method.replace(/^beta\./, '');
  const resource = path.slice(0, path.lastIndexOf('.'));
  const operation = path === 'responses.retrieve' ? 'fetch_response' : OPERATIONS[resource];
  const client = clientOf(call.self);
  if (operation === undefined || !(call.proven || resembles(body, client))) return undefined;
  const isChat = operation === 'chat';
  return {
    operation,
    model: operation === 'fetch_response' ? '' : textOf(body.model),
    provider: providerOf(client, 'openai'),
    baseUrl: textOf(client?.baseURL),
    stream: body.stream === true || /\.stream$/.test(path),
    attributes: {
      'openai.api.type': isChat ? (resource === 'responses' ? 'responses' : 'chat_completions') : undefined,
      'gen_ai.output.type': outputType(resource, body),
      ...(operation === 'embeddings' ? embeddingAttributes(body) : samplingAttributes(body)),
    },
  };
}

/** Every resource of these clients keeps its client. */
const clientOf = (self: unknown): ClientLike | undefined => fieldsOf(self)._client as ClientLike | undefined;

/** A request that only an LLM would understand, or one of a client that we know by its base URL. */
function resembles(body: Fields, client: ClientLike | undefined): boolean {
  const asks = [body.messages, body.input, body.prompt].some(
    (it) => typeof it === 'string' || Array.isArray(it),
  );
  return typeof body.model === 'string' && (asks || typeof client?.baseURL === 'string');
}

function outputType(resource: string, body: Fields): string | undefined {
  if (OUTPUTS[resource] !== undefined) return OUTPUTS[resource];
  const format = fieldsOf(body.response_format ?? fieldsOf(body.text).format).type;
  if (format === 'text') return 'text';
  return format === 'json_object' || format === 'json_schema' ? 'json' : undefined;
}

export const samplingAttributes = (body: Fields): Attributes => ({
  'gen_ai.request.max_tokens': numberOf(
    body.max_completion_tokens ?? body.max_output_tokens ?? body.max_tokens,
  ),
  'gen_ai.request.temperature': numberOf(body.temperature),
  'gen_ai.request.top_p': numberOf(body.top_p),
  'gen_ai.request.frequency_penalty': numberOf(body.frequency_penalty),
  'gen_ai.request.presence_penalty': numberOf(body.presence_penalty),
  'gen_ai.request.stop_sequences': stringsOf(body.stop),
  'gen_ai.request.seed': numberOf(body.seed),
  'gen_ai.request.choice.count': body.n === 1 ? undefined : numberOf(body.n),
  'gen_ai.request.reasoning.level':
    textOf(body.reasoning_effort ?? fieldsOf(body.reasoning).effort) || undefined,
  'gen_ai.request.previous_response.id': textOf(body.previous_response_id) || undefined,
  'gen_ai.conversation.id': textOf(fieldsOf(body.conversation).id ?? body.conversation) || undefined,
  'openai.request.service_tier':
    body.service_tier === 'auto' ? undefined : textOf(body.service_tier) || undefined,
});

const embeddingAttributes = (body: Fields): Attributes => ({
  'gen_ai.embeddings.dimension.count': numberOf(body.dimensions),
  'gen_ai.request.encoding_formats': stringsOf(body.encoding_format),
});

function response(recording: Recording, value: unknown): void {
  const body = fieldsOf(value);
  describe(recording, body);
  recording.addTokens(usageOf(fieldsOf(body.usage)));
  if (Array.isArray(body.choices)) recording.finishReasons.length = 0;
  for (const [index, item] of listOf(body.choices).entries()) {
    const choice = fieldsOf(item);
    recording.finishReasons[index] = textOf(choice.finish_reason) || undefined;
    if (recording.capturesContent) recording.output.push(messageOf(choice));
  }
  if (Array.isArray(body.output)) responseOutput(recording, body);
}

/** The Responses API: a status for all, and a list of items. */
function responseOutput(recording: Recording, body: Fields): void {
  const reason = textOf(fieldsOf(body.incomplete_details).reason);
  const called = listOf(body.output).some((item) => fieldsOf(item).type === 'function_call');
  recording.finishReasons[0] = body.status === 'failed' ? 'error' : reason || (called ? 'tool_call' : 'stop');
  if (!recording.capturesContent) return;
  const parts = listOf(body.output).flatMap((item) => {
    const { type, content, call_id, name, arguments: args } = fieldsOf(item);
    return type === 'function_call' ? [toolCall(call_id, name, args)] : partsOf(content);
  });
  recording.output.push({ role: 'assistant', parts, finish_reason: recording.finishReasons[0] });
}

function describe(recording: Recording, body: Fields): void {
  recording.identify(body.id, body.model);
  recording.learn('openai.response.service_tier', textOf(body.service_tier));
  recording.learn('openai.response.system_fingerprint', textOf(body.system_fingerprint));
}

function usageOf(usage: Fields): Record<string, number | undefined> {
  const input = fieldsOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const output = fieldsOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  return {
    input_tokens: numberOf(usage.prompt_tokens ?? usage.input_tokens),
    output_tokens: numberOf(usage.completion_tokens ?? usage.output_tokens),
    'cache_read.input_tokens': numberOf(input.cached_tokens),
    'reasoning.output_tokens': numberOf(output.reasoning_tokens),
    'audio.input_tokens': numberOf(input.audio_tokens) || undefined,
    'audio.output_tokens': numberOf(output.audio_tokens) || undefined,
  };
}

function messageOf(choice: Fields): Recording['output'][number] {
  // The completions before chat have their text in the choice itself.
  const { role, content = choice.text, tool_calls, refusal } = fieldsOf(choice.message);
  const calls = listOf(tool_calls).map((item) => {
    const { id, function: fn } = fieldsOf(item);
    return toolCall(id, fieldsOf(fn).name, fieldsOf(fn).arguments);
  });
  const said = content == null ? (refusal == null ? [] : [text(refusal)]) : partsOf(content);
  return {
    role: textOf(role) || 'assistant',
    parts: [...said, ...calls],
    finish_reason: textOf(choice.finish_reason) || undefined,
  };
}

function chunk(recording: Recording, value: unknown): void {
  const part = fieldsOf(value);
  const type = textOf(part.type);
  if (type.startsWith('response.')) {
    // The last event holds the whole response.
    if (/^response\.(?:completed|incomplete|failed)$/.test(type)) response(recording, part.response);
    else if (type === 'response.created') describe(recording, fieldsOf(part.response));
    return;
  }
  if (type === 'error') recording.fail(Object.assign(new Error(textOf(part.message)), { code: part.code }));
  describe(recording, part);
  if (part.usage) recording.useTokens(usageOf(fieldsOf(part.usage)));
  for (const item of listOf(part.choices)) {
    const choice = fieldsOf(item);
    const index = numberOf(choice.index) ?? 0;
    if (typeof choice.finish_reason === 'string') recording.finishReasons[index] = choice.finish_reason;
    else if (!(index in recording.finishReasons)) recording.finishReasons[index] = undefined;
    if (recording.capturesContent) grow(recording, index, choice);
  }
}

/** The message of one choice, put together from its deltas. */
function grow(recording: Recording, index: number, choice: Fields): void {
  const { content = choice.text, tool_calls } = fieldsOf(choice.delta);
  const parts = [...(recording.output[index]?.parts ?? [])];
  if (typeof content === 'string' && content !== '') {
    const at = parts.findIndex(({ type }) => type === 'text');
    const before = at < 0 ? '' : textOf(parts[at]?.content);
    parts[at < 0 ? parts.length : at] = { type: 'text', content: before + content };
  }
  for (const item of listOf(tool_calls)) growCall(parts, fieldsOf(item));
  const reason = recording.finishReasons[index];
  recording.output[index] = { role: 'assistant', parts, finish_reason: reason };
}

function growCall(parts: { type: string; [field: string]: unknown }[], delta: Fields): void {
  const calls = parts.filter(({ type }) => type === 'tool_call');
  const known = calls[numberOf(delta.index) ?? 0];
  const fn = fieldsOf(delta.function);
  if (known === undefined) parts.push(toolCall(delta.id, fn.name, fn.arguments ?? ''));
  else parts[parts.indexOf(known)] = { ...known, arguments: textOf(known.arguments) + textOf(fn.arguments) };
}

function input(recording: Recording, call: Call): void {
  const body = fieldsOf(call.args[0]);
  if (body.instructions) recording.show('gen_ai.system_instructions', partsOf(body.instructions));
  const asked = body.messages ?? body.input ?? body.prompt;
  const messages = typeof asked === 'string' ? [{ role: 'user', content: asked }] : listOf(asked);
  const shown = messages.map((item) => {
    const {
      role,
      content,
      tool_call_id,
      tool_calls,
      type,
      call_id,
      output,
      name,
      arguments: args,
    } = fieldsOf(item);
    if (type === 'function_call') return { role: 'assistant', parts: [toolCall(call_id, name, args)] };
    if (type === 'function_call_output') return { role: 'tool', parts: [toolResponse(call_id, output)] };
    if (role === 'tool') return { role, parts: [toolResponse(tool_call_id, content)] };
    const calls = listOf(tool_calls).map((it) => {
      const { id, function: fn } = fieldsOf(it);
      return toolCall(id, fieldsOf(fn).name, fieldsOf(fn).arguments);
    });
    return { role: textOf(role) || 'user', parts: [...partsOf(content), ...calls] };
  });
  recording.show('gen_ai.input.messages', shown);
  recording.show('gen_ai.tool.definitions', toolNames(body.tools));
}
