import type OpenAI from 'openai';
import { CLIENT } from '../../runtime/trace/span.ts';
import { type Case, collect, failure, type World } from './matrix.ts';

type Body = Parameters<OpenAI['chat']['completions']['create']>[0];

const ask = (more: Partial<Body> = {}): Body =>
  ({ model: 'gpt-4o', messages: [{ role: 'user', content: 'What is 2+2?' }], ...more }) as Body;

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2026-08-01',
  'gen_ai.response.id': 'chatcmpl-1',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 7,
  'gen_ai.usage.output_tokens': 5,
  'gen_ai.usage.cache_read.input_tokens': 2,
  'gen_ai.usage.reasoning.output_tokens': 1,
  'openai.api.type': 'chat_completions',
  'server.address': '127.0.0.1',
  'code.file.path': 'case.ts',
  'code.line.number': 1,
  'code.function.name': 'test',
};

/** Every case of one major version; `Client` is that version's class. */
export function openaiCases(Client: typeof OpenAI): Case[] {
  const clientOf = ({ url }: World) => new Client({ apiKey: 'test', baseURL: `${url}/v1`, maxRetries: 1 });
  const create = (world: World) => {
    const client = clientOf(world);
    return world.on(client.chat.completions, 'create', 'chat.completions.create');
  };
  return [
    {
      name: 'awaits the whole answer',
      attributes: SPAN,
      run: async (world) => {
        const promise = create(world)(ask() as never) as unknown as Promise<OpenAI.ChatCompletion>;
        const answer = await promise;
        return [
          promise.constructor.name,
          Object.keys(promise),
          answer,
          (answer as { _request_id?: string })._request_id,
        ];
      },
    },
    {
      name: 'awaits twice, parses once',
      run: async (world) => {
        const promise = create(world)(ask() as never) as unknown as Promise<unknown>;
        const first = await promise;
        return [Object.is(first, await promise)];
      },
    },
    {
      name: 'reads parameters of the request',
      attributes: {
        'gen_ai.request.max_tokens': 5,
        'gen_ai.request.temperature': 0.5,
        'gen_ai.request.top_p': 0.9,
        'gen_ai.request.stop_sequences': ['x'],
        'gen_ai.request.seed': 3,
        'gen_ai.request.choice.count': 2,
        'gen_ai.response.finish_reasons': ['stop', 'stop'],
        'gen_ai.output.type': 'json',
      },
      run: async (world) =>
        create(world)(
          ask({
            max_tokens: 5,
            temperature: 0.5,
            top_p: 0.9,
            stop: 'x',
            seed: 3,
            n: 2,
            response_format: { type: 'json_object' },
          }) as never,
        ),
    },
    {
      name: 'withResponse',
      attributes: SPAN,
      run: async (world) => {
        const { data, response, request_id } = await create(world)(ask() as never).withResponse();
        return [data, response.status, response.constructor.name, request_id];
      },
    },
    {
      name: 'asResponse leaves the body to the program',
      attributes: { 'gen_ai.request.model': 'gpt-4o' },
      run: async (world) => {
        const response = await create(world)(ask() as never).asResponse();
        return [response.status, response.bodyUsed, await response.json()];
      },
    },
    {
      name: '_thenUnwrap',
      attributes: SPAN,
      run: async (world) => {
        const promise = create(world)(ask() as never) as unknown as {
          _thenUnwrap(f: (data: OpenAI.ChatCompletion) => unknown): Promise<unknown>;
        };
        return promise._thenUnwrap((data) => data.choices.length);
      },
    },
    {
      name: 'then, catch and finally chain',
      run: async (world) => {
        const order: string[] = [];
        const promise = create(world)(ask() as never) as unknown as Promise<unknown>;
        await promise.finally(() => order.push('finally')).then(() => order.push('then'));
        return order;
      },
    },
    {
      name: 'streams chunk by chunk',
      attributes: {
        ...SPAN,
        'gen_ai.request.stream': true,
        'gen_ai.usage.input_tokens': undefined,
        'gen_ai.usage.output_tokens': undefined,
        'gen_ai.usage.cache_read.input_tokens': undefined,
        'gen_ai.usage.reasoning.output_tokens': undefined,
      },
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true }) as never,
        )) as unknown as AsyncIterable<unknown>;
        return [stream.constructor.name, Object.keys(stream), await collect(stream)];
      },
    },
    {
      name: 'streams usage when asked to',
      attributes: SPAN,
      run: async (world) =>
        collect(
          (await create(world)(
            ask({ stream: true, stream_options: { include_usage: true } }) as never,
          )) as never,
        ),
    },
    {
      name: 'sees each chunk before the server sends the next',
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true, model: 'paced' }) as never,
        )) as unknown as AsyncIterable<unknown>;
        let seen = 0;
        for await (const _chunk of stream) world.saw(seen++);
        return seen;
      },
    },
    {
      name: 'break aborts the request',
      attributes: { 'gen_ai.response.finish_reasons': ['error'] },
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true }) as never,
        )) as unknown as AsyncIterable<unknown> & { controller: AbortController };
        let seen = 0;
        for await (const _chunk of stream) if (++seen === 2) break;
        return [seen, stream.controller.signal.aborted];
      },
    },
    {
      name: 'tee gives both halves every chunk',
      attributes: { 'gen_ai.response.finish_reasons': ['stop'] },
      run: async (world) => {
        const stream = (await create(world)(ask({ stream: true }) as never)) as unknown as {
          tee(): [AsyncIterable<unknown>, AsyncIterable<unknown>];
        };
        const [left, right] = stream.tee();
        const [a, b] = await Promise.all([collect(left), collect(right)]);
        return [a.length === b.length, a];
      },
    },
    {
      name: 'toReadableStream',
      attributes: { 'gen_ai.response.finish_reasons': ['stop'] },
      run: async (world) => {
        const stream = (await create(world)(ask({ stream: true }) as never)) as unknown as {
          toReadableStream(): ReadableStream;
        };
        return new Response(stream.toReadableStream()).text();
      },
    },
    {
      name: 'a stream is read once',
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true }) as never,
        )) as unknown as AsyncIterable<unknown>;
        await collect(stream);
        return failure(() => collect(stream));
      },
    },
    {
      name: 'a stream breaks in the middle',
      error: 'stream_broke',
      run: async (world) => {
        const stream = (await create(world)(
          ask({ stream: true, model: 'error-mid-stream' }) as never,
        )) as unknown as AsyncIterable<unknown>;
        return failure(() => collect(stream));
      },
    },
    {
      name: 'an error of the API',
      error: '400',
      run: (world) => failure(() => create(world)(ask({ model: 'error-400' }) as never)),
    },
    {
      name: 'retries are inside one span',
      error: '429',
      run: (world) => failure(() => create(world)(ask({ model: 'error-429' }) as never)),
    },
    {
      name: 'an abort is no error',
      attributes: { 'error.type': undefined },
      run: (world) => {
        const controller = new AbortController();
        controller.abort();
        return failure(() => create(world)(ask() as never, { signal: controller.signal }));
      },
    },
    {
      name: 'a rejection without arguments',
      run: (world) => failure(() => create(world)(undefined as never)),
    },
    {
      name: 'a detached method fails as it did',
      spans: [],
      run: (world) => {
        const { create } = clientOf(world).chat.completions;
        return failure(() => create(ask() as never));
      },
    },
    {
      name: 'tool calls',
      attributes: { 'gen_ai.response.finish_reasons': ['tool_calls'] },
      run: async (world) =>
        create(world)(
          ask({ tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }] }) as never,
        ),
    },
    {
      name: 'parse',
      attributes: { 'gen_ai.output.type': 'json', 'gen_ai.response.finish_reasons': ['stop'] },
      run: async (world) => {
        const client = clientOf(world);
        const parse = world.on(client.chat.completions, 'parse', 'chat.completions.parse');
        const body = ask({
          response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } },
        });
        return parse(body as never);
      },
    },
    {
      name: 'stream() emits and iterates',
      attributes: { 'gen_ai.response.finish_reasons': ['stop'], 'gen_ai.request.stream': true },
      run: async (world) => {
        const client = clientOf(world);
        const stream = world.on(client.chat.completions, 'stream', 'chat.completions.stream')(ask() as never);
        const events: string[] = [];
        stream.on('content', (delta: string) => events.push(delta));
        const completion = await stream.finalChatCompletion();
        return [stream.constructor.name, 'then' in stream, events, completion.choices[0]?.message.content];
      },
    },
    {
      name: 'stream() that fails',
      error: '400',
      run: (world) => {
        const client = clientOf(world);
        const stream = world.on(
          client.chat.completions,
          'stream',
          'chat.completions.stream',
        )(ask({ model: 'error-400' }) as never);
        return failure(() => stream.finalChatCompletion());
      },
    },
    {
      name: 'runTools runs the tool and asks again, in one span, with the tool below it',
      spans: ['execute_tool weather', 'chat gpt-4o'],
      root: { kind: CLIENT, attributes: { 'gen_ai.usage.input_tokens': 14 } },
      run: async (world) => {
        const client = clientOf(world);
        const runTools = world.on(
          client.chat.completions,
          'runTools' as never,
          'chat.completions.runTools',
        ) as (body: unknown) => { finalContent(): Promise<string> };
        const called: unknown[] = [];
        const weather = {
          type: 'function',
          function: {
            name: 'weather',
            parse: JSON.parse,
            function: (args: unknown) => {
              called.push(args);
              return 'sunny';
            },
            parameters: {},
            description: '',
          },
        };
        const runner = runTools({ ...ask(), tools: [weather] });
        return [await runner.finalContent(), called];
      },
    },
    {
      name: 'responses.create',
      attributes: {
        'openai.api.type': 'responses',
        'gen_ai.response.id': 'resp_1',
        'gen_ai.usage.input_tokens': 7,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read.input_tokens': 3,
        'gen_ai.usage.reasoning.output_tokens': 2,
        'gen_ai.response.finish_reasons': ['stop'],
      },
      run: async (world) => {
        const client = clientOf(world);
        return world.on(
          client.responses,
          'create',
          'responses.create',
        )({ model: 'gpt-4o', input: 'hi' } as never);
      },
    },
    {
      name: 'responses.create streams',
      attributes: { 'gen_ai.usage.output_tokens': 5, 'gen_ai.response.finish_reasons': ['stop'] },
      run: async (world) => {
        const client = clientOf(world);
        const stream = await world.on(
          client.responses,
          'create',
          'responses.create',
        )({ model: 'gpt-4o', input: 'hi', stream: true } as never);
        return collect(stream as never);
      },
    },
    {
      name: 'responses.stream',
      attributes: { 'gen_ai.usage.output_tokens': 5 },
      run: async (world) => {
        const client = clientOf(world);
        const stream = world.on(
          client.responses,
          'stream',
          'responses.stream',
        )({ model: 'gpt-4o', input: 'hi' } as never);
        return (await stream.finalResponse()).output_text;
      },
    },
    {
      name: 'embeddings, which the SDK decodes',
      spans: ['embeddings text-embedding-3-small'],
      attributes: {
        'gen_ai.usage.input_tokens': 8,
        'gen_ai.request.encoding_formats': undefined,
        'gen_ai.usage.output_tokens': undefined,
      },
      run: async (world) => {
        const client = clientOf(world);
        return world.on(
          client.embeddings,
          'create',
          'embeddings.create',
        )({ model: 'text-embedding-3-small', input: ['a', 'b'] });
      },
    },
    {
      name: 'embeddings.create throws synchronously',
      run: async (world) => {
        const client = clientOf(world);
        const create = world.on(client.embeddings, 'create', 'embeddings.create');
        let threw = 'nothing';
        try {
          await create(undefined as never);
        } catch (error) {
          threw = (error as Error).constructor.name;
        }
        return threw;
      },
    },
  ];
}
