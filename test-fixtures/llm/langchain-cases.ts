import { Document } from '@langchain/core/documents';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda, RunnableSequence } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { type Case, collect, failure, type World } from './matrix.ts';

const modelOf = ({ url }: World, model = 'gpt-4o') =>
  new ChatOpenAI({
    model,
    apiKey: 'test',
    maxRetries: 0,
    temperature: 0.5,
    configuration: { baseURL: `${url}/v1` },
  });
const prompt = ChatPromptTemplate.fromTemplate('Tell of {topic}');
const chainOf = (world: World, model?: string) =>
  prompt.pipe(modelOf(world, model)).pipe(new StringOutputParser());
const weather = tool(async ({ city }: { city: string }) => `rain in ${city}`, {
  name: 'weather',
  description: 'Weather of a city',
  schema: z.object({ city: z.string() }),
});
const broken = tool(
  async () => {
    throw new TypeError('no weather');
  },
  { name: 'weather', description: 'Weather', schema: z.object({}) },
);

class Shelf extends BaseRetriever {
  override lc_namespace = ['test'];
  static override lc_name() {
    return 'Shelf';
  }
  override async _getRelevantDocuments(query: string) {
    return [new Document({ pageContent: `about ${query}` })];
  }
}

/** What an answer says; ids of runs differ. */
const said = (message: { content: unknown; usage_metadata?: unknown; response_metadata?: unknown }) => [
  message.constructor.name,
  Object.keys(message),
  message.content,
  message.usage_metadata,
  message.response_metadata,
];

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.request.temperature': 0.5,
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 7,
};
const CHAIN = ['chat gpt-4o', 'invoke_workflow RunnableSequence'];
const ROOT = { kind: 1, attributes: { 'gen_ai.operation.name': 'invoke_workflow' } };

export const langchainCases: Case[] = [
  {
    name: 'a model',
    attributes: { ...SPAN, 'server.address': '127.0.0.1' },
    run: async (world) => {
      const promise = world.on(modelOf(world), 'invoke', 'invoke')('What is 2+2?');
      return [promise.constructor.name, said(await promise)];
    },
  },
  {
    name: 'awaited twice and chained',
    attributes: SPAN,
    run: async (world) => {
      const order: string[] = [];
      const promise = world.on(modelOf(world), 'invoke', 'invoke')([['human', 'What is 2+2?']]);
      await promise.finally(() => order.push('finally')).then(() => order.push('then'));
      const first = await promise;
      return [order, Object.is(first, await promise)];
    },
  },
  {
    name: 'a model that streams',
    attributes: { ...SPAN, 'gen_ai.request.stream': true },
    run: async (world) => {
      const stream = await world.on(modelOf(world), 'stream', 'stream')('What is 2+2?');
      const chunks = (await collect(stream)) as { content: unknown }[];
      return [stream.constructor.name, Object.keys(stream), chunks.map(said)];
    },
  },
  {
    name: 'each chunk comes before the server sends the next',
    run: async (world) => {
      let seen = 0;
      const stream = await world.on(modelOf(world, 'paced'), 'stream', 'stream')('hi');
      for await (const _chunk of stream) world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      let seen = 0;
      const stream = await world.on(modelOf(world), 'stream', 'stream')('What is 2+2?');
      for await (const _chunk of stream) if (++seen === 2) break;
      return seen;
    },
  },
  {
    name: 'a model with tools bound',
    attributes: { ...SPAN, 'gen_ai.response.finish_reasons': ['tool_calls'] },
    run: async (world) => {
      const bound = modelOf(world).bindTools([weather]);
      const { tool_calls } = await world.on(bound, 'invoke', 'invoke')('What is 2+2?');
      return tool_calls;
    },
  },
  {
    name: 'a model that fails',
    error: '400',
    run: (world) => failure(() => world.on(modelOf(world, 'error-400'), 'invoke', 'invoke')('hi')),
  },
  {
    name: 'a chain, its model below it',
    spans: CHAIN,
    root: ROOT,
    run: async (world) => {
      const promise = world.on(chainOf(world), 'invoke', 'invoke')({ topic: 'trees' });
      return [promise.constructor.name, await promise];
    },
  },
  {
    name: 'a chain leaves its configuration alone, and its callbacks are called',
    spans: ['chat gpt-4o', 'invoke_workflow named'],
    root: ROOT,
    run: async (world) => {
      const told: string[] = [];
      const callbacks = [{ handleLLMEnd: () => void told.push('end') }];
      const config = Object.freeze({ runName: 'named', callbacks: Object.freeze(callbacks) as never });
      const answer = await world.on(chainOf(world), 'invoke', 'invoke')({ topic: 'trees' }, config);
      return [answer, told, Object.keys(config)];
    },
  },
  {
    name: 'a chain that streams',
    spans: CHAIN,
    root: ROOT,
    run: async (world) => {
      const stream = await world.on(chainOf(world), 'stream', 'stream')({ topic: 'trees' });
      return [stream.constructor.name, await collect(stream)];
    },
  },
  {
    name: 'a chain that fails in its model',
    spans: ['chat error-400', 'invoke_workflow RunnableSequence'],
    root: ROOT,
    error: '400',
    run: (world) =>
      failure(() => world.on(chainOf(world, 'error-400'), 'invoke', 'invoke')({ topic: 'trees' })),
  },
  {
    name: 'a batch',
    spans: ['chat gpt-4o', ...CHAIN],
    root: ROOT,
    run: (world) => world.on(chainOf(world), 'batch', 'batch')([{ topic: 'a' }, { topic: 'b' }]),
  },
  {
    name: 'events of a stream',
    spans: CHAIN,
    root: ROOT,
    run: async (world) => {
      const events = world.on(
        chainOf(world),
        'streamEvents',
        'streamEvents',
      )({ topic: 'trees' }, { version: 'v2' });
      return (await collect(events)).map((it) => (it as { event: string }).event);
    },
  },
  {
    name: 'a site inside a chain is one of its steps',
    spans: CHAIN,
    root: ROOT,
    run: async (world) => {
      const chain = RunnableSequence.from([
        (topic: string) => `Tell of ${topic}`,
        RunnableLambda.from((text: string) => world.on(modelOf(world), 'invoke', 'invoke')(text)),
        (message: { content: unknown }) => message.content,
      ]);
      return world.on(chain, 'invoke', 'invoke')('trees');
    },
  },
  {
    name: 'a tool',
    spans: ['execute_tool weather'],
    root: { kind: 1, attributes: { 'gen_ai.tool.name': 'weather' } },
    run: (world) => world.on(weather, 'invoke', 'invoke')({ city: 'Oslo' }),
  },
  {
    name: 'a tool that fails',
    spans: ['execute_tool weather'],
    root: { kind: 1, attributes: { 'error.type': 'TypeError' } },
    run: (world) => failure(() => world.on(broken, 'invoke', 'invoke')({})),
  },
  {
    name: 'a retriever',
    spans: ['retrieval Shelf'],
    attributes: { 'gen_ai.operation.name': 'retrieval' },
    run: (world) => world.on(new Shelf(), 'invoke', 'invoke')('trees'),
  },
  {
    name: 'embeddings',
    spans: ['embeddings text-embedding-3-small'],
    attributes: { 'gen_ai.operation.name': 'embeddings', 'gen_ai.provider.name': 'openai' },
    run: (world) => {
      const configuration = { baseURL: `${world.url}/v1` };
      const model = new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: 'x', configuration });
      return world.on(model, 'embedQuery', 'embedQuery')('trees');
    },
  },
];
