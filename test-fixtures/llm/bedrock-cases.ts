import {
  BedrockRuntime,
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  ListAsyncInvokesCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Case, collect, failure, type World } from './matrix.ts';

const MODEL = 'anthropic.claude-3-haiku';
const ask = (more: Partial<ConverseCommandInput> = {}): ConverseCommandInput => ({
  modelId: MODEL,
  messages: [{ role: 'user', content: [{ text: 'What is 2+2?' }] }],
  ...more,
});
const options = ({ url }: World) => ({
  region: 'us-east-1',
  endpoint: url,
  maxAttempts: 1,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  // The loopback server speaks HTTP/1.1.
  requestHandler: new NodeHttpHandler(),
});
const clientOf = (world: World) => new BedrockRuntimeClient(options(world));
const send = (world: World): BedrockRuntimeClient['send'] => {
  const client = clientOf(world);
  return world.on(client, 'send', 'send');
};
const body = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 9,
  messages: [{ role: 'user', content: 'What is 2+2?' }],
});

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'aws.bedrock',
  'gen_ai.request.model': MODEL,
  'gen_ai.response.finish_reasons': ['end_turn'],
  'gen_ai.usage.output_tokens': 5,
  'server.address': '127.0.0.1',
};
const CONVERSE = { ...SPAN, 'gen_ai.usage.input_tokens': 9, 'gen_ai.usage.cache_read.input_tokens': 2 };

export const bedrockCases: Case[] = [
  {
    name: 'Converse',
    attributes: { ...CONVERSE, 'aws.request_id': 'req_loopback' },
    run: async (world) => {
      const promise = send(world)(new ConverseCommand(ask()));
      const answer = await promise;
      return [promise.constructor.name, answer.constructor.name, Object.keys(answer), answer.output];
    },
  },
  {
    name: 'then, catch and finally chain',
    attributes: CONVERSE,
    run: async (world) => {
      const order: string[] = [];
      const promise = send(world)(new ConverseCommand(ask()));
      await promise.finally(() => order.push('finally')).then(() => order.push('then'));
      return [order, (await promise).stopReason];
    },
  },
  {
    name: 'parameters of the request',
    attributes: {
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.top_p': 0.75,
      'gen_ai.request.stop_sequences': ['END'],
      'aws.bedrock.guardrail.id': 'guard',
    },
    run: async (world) => {
      const inferenceConfig = { maxTokens: 9, temperature: 0.5, topP: 0.75, stopSequences: ['END'] };
      const guardrailConfig = { guardrailIdentifier: 'guard', guardrailVersion: '1' };
      const answer = await send(world)(new ConverseCommand(ask({ inferenceConfig, guardrailConfig })));
      return answer.usage;
    },
  },
  {
    name: 'tool use',
    attributes: { 'gen_ai.response.finish_reasons': ['tool_use'] },
    run: async (world) => {
      const toolSpec = { name: 'weather', inputSchema: { json: {} } };
      const answer = await send(world)(new ConverseCommand(ask({ toolConfig: { tools: [{ toolSpec }] } })));
      return answer.output?.message?.content;
    },
  },
  {
    name: 'a callback',
    attributes: CONVERSE,
    run: async (world) => {
      const called = Promise.withResolvers<unknown>();
      const result = send(world)(new ConverseCommand(ask()), (error, data) =>
        called.resolve([error, Object.keys(data ?? {})]),
      ) as unknown;
      return [result, await called.promise];
    },
  },
  {
    name: 'a callback after options',
    attributes: CONVERSE,
    run: async (world) => {
      const called = Promise.withResolvers<unknown>();
      const result = send(world)(new ConverseCommand(ask()), {}, function (this: unknown, ...values) {
        called.resolve([this, values.length, values[1]?.stopReason]);
      }) as unknown;
      return [result, await called.promise];
    },
  },
  {
    name: 'a callback that is told an error',
    error: '400',
    run: async (world) => {
      const called = Promise.withResolvers<unknown>();
      send(world)(new ConverseCommand(ask({ modelId: 'error-400' })), (error, data) =>
        called.resolve([error?.name, error?.message, data]),
      );
      return called.promise;
    },
  },
  {
    name: 'ConverseStream',
    attributes: { ...CONVERSE, 'gen_ai.request.stream': true },
    run: async (world) => {
      const { stream, ...rest } = await send(world)(new ConverseStreamCommand(ask()));
      return [Object.keys(rest), stream?.constructor.name, stream && (await collect(stream))];
    },
  },
  {
    name: 'each event comes before the server sends the next',
    run: async (world) => {
      let seen = 0;
      const { stream } = await send(world)(new ConverseStreamCommand(ask({ modelId: 'paced' })));
      for await (const { contentBlockDelta } of stream ?? []) if (contentBlockDelta) world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      let seen = 0;
      const { stream } = await send(world)(new ConverseStreamCommand(ask()));
      for await (const _event of stream ?? []) if (++seen === 2) break;
      return seen;
    },
  },
  {
    name: 'InvokeModel',
    attributes: { ...SPAN, 'gen_ai.usage.input_tokens': 7, 'gen_ai.request.max_tokens': 9 },
    run: async (world) => {
      const answer = await send(world)(new InvokeModelCommand({ modelId: MODEL, body }));
      return [answer.body.constructor.name, answer.body.transformToString()];
    },
  },
  {
    name: 'InvokeModelWithResponseStream',
    attributes: { ...SPAN, 'gen_ai.usage.input_tokens': 7, 'gen_ai.response.model': 'claude-3-haiku' },
    run: async (world) => {
      const command = new InvokeModelWithResponseStreamCommand({ modelId: MODEL, body });
      const texts: string[] = [];
      for await (const { chunk } of (await send(world)(command)).body ?? [])
        texts.push(new TextDecoder().decode(chunk?.bytes));
      return texts;
    },
  },
  {
    name: 'InvokeModel of an embedding',
    spans: ['embeddings amazon.titan-embed-text-v2'],
    attributes: { 'gen_ai.usage.input_tokens': 4 },
    run: async (world) => {
      const modelId = 'amazon.titan-embed-text-v2';
      const answer = await send(world)(new InvokeModelCommand({ modelId, body: '{"inputText":"a"}' }));
      return answer.body.transformToString();
    },
  },
  {
    name: 'the aggregated client',
    attributes: CONVERSE,
    run: async (world) => {
      const client = new BedrockRuntime(options(world));
      return (await world.on(client, 'converse', 'converse')(ask())).stopReason;
    },
  },
  {
    name: 'an error of the API',
    error: '400',
    run: (world) => failure(() => send(world)(new ConverseCommand(ask({ modelId: 'error-400' })))),
  },
  {
    name: 'an abort is no error',
    run: async (world) => {
      const aborter = new AbortController();
      const promise = send(world)(new ConverseCommand(ask()), { abortSignal: aborter.signal });
      aborter.abort();
      return failure(() => promise);
    },
  },
  {
    name: 'no command at all',
    spans: [],
    run: (world) => failure(() => send(world)(undefined as never)),
  },
  {
    name: 'a command that asks no model',
    spans: [],
    run: async (world) => {
      const { kind, name } = (await failure(() => send(world)(new ListAsyncInvokesCommand({})))) as {
        kind: string;
        name: string;
      };
      return [kind, name];
    },
  },
];
