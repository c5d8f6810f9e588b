import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { InitOptions } from '../config/types/options.ts';
import { settingsFrom } from './settings.ts';
import { state } from './state.ts';

const read = (variables: Record<string, string>, options?: InitOptions) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return settingsFrom(options);
};
const destination = (variables: Record<string, string>, options?: InitOptions) =>
  read(variables, options).export.destinations[0];

beforeEach(() => {
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env))
    if (/^(?:OTEL|AISDK|ONETRACE)_/.test(name)) vi.stubEnv(name, undefined);
});

describe('recording', () => {
  it.each<[string, Record<string, string>, InitOptions | undefined, boolean]>([
    ['nothing says so', {}, undefined, false],
    ['init', {}, {}, true],
    ['an endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, undefined, true],
    [
      'an endpoint for traces',
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/x' },
      undefined,
      true,
    ],
    ['keys', { AISDK_PUBLIC_KEY: 'p', AISDK_SECRET_KEY: 's' }, undefined, true],
    ['one key', { AISDK_PUBLIC_KEY: 'p' }, undefined, false],
    ['an empty endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined, false],
    [
      'the SDK is disabled',
      { OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:1' },
      {},
      false,
    ],
    ['enabled wins over it', { OTEL_SDK_DISABLED: 'true' }, { enabled: true }, true],
    ['not enabled', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:1' }, { enabled: false }, false],
    [
      'no exporter',
      { OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:1' },
      undefined,
      false,
    ],
  ])('%s', (_, variables, options, recording) => {
    expect(read(variables, options).recording).toBe(recording);
  });
});

describe('the receiver', () => {
  it.each<[Record<string, string>, InitOptions | undefined, string]>([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:1' }, undefined, 'http://c:1/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:1/base/' }, undefined, 'http://c:1/base/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:1/as/is' }, undefined, 'http://c:1/as/is'],
    [
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:1/as/is' },
      { endpoint: 'https://d' },
      'https://d/v1/traces',
    ],
    [{}, { endpoint: 'https://d/v1/traces' }, 'https://d/v1/traces'],
    [{}, {}, 'http://localhost:4318/v1/traces'],
  ])('%j %j', (variables, options, url) => {
    expect(destination(variables, options)?.url).toBe(url);
  });

  it('the guess is no promise', () => {
    expect(destination({}, {})?.optional).toBe(true);
    expect(destination({}, { endpoint: 'http://c' })?.optional).toBe(false);
  });

  it('keys are HTTP Basic, other headers come beside them', () => {
    const variables = {
      AISDK_PUBLIC_KEY: 'pub',
      AISDK_SECRET_KEY: 'sécret',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-a=1%202, x-b = two=2 ,broken,',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-b=3,x-c=%zz',
    };
    expect(destination(variables, { headers: { 'x-d': '4' } })?.headers).toEqual({
      authorization: `Basic ${Buffer.from('pub:sécret').toString('base64')}`,
      'x-a': '1 2',
      'x-b': '3',
      'x-c': '%zz',
      'x-d': '4',
    });
  });

  it('protocol, compression and timeout', () => {
    const variables = {
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1234',
    };
    expect(destination(variables, {})).toMatchObject({
      protocol: 'http/protobuf',
      gzip: true,
      timeout: 1234,
    });
    expect(
      destination({ ...variables, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' }, {})?.protocol,
    ).toBeUndefined();
  });
});

it('the resource: options, then variables', () => {
  const variables = { OTEL_RESOURCE_ATTRIBUTES: 'service.name=low,team=a%2Cb', OTEL_SERVICE_NAME: 'middle' };
  expect(read({}).export.resource).toMatchObject({ 'service.name': 'unknown_service' });
  expect(read(variables).export.resource).toMatchObject({ 'service.name': 'middle', team: 'a,b' });
  expect(
    read(variables, { serviceName: 'high', environment: 'prod', resource: { team: 'c' } }).export.resource,
  ).toMatchObject({
    'service.name': 'high',
    'deployment.environment.name': 'prod',
    team: 'c',
  });
});

it.each([
  ['true', true],
  ['SPAN_ONLY', true],
  ['false', false],
  ['NO_CONTENT', false],
  ['EVENT_ONLY', false],
])('content is captured with %s: %s', (value, expected) => {
  expect(read({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: value }).captureContent).toBe(expected);
  expect(read({}, { captureContent: !expected }).captureContent).toBe(!expected);
});

it('the spool', () => {
  expect(read({}).export.spool).toBeUndefined();
  expect(read({ ONETRACE_SPOOL: '/var/spool/a' }).export.spool).toBe('/var/spool/a');
  expect(read({ ONETRACE_SPOOL: '/var/spool/a' }, { spool: '/var/spool/b' }).export.spool).toBe(
    '/var/spool/b',
  );
});

it('limits and exporters', () => {
  const variables = {
    OTEL_TRACES_EXPORTER: 'console,otlp',
    OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '100',
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '7',
    OTEL_ATTRIBUTE_COUNT_LIMIT: '8',
    OTEL_SPAN_LINK_COUNT_LIMIT: 'many',
  };
  const { limits, console, destinations, delay } = read(variables, { export: { delay: 5 } }).export;
  expect(limits).toEqual({ attributes: 7, events: undefined, links: undefined, valueLength: 100 });
  expect([console, destinations.length, delay]).toEqual([true, 1, 5]);
});

describe('a protocol that is not spoken', () => {
  it.each([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /OTEL_EXPORTER_OTLP_PROTOCOL is grpc.*http\/json.*4318/],
    [
      { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/xml', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
      /OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is http\/xml.*http\/json$/,
    ],
  ])('is told once: %o', (variables, text) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    state.warned.clear();
    expect(destination(variables, {})?.protocol).toBeUndefined();
    destination(variables, {});
    expect(warn.mock.calls).toEqual([[expect.stringMatching(text)]]);
    warn.mockRestore();
  });
});
