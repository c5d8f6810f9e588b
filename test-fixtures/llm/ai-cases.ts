import { createOpenAI } from '@ai-sdk/openai';
import * as ai7 from 'ai';
import { z } from 'zod';
import { type Case, collect, failure, type World } from './matrix.ts';

/** Versions 6 and 7 differ in types that these cases do not touch. */
export type Ai = typeof ai7;
export type CreateOpenAI = typeof createOpenAI;

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.id': 'chatcmpl-1',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 7,
  'server.address': '127.0.0.1',
};

const AGENT = {
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.finish_reasons': ['stop'],
};

/** Only the classes of results; what they hold is asked for by name. */
const shapeOf = (value: object) => [value.constructor.name, Object.keys(value).toSorted()];

export function aiCases(ai: Ai, create: CreateOpenAI, version: 6 | 7): Case[] {
  const openai = ({ url }: World) => create({ apiKey: 'test', baseURL: `${url}/v1` });
  const chat = (world: World, model = 'gpt-4o') => openai(world).chat(model);
  const call = <K extends keyof Ai>(world: World, name: K): Ai[K] => world.on(ai, name, name as string);
  const weather = ai.tool({
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => `rain in ${city}`,
  });
  const broken = ai.tool({
    inputSchema: z.object({ city: z.string() }),
    execute: async (): Promise<string> => {
      throw new TypeError('no weather');
    },
  });
  const timed = version === 7 ? {} : { untimed: true as const };
  const stopWhen = ai.stepCountIs(3);
  const prompt = 'What is 2+2?';

  return [
    {
      name: 'generateText',
      attributes: { ...SPAN, 'gen_ai.usage.cache_read.input_tokens': 2 },
      run: async (world) => {
        const promise = call(world, 'generateText')({ model: chat(world), prompt });
        const result = await promise;
        return [promise.constructor.name, shapeOf(result), result.text, result.usage, result.finishReason];
      },
    },
    {
      name: 'generateText, awaited twice and chained',
      attributes: SPAN,
      run: async (world) => {
        const order: string[] = [];
        const promise = call(world, 'generateText')({ model: chat(world), prompt });
        await promise.finally(() => order.push('finally')).then(() => order.push('then'));
        const first = await promise;
        return [order, Object.is(first, await promise)];
      },
    },
    {
      name: 'generateText with settings',
      attributes: {
        'gen_ai.request.max_tokens': 9,
        'gen_ai.request.temperature': 0.5,
        'gen_ai.request.top_p': 0.9,
        'gen_ai.request.seed': 7,
        'gen_ai.request.stop_sequences': ['END'],
      },
      run: async (world) => {
        const settings = { maxOutputTokens: 9, temperature: 0.5, topP: 0.9, seed: 7, stopSequences: ['END'] };
        return (await call(world, 'generateText')({ model: chat(world), prompt, ...settings })).text;
      },
    },
    {
      name: 'generateText with tools is an agent of steps',
      spans: ['chat gpt-4o', 'execute_tool weather', 'chat gpt-4o', 'invoke_agent'],
      root: { kind: 1, attributes: AGENT },
      run: async (world) => {
        const result = await call(
          world,
          'generateText',
        )({ model: chat(world), prompt, tools: { weather }, stopWhen });
        return [result.text, result.steps.length, result.toolResults, result.totalUsage];
      },
    },
    {
      name: 'a tool that fails',
      spans: ['chat gpt-4o', 'execute_tool weather', 'chat gpt-4o', 'invoke_agent'],
      root: { kind: 1, attributes: AGENT },
      run: async (world) => {
        const tools = { weather: broken };
        const result = await call(world, 'generateText')({ model: chat(world), prompt, tools, stopWhen });
        return result.steps.map((step) => step.content.map(({ type }) => type));
      },
    },
    {
      name: 'an error of the API',
      error: '400',
      run: (world) =>
        failure(() =>
          call(world, 'generateText')({ model: chat(world, 'error-400'), prompt, maxRetries: 0 }),
        ),
    },
    {
      name: 'an option that is no option',
      error: version === 7 ? 'TypeError' : 'InvalidPromptError',
      run: (world) => failure(() => call(world, 'generateText')({ model: chat(world) } as never)),
    },
    {
      name: 'streamText, its text',
      attributes: SPAN,
      ...timed,
      run: async (world) => {
        const result = call(world, 'streamText')({ model: chat(world), prompt });
        const chunks = await collect(result.textStream);
        return [shapeOf(result), chunks, await result.text, await result.usage, await result.finishReason];
      },
    },
    {
      name: 'streamText, all its parts',
      attributes: SPAN,
      ...timed,
      run: async (world) => {
        const result = call(world, 'streamText')({ model: chat(world), prompt });
        return (await collect(result.fullStream)).map((part) => (part as { type: string }).type);
      },
    },
    {
      name: 'streamText: each chunk comes before the server sends the next',
      ...timed,
      run: async (world) => {
        let seen = 0;
        world.saw(seen++); // the provider looks one chunk ahead
        const options = { model: chat(world, 'paced'), prompt, includeRawChunks: true };
        for await (const { type } of call(world, 'streamText')(options).fullStream)
          if (type === 'raw') world.saw(seen++);
        return seen;
      },
    },
    {
      name: 'streamText, only awaited',
      attributes: SPAN,
      ...timed,
      run: async (world) => {
        const result = call(world, 'streamText')({ model: chat(world), prompt });
        return [await result.text, (await result.steps).length];
      },
    },
    {
      name: 'streamText as a Response',
      attributes: SPAN,
      ...timed,
      run: async (world) =>
        call(
          world,
          'streamText',
        )({ model: chat(world), prompt })
          .toTextStreamResponse()
          .text(),
    },
    {
      name: 'streamText that is aborted',
      ...timed,
      run: async (world) => {
        const aborter = new AbortController();
        const { textStream } = call(
          world,
          'streamText',
        )({
          model: chat(world),
          prompt,
          abortSignal: aborter.signal,
        });
        let seen = 0;
        for await (const _text of textStream) if (++seen === 2) aborter.abort();
        return seen;
      },
    },
    {
      name: 'streamText with tools',
      spans: ['chat gpt-4o', 'execute_tool weather', 'chat gpt-4o', 'invoke_agent'],
      root: { kind: 1, attributes: AGENT },
      ...timed,
      run: async (world) => {
        const result = call(
          world,
          'streamText',
        )({ model: chat(world), prompt, tools: { weather }, stopWhen });
        const types = (await collect(result.fullStream)).map((part) => (part as { type: string }).type);
        return [types, await result.totalUsage];
      },
    },
    {
      name: 'streamText of an API that fails',
      error: version === 7 ? '400' : 'NoOutputGeneratedError',
      run: async (world) => {
        const errors: unknown[] = [];
        const result = call(
          world,
          'streamText',
        )({
          model: chat(world, 'error-400'),
          prompt,
          maxRetries: 0,
          onError: ({ error }) => void errors.push((error as Error).name),
        });
        return [await collect(result.textStream), errors, await failure(() => result.text)];
      },
    },
    {
      name: 'generateObject',
      attributes: { ...SPAN, 'gen_ai.output.type': 'json' },
      run: async (world) => {
        const schema = z.object({ answer: z.number() });
        return (await call(world, 'generateObject')({ model: chat(world), prompt, schema })).object;
      },
    },
    {
      name: 'streamObject',
      attributes: { ...SPAN, 'gen_ai.output.type': 'json' },
      untimed: true,
      run: async (world) => {
        const schema = z.object({ answer: z.number() });
        const result = call(world, 'streamObject')({ model: chat(world), prompt, schema });
        return [await collect(result.partialObjectStream), await result.object];
      },
    },
    {
      name: 'embed and embedMany',
      spans: ['embeddings text-embedding-3-small', 'embeddings text-embedding-3-small'],
      attributes: { 'gen_ai.operation.name': 'embeddings', 'gen_ai.usage.input_tokens': 4 },
      run: async (world) => {
        const model = openai(world).embedding('text-embedding-3-small');
        const one = await call(world, 'embed')({ model, value: 'a' });
        const many = await call(world, 'embedMany')({ model, values: ['a', 'b'] });
        return [one.embedding, one.usage, many.embeddings, many.usage];
      },
    },
    {
      name: 'ToolLoopAgent',
      spans: ['chat gpt-4o', 'execute_tool weather', 'chat gpt-4o', 'invoke_agent assistant'],
      root: { kind: 1, attributes: { ...AGENT, 'gen_ai.agent.name': 'assistant' } },
      run: async (world) => {
        const agent = new ai.ToolLoopAgent({ id: 'assistant', model: chat(world), tools: { weather } });
        return (await world.on(agent, 'generate', 'generate')({ prompt })).text;
      },
    },
    {
      name: 'an agent that createAgentUIStreamResponse lets stream',
      spans: ['chat gpt-4o', 'execute_tool weather', 'chat gpt-4o', 'invoke_agent assistant'],
      root: { kind: 1, attributes: AGENT },
      run: async (world) => {
        const agent = new ai.ToolLoopAgent({ id: 'assistant', model: chat(world), tools: { weather } });
        const uiMessages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: prompt }] }];
        const respond = call(world, 'createAgentUIStreamResponse');
        const response = await respond({ agent, uiMessages });
        return [response.constructor.name, response.status, [...response.headers], await response.text()];
      },
    },
    {
      name: 'an agent of somebody else',
      spans: ['chat gpt-4o', 'invoke_agent mine'],
      root: { kind: 1, attributes: { 'gen_ai.agent.name': 'mine' } },
      run: async (world) => {
        class Mine {
          readonly version = 'agent-v1';
          readonly id = 'mine';
          readonly #tools = {};
          get tools() {
            return this.#tools;
          }
          async stream(options: object) {
            return ai.streamText({ model: chat(world), tools: this.#tools, ...options } as never);
          }
        }
        const agent = new Mine();
        const uiMessages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: prompt }] }];
        const create = call(world, 'createAgentUIStream');
        return collect(await create({ agent: agent as never, uiMessages }));
      },
    },
    {
      name: 'ToolLoopAgent that streams',
      spans: ['chat gpt-4o', 'execute_tool weather', 'chat gpt-4o', 'invoke_agent assistant'],
      root: { kind: 1, attributes: AGENT },
      run: async (world) => {
        const agent = new ai.ToolLoopAgent({ id: 'assistant', model: chat(world), tools: { weather } });
        return collect((await world.on(agent, 'stream', 'stream')({ prompt })).textStream);
      },
    },
  ];
}

export const ai7Cases: Case[] = aiCases(ai7, createOpenAI, 7);
