/** What LangChain's models and retrievers are asked for, and the messages that they take and give. */
import { type Fields, fieldsOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { LlmRequest } from '../../adapter.ts';

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
export function embeddingRequest(self: Fields): LlmRequest {
  const [, vendor = ''] = /^(\w+)Embeddings$/.exec(runnableName(self)) ?? [];
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

export function runnableRequest(self: Fields, stream: boolean): LlmRequest {
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
): LlmRequest {
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

export const retrievalRequest = (name: string): LlmRequest => ({
  operation: 'retrieval',
  model: '',
  provider: '',
  subject: name,
  stream: false,
  attributes: { 'gen_ai.data_source.id': name || undefined },
});

/** Its own name, else what its class calls itself. */
export function runnableName(self: Fields): string {
  const { lc_name, name } = Object(self.constructor) as { lc_name?: () => unknown; name?: unknown };
  const own = typeof lc_name === 'function' ? lc_name.call(self.constructor) : name;
  return textOf(self.name) || textOf(own);
}
