import Replicate, { type FileOutput } from 'replicate';
import { type Case, collect, failure, type World } from './matrix.ts';

const clientOf = ({ url }: World) => new Replicate({ auth: 'test', baseUrl: `${url}/v1` });
const run = (world: World): Replicate['run'] => world.on(clientOf(world), 'run', 'run');
const stream = (world: World): Replicate['stream'] => world.on(clientOf(world), 'stream', 'stream');
const prompt = { input: { prompt: 'What is 2+2?' } };

const SPAN = {
  'gen_ai.operation.name': 'generate_content',
  'gen_ai.provider.name': 'replicate',
  'gen_ai.request.model': 'meta/llama',
  'server.address': '127.0.0.1',
};

export const replicateCases: Case[] = [
  {
    name: 'run',
    attributes: SPAN,
    run: async (world) => {
      const promise = run(world)('meta/llama', prompt);
      return [promise.constructor.name, Object.keys(promise), await promise];
    },
  },
  {
    name: 'run of a version, with parameters',
    attributes: { ...SPAN, 'gen_ai.request.temperature': 0.5, 'gen_ai.request.max_tokens': 9 },
    run: (world) =>
      run(world)('meta/llama:abc', { input: { prompt: 'hi', temperature: 0.5, max_tokens: 9 } }),
  },
  {
    name: 'run tells its progress',
    attributes: SPAN,
    run: async (world) => {
      const told: unknown[] = [];
      await run(world)('meta/llama', prompt, ({ status }) => told.push(status));
      return told;
    },
  },
  {
    name: 'run, awaited twice and chained',
    attributes: SPAN,
    run: async (world) => {
      const order: string[] = [];
      const promise = run(world)('meta/llama', prompt);
      await promise.finally(() => order.push('finally')).then(() => order.push('then'));
      const first = await promise;
      return [order, Object.is(first, await promise)];
    },
  },
  {
    name: 'stream gives a generator at once',
    attributes: { ...SPAN, 'gen_ai.request.stream': true, 'gen_ai.response.finish_reasons': ['stop'] },
    run: async (world) => {
      const events = stream(world)('meta/llama', prompt);
      const seen = (await collect(events)) as { event: string; data: string }[];
      return [Object.prototype.toString.call(events), seen.map(({ event, data }) => [event, data])];
    },
  },
  {
    name: 'each event comes before the server sends the next',
    run: async (world) => {
      let seen = 0;
      for await (const { event } of stream(world)('paced/llama', prompt))
        if (event === 'output') world.saw(seen++);
      return seen;
    },
    spans: ['generate_content paced/llama'],
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      let seen = 0;
      for await (const _event of stream(world)('meta/llama', prompt)) if (++seen === 2) break;
      return seen;
    },
  },
  {
    name: 'predictions.create',
    attributes: { 'gen_ai.response.id': 'p_1', 'gen_ai.usage.input_tokens': 7 },
    run: async (world) => {
      const { predictions } = clientOf(world);
      const create = world.on(predictions, 'create', 'predictions.create');
      const { urls: _urls, ...rest } = await create({ model: 'meta/llama', ...prompt });
      return rest;
    },
  },
  {
    name: 'wait',
    spans: ['fetch_response meta/llama'],
    attributes: { 'gen_ai.operation.name': 'fetch_response', 'gen_ai.usage.output_tokens': undefined },
    run: async (world) => {
      const client = clientOf(world);
      const pending = { id: 'p_1', model: 'meta/llama', status: 'starting' } as never;
      return (await world.on(client, 'wait', 'wait')(pending, { interval: 1 })).status;
    },
  },
  {
    name: 'an error of the API',
    error: '400',
    run: (world) => failure(() => run(world)('error-400/llama', prompt)),
  },
  {
    name: 'a stream that fails at once',
    error: '400',
    run: (world) => failure(() => collect(stream(world)('error-400/llama', prompt))),
  },
  {
    name: 'files are left to the program',
    spans: ['generate_content files/flux'],
    run: async (world) => {
      const [file] = (await run(world)('files/flux', prompt)) as [FileOutput];
      const before = [file.constructor.name, Object.keys(file), file.locked];
      return [...before, await (await file.blob()).text()];
    },
  },
  {
    name: 'a file that nobody reads ends the call',
    spans: ['generate_content file/flux'],
    run: async (world) => {
      const file = (await run(world)('file/flux', prompt)) as FileOutput;
      return [file.constructor.name, Reflect.ownKeys(file), file.locked];
    },
  },
  {
    name: 'run that asks until it is done',
    spans: ['generate_content slow/llama'],
    run: (world) => run(world)('slow/llama', { ...prompt, wait: { mode: 'poll', interval: 1 } }),
  },
  {
    name: 'a prediction that fails',
    error: 'Error',
    run: (world) => failure(() => run(world)('failing/llama', prompt)),
  },
  {
    name: 'a stream that breaks',
    error: 'Error',
    run: (world) => failure(() => collect(stream(world)('failing/llama', prompt))),
  },
  {
    name: 'no model at all',
    error: 'Error',
    spans: ['generate_content nonsense'],
    run: (world) => failure(() => run(world)('nonsense' as never, prompt)),
  },
];
