/** OpenAI, and every client that is generated like its own or speaks its API. */
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../platform/unknown.ts';
import type { Attributes } from '../../../trace/attribute.ts';
import type { Helper } from '../../call/helper.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import { countOf, nameOf, someOf } from '../content/bounds.ts';
import { textPart, toolNames } from '../content/content.ts';
import { executedOf, historyOf, messageParts } from '../content/history.ts';
import { mediaPart } from '../content/media.ts';
import type { Message } from '../content/message.ts';
import type { Part } from '../content/part.ts';
import { partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';
import { type ClientLike, providerOf } from '../provider.ts';
import { isFirstTold, type Usage } from '../usage.ts';
import { watchedTools } from '../watch/runner-tools.ts';
import { llmHelper } from '../wrap-call.ts';
import { readResponse, responseEvent } from './openai-responses.ts';

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
  prepare: (_, { method, args }) => (method.endsWith('runTools') ? watchedTools(args) : undefined),
  events: { chatCompletion: 'response', event: 'chunk', chunk: 'touch' },
};

export const openai: Helper = /* @__PURE__ */ llmHelper(adapter);

function request(call: LlmCall): LlmRequest | undefined {
  const body = fieldsOf(call.args[0]);
  const path = call.method.replace(/^beta\./, '');
  const resource = path.slice(0, path.lastIndexOf('.'));
  const operation = /^(?:responses|batches)\.retrieve$/.test(path) ? 'fetch_response' : OPERATIONS[resource];
  if (operation === undefined || !(call.proven || isOpenaiBody(body, call.self))) return undefined;
  const client = clientOf(call.self);
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
function isOpenaiBody(body: Fields, self: unknown): boolean {
  if (typeof body.model !== 'string') return false;
  const asks = [body.messages, body.input, body.prompt].some(
    (it) => typeof it === 'string' || Array.isArray(it),
  );
  return asks || typeof clientOf(self)?.baseURL === 'string';
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

function response(llmSpan: LlmSpan, value: unknown): void {
  const body = fieldsOf(value);
  describeOpenai(llmSpan, body);
  if (body.object === 'response' || Array.isArray(body.output))
    return readResponse(llmSpan, body, openaiUsage);
  if (body.object === 'batch') {
    llmSpan.tells = body.usage && isFirstTold(body.id) ? 'cost' : 'neither';
    llmSpan.tier = 'batch';
  }
  llmSpan.addUsage(openaiUsage(fieldsOf(body.usage)));
  if (Array.isArray(body.choices)) llmSpan.answer.nextTurn();
  for (const [index, item] of someOf(body.choices).entries()) {
    const choice = fieldsOf(item);
    llmSpan.answer.finish(index, choice.finish_reason);
    failedChoice(llmSpan, choice);
    const { role } = fieldsOf(choice.message);
    if (llmSpan.showsOutput)
      llmSpan.answer.said(partsIn(choice), choice.finish_reason, nameOf(role) || 'assistant');
  }
  const made = llmSpan.showsOutput
    ? [...mediaIn(body), ...(textOf(body.text) === '' ? [] : [textPart(body.text)])]
    : [];
  if (made.length > 0) llmSpan.answer.said(made);
}

/** Pictures of the images API. */
const mediaIn = (body: Fields): Part[] =>
  someOf(body.data).flatMap((item) => {
    const { b64_json, url } = fieldsOf(item);
    return b64_json || url ? [mediaPart({ modality: 'image', mime: 'image/png', uri: url })] : [];
  });

/** The completions before chat have their text in the choice itself. */
const partsIn = (choice: Fields): Part[] =>
  choice.message === undefined ? partsOf(choice.text ?? []) : messageParts(fieldsOf(choice.message));

/** A gateway's upstream failed after the answer had begun. */
function failedChoice(llmSpan: LlmSpan, choice: Fields): void {
  const { code, message } = fieldsOf(choice.error);
  if (choice.error) llmSpan.failAs(nameOf(code) || String(countOf(code) ?? '_OTHER'), message);
}

function describeOpenai(llmSpan: LlmSpan, body: Fields): void {
  llmSpan.setResponseIds(body.id, body.model);
  llmSpan.setOnce('openai.response.service_tier', body.service_tier);
  llmSpan.tier = nameOf(body.service_tier) || llmSpan.tier;
  llmSpan.setOnce('openai.response.system_fingerprint', body.system_fingerprint);
}

/** Of OpenAI's APIs, and of the servers that speak them with counts of their own. */
export function openaiUsage(usage: Fields): Usage {
  const input = fieldsOf(
    usage.prompt_tokens_details ?? usage.input_tokens_details ?? usage.input_token_details,
  );
  const output = fieldsOf(
    usage.completion_tokens_details ?? usage.output_tokens_details ?? usage.output_token_details,
  );
  const cached = fieldsOf(input.cached_tokens_details);
  const asked = countOf(usage.prompt_tokens ?? usage.input_tokens);
  const reasoning = countOf(output.reasoning_tokens ?? usage.reasoning_tokens);
  return {
    input_tokens: asked,
    output_tokens: outputOf(usage, asked, reasoning),
    'cache_read.input_tokens': countOf(
      input.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.cached_tokens,
    ),
    'cache_write.input_tokens': countOf(input.cache_write_tokens ?? input.cache_creation_tokens),
    'reasoning.output_tokens': reasoning,
    ...modesOf(input, 'input_tokens'),
    ...modesOf(output, 'output_tokens'),
    ...modesOf(cached, 'cache_read.input_tokens'),
  };
}

/** xAI counts thoughts beside the answer, which shows in its total. */
function outputOf(usage: Fields, asked = 0, reasoning = 0): number | undefined {
  const said = countOf(usage.completion_tokens ?? usage.output_tokens);
  if (said === undefined || reasoning === 0) return said;
  return usage.total_tokens === asked + said + reasoning ? said + reasoning : said;
}

/** Counts by modality, of which most answers have one. */
const modesOf = (details: Fields, kind: string): Usage => ({
  [`text.${kind}`]: countOf(details.text_tokens) || undefined,
  [`image.${kind}`]: countOf(details.image_tokens) || undefined,
  [`audio.${kind}`]: countOf(details.audio_tokens) || undefined,
});

function chunk(llmSpan: LlmSpan, value: unknown): void {
  const part = fieldsOf(value);
  const type = textOf(part.type);
  if (type.startsWith('response.')) {
    describeOpenai(llmSpan, fieldsOf(part.response));
    return responseEvent(llmSpan, part, openaiUsage);
  }
  if (type === 'error') llmSpan.fail(Object.assign(new Error(textOf(part.message)), { code: part.code }));
  describeOpenai(llmSpan, part);
  const usage = part.usage ?? fieldsOf(part.x_groq).usage;
  if (usage) llmSpan.setUsage(openaiUsage(fieldsOf(usage)));
  for (const [position, item] of someOf(part.choices).entries()) {
    const choice = fieldsOf(item);
    const index = choice.index ?? position;
    llmSpan.answer.finish(index, choice.finish_reason);
    failedChoice(llmSpan, choice);
    const message = llmSpan.answer.message(index);
    if (message !== undefined) growChoice(message, choice);
  }
  // Of a spoken text that is written down.
  if (type === 'transcript.text.delta') llmSpan.answer.message()?.say('text', part.delta);
}

/** What a delta adds to the message of its choice. */
function growChoice(message: Message, choice: Fields): void {
  const delta = fieldsOf(choice.delta);
  message.think(delta.reasoning_content ?? delta.reasoning);
  const { content = choice.text } = delta;
  if (typeof content === 'string') message.say('text', content);
  else for (const part of content ? partsOf(content) : []) message.take(part);
  message.say('text', delta.refusal);
  for (const item of someOf(delta.tool_calls)) {
    const { id, index, function: fn, custom } = fieldsOf(item);
    const { name, arguments: args, input: given } = fieldsOf(fn ?? custom);
    message.call({ id, index, name, args: args ?? given });
  }
  const { name, arguments: args } = fieldsOf(delta.function_call);
  if (delta.function_call) message.call({ index: 0, name, args });
  if (delta.executed_tools) for (const part of executedOf(delta.executed_tools)) message.add(part);
  if (delta.audio) message.speak(fieldsOf(delta.audio).transcript);
}

function input(llmSpan: LlmSpan, call: LlmCall): void {
  const body = fieldsOf(call.args[0]);
  if (body.instructions) llmSpan.setContent('gen_ai.system_instructions', partsOf(body.instructions));
  llmSpan.setContent('gen_ai.input.messages', historyOf(body.messages ?? body.input ?? body.prompt));
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(body.tools ?? body.functions));
}
