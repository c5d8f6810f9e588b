/** Clients that are generated like OpenAI's own and speak its API at another host. */
import Groq from 'groq-sdk';
import Together from 'together-ai';
import { type Case, collect, failure, type World } from './matrix.ts';

type Body = Record<string, unknown>;
type Answer = Promise<{ choices: { message: { content: string } }[] }> & {
  asResponse(): Promise<Response>;
  withResponse(): Promise<{ data: { id: string }; response: Response }>;
};
type Chunks = AsyncIterable<unknown> & {
  controller: AbortController;
  tee(): [Chunks, Chunks];
  toReadableStream(): ReadableStream;
};
/** What the cases need of a client, whose types are stricter and differ. */
interface Client {
  readonly chat: { readonly completions: { create(body?: Body, options?: object): Answer } };
  readonly embeddings: { create(body: Body): Promise<{ data: unknown }> };
}
export type Make = (url: string) => Client;

const ask = (more: Body = {}): Body => ({
  model: 'llama-3',
  messages: [{ role: 'user', content: 'What is 2+2?' }],
  ...more,
});

export function compatibleCases(make: Make, provider: string): Case[] {
  const create = (world: World) =>
    world.on(make(world.url).chat.completions, 'create', 'chat.completions.create');
  const stream = (world: World, more: Body = {}): Promise<Chunks> =>
    create(world)(ask({ stream: true, ...more })) as unknown as Promise<Chunks>;
  const SPAN = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': 'llama-3',
    'gen_ai.response.finish_reasons': ['stop'],
    'server.address': '127.0.0.1',
  };
  const WHOLE = { ...SPAN, 'gen_ai.response.id': 'chatcmpl-1', 'gen_ai.usage.input_tokens': 7 };

  return [
    {
      name: 'awaits the whole answer',
      attributes: WHOLE,
      run: async (world) => {
        const promise = create(world)(ask());
        return [promise.constructor.name, Object.keys(promise), await promise];
      },
    },
    {
      name: 'awaits twice, and chains',
      attributes: WHOLE,
      run: async (world) => {
        const order: string[] = [];
        const promise = create(world)(ask());
        await promise.finally(() => order.push('finally')).then(() => order.push('then'));
        const first = await promise;
        return [order, Object.is(first, await promise)];
      },
    },
    {
      name: 'withResponse',
      attributes: WHOLE,
      run: async (world) => {
        const { data, response } = await create(world)(ask()).withResponse();
        return [data, response.status, response.bodyUsed];
      },
    },
    {
      name: 'asResponse leaves the body to the program',
      run: async (world) => {
        const response = await create(world)(ask()).asResponse();
        return [response.bodyUsed, await response.json()];
      },
    },
    {
      name: 'parameters of the request',
      attributes: { 'gen_ai.request.max_tokens': 9, 'gen_ai.request.temperature': 0.5 },
      run: (world) => create(world)(ask({ max_tokens: 9, temperature: 0.5 })),
    },
    {
      name: 'streams',
      attributes: { ...SPAN, 'gen_ai.request.stream': true },
      run: async (world) => {
        const chunks = await stream(world);
        return [chunks.constructor.name, Object.keys(chunks), await collect(chunks)];
      },
    },
    {
      name: 'sees each chunk before the server sends the next',
      run: async (world) => {
        let seen = 0;
        for await (const _chunk of await stream(world, { model: 'paced' })) world.saw(seen++);
        return seen;
      },
    },
    {
      name: 'break aborts the request',
      attributes: { 'gen_ai.response.finish_reasons': ['error'] },
      run: async (world) => {
        const chunks = await stream(world);
        for await (const _chunk of chunks) break;
        return chunks.controller.signal.aborted;
      },
    },
    {
      name: 'tee',
      attributes: SPAN,
      run: async (world) => {
        const [one, other] = (await stream(world)).tee();
        return Promise.all([collect(one), collect(other)]);
      },
    },
    {
      name: 'toReadableStream',
      attributes: SPAN,
      run: async (world) => new Response((await stream(world)).toReadableStream()).text(),
    },
    {
      name: 'tools',
      attributes: { 'gen_ai.response.finish_reasons': ['tool_calls'] },
      run: (world) =>
        create(world)(ask({ tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }] })),
    },
    {
      name: 'a stream that breaks',
      error: 'APIError',
      run: async (world) => {
        const chunks = await stream(world, { model: 'error-mid-stream' });
        return failure(() => collect(chunks));
      },
    },
    {
      name: 'an error of the API',
      error: '400',
      run: (world) => failure(() => create(world)(ask({ model: 'error-400' }))),
    },
    {
      name: 'an abort is no error',
      run: async (world) => {
        const aborter = new AbortController();
        const promise = create(world)(ask(), { signal: aborter.signal });
        aborter.abort();
        return failure(() => promise);
      },
    },
    {
      name: 'embeddings',
      spans: ['embeddings nomic'],
      attributes: { 'gen_ai.usage.input_tokens': 4 },
      run: async (world) => {
        const { embeddings } = make(world.url);
        const body = { model: 'nomic', input: 'a', encoding_format: 'float' };
        return (await world.on(embeddings, 'create', 'embeddings.create')(body)).data;
      },
    },
  ];
}

const options = { apiKey: 'test', maxRetries: 0 };

export const groqCases: Case[] = compatibleCases(
  (url) => new Groq({ ...options, baseURL: url }) as unknown as Client,
  'groq',
);

const together = (url: string): Together => new Together({ ...options, baseURL: `${url}/v1` });
const streamOf = ({ url, on }: World, body: Body) =>
  on(together(url).chat.completions, 'stream', 'chat.completions.stream')(body as never);

export const togetherCases: Case[] = [
  ...compatibleCases((url) => together(url) as unknown as Client, 'together'),
  {
    name: 'stream() that emits',
    attributes: {
      'gen_ai.provider.name': 'together',
      'gen_ai.request.stream': true,
      'gen_ai.response.finish_reasons': ['stop'],
    },
    run: async (world) => {
      const said: unknown[] = [];
      const stream = streamOf(world, ask()).on('content', (delta) => said.push(delta));
      return [stream.constructor.name, Object.keys(stream), await stream.finalContent(), said];
    },
  },
  {
    name: 'stream() that is iterated',
    run: async (world) => collect(streamOf(world, ask())),
  },
  {
    name: 'stream() that fails',
    error: '400',
    run: (world) => failure(() => streamOf(world, ask({ model: 'error-400' })).finalContent()),
  },
  {
    name: 'images',
    spans: ['generate_content flux'],
    attributes: { 'gen_ai.operation.name': 'generate_content', 'gen_ai.output.type': 'image' },
    run: ({ url, on }) =>
      on(together(url).images, 'generate', 'images.generate')({ model: 'flux', prompt: 'a cat' }),
  },
  {
    name: 'rerank',
    spans: ['rerank rank'],
    attributes: { 'gen_ai.provider.name': 'together', 'gen_ai.usage.input_tokens': 3 },
    run: ({ url, on }) =>
      on(together(url).rerank, 'create', 'rerank.create')({ model: 'rank', query: 'a', documents: ['b'] }),
  },
  {
    name: 'completions',
    spans: ['text_completion llama-3'],
    attributes: { 'gen_ai.response.finish_reasons': ['length'], 'gen_ai.usage.output_tokens': 1 },
    run: ({ url, on }) =>
      on(together(url).completions, 'create', 'completions.create')({ model: 'llama-3', prompt: 'hi' }),
  },
];
