import { Mistral } from '@mistralai/mistralai';
import { type Case, collect, failure, type World } from './matrix.ts';

const ask = (more: object = {}) => ({
  model: 'mistral-large',
  messages: [{ role: 'user' as const, content: 'What is 2+2?' }],
  ...more,
});
const chatOf = ({ url }: World) => new Mistral({ apiKey: 'test', serverURL: url }).chat;
const complete = (world: World) => world.on(chatOf(world), 'complete', 'chat.complete');
const stream = (world: World) => world.on(chatOf(world), 'stream', 'chat.stream');

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'mistral_ai',
  'gen_ai.request.model': 'mistral-large',
  'gen_ai.response.model': 'mistral-large-2026-08-01',
  'gen_ai.response.id': 'chatcmpl-1',
  'gen_ai.response.finish_reasons': ['stop'],
  'server.address': '127.0.0.1',
};
const USAGE = { 'gen_ai.usage.input_tokens': 7, 'gen_ai.usage.output_tokens': 5 };

export const mistralCases: Case[] = [
  {
    name: 'awaits the whole answer',
    attributes: { ...SPAN, ...USAGE },
    run: async (world) => {
      const promise = complete(world)(ask());
      return [promise.constructor.name, Object.keys(promise), await promise];
    },
  },
  {
    name: 'reads parameters of the request',
    attributes: {
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.seed': 3,
    },
    run: (world) => complete(world)(ask({ maxTokens: 9, temperature: 0.5, randomSeed: 3 })),
  },
  {
    name: 'streams',
    attributes: { ...SPAN, 'gen_ai.request.stream': true },
    run: async (world) => {
      const events = await stream(world)(ask());
      return [
        events.constructor.name,
        events instanceof ReadableStream,
        Object.keys(events),
        await collect(events),
      ];
    },
  },
  {
    name: 'sees each chunk before the server sends the next',
    run: async (world) => {
      let seen = 0;
      for await (const _event of await stream(world)(ask({ model: 'paced' }))) world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'a reader reads',
    attributes: SPAN,
    run: async (world) => {
      const reader = (await stream(world)(ask())).getReader();
      let chunks = 0;
      while (!(await reader.read()).done) chunks++;
      return [reader.constructor.name, chunks];
    },
  },
  {
    name: 'tee',
    attributes: SPAN,
    run: async (world) => {
      const [left, right] = (await stream(world)(ask())).tee();
      const [a, b] = await Promise.all([collect(left), collect(right)]);
      return [a.length, b.length];
    },
  },
  {
    name: 'cancel',
    run: async (world) => {
      const events = await stream(world)(ask());
      await events.cancel();
      return events.locked;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      const events = await stream(world)(ask());
      for await (const _event of events) break;
      return events.locked;
    },
  },
  {
    name: 'an error of the API',
    error: '400',
    run: async (world) => {
      const { kind } = (await failure(() => complete(world)(ask({ model: 'error-400' })))) as {
        kind: string;
      };
      return kind;
    },
  },
  {
    name: 'embeddings',
    spans: ['embeddings mistral-embed'],
    attributes: { 'gen_ai.usage.input_tokens': 4 },
    run: (world) => {
      const { embeddings } = new Mistral({ apiKey: 'test', serverURL: world.url });
      return failure(() =>
        world.on(embeddings, 'create', 'embeddings.create')({ model: 'mistral-embed', inputs: ['a'] }),
      );
    },
  },
];
