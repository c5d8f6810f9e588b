import { GoogleGenAI } from '@google/genai';
import { type Case, collect, failure, type World } from './matrix.ts';

const ask = (more: object = {}) => ({ model: 'gemini-3-pro', contents: 'What is 2+2?', ...more });

const SPAN = {
  'gen_ai.operation.name': 'generate_content',
  'gen_ai.provider.name': 'gcp.gemini',
  'gen_ai.request.model': 'gemini-3-pro',
  'gen_ai.response.model': 'gemini-3-pro-001',
  'gen_ai.response.id': 'resp_g1',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 6,
  'gen_ai.usage.output_tokens': 8,
  'gen_ai.usage.cache_read.input_tokens': 2,
  'gen_ai.usage.reasoning.output_tokens': 3,
  'server.address': '127.0.0.1',
};

const modelsOf = ({ url }: World) =>
  new GoogleGenAI({ apiKey: 'test', vertexai: false, httpOptions: { baseUrl: url } }).models;

const generate = (world: World) => world.on(modelsOf(world), 'generateContent', 'models.generateContent');
const streamed = (world: World) =>
  world.on(modelsOf(world), 'generateContentStream', 'models.generateContentStream');
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const googleCases: Case[] = [
  {
    name: 'awaits the whole answer',
    attributes: SPAN,
    run: async (world) => {
      const promise = generate(world)(ask());
      const answer = await promise;
      return [
        promise.constructor.name,
        Object.keys(promise),
        answer.constructor.name,
        answer.text,
        answer.functionCalls,
      ];
    },
  },
  {
    name: 'reads parameters of the request',
    attributes: {
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.top_k': 3,
      'gen_ai.output.type': 'json',
    },
    run: async (world) =>
      (
        await generate(world)(
          ask({
            config: { temperature: 0.5, maxOutputTokens: 9, topK: 3, responseMimeType: 'application/json' },
          }),
        )
      ).text,
  },
  {
    name: 'streams',
    attributes: { ...SPAN, 'gen_ai.request.stream': true },
    run: async (world) => {
      const stream = await streamed(world)(ask());
      const chunks = (await collect(stream)) as { text: string }[];
      return [Object.prototype.toString.call(stream), Object.keys(stream), chunks.map(({ text }) => text)];
    },
  },
  {
    name: 'sees each chunk before the server sends the next',
    run: async (world) => {
      let seen = 0;
      for await (const _chunk of await streamed(world)(ask({ model: 'paced' }))) world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      const stream = await streamed(world)(ask());
      for await (const _chunk of stream) break;
      return stream.next();
    },
  },
  {
    name: 'next, return and throw of the generator',
    run: async (world) => {
      const stream = await streamed(world)(ask());
      const first = await stream.next();
      return [
        first.done,
        await stream.return(undefined),
        await failure(() => stream.throw(new Error('late'))),
      ];
    },
  },
  {
    name: 'an error of the API',
    error: '400',
    run: (world) => failure(() => generate(world)(ask({ model: 'error-400' }))),
  },
  {
    name: 'a stream that fails at once',
    error: '400',
    run: (world) => failure(() => streamed(world)(ask({ model: 'error-400' }))),
  },
  {
    name: 'an abort is no error',
    attributes: { 'error.type': undefined },
    run: (world) => {
      const controller = new AbortController();
      controller.abort();
      return failure(
        async () => (await generate(world)(ask({ config: { abortSignal: controller.signal } }))).text,
      );
    },
  },
  {
    name: 'function calls',
    attributes: { 'gen_ai.response.finish_reasons': ['stop'] },
    run: async (world) => {
      const answer = await generate(world)(
        ask({ config: { tools: [{ functionDeclarations: [{ name: 'weather' }] }] } }),
      );
      return plain(answer.functionCalls);
    },
  },
  {
    name: 'embeddings',
    spans: ['embeddings gemini-embedding'],
    attributes: { 'gen_ai.operation.name': 'embeddings' },
    run: async (world) =>
      plain(
        await world.on(
          modelsOf(world),
          'embedContent',
          'models.embedContent',
        )({ model: 'gemini-embedding', contents: 'a' }),
      ),
  },
  {
    name: 'a detached method works as it did',
    run: async (world) => {
      const models = modelsOf(world);
      const detached = world.on({ call: models.generateContent }, 'call', 'models.generateContent');
      return (await detached(ask())).text;
    },
  },
];
