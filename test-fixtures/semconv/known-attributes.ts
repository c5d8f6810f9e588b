/**
 * Which names a span's attributes may have: those of OpenTelemetry's published registry, those of the GenAI
 * conventions that it does not have yet, and the few of our own.
 */
import * as registry from '@opentelemetry/semantic-conventions/incubating';

/**
 * Of open-telemetry/semantic-conventions-genai, docs/gen-ai/client-inference.md at ac48b1f9 and
 * gen-ai-spans.md at e9de14ba, read in 2026-11: the GenAI conventions left the registry's repository with
 * its version 1.42.
 */
const GENAI = [
  'gen_ai.request.reasoning.level',
  'gen_ai.request.previous_response.id',
  'gen_ai.usage.cache_write.input_tokens',
  ...['text', 'image', 'audio', 'video'].flatMap((modality) => [
    `gen_ai.usage.${modality}.input_tokens`,
    `gen_ai.usage.${modality}.output_tokens`,
    `gen_ai.usage.${modality}.cache_read.input_tokens`,
  ]),
];

/** docs/reference/spans.md says what each of them means. */
const OWN = [
  'onetrace.custom_id',
  'onetrace.unfinished',
  'onetrace.cost.usd',
  'tenant.id',
  // What tRPC calls what `rpc.method` names, for those who look for it by that name.
  'trpc.procedure',
  // What brokers say of a delivery, under the prefix of their `messaging.system`; no convention has it.
  'messaging.rabbitmq.message.redelivered',
  'messaging.bullmq.job.attempts_made',
  'messaging.agenda.job.fail_count',
  'messaging.graphile_worker.job.attempts',
  'messaging.temporal.activity.attempt',
];

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.entries(registry).flatMap(([key, value]) => (key.startsWith('ATTR_') ? [String(value)] : [])),
  ...GENAI,
  ...OWN,
]);

export const isKnownAttribute = (name: string): boolean => KNOWN.has(name);

/** The first parts of all known names, `gen_ai` of `gen_ai.request.model`. */
export const NAMESPACES: ReadonlySet<string> = new Set(
  [...KNOWN].map((name) => name.split('.')[0] as string),
);
