/** What LangChain's models and retrievers are asked for, and the messages that they take and give. */
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Request } from '../../adapter.ts';
import { type InputMessage, partsOf, toolCall, toolResponse } from '../../content.ts';
import type { Recording } from '../../llm-span.ts';

const kindOf = (self: Fields): string =>
  typeof self._modelType === 'function' ? textOf(self._modelType()) : '';

export const isModel = (self: Fields): boolean => /^base_(?:chat_model|llm)$/.test(kindOf(self));

/** `ls_provider` where `gen_ai.provider.name` has another name. */
const PROVIDERS: Readonly<Record<string, string>> = {
  amazon_bedrock: 'aws.bedrock',
  bedrock: 'aws.bedrock',
  azure: 'azure.ai.openai',
  google_genai: 'gcp.gemini',
  google_vertexai: 'gcp.vertex_ai',
  mistral: 'mistral_ai',
  xai: 'x_ai',
  // as classes of embeddings begin
  azureopenai: 'azure.ai.openai',
  googlegenerativeai: 'gcp.gemini',
  mistralai: 'mistral_ai',
  vertexai: 'gcp.vertex_ai',
};

/** Embeddings tell nothing of themselves but their class: `OpenAIEmbeddings`. */
export function embeddingRequest(self: Fields): Request {
  const [, vendor = ''] = /^(\w+)Embeddings$/.exec(nameOf(self)) ?? [];
  const provider = vendor.toLowerCase();
  return {
    operation: 'embeddings',
    model: textOf(self.model) || textOf(self.modelName),
    provider: PROVIDERS[provider] ?? (provider || 'langchain'),
    baseUrl: textOf(fieldsOf(self.clientConfig).baseURL),
    stream: false,
    attributes: { 'gen_ai.embeddings.dimension.count': numberOf(self.dimensions) },
  };
}

export function requestOf(self: Fields, stream: boolean): Request {
  const operation = kindOf(self) === 'base_llm' ? 'text_completion' : 'chat';
  const url = textOf(fieldsOf(self.clientConfig).baseURL);
  return modelRequest(operation, paramsOf(self), textOf(self.model) || textOf(self.modelName), stream, url);
}

/** What a model tells LangSmith of itself; empty where it cannot. */
function paramsOf(self: Fields): Fields {
  try {
    const { getLsParams } = self;
    return typeof getLsParams === 'function' ? fieldsOf(getLsParams.call(self, {})) : {};
  } catch {
    return {};
  }
}

/** Also of a run's metadata, which holds the same parameters. */
export function modelRequest(
  operation: string,
  params: Fields,
  model: string,
  stream: boolean,
  baseUrl?: string,
): Request {
  const provider = textOf(params.ls_provider);
  return {
    operation,
    model: textOf(params.ls_model_name) || model,
    provider: PROVIDERS[provider] ?? (provider || 'langchain'),
    baseUrl,
    stream,
    attributes: {
      'gen_ai.request.temperature': numberOf(params.ls_temperature),
      'gen_ai.request.max_tokens': numberOf(params.ls_max_tokens),
      'gen_ai.request.stop_sequences': stringsOf(params.ls_stop),
    },
  };
}

export const retrievalRequest = (name: string): Request => ({
  operation: 'retrieval',
  model: '',
  provider: '',
  subject: name,
  stream: false,
  attributes: { 'gen_ai.data_source.id': name || undefined },
});

/** Its own name, else what its class calls itself. */
export function nameOf(self: Fields): string {
  const { lc_name, name } = Object(self.constructor) as { lc_name?: () => unknown; name?: unknown };
  const own = typeof lc_name === 'function' ? lc_name.call(self.constructor) : name;
  return textOf(self.name) || textOf(own);
}

/** An answer, or a chunk of one. */
export function readMessage(recording: Recording, value: unknown): void {
  const { id, response_metadata, usage_metadata, content, tool_calls } = fieldsOf(value);
  const { model_name, finish_reason, stop_reason, finishReason } = fieldsOf(response_metadata);
  const modelName = textOf(model_name);
  if (modelName !== '' || !recording.streaming) recording.identify(id, modelName);
  if (usage_metadata) recording.useTokens(usageOf(fieldsOf(usage_metadata)));
  const reason = textOf(finish_reason ?? stop_reason ?? finishReason);
  if (reason !== '') recording.finishReasons[0] = reason;
  else if (recording.finishReasons.length === 0 && recording.streaming)
    recording.finishReasons[0] = undefined;
  if (!recording.capturesContent) return;
  if (recording.streaming) return recording.say(textOf(content));
  const calls = listOf(tool_calls).map(callOf);
  recording.output[0] = {
    role: 'assistant',
    parts: [...partsOf(typeof value === 'string' ? value : content), ...calls],
    finish_reason: reason || undefined,
  };
}

function usageOf(usage: Fields): Record<string, number | undefined> {
  const input = fieldsOf(usage.input_token_details);
  return {
    input_tokens: numberOf(usage.input_tokens),
    output_tokens: numberOf(usage.output_tokens),
    'cache_read.input_tokens': numberOf(input.cache_read),
    'cache_write.input_tokens': numberOf(input.cache_creation),
    'reasoning.output_tokens': numberOf(fieldsOf(usage.output_token_details).reasoning),
  };
}

const callOf = (item: unknown) => {
  const { id, name, args } = fieldsOf(item);
  return toolCall(id, name, args);
};

const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' };

/** A text, a prompt value, or a list of messages in any of the forms that LangChain coerces. */
export function messagesOf(asked: unknown): InputMessage[] {
  const list = Array.isArray(asked) ? asked : (fieldsOf(asked).messages ?? [asked]);
  return listOf(list).map((item) => {
    if (typeof item === 'string') return { role: 'user', parts: partsOf(item) };
    if (Array.isArray(item))
      return { role: ROLES[String(item[0])] ?? String(item[0]), parts: partsOf(item[1]) };
    const { type, role, content, tool_calls, tool_call_id } = fieldsOf(item);
    const said = textOf(role ?? type) || 'user';
    if (said === 'tool') return { role: said, parts: [toolResponse(tool_call_id, content)] };
    return { role: ROLES[said] ?? said, parts: [...partsOf(content), ...listOf(tool_calls).map(callOf)] };
  });
}
