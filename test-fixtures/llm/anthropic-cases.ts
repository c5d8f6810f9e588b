import type Anthropic from '@anthropic-ai/sdk';
import { CLIENT } from '../../runtime/trace/span.ts';
import { type Case, collect, failure, type World } from './matrix.ts';

const ask = (more: object = {}) => ({
  model: 'claude-sonnet',
  max_tokens: 64,
  messages: [{ role: 'user', content: 'What is 2+2?' }],
  ...more,
});

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'anthropic',
  'gen_ai.request.model': 'claude-sonnet',
  'gen_ai.request.max_tokens': 64,
  'gen_ai.response.model': 'claude-sonnet-20260801',
  'gen_ai.response.id': 'msg_1',
  'gen_ai.response.finish_reasons': ['end_turn'],
  'gen_ai.usage.input_tokens': 11,
  'gen_ai.usage.output_tokens': 8,
  'gen_ai.usage.cache_read.input_tokens': 2,
  'gen_ai.usage.cache_write.input_tokens': 3,
};

export function anthropicCases(Client: typeof Anthropic): Case[] {
  const clientOf = ({ url }: World) => new Client({ apiKey: 'test', baseURL: url, maxRetries: 1 });
  const create = (world: World) => {
    const client = clientOf(world);
    return world.on(client.messages, 'create', 'messages.create') as (
      body: unknown,
      options?: unknown,
    ) => ReturnType<Anthropic['messages']['create']>;
  };
  return [
    {
      name: 'awaits the whole answer',
      attributes: SPAN,
      run: async (world) => {
        const promise = create(world)(ask());
        return [promise.constructor.name, Object.keys(promise), await promise];
      },
    },
    {
      name: 'withResponse',
      attributes: SPAN,
      run: async (world) => {
        const { data, response, request_id } = await create(world)(ask()).withResponse();
        return [data, response.status, request_id];
      },
    },
    {
      name: 'asResponse',
      run: async (world) => (await create(world)(ask()).asResponse()).json(),
    },
    {
      name: 'streams',
      attributes: { ...SPAN, 'gen_ai.request.stream': true },
      run: async (world) => {
        const stream = (await create(world)(ask({ stream: true }))) as unknown as AsyncIterable<unknown>;
        return [stream.constructor.name, await collect(stream)];
      },
    },
    {
      name: 'sees each chunk before the server sends the next',
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true, model: 'paced' }),
        )) as unknown as AsyncIterable<{ type: string }>;
        let seen = 0;
        for await (const { type } of stream) if (type === 'content_block_delta') world.saw(seen++);
        return seen;
      },
    },
    {
      name: 'break aborts the request',
      attributes: { 'gen_ai.response.finish_reasons': ['error'] },
      run: async (world) => {
        const stream = (await create(world)(ask({ stream: true }))) as unknown as AsyncIterable<unknown> & {
          controller: AbortController;
        };
        for await (const _event of stream) break;
        return stream.controller.signal.aborted;
      },
    },
    {
      name: 'tee',
      attributes: { 'gen_ai.response.finish_reasons': ['end_turn'] },
      run: async (world) => {
        const stream = (await create(world)(ask({ stream: true }))) as unknown as {
          tee(): [AsyncIterable<unknown>, AsyncIterable<unknown>];
        };
        const [left, right] = stream.tee();
        return Promise.all([collect(left), collect(right)]);
      },
    },
    {
      name: 'an error of the API',
      error: '400',
      run: (world) => failure(() => create(world)(ask({ model: 'error-400' }))),
    },
    {
      name: 'a stream breaks in the middle',
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true, model: 'error-mid-stream' }),
        )) as unknown as AsyncIterable<unknown>;
        return failure(() => collect(stream));
      },
    },
    {
      name: 'throws synchronously',
      run: async (world) => {
        let how = 'nothing';
        try {
          const promise = create(world)(undefined);
          how = 'promise';
          await promise;
        } catch (error) {
          how += ` ${(error as Error).constructor.name} ${(error as Error).message}`;
        }
        return how;
      },
    },
    {
      name: 'messages.stream',
      attributes: { ...SPAN, 'gen_ai.request.stream': true },
      run: async (world) => {
        const client = clientOf(world);
        const stream = world.on(client.messages, 'stream', 'messages.stream')(ask() as never);
        const texts: string[] = [];
        stream.on('text', (text) => texts.push(text));
        const message = await stream.finalMessage();
        return [
          stream.constructor.name,
          'then' in stream,
          texts,
          message.stop_reason,
          await stream.finalText(),
        ];
      },
    },
    {
      name: 'messages.stream that fails',
      error: '400',
      run: (world) => {
        const client = clientOf(world);
        return failure(() =>
          world
            .on(
              client.messages,
              'stream',
              'messages.stream',
            )(ask({ model: 'error-400' }) as never)
            .finalMessage(),
        );
      },
    },
    {
      name: 'messages.parse gives a plain promise',
      attributes: { 'gen_ai.response.finish_reasons': ['end_turn'] },
      run: async (world) => {
        const client = clientOf(world);
        const promise = world.on(
          client.messages,
          'parse',
          'messages.parse',
        )(ask() as never) as Promise<unknown>;
        return [promise.constructor.name, (await promise) !== undefined];
      },
    },
    {
      name: 'tool use',
      attributes: { 'gen_ai.response.finish_reasons': ['tool_use'] },
      run: async (world) =>
        create(world)(ask({ tools: [{ name: 'weather', input_schema: { type: 'object' } }] })),
    },
    {
      name: 'the tool runner loops in one span, with the tool below it',
      spans: ['execute_tool weather', 'chat claude-sonnet'],
      root: {
        kind: CLIENT,
        attributes: { 'gen_ai.usage.input_tokens': 22, 'gen_ai.usage.output_tokens': 16 },
      },
      run: async (world) => {
        const client = clientOf(world);
        const called: unknown[] = [];
        const weather = {
          type: 'custom',
          name: 'weather',
          input_schema: { type: 'object' },
          parse: (it: unknown) => it,
          run: (args: unknown) => {
            called.push(args);
            return 'sunny';
          },
        };
        const runner = world.on(
          client.beta.messages,
          'toolRunner',
          'beta.messages.toolRunner',
        )(ask({ tools: [weather] }) as never);
        const last = await runner;
        return [runner.constructor.name, called, (last as { stop_reason: string }).stop_reason];
      },
    },
    {
      name: 'counting tokens asks no model',
      spans: [],
      run: async (world) => {
        const client = clientOf(world);
        return world.on(client.messages, 'countTokens', 'messages.countTokens')(ask() as never);
      },
    },
  ];
}
