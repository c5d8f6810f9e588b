import { Ollama } from 'ollama';
import { type Case, collect, failure, type World } from './matrix.ts';

const messages = [{ role: 'user', content: 'What is 2+2?' }];
const clientOf = ({ url }: World) => new Ollama({ host: url });
const chat = (world: World) =>
  world.on(clientOf(world), 'chat', 'chat') as (body: object) => Promise<unknown>;

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'ollama',
  'gen_ai.request.model': 'llama3',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 7,
  'gen_ai.usage.output_tokens': 5,
  'server.address': '127.0.0.1',
};

export const ollamaCases: Case[] = [
  {
    name: 'awaits the whole answer',
    attributes: SPAN,
    run: async (world) => {
      const promise = chat(world)({ model: 'llama3', messages });
      return [promise.constructor.name, await promise];
    },
  },
  {
    name: 'streams',
    attributes: { ...SPAN, 'gen_ai.request.stream': true },
    run: async (world) => {
      const stream = (await chat(world)({
        model: 'llama3',
        messages,
        stream: true,
      })) as AsyncIterable<unknown>;
      return [stream.constructor.name, Object.keys(stream), await collect(stream)];
    },
  },
  {
    name: 'sees each chunk before the server sends the next',
    run: async (world) => {
      const stream = (await chat(world)({
        model: 'paced',
        messages,
        stream: true,
      })) as AsyncIterable<unknown>;
      let seen = 0;
      for await (const _chunk of stream) world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      const stream = (await chat(world)({
        model: 'llama3',
        messages,
        stream: true,
      })) as AsyncIterable<unknown>;
      let seen = 0;
      for await (const _chunk of stream) if (++seen === 2) break;
      return seen;
    },
  },
  {
    name: 'abort() of the stream is no error',
    attributes: { 'error.type': undefined },
    run: async (world) => {
      const stream = (await chat(world)({
        model: 'llama3',
        messages,
        stream: true,
      })) as AsyncIterable<unknown> & { abort(): void };
      return failure(async () => {
        for await (const _chunk of stream) stream.abort();
      });
    },
  },
  {
    name: 'an error',
    error: '400',
    run: (world) => failure(() => chat(world)({ model: 'error-400', messages })),
  },
  {
    name: 'generate',
    attributes: { 'gen_ai.operation.name': 'text_completion' },
    run: (world) => world.on(clientOf(world), 'generate', 'generate')({ model: 'llama3', prompt: 'hi' }),
  },
  {
    name: 'embed',
    spans: ['embeddings llama3'],
    attributes: { 'gen_ai.usage.input_tokens': 4, 'gen_ai.response.finish_reasons': undefined },
    run: (world) => world.on(clientOf(world), 'embed', 'embed')({ model: 'llama3', input: 'hi' }),
  },
  {
    name: 'awaits twice, and chains',
    attributes: SPAN,
    run: async (world) => {
      const order: string[] = [];
      const promise = chat(world)({ model: 'llama3', messages });
      await promise.finally(() => order.push('finally')).then(() => order.push('then'));
      const first = await promise;
      return [order, Object.is(first, await promise)];
    },
  },
  {
    name: 'parameters of the request',
    attributes: {
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.seed': 7,
      'gen_ai.output.type': 'json',
    },
    run: (world) =>
      chat(world)({
        model: 'llama3',
        messages,
        format: 'json',
        options: { num_predict: 9, temperature: 0.5, seed: 7 },
      }),
  },
  {
    name: 'generate streams',
    attributes: { 'gen_ai.operation.name': 'text_completion', 'gen_ai.request.stream': true },
    run: async (world) => {
      const generate = world.on(clientOf(world), 'generate', 'generate');
      return collect(await generate({ model: 'llama3', prompt: 'hi', stream: true }));
    },
  },
  {
    name: 'a stream that fails at once',
    error: '400',
    run: (world) => failure(() => chat(world)({ model: 'error-400', messages, stream: true })),
  },
  {
    name: 'a stream that breaks',
    error: 'Error',
    run: async (world) => {
      const stream = (await chat(world)({
        model: 'error-mid-stream',
        messages,
        stream: true,
      })) as AsyncIterable<unknown>;
      return failure(() => collect(stream));
    },
  },
  {
    name: 'abort() of the client',
    attributes: { 'error.type': undefined },
    run: (world) => {
      const client = clientOf(world);
      return failure(async () => {
        const body = { model: 'llama3', messages, stream: true as const };
        for await (const _chunk of await world.on(client, 'chat', 'chat')(body)) client.abort();
      });
    },
  },
  {
    name: 'tools',
    attributes: SPAN,
    run: (world) =>
      chat(world)({
        model: 'llama3',
        messages,
        tools: [{ type: 'function', function: { name: 'weather' } }],
      }),
  },
];
