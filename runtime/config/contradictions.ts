/** Variables that are at odds with one another, or with what OTLP over HTTP is; each text names them. */
import type { Env } from './otlp-env.ts';
import type { InitOptions } from './types/options.ts';

export function contradictionsOf({ endpoint, enabled }: InitOptions, env: Env): string[] {
  const base = env('OTEL_EXPORTER_OTLP_ENDPOINT');
  const whole = env('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const address = endpoint ?? whole ?? base;
  const exporter = env('OTEL_TRACES_EXPORTER');
  const sampler = env('OTEL_TRACES_SAMPLER') ?? '';
  const share = env('OTEL_TRACES_SAMPLER_ARG');
  const keys = ['AISDK_PUBLIC_KEY', 'AISDK_SECRET_KEY'].filter(env);
  const service = env('OTEL_SERVICE_NAME');
  const named = /(?:^|,)\s*service\.name=([^,]*)/.exec(env('OTEL_RESOURCE_ATTRIBUTES') ?? '')?.[1];
  const isOff = enabled === undefined && env('OTEL_SDK_DISABLED')?.toLowerCase() === 'true';
  const isNever = /always_off$/.test(sampler) || (/traceidratio$/.test(sampler) && Number(share) === 0);
  const goesOn = address === undefined ? undefined : `though an endpoint is set (${hostOf(address)})`;
  const found: (string | false | undefined)[] = [
    goesOn && isOff && `OTEL_SDK_DISABLED=true: nothing is recorded, ${goesOn}`,
    goesOn && exporter && !/otlp/.test(exporter) && `OTEL_TRACES_EXPORTER=${exporter}: no OTLP, ${goesOn}`,
    goesOn && isNever && `OTEL_TRACES_SAMPLER=${sampler}: no trace is kept, ${goesOn}`,
    share && !/ratio$/.test(sampler) && `OTEL_TRACES_SAMPLER_ARG=${share} has no sampler that takes it`,
    base &&
      whole &&
      hostOf(base) !== hostOf(whole) &&
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT wins over …_ENDPOINT',
    whole && whole === address && URL.parse(whole)?.pathname === '/' && NO_PATH,
    address && URL.parse(address)?.port === '4317' && `${hostOf(address)} is the port of gRPC; HTTP has 4318`,
    keys.length === 1 && `${keys[0]} is set alone; keys work in pairs`,
    service &&
      named &&
      service !== named &&
      'OTEL_SERVICE_NAME wins over service.name in OTEL_RESOURCE_ATTRIBUTES',
  ];
  return found.filter((it) => typeof it === 'string');
}

const NO_PATH = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is taken as it is and has no path; …/v1/traces is usual';

const hostOf = (url: string): string => URL.parse(url)?.host ?? 'no URL';
