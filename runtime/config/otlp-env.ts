/** Where spans go, as what, and how much of each: from options and OpenTelemetry's environment variables. */
import { decode } from '../platform/decode.ts';
import type { Attributes } from '../trace/attribute.ts';
import { basicAuthorization } from './credentials.ts';
import type { Destination } from './types/destination.ts';
import type { Limits } from './types/export-options.ts';
import type { InitOptions } from './types/options.ts';

export type Env = (name: string) => string | undefined;

const TRACES_PATH = '/v1/traces';

/** None where nothing names a receiver and none is `wanted`. */
export function destinationsOf(
  given: InitOptions,
  env: Env,
  wanted: boolean,
  warn: (text: string) => void,
): Destination[] {
  const setting: Env = (name) =>
    env(`OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? env(`OTEL_EXPORTER_OTLP_${name}`);
  const url = tracesUrl(given, env);
  const authorization = basicAuth(given, env);
  if (url === undefined && authorization === undefined && !wanted) return [];
  return [
    {
      url: url ?? `http://localhost:4318${TRACES_PATH}`,
      headers: otlpHeaders(given, env, authorization),
      protocol: given.protocol ?? protocolIn(env, warn),
      gzip: setting('COMPRESSION') === 'gzip',
      timeout: Number(setting('TIMEOUT')) || undefined,
      certificate: setting('CERTIFICATE'),
      clientCertificate: setting('CLIENT_CERTIFICATE'),
      clientKey: setting('CLIENT_KEY'),
      credentials: authorization ? 'AISDK_PUBLIC_KEY and AISDK_SECRET_KEY' : 'OTEL_EXPORTER_OTLP_HEADERS',
      optional: url === undefined,
    },
  ];
}

function tracesUrl({ endpoint }: InitOptions, env: Env): string | undefined {
  const whole = endpoint === undefined ? env('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') : undefined;
  const base = endpoint ?? env('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (whole !== undefined || base === undefined || base.endsWith(TRACES_PATH)) return whole ?? base;
  return base.replace(/\/?$/, TRACES_PATH);
}

function basicAuth(given: InitOptions, env: Env): string | undefined {
  const publicKey = given.publicKey ?? env('AISDK_PUBLIC_KEY');
  const secretKey = given.secretKey ?? env('AISDK_SECRET_KEY');
  if (publicKey === undefined || secretKey === undefined) return undefined;
  return basicAuthorization(publicKey, secretKey);
}

/** Lower-case names, so that the last of two spellings wins and is not joined with the first. */
function otlpHeaders(
  { headers = {} }: InitOptions,
  env: Env,
  authorization?: string,
): Record<string, string> {
  const all = [
    ...(authorization ? [['authorization', authorization]] : []),
    ...pairsOf(env('OTEL_EXPORTER_OTLP_HEADERS')),
    ...pairsOf(env('OTEL_EXPORTER_OTLP_TRACES_HEADERS')),
    ...Object.entries(headers),
  ] as [string, string][];
  return Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value]));
}

function protocolIn(env: Env, warn: (text: string) => void): Destination['protocol'] {
  const name = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'].find(env);
  const text = name === undefined ? undefined : env(name);
  if (text === undefined || text === 'http/json' || text === 'http/protobuf') return text;
  const port = text === 'grpc' ? '; receivers take HTTP at another port than gRPC, 4318 by default' : '';
  warn(`${name} is ${text}, which is not spoken here: spans go as http/json${port}`);
  return undefined;
}

export function resourceOf({ serviceName, environment, resource }: InitOptions, env: Env): Attributes {
  const all: Attributes = { ...Object.fromEntries(pairsOf(env('OTEL_RESOURCE_ATTRIBUTES'))), ...resource };
  if (environment !== undefined) all['deployment.environment.name'] = environment;
  const given = serviceName ?? env('OTEL_SERVICE_NAME') ?? all['service.name'];
  all['service.name'] = given ?? env('AWS_LAMBDA_FUNCTION_NAME') ?? 'unknown_service';
  return all;
}

/** `key=value,key=value` with percent-encoded values, as OpenTelemetry's variables hold headers and attributes. */
function pairsOf(text = ''): [string, string][] {
  const pairs = text.split(',').map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  return pairs.flatMap(([key, value]) => (key && value !== undefined ? [[key, decode(value)]] : []));
}

/** Variables for spans go before those for everything. */
export function limitsOf(env: Env): Limits {
  const limit = (name: string): number | undefined => {
    const value = Number(env(`OTEL_SPAN_${name}_LIMIT`) ?? env(`OTEL_${name}_LIMIT`) ?? Number.NaN);
    return value >= 0 ? value : undefined;
  };
  return {
    attributes: limit('ATTRIBUTE_COUNT'),
    events: limit('EVENT_COUNT'),
    links: limit('LINK_COUNT'),
    valueLength: limit('ATTRIBUTE_VALUE_LENGTH'),
  };
}
