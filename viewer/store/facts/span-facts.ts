/**
 * What a span's attributes mean, in whatever dialect they are written: the GenAI conventions of every version,
 * OpenInference, OpenLLMetry, the AI SDK, Langfuse, BrowserStack's guide. The first name that is there counts.
 */
import type { Attributes, Json, ReceivedSpan } from '../../otlp/received-span.ts';
import { priceTokens } from './token-price.ts';

/** What a usage counts for: nothing, a call of a model, or the sum of the calls below. */
export const USAGE = { none: 0, call: 1, sum: 2 } as const;

export interface SpanFacts {
  readonly operation: string;
  readonly provider: string;
  readonly model: string;
  readonly usage: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedTokens: number | null;
  /** US dollars. */
  readonly cost: number | null;
  /** Milliseconds until the first chunk of a stream. */
  readonly firstChunk: number | null;
  readonly session: string;
  readonly user: string;
  /** `file:line`, and the function after a `#`. */
  readonly site: string;
  readonly unfinished: boolean;
}

const SESSION = [
  'session.id',
  'langfuse.session.id',
  'gen_ai.conversation.id',
  'traceloop.association.properties.session_id',
  'ai.telemetry.metadata.sessionId',
];
const USER = [
  'user.id',
  'langfuse.user.id',
  'enduser.id',
  'traceloop.association.properties.user_id',
  'ai.telemetry.metadata.userId',
];
const OPERATION = [
  'gen_ai.operation.name',
  'openinference.span.kind',
  'traceloop.span.kind',
  'llm.request.type',
];
const PROVIDER = ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system', 'ai.model.provider'];
const MODEL = [
  'gen_ai.response.model',
  'gen_ai.request.model',
  'llm.model_name',
  'embedding.model_name',
  'ai.response.model',
  'ai.model.id',
  'llm.response.model',
  'llm.request.model',
];
const INPUT = [
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.prompt_tokens',
  'llm.token_count.prompt',
  'llm.usage.prompt_tokens',
  'ai.usage.inputTokens',
  'ai.usage.promptTokens',
];
const OUTPUT = [
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.completion_tokens',
  'llm.token_count.completion',
  'llm.usage.completion_tokens',
  'ai.usage.outputTokens',
  'ai.usage.completionTokens',
];
const CACHED = [
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_read_input_tokens',
  'llm.token_count.prompt_details.cache_read',
  'ai.usage.cachedInputTokens',
];
const CACHE_WRITTEN = [
  'gen_ai.usage.cache_write.input_tokens',
  'gen_ai.usage.cache_creation.input_tokens',
  'gen_ai.usage.cache_creation_input_tokens',
  'llm.token_count.prompt_details.cache_write',
];
const COST = ['onetrace.cost.usd', 'gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'llm.cost.total'];

/** Operations whose usage is the sum of the calls below them. */
const SUMS =
  /^(?:invoke_agent|create_agent|invoke_workflow|execute_tool|agent|chain|workflow|task|tool|plan)$/i;
/** Spans of the AI SDK around its `doGenerate` and `doStream`. */
const AI_SDK_OUTER = /^ai\.(?:generate|stream|embed)\w*$/;

export function factsOf(span: ReceivedSpan): SpanFacts {
  const { attributes } = span;
  const operation = textAt(attributes, OPERATION);
  const provider = textAt(attributes, PROVIDER);
  const model = textAt(attributes, MODEL);
  const input = numberAt(attributes, INPUT);
  const output = numberAt(attributes, OUTPUT);
  const cached = numberAt(attributes, CACHED);
  const usage = usageOf(span, operation, input ?? output);
  const told = numberAt(attributes, COST);
  const written = numberAt(attributes, CACHE_WRITTEN);
  return {
    operation,
    provider,
    model,
    usage,
    inputTokens: input,
    outputTokens: output,
    cachedTokens: cached,
    cost:
      told ??
      (usage === USAGE.call ? priceTokens({ provider, model, input, output, cached, written }) : null),
    firstChunk: firstChunkOf(attributes),
    session: textAt(attributes, SESSION),
    user: textAt(attributes, USER),
    site: siteOf(attributes),
    unfinished: attributes['onetrace.unfinished'] === true,
  };
}

function usageOf({ name, attributes }: ReceivedSpan, operation: string, tokens: number | null): number {
  if (tokens === null) return USAGE.none;
  const outer = AI_SDK_OUTER.test(textOf(attributes['ai.operationId']) || name);
  return outer || SUMS.test(operation) ? USAGE.sum : USAGE.call;
}

/** Seconds by the conventions, milliseconds by the AI SDK. */
function firstChunkOf(attributes: Attributes): number | null {
  const seconds = numberAt(attributes, [
    'gen_ai.response.time_to_first_chunk',
    'gen_ai.server.time_to_first_token',
  ]);
  if (seconds !== null) return seconds * 1000;
  return numberAt(attributes, ['ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk']);
}

function siteOf(attributes: Attributes): string {
  const file = textAt(attributes, ['code.file.path', 'code.filepath']);
  if (file === '') return '';
  const line = numberAt(attributes, ['code.line.number', 'code.lineno']) ?? 0;
  return `${file}:${line}#${textAt(attributes, ['code.function.name', 'code.function'])}`;
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function textAt(attributes: Attributes, keys: readonly string[]): string {
  for (const key of keys) {
    const value = attributes[key];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}

function numberAt(attributes: Attributes, keys: readonly string[]): number | null {
  for (const key of keys) {
    const number = plainNumber(attributes[key]);
    if (number !== null) return number;
  }
  return null;
}

/** A number as it came, or as an integer that is a double on the wire; counts are never negative. */
export function plainNumber(value: Json | undefined): number | null {
  if (typeof value === 'number') return value >= 0 ? value : null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { $double } = value;
  return typeof $double === 'number' && $double >= 0 ? $double : null;
}
