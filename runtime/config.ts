/**
 * The only file that reads `process.env`: options given to `Observe.init` win over OpenTelemetry's
 * standard environment variables, read at the first use.
 */
import type { Destination, ExportConfig, Limits } from './export/config-types.ts';
import type { OtelApi } from './otel/types.ts';
import type { PropagateTo } from './propagation.ts';
import type { Keep, Sampler } from './sampler.ts';
import type { Attributes } from './span.ts';
import { state } from './state.ts';

/** What `Observe.init` takes. Everything is optional; see each field for its environment variable. */
export interface InitOptions {
  /** Sent with `secretKey` as HTTP Basic. `AISDK_PUBLIC_KEY`. */
  readonly publicKey?: string | undefined;
  /** `AISDK_SECRET_KEY`. */
  readonly secretKey?: string | undefined;
  /**
   * An OTLP/HTTP receiver: its base URL, or the whole URL ending in `/v1/traces`.
   * `OTEL_EXPORTER_OTLP_ENDPOINT` (base), `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` (whole); without any of
   * them `http://localhost:4318`, where the local viewer and collectors listen.
   */
  readonly endpoint?: string | undefined;
  /** More headers for the receiver. `OTEL_EXPORTER_OTLP_HEADERS` and `…_TRACES_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default `http/json`. `OTEL_EXPORTER_OTLP_PROTOCOL` and `…_TRACES_PROTOCOL`. */
  readonly protocol?: 'http/json' | 'http/protobuf' | undefined;
  /** Receivers instead of the one that `endpoint` names. */
  readonly destinations?: readonly Destination[] | undefined;
  /** Print every finished trace as a tree on stderr. `OTEL_TRACES_EXPORTER=console`. */
  readonly console?: boolean | undefined;
  /** Finer points of exporting: limits of a span, sizes, delays. */
  readonly export?: Partial<ExportConfig> | undefined;
  /** `service.name`. `OTEL_SERVICE_NAME`. */
  readonly serviceName?: string | undefined;
  /** `deployment.environment.name`. */
  readonly environment?: string | undefined;
  /** More resource attributes. `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly resource?: Attributes | undefined;
  /** The probability, 0 to 1, with which a trace that begins here is recorded. `OTEL_TRACES_SAMPLER(_ARG)`. */
  readonly sampleRate?: number | undefined;
  /** False: an upstream's decision not to sample is decided again here. Default true. */
  readonly respectUpstream?: boolean | undefined;
  /** Traces to record although they were not sampled, decided when the local root ends. */
  readonly keep?: Keep | undefined;
  /** Hosts that may see baggage (session, user, custom attributes). Replaces the default, `internalHosts`. */
  readonly propagateTo?: PropagateTo | undefined;
  /** Whether LLM spans hold prompts and answers. `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. */
  readonly captureContent?: boolean | undefined;
  /** Sees every piece of captured content before it is kept; what it returns is kept instead. */
  readonly redact?: ((content: string) => string) | undefined;
  /**
   * An OpenTelemetry SDK that the program registers is used by itself; false: not. True, or the namespace
   * of `@opentelemetry/api`: where there is no SDK, be that API's provider, so that spans which libraries
   * begin join the trace. With the namespace, tracers that were taken before come alive too.
   */
  readonly otel?: boolean | OtelApi | undefined;
  /** False: nothing is recorded, carriers still pass. `OTEL_SDK_DISABLED=true`. */
  readonly enabled?: boolean | undefined;
}

export interface Config {
  /** False: carriers still pass through every hop, nothing is recorded. */
  readonly recording: boolean;
  readonly sampler: Sampler;
  readonly keep: Keep | undefined;
  /** undefined: the default policy. */
  readonly propagateTo: PropagateTo | undefined;
  readonly captureContent: boolean;
  readonly redact: ((content: string) => string) | undefined;
  readonly otel: boolean | OtelApi | undefined;
  readonly export: ExportConfig;
}

export const env = (name: string): string | undefined => {
  const scope = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return scope.process?.env?.[name] || undefined;
};

/** The configuration in force; without `Observe.init`, the environment's. */
export function settings(): Config {
  state.config ??= configure();
  return state.config;
}

