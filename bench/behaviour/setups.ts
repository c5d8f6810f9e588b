/**
 * How each peer is put on openai, as its own documentation says, and how many LLM spans it has made.
 * Everything stays on loopback: exporters keep spans in memory or post them to a sink.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type OpenAI from 'openai';

type Client = typeof OpenAI;

export interface Setup {
  readonly Client: Client;
  /** LLM spans so far; undefined where the peer keeps them in a form that only its own backend reads. */
  spans?(): Promise<number>;
}

const require = createRequire(import.meta.url);

/** A class whose instances went through a peer's wrapper function. */
const wrappedClass = (Original: Client, wrap: (client: OpenAI) => OpenAI): Client =>
  class {
    constructor(options: never) {
      // biome-ignore lint/correctness/noConstructorReturn: the peer's wrapper stands for the client
      return wrap(new Original(options)) as never;
    }
  } as never;

/** An OpenTelemetry provider that counts spans of calls of a model. */
async function countingProvider(
  more: object[] = [],
): Promise<{ provider: object; count: () => Promise<number> }> {
  const sdk = (await import('@opentelemetry/sdk-trace')) as never as Record<
    string,
    new (
      options: object,
    ) => object
  >;
  const { context, trace } = await import('@opentelemetry/api');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  let ended = 0;
  const counter = {
    onStart() {},
    onEnd: () => void ended++,
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const Provider = sdk.BasicTracerProvider ?? sdk.TracerProvider;
  if (Provider === undefined) throw new Error(`no provider among ${Object.keys(sdk).join()}`);
  const provider = new Provider({ spanProcessors: [counter, ...more] });
  trace.setGlobalTracerProvider(provider as never);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return { provider, count: async () => ended };
}

async function sink(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const plain = (): Client => require('openai').OpenAI as Client;

export const SETUPS: Readonly<Record<string, () => Promise<Setup>>> = {
  untouched: async () => ({ Client: plain() }),

  '@opentelemetry/instrumentation-openai': async () => {
    const { provider, count } = await countingProvider();
    const { OpenAIInstrumentation } = require('@opentelemetry/instrumentation-openai');
    const { registerInstrumentations } = require('@opentelemetry/instrumentation');
    registerInstrumentations({ instrumentations: [new OpenAIInstrumentation()], tracerProvider: provider });
    return { Client: plain(), spans: count };
  },

  '@arizeai/openinference-instrumentation-openai': async () => {
    const { provider, count } = await countingProvider();
    const { OpenAIInstrumentation } = require('@arizeai/openinference-instrumentation-openai');
    const instrumentation = new OpenAIInstrumentation();
    instrumentation.setTracerProvider(provider);
    const openai = require('openai');
    instrumentation.manuallyInstrument(openai.default ?? openai);
    return { Client: openai.OpenAI, spans: count };
  },

  '@traceloop/instrumentation-openai': async () => {
    const { provider, count } = await countingProvider();
    const { OpenAIInstrumentation } = require('@traceloop/instrumentation-openai');
    const instrumentation = new OpenAIInstrumentation();
    instrumentation.setTracerProvider(provider);
    const openai = require('openai');
    instrumentation.manuallyInstrument(openai.OpenAI);
    return { Client: openai.OpenAI, spans: count };
  },

  '@langfuse/openai': async () => {
    const { count } = await countingProvider();
    const { observeOpenAI } = await import('@langfuse/openai');
    return {
      Client: wrappedClass(plain(), (client) => observeOpenAI(client as never) as never),
      spans: count,
    };
  },

  langsmith: async () => {
    Object.assign(process.env, {
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY: 'x',
      LANGSMITH_ENDPOINT: await sink(),
    });
    const { wrapOpenAI } = await import('langsmith/wrappers');
    return { Client: wrappedClass(plain(), (client) => wrapOpenAI(client as never) as never) };
  },

  'dd-trace': async () => {
    const tracer = require('dd-trace').init({
      url: await sink(),
      startupLogs: false,
      telemetry: { enabled: false },
    });
    if (tracer === undefined) throw new Error('it did not start');
    return { Client: plain() };
  },

  '@sentry/node': async () => {
    const Sentry = require('@sentry/node');
    let ended = 0;
    Sentry.init({
      dsn: 'http://key@127.0.0.1:9/1',
      tracesSampleRate: 1,
      transport: () => ({ send: async () => ({}), flush: async () => true }),
    });
    Sentry.getClient()?.on('spanEnd', (span: object) => {
      const { data, attributes } = Sentry.spanToJSON(span) as { data?: object; attributes?: object };
      if (Object.keys(data ?? attributes ?? {}).some((key) => key.startsWith('gen_ai.'))) ended++;
    });
    return { Client: plain(), spans: async () => ended };
  },

  braintrust: async () => {
    const { wrapOpenAI } = await import('braintrust');
    return { Client: wrappedClass(plain(), (client) => wrapOpenAI(client as never) as never) };
  },
};
