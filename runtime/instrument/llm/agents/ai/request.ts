/** What the AI SDK is asked for: models, settings, prompts. */
import { GLOBAL_KEY } from '../../../../platform/otel-api.ts';
import { type Fields, fieldsOf, listOf, numberOf, stringsOf, textOf } from '../../../../platform/unknown.ts';
import type { Attributes } from '../../../../trace/attribute.ts';
import { nameOf } from '../../content/bounds.ts';
import { textPart, toolNames } from '../../content/content.ts';
import type { InputMessage } from '../../content/part.ts';
import type { LlmSpan, Privacy } from '../../llm-span.ts';
import { partsOf } from './parts.ts';

/** A model object, or the id of one at a gateway, `openai/gpt-4o`. */
export const modelOf = (model: unknown): string => textOf(model) || textOf(fieldsOf(model).modelId);

/** `gen_ai.provider.name` where the SDK's own name of the provider is another. */
const VENDORS: readonly (readonly [prefix: string, name: string])[] = [
  ['google.vertex', 'gcp.vertex_ai'],
  ['vertex', 'gcp.vertex_ai'],
  ['google', 'gcp.gemini'],
  ['azure', 'azure.ai.openai'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['bedrock', 'aws.bedrock'],
  ['mistral', 'mistral_ai'],
  ['moonshotai', 'moonshot_ai'],
  ['togetherai', 'together'],
  ['xai', 'x_ai'],
];

/** `openai.chat` is a provider and its API; a gateway's model says whose it is. */
export function vendorOf(model: unknown): string {
  const provider = textOf(fieldsOf(model).provider);
  const isGateway = provider === '' || provider === 'gateway';
  const said = isGateway ? /^([^/]+)\//.exec(modelOf(model))?.[1] : provider;
  if (said === undefined) return 'vercel';
  return VENDORS.find(([prefix]) => said.startsWith(prefix))?.[1] ?? (said.split('.')[0] as string);
}

/** Providers keep a base URL, or a pure function that gives one. */
export function modelBaseUrl(model: unknown): string | undefined {
  const { baseURL, url } = fieldsOf(fieldsOf(model).config);
  if (typeof baseURL === 'string') return baseURL;
  try {
    return typeof url === 'function' ? textOf(url({ path: '', modelId: modelOf(model) })) : undefined;
  } catch {
    return undefined;
  }
}

export const samplingOf = (options: Fields): Attributes => ({
  'gen_ai.request.max_tokens': numberOf(options.maxOutputTokens),
  'gen_ai.request.temperature': numberOf(options.temperature),
  'gen_ai.request.top_p': numberOf(options.topP),
  'gen_ai.request.top_k': numberOf(options.topK),
  'gen_ai.request.presence_penalty': numberOf(options.presencePenalty),
  'gen_ai.request.frequency_penalty': numberOf(options.frequencyPenalty),
  'gen_ai.request.stop_sequences': stringsOf(options.stopSequences),
  'gen_ai.request.seed': numberOf(options.seed),
  'gen_ai.request.reasoning.level': textOf(options.reasoning) || undefined,
  'gen_ai.embeddings.dimension.count': numberOf(options.dimensions),
});

/** Integrations that the program registered, by the name that versions 6 and 7 share. */
export const registry = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] };

/**
 * True where the SDK makes OpenTelemetry spans of the call itself: in version 6 when a call asks for them
 * and a provider is there to take them, in version 7 through an integration that has a tracer.
 */
export function tracesItself(options: Fields): boolean {
  const { isEnabled, tracer, integrations } = fieldsOf(options.telemetry ?? options.experimental_telemetry);
  if (isEnabled === false) return false;
  const api = (globalThis as { [GLOBAL_KEY]?: { readonly trace?: unknown } })[GLOBAL_KEY];
  if (options.experimental_telemetry !== undefined && isEnabled === true && (tracer ?? api?.trace))
    return true;
  const used = integrations === undefined ? registry.AI_SDK_TELEMETRY_INTEGRATIONS : integrations;
  return (Array.isArray(used) ? used : [used]).some((it) => fieldsOf(it).tracer !== undefined);
}

export function promptOf(llmSpan: LlmSpan, options: Fields): void {
  const { system, instructions = system, prompt, messages, tools, value, values } = options;
  if (typeof instructions === 'string')
    llmSpan.setContent('gen_ai.system_instructions', [textPart(instructions)]);
  const asked = prompt ?? messages;
  const list = typeof asked === 'string' ? [{ role: 'user', content: asked }] : listOf(asked).slice(-1024);
  // One text to embed, or several.
  const texts = stringsOf(value ?? values)?.map((content) => ({ role: 'user', content })) ?? [];
  llmSpan.setContent('gen_ai.input.messages', [...list, ...texts].map(promptMessage));
  const named = Object.keys(fieldsOf(tools)).map((name) => ({ name }));
  llmSpan.setContent('gen_ai.tool.definitions', toolNames(named));
}

function promptMessage(item: unknown): InputMessage {
  const { role, content } = fieldsOf(item);
  return { role: nameOf(role) || 'user', parts: partsOf(content) };
}

/** What the call says of its own words; version 6 has another name for it. */
export function privacyOf(options: Fields): Privacy {
  const { recordInputs, recordOutputs } = fieldsOf(options.telemetry ?? options.experimental_telemetry);
  return { hidesInput: recordInputs === false, hidesOutput: recordOutputs === false };
}
