/** Variables that say where spans go, and those that contradict each other. */
import { type Finding, hint, okay, problem } from './finding.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const TRACES_PATH = '/v1/traces';
const DEFAULT = 'http://localhost:4318';

/** The receiver that the variables name, or the given endpoint. */
export function receiverOf(env: Environment, endpoint?: string): Receiver | undefined {
  const whole = endpoint === undefined ? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT : undefined;
  const keys = authorization(env);
  const base = endpoint ?? env.OTEL_EXPORTER_OTLP_ENDPOINT ?? (keys === undefined ? undefined : DEFAULT);
  if (whole === undefined && base === undefined) return undefined;
  const url =
    whole ?? (base as string).replace(/\/?$/, (base as string).endsWith(TRACES_PATH) ? '' : TRACES_PATH);
  return { url, headers: { ...keys, ...headersIn(env) } };
}

function authorization(env: Environment): Record<string, string> | undefined {
  const { AISDK_PUBLIC_KEY: publicKey, AISDK_SECRET_KEY: secretKey } = env;
  if (!publicKey || !secretKey) return undefined;
  return { authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}` };
}

function headersIn(env: Environment): Record<string, string> {
  const text = [env.OTEL_EXPORTER_OTLP_HEADERS, env.OTEL_EXPORTER_OTLP_TRACES_HEADERS].join(',');
  const pairs = text.split(',').map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim()));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name && value ? [[name.toLowerCase(), decoded(value)]] : [])),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export function checkEnvironment(env: Environment, endpoint?: string): Finding[] {
  const findings = RULES.flatMap((rule) => rule(env) ?? []);
  const receiver = receiverOf(env, endpoint);
  if (receiver !== undefined) return [okay(`spans go to ${receiver.url}`), ...findings];
  return [
    hint(
      'no variable names a receiver here, so nothing is recorded unless the program itself calls Observe.init({ endpoint }). Set OTEL_EXPORTER_OTLP_ENDPOINT, for example to http://localhost:4318',
    ),
    ...findings,
  ];
}

const RULES: readonly ((env: Environment) => Finding | undefined)[] = [
  (env) =>
    env.OTEL_SDK_DISABLED?.toLowerCase() === 'true'
      ? problem('OTEL_SDK_DISABLED is true, which switches tracing off. Unset it')
      : undefined,
  (env) =>
    env.OTEL_TRACES_EXPORTER === 'none'
      ? problem('OTEL_TRACES_EXPORTER is none, though an endpoint may be set. Unset it')
      : undefined,
  (env) => {
    const { OTEL_TRACES_SAMPLER: sampler = '', OTEL_TRACES_SAMPLER_ARG: share } = env;
    const isOff = /always_off$/.test(sampler) || (/traceidratio$/.test(sampler) && Number(share) === 0);
    const arg = share === undefined ? '' : ` with the argument ${share}`;
    return isOff ? problem(`OTEL_TRACES_SAMPLER is ${sampler}${arg}, which keeps no trace`) : undefined;
  },
  (env) => {
    const name = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'].find((it) => env[it]);
    return name !== undefined && env[name] === 'grpc'
      ? problem(
          `${name} is grpc, which onetrace does not speak. Use http/protobuf and the receiver's HTTP port, 4318 by default`,
        )
      : undefined;
  },
  (env) => {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = env;
    return base && whole && !whole.startsWith(base)
      ? hint(`OTEL_EXPORTER_OTLP_TRACES_ENDPOINT (${whole}) wins over OTEL_EXPORTER_OTLP_ENDPOINT (${base})`)
      : undefined;
  },
  (env) => {
    const whole = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
    return whole !== undefined && URL.canParse(whole) && new URL(whole).pathname === '/'
      ? problem(
          `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is taken as it is, and ${whole} has no path. Write ${whole.replace(/\/$/, '')}${TRACES_PATH}, or use OTEL_EXPORTER_OTLP_ENDPOINT`,
        )
      : undefined;
  },
  (env) => {
    const [set, unset] = env.AISDK_PUBLIC_KEY
      ? ['AISDK_PUBLIC_KEY', 'AISDK_SECRET_KEY']
      : ['AISDK_SECRET_KEY', 'AISDK_PUBLIC_KEY'];
    return env[set] && !env[unset]
      ? problem(`${set} is set and ${unset} is not; the keys work only together`)
      : undefined;
  },
];
