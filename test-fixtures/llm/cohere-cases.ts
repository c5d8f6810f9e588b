import { CohereClient, CohereClientV2 } from 'cohere-ai';
import { type Case, collect, failure, type World } from './matrix.ts';

const ask = (more: object = {}) => ({
  model: 'command-a',
  messages: [{ role: 'user' as const, content: 'What is 2+2?' }],
  ...more,
});
const clientOf = ({ url }: World) => new CohereClientV2({ token: 'test', environment: url });
const older = ({ url }: World) => new CohereClient({ token: 'test', environment: url });
const chat = (world: World) => world.on(clientOf(world), 'chat', 'chat');
const streamed = (world: World) => world.on(clientOf(world), 'chatStream', 'chatStream');

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'cohere',
  'gen_ai.request.model': 'command-a',
  'gen_ai.response.id': 'chat-1',
  'gen_ai.response.finish_reasons': ['complete'],
  'gen_ai.usage.input_tokens': 7,
  'gen_ai.usage.output_tokens': 5,
  'server.address': '127.0.0.1',
};

export const cohereCases: Case[] = [
  {
    name: 'awaits the whole answer',
    attributes: SPAN,
    run: async (world) => {
      const promise = chat(world)(ask());
      return [promise.constructor.name, Object.keys(promise), await promise];
    },
  },
  {
    name: 'awaits twice',
    attributes: SPAN,
    run: async (world) => {
      const promise = chat(world)(ask());
      const first = await promise;
      return Object.is(first, await promise);
    },
  },
  {
    name: 'withRawResponse',
    attributes: SPAN,
    run: async (world) => {
      const { data, rawResponse } = await chat(world)(ask()).withRawResponse();
      return [data, rawResponse.status];
    },
  },
  {
    name: 'then, catch and finally chain',
    run: async (world) => {
      const order: string[] = [];
      await chat(world)(ask())
        .finally(() => order.push('finally'))
        .then(() => order.push('then'));
      return order;
    },
  },
  {
    name: 'reads parameters of the request',
    attributes: {
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.top_k': 3,
      'gen_ai.request.top_p': 0.9,
    },
    run: async (world) => chat(world)(ask({ maxTokens: 9, temperature: 0.5, k: 3, p: 0.9 })),
  },
  {
    name: 'streams',
    attributes: { ...SPAN, 'gen_ai.request.stream': true },
    run: async (world) => {
      const stream = await streamed(world)(ask());
      return [stream.constructor.name, Object.keys(stream), await collect(stream)];
    },
  },
  {
    name: 'sees each chunk before the server sends the next',
    run: async (world) => {
      let seen = 0;
      for await (const event of await streamed(world)(ask({ model: 'paced' })))
        if (event.type === 'content-delta') world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      let seen = 0;
      for await (const _event of await streamed(world)(ask())) if (++seen === 2) break;
      return seen;
    },
  },
  {
    name: 'an error of the API',
    error: '400',
    run: (world) => failure(() => chat(world)(ask({ model: 'error-400' }))),
  },
  {
    name: 'embed',
    spans: ['embeddings embed-v4'],
    attributes: { 'gen_ai.usage.input_tokens': 4 },
    run: async (world) =>
      world.on(
        clientOf(world),
        'embed',
        'embed',
      )({ model: 'embed-v4', texts: ['a'], inputType: 'search_query', embeddingTypes: ['float'] }),
  },
  {
    name: 'the older class',
    attributes: SPAN,
    run: async (world) => {
      const { v2 } = new CohereClient({ token: 'test', environment: world.url });
      return world.on(v2, 'chat', 'v2.chat')(ask());
    },
  },
  {
    name: 'rerank',
    spans: ['rerank rerank-v4'],
    run: async (world) =>
      world.on(clientOf(world), 'rerank', 'rerank')({ model: 'rerank-v4', query: 'a', documents: ['b'] }),
  },
  {
    name: 'version 1',
    spans: ['chat command-r'],
    attributes: { 'gen_ai.response.id': 'gen-1', 'gen_ai.usage.input_tokens': 7 },
    run: (world) => world.on(older(world), 'chat', 'chat')({ model: 'command-r', message: 'What is 2+2?' }),
  },
  {
    name: 'version 1 streams',
    spans: ['chat command-r'],
    attributes: { 'gen_ai.response.finish_reasons': ['complete'], 'gen_ai.usage.output_tokens': 5 },
    run: async (world) => {
      const chatStream = world.on(older(world), 'chatStream', 'chatStream');
      return collect(await chatStream({ model: 'command-r', message: 'What is 2+2?' }));
    },
  },
  {
    name: 'version 1 of a stream that its program leaves',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      const chatStream = world.on(older(world), 'chatStream', 'chatStream');
      const types: unknown[] = [];
      for await (const { eventType } of await chatStream({ model: 'command-r', message: 'hi' })) {
        types.push(eventType);
        if (types.length === 2) break;
      }
      return types;
    },
  },
  {
    name: 'version 1 with tools',
    attributes: { 'gen_ai.response.finish_reasons': ['complete'] },
    run: (world) =>
      world.on(
        older(world),
        'chat',
        'chat',
      )({ model: 'command-r', message: 'hi', tools: [{ name: 'weather', description: 'tells it' }] }),
  },
  {
    name: 'version 1, an error of the API',
    error: '400',
    run: (world) =>
      failure(() => world.on(older(world), 'chat', 'chat')({ model: 'error-400', message: 'hi' })),
  },
  {
    name: 'version 1 generates',
    spans: ['text_completion command-light'],
    attributes: { 'gen_ai.response.id': 'gen-2', 'gen_ai.usage.output_tokens': 5 },
    run: async (world) => {
      const promise = world.on(
        older(world),
        'generate',
        'generate',
      )({ model: 'command-light', prompt: 'hi' });
      return [promise.constructor.name, await promise];
    },
  },
  {
    name: 'version 1 generates a stream',
    spans: ['text_completion command-light'],
    attributes: { 'gen_ai.response.id': 'gen-2', 'gen_ai.response.finish_reasons': ['complete'] },
    run: async (world) => {
      const generateStream = world.on(older(world), 'generateStream', 'generateStream');
      return collect(await generateStream({ model: 'command-light', prompt: 'hi' }));
    },
  },
];