/** Without `options` (no `Observe.init`), only a variable that names a receiver turns recording on. */
export function configure(options?: InitOptions): Config {
  const given = options ?? {};
  const enabled = given.enabled ?? env('OTEL_SDK_DISABLED')?.toLowerCase() !== 'true';
  const wanted = options !== undefined;
  const exporters = env('OTEL_TRACES_EXPORTER')?.split(',');
  const console = given.console ?? exporters?.includes('console');
  const otlp = exporters === undefined || exporters.includes('otlp');
  const destinations = given.destinations ?? (otlp ? destinationsOf(given, wanted) : []);
  return {
    recording: enabled && (wanted || console === true || destinations.length > 0),
    sampler: samplerOf(given),
    keep: given.keep,
    propagateTo: given.propagateTo,
    captureContent: given.captureContent ?? capturesContent(),
    redact: given.redact,
    otel: enabled && given.otel,
    export: { destinations, console, resource: resourceOf(given), limits: limitsOf(), ...given.export },
  };
}

function destinationsOf(given: InitOptions, wanted: boolean): Destination[] {
  const url = tracesUrl(given);
  const authorization = basicAuth(given);
  if (url === undefined && authorization === undefined && !wanted) return [];
  return [
    {
      url: url ?? 'http://localhost:4318/v1/traces',
      headers: { ...authorization, ...envHeaders(), ...given.headers },
      protocol: given.protocol ?? protocolOf(exporterEnv('PROTOCOL')),
      gzip: exporterEnv('COMPRESSION') === 'gzip',
      timeout: Number(exporterEnv('TIMEOUT')) || undefined,
      credentials:
        authorization === undefined ? 'OTEL_EXPORTER_OTLP_HEADERS' : 'AISDK_PUBLIC_KEY and AISDK_SECRET_KEY',
      optional: url === undefined,
    },
  ];
}

const exporterEnv = (name: string): string | undefined =>
  env(`OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? env(`OTEL_EXPORTER_OTLP_${name}`);

const TRACES_PATH = '/v1/traces';

function tracesUrl({ endpoint }: InitOptions): string | undefined {
  const whole = endpoint === undefined ? env('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') : undefined;
  const base = endpoint ?? env('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (whole !== undefined || base === undefined || base.endsWith(TRACES_PATH)) return whole ?? base;
  return base.replace(/\/?$/, TRACES_PATH);
}

function basicAuth(given: InitOptions): Record<string, string> | undefined {
  const publicKey = given.publicKey ?? env('AISDK_PUBLIC_KEY');
  const secretKey = given.secretKey ?? env('AISDK_SECRET_KEY');
  if (publicKey === undefined || secretKey === undefined) return undefined;
  const bytes = new TextEncoder().encode(`${publicKey}:${secretKey}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

const envHeaders = (): Record<string, string> =>
  Object.fromEntries([
    ...pairsOf(env('OTEL_EXPORTER_OTLP_HEADERS')),
    ...pairsOf(env('OTEL_EXPORTER_OTLP_TRACES_HEADERS')),
  ]);

const protocolOf = (text: string | undefined): 'http/json' | 'http/protobuf' | undefined =>
  text === 'http/json' || text === 'http/protobuf' ? text : undefined;

function resourceOf({ serviceName, environment, resource }: InitOptions): Attributes {
  const fromEnv = Object.fromEntries(pairsOf(env('OTEL_RESOURCE_ATTRIBUTES')));
  const all: Attributes = { ...fromEnv, ...resource };
  if (environment !== undefined) all['deployment.environment.name'] = environment;
  all['service.name'] = serviceName ?? env('OTEL_SERVICE_NAME') ?? all['service.name'] ?? 'unknown_service';
  return all;
}

/** `key=value,key=value` with percent-encoded values, as OpenTelemetry's variables hold headers and attributes. */
function pairsOf(text = ''): [string, string][] {
  const pairs = text.split(',').map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  return pairs.flatMap(([key, value]) => (key && value !== undefined ? [[key, decode(value)]] : []));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** OpenTelemetry's names, of spans before those of everything. */
function limitsOf(): Limits {
  const limit = (name: string): number | undefined => {
    const value = Number(env(`OTEL_SPAN_${name}`) ?? env(`OTEL_${name}`) ?? Number.NaN);
    return value >= 0 ? value : undefined;
  };
  return {
    attributes: limit('ATTRIBUTE_COUNT_LIMIT'),
    events: limit('EVENT_COUNT_LIMIT'),
    links: limit('LINK_COUNT_LIMIT'),
    valueLength: limit('ATTRIBUTE_VALUE_LENGTH_LIMIT'),
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

const capturesContent = (): boolean =>
  /^(?:true|1|span_only|span_and_event)$/i.test(
    env('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT') ?? '',
  );
