import * as hf from '@huggingface/inference';
import { type Case, collect, failure, type World } from './matrix.ts';

const ask = (more: object = {}) => ({
  model: 'meta/llama',
  messages: [{ role: 'user', content: 'What is 2+2?' }],
  ...more,
});
const clientOf = ({ url }: World) => new hf.InferenceClient('hf_test', { endpointUrl: url });
type Task =
  | 'chatCompletion'
  | 'chatCompletionStream'
  | 'textGeneration'
  | 'textGenerationStream'
  | 'featureExtraction';
const call = <K extends Task>(world: World, name: K): hf.InferenceClient[K] =>
  world.on(clientOf(world), name, name);

/** All hosts are the loopback server; the client remembers what a hub says of a model, hence one a run. */
async function provided({ url, on }: World, accessToken: string): Promise<unknown> {
  const asked: string[] = [];
  const reroute: typeof fetch = (input, init) => {
    const { host, pathname } = new URL(String(input));
    asked.push(host + pathname.replace(/\d+$/, ''));
    return fetch(url + pathname, init);
  };
  const client = new hf.InferenceClient(accessToken, { fetch: reroute });
  const model = `meta/${new URL(url).port}`;
  const answer = await on(
    client,
    'chatCompletion',
    'chatCompletion',
  )({ ...ask({ model }), provider: 'groq' });
  return [asked, answer];
}

const SPAN = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'huggingface',
  'gen_ai.request.model': 'meta/llama',
  'gen_ai.response.id': 'chatcmpl-1',
  'gen_ai.response.finish_reasons': ['stop'],
  'server.address': '127.0.0.1',
};

export const huggingfaceCases: Case[] = [
  {
    name: 'chatCompletion',
    attributes: { ...SPAN, 'gen_ai.usage.input_tokens': 7 },
    run: async (world) => {
      const promise = call(world, 'chatCompletion')(ask());
      return [promise.constructor.name, Object.keys(promise), await promise];
    },
  },
  {
    name: 'awaited twice',
    attributes: SPAN,
    run: async (world) => {
      const promise = call(world, 'chatCompletion')(ask());
      const first = await promise;
      return Object.is(first, await promise);
    },
  },
  {
    name: 'then, catch and finally chain',
    attributes: SPAN,
    run: async (world) => {
      const order: string[] = [];
      await call(
        world,
        'chatCompletion',
      )(ask())
        .finally(() => order.push('finally'))
        .then(() => order.push('then'));
      return order;
    },
  },
  {
    name: 'parameters of the request',
    attributes: {
      'gen_ai.request.max_tokens': 9,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.top_p': 0.9,
      'gen_ai.request.seed': 7,
      'gen_ai.request.stop_sequences': ['END'],
    },
    run: (world) =>
      call(
        world,
        'chatCompletion',
      )(ask({ max_tokens: 9, temperature: 0.5, top_p: 0.9, seed: 7, stop: ['END'] })),
  },
  {
    name: 'chatCompletionStream gives a generator at once',
    attributes: { ...SPAN, 'gen_ai.request.stream': true },
    run: async (world) => {
      const stream = call(world, 'chatCompletionStream')(ask());
      return [Object.prototype.toString.call(stream), Object.keys(stream), await collect(stream)];
    },
  },
  {
    name: 'each chunk comes before the server sends the next',
    run: async (world) => {
      let seen = 0;
      for await (const _chunk of call(world, 'chatCompletionStream')(ask({ model: 'paced' })))
        world.saw(seen++);
      return seen;
    },
  },
  {
    name: 'break ends the stream',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      let seen = 0;
      for await (const _chunk of call(world, 'chatCompletionStream')(ask())) if (++seen === 2) break;
      return seen;
    },
  },
  {
    name: 'next and return of the generator',
    attributes: { 'gen_ai.response.finish_reasons': ['error'] },
    run: async (world) => {
      const stream = call(world, 'chatCompletionStream')(ask());
      const first = await stream.next();
      return [first.done, await stream.return(undefined), await stream.next()];
    },
  },
  {
    name: 'a function that is imported',
    attributes: SPAN,
    run: ({ url, on }) =>
      on(hf, 'chatCompletion', 'chatCompletion')({ ...ask(), accessToken: 'hf_test', endpointUrl: url }),
  },
  {
    name: 'textGeneration',
    spans: ['text_completion gpt2'],
    attributes: { 'gen_ai.operation.name': 'text_completion', 'gen_ai.request.max_tokens': 9 },
    run: (world) =>
      call(world, 'textGeneration')({ model: 'gpt2', inputs: 'Once', parameters: { max_new_tokens: 9 } }),
  },
  {
    name: 'textGenerationStream',
    spans: ['text_completion gpt2'],
    attributes: { 'gen_ai.request.stream': true, 'gen_ai.response.finish_reasons': ['length'] },
    run: (world) => collect(call(world, 'textGenerationStream')({ model: 'gpt2', inputs: 'Once' })),
  },
  {
    name: 'textToImage',
    spans: ['generate_content flux'],
    attributes: { 'gen_ai.operation.name': 'generate_content', 'gen_ai.output.type': 'image' },
    run: async (world) => {
      const client = new hf.InferenceClient('hf_test', { endpointUrl: `${world.url}/image` });
      const textToImage = world.on(client, 'textToImage', 'textToImage');
      const image = (await textToImage({ model: 'flux', inputs: 'a cat' })) as unknown as Blob;
      return [image.constructor.name, image.type, [...new Uint8Array(await image.arrayBuffer())]];
    },
  },
  {
    name: 'a provider through the router',
    attributes: { 'gen_ai.provider.name': 'huggingface', 'server.address': 'router.huggingface.co' },
    run: (world) => provided(world, 'hf_test'),
  },
  {
    name: 'a provider by its own key',
    attributes: { 'gen_ai.provider.name': 'huggingface', 'server.address': undefined },
    run: (world) => provided(world, 'gsk_test'),
  },
  {
    name: 'featureExtraction',
    spans: ['embeddings minilm'],
    attributes: { 'gen_ai.operation.name': 'embeddings', 'gen_ai.embeddings.dimension.count': 3 },
    run: (world) => call(world, 'featureExtraction')({ model: 'minilm', inputs: ['a'] }),
  },
  {
    name: 'an error of the API',
    error: '400',
    run: (world) => failure(() => call(world, 'chatCompletion')(ask({ model: 'error-400' }))),
  },
  {
    name: 'a stream that fails at once',
    error: '400',
    run: (world) => failure(() => collect(call(world, 'chatCompletionStream')(ask({ model: 'error-400' })))),
  },
  {
    name: 'arguments that it refuses',
    error: 'InferenceClientInputError',
    run: (world) => failure(() => call(world, 'chatCompletion')({ ...ask(), provider: 'groq' })),
  },
];
