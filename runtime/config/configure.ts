/**
 * The only file that reads `process.env`: options given to `Observe.init` win over OpenTelemetry's
 * standard environment variables, read at the first use.
 */
import { contradictionsOf } from './contradictions.ts';
import { env } from './env.ts';
import { destinationsOf, limitsOf, resourceOf } from './otlp-env.ts';
import type { InitOptions } from './types/options.ts';
import type { Sampler } from './types/sampling.ts';
import type { Config } from './types/settings.ts';

const CONTEXT_LIFETIME = 120_000;

/** Without `options` (no `Observe.init`), only a variable that names a receiver turns recording on. */
export function configure(options: InitOptions | undefined, warn: (text: string) => void): Config {
  const given = options ?? {};
  const enabled = given.enabled ?? env('OTEL_SDK_DISABLED')?.toLowerCase() !== 'true';
  const wanted = options !== undefined;
  for (const each of contradictionsOf(given, env)) warn(each);
  const exporters = env('OTEL_TRACES_EXPORTER')?.split(',');
  const console = given.console ?? exporters?.includes('console');
  const otlp = exporters === undefined || exporters.includes('otlp');
  const destinations = given.destinations ?? (otlp ? destinationsOf(given, env, wanted, warn) : []);
  return {
    recording: enabled && (wanted || console === true || destinations.length > 0),
    sampler: samplerOf(given),
    keep: given.keep,
    propagateTo: given.propagateTo,
    ignoreRequests: [given.ignoreRequests ?? []].flat(),
    captureContent: given.captureContent ?? capturesContent(),
    redact: given.redact,
    urlQuery: given.urlQuery,
    redactUrl: given.redactUrl,
    prices: given.prices,
    otel: enabled && given.otel,
    contextLifetime: given.contextLifetime ?? CONTEXT_LIFETIME,
    messages: given.messages ?? 'continue',
    incoming: given.incoming ?? 'trust',
    incomingSampleRate: given.incomingSampleRate ?? 1,
    payloadCarriers: given.payloadCarriers ?? false,
    export: {
      destinations,
      console,
      resource: resourceOf(given, env),
      limits: limitsOf(env),
      spool: given.spool ?? env('ONETRACE_SPOOL'),
      ...given.export,
    },
  };
}

function samplerOf({ sampleRate, respectUpstream }: InitOptions): Sampler {
  const name = env('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on';
  const parentBased = respectUpstream ?? name.startsWith('parentbased_');
  return { ratio: ratioOf(sampleRate ?? envRatio(name)), parentBased };
}

function envRatio(name: string): number {
  if (name.endsWith('always_off')) return 0;
  return name.endsWith('traceidratio') ? Number(env('OTEL_TRACES_SAMPLER_ARG') ?? 1) : 1;
}

/** What is no probability samples everything, as the OpenTelemetry specification wants it. */
const ratioOf = (value: number): number => (value >= 0 && value <= 1 ? value : 1);

function capturesContent(): boolean | undefined {
  const said = env('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT');
  return said === undefined ? undefined : /^(?:true|1|span_only|span_and_event)$/i.test(said);
}
