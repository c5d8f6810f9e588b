/** What is recorded of content, vendor by vendor, when it is asked for. */
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntime } from '@aws-sdk/client-bedrock-runtime';
import { GoogleGenAI } from '@google/genai';
import { InferenceClient } from '@huggingface/inference';
import { ChatOpenAI } from '@langchain/openai';
import { Mistral } from '@mistralai/mistralai';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import * as ai from 'ai';
import { CohereClient, CohereClientV2 } from 'cohere-ai';
import { Ollama } from 'ollama';
import Replicate from 'replicate';
import Together from 'together-ai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import { attributesOf, record } from '../record.ts';
import { collect, type HelperName, type On, wrappedBy } from './matrix.ts';

type Run = (on: On, url: string) => PromiseLike<unknown> | AsyncIterable<unknown>;

const messages = [{ role: 'user', content: 'hi' }];
const asked = [{ role: 'user', parts: [{ type: 'text', content: 'hi' }] }];
const say = (content: string, finish_reason?: string, ...more: object[]) => ({
  role: 'assistant',
  parts: [{ type: 'text', content }, ...more],
  ...(finish_reason === undefined ? {} : { finish_reason }),
});
const CALL = { type: 'tool_call', id: null, name: 'weather', arguments: '{"city":"Oslo"}' };

const hf = (url: string) => new InferenceClient('hf_test', { endpointUrl: url });
const cohere = (url: string) => new CohereClient({ token: 'test', environment: url });
const replicate = (url: string) => new Replicate({ auth: 'test', baseUrl: `${url}/v1` });
const ollama = (url: string) => new Ollama({ host: url });
const together = (url: string) => new Together({ apiKey: 'test', baseURL: `${url}/v1` });

const bedrock = (endpoint: string) =>
  new BedrockRuntime({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    requestHandler: new NodeHttpHandler(),
  });
const google = (baseUrl: string) => new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl } }).models;
const mistral = (serverURL: string) => new Mistral({ apiKey: 'x', serverURL }).chat;
const anthropic = (baseURL: string) => new Anthropic({ apiKey: 'x', baseURL }).messages;
const vercel = (url: string) => createOpenAI({ apiKey: 'x', baseURL: `${url}/v1` }).chat('m');
const langchain = (url: string) =>
  new ChatOpenAI({ model: 'm', apiKey: 'x', configuration: { baseURL: `${url}/v1` } });

const converse = { modelId: 'm', messages: [{ role: 'user' as const, content: [{ text: 'hi' }] }] };
const contents = { model: 'm', contents: 'hi' };
const claude = { model: 'm', max_tokens: 9, messages };
const text = { model: 'gpt2', inputs: 'hi' };
const v1 = { model: 'command-r', message: 'hi' };
const legacy = { model: 'command-light', prompt: 'hi' };
const tools = [{ type: 'function', function: { name: 'weather' } }];
const weather = [{ name: 'weather', description: 'tells it' }];
const prompt = { input: { prompt: 'hi' } };
const old = { model: 'llama-3', prompt: 'hi' };

const CASES: readonly (readonly [name: string, helper: HelperName, run: Run, said: object])[] = [
  [
    'Hugging Face, chat',
    'huggingface',
    (on, url) => on(hf(url), 'chatCompletion', 'chatCompletion')({ model: 'm', messages }),
    say('You asked: hi', 'stop'),
  ],
  [
    'Hugging Face, a stream of chat',
    'huggingface',
    (on, url) => on(hf(url), 'chatCompletionStream', 'chatCompletionStream')({ model: 'm', messages }),
    say('You asked: hi', 'stop'),
  ],
  [
    'Hugging Face, text',
    'huggingface',
    (on, url) => on(hf(url), 'textGeneration', 'textGeneration')(text),
    say('completed'),
  ],
  [
    'Hugging Face, a stream of text',
    'huggingface',
    (on, url) => on(hf(url), 'textGenerationStream', 'textGenerationStream')(text),
    say('completed', 'length'),
  ],
  [
    'Replicate, run',
    'replicate',
    (on, url) => on(replicate(url), 'run', 'run')('meta/llama', prompt),
    say('You asked: hi'),
  ],
  [
    'Replicate, a stream',
    'replicate',
    (on, url) => on(replicate(url), 'stream', 'stream')('meta/llama', prompt),
    say('Hello from the loopback model.', 'stop'),
  ],
  [
    'Cohere 1, chat',
    'cohere',
    (on, url) => on(cohere(url), 'chat', 'chat')({ ...v1, tools: weather }),
    say('You asked: hi', 'complete', CALL),
  ],
  [
    'Cohere 1, a stream of chat',
    'cohere',
    (on, url) => on(cohere(url), 'chatStream', 'chatStream')(v1),
    say('You asked: hi', 'complete'),
  ],
  [
    'Cohere 2, a stream of chat',
    'cohere',
    (on, url) => {
      const client = new CohereClientV2({ token: 'test', environment: url });
      return on(
        client,
        'chatStream',
        'chatStream',
      )({ model: 'command-a', messages: [{ role: 'user', content: 'hi' }] });
    },
    say('You asked: hi', 'complete'),
  ],
  [
    'Cohere 1, text',
    'cohere',
    (on, url) => on(cohere(url), 'generate', 'generate')(legacy),
    say('You asked: hi'),
  ],
  [
    'Cohere 1, a stream of text',
    'cohere',
    (on, url) => on(cohere(url), 'generateStream', 'generateStream')(legacy),
    say('You asked: hi', 'complete'),
  ],
  [
    'Ollama, chat',
    'ollama',
    (on, url) => on(ollama(url), 'chat', 'chat')({ model: 'm', messages, tools }),
    say('You asked: hi', 'stop', CALL),
  ],
  [
    'Ollama, generate',
    'ollama',
    (on, url) => on(ollama(url), 'generate', 'generate')({ model: 'm', prompt: 'hi' }),
    say('You asked: hi', 'stop'),
  ],
  [
    'Together, text',
    'openai',
    (on, url) => on(together(url).completions, 'create', 'completions.create')(old),
    say('completed', 'length'),
  ],
  [
    'Together, a stream of text',
    'openai',
    (on, url) => on(together(url).completions, 'create', 'completions.create')({ ...old, stream: true }),
    say('completed', 'length'),
  ],
  [
    'Bedrock, Converse',
    'bedrock',
    (on, url) => on(bedrock(url), 'converse', 'converse')(converse),
    say('You asked: hi', 'end_turn'),
  ],
  [
    'Bedrock, a stream with a tool',
    'bedrock',
    async (on, url) => {
      const toolSpec = { name: 'weather', inputSchema: { json: {} } };
      const command = { ...converse, toolConfig: { tools: [{ toolSpec }] } };
      const answer = await on(bedrock(url), 'converseStream', 'converseStream')(command);
      return answer.stream && collect(answer.stream);
    },
    say('You asked: hi', 'tool_use', { ...CALL, id: 'tool_1' }),
  ],
  [
    'Google',
    'google',
    (on, url) => on(google(url), 'generateContent', 'models.generateContent')(contents),
    say('You asked: hi', 'stop'),
  ],
  [
    'Google, a stream',
    'google',
    (on, url) => on(google(url), 'generateContentStream', 'models.generateContentStream')(contents),
    say('You asked: hi', 'stop'),
  ],
  [
    'Mistral',
    'mistral',
    (on, url) => on(mistral(url), 'complete', 'chat.complete')({ model: 'm', messages } as never),
    say('You asked: hi', 'stop'),
  ],
  [
    'Mistral, a stream',
    'mistral',
    (on, url) => on(mistral(url), 'stream', 'chat.stream')({ model: 'm', messages } as never),
    say('You asked: hi', 'stop'),
  ],
  [
    'Anthropic',
    'anthropic',
    (on, url) => on(anthropic(url), 'create', 'messages.create')(claude as never),
    say('You asked: hi', 'end_turn'),
  ],
  [
    'Anthropic, a stream',
    'anthropic',
    (on, url) => on(anthropic(url), 'create', 'messages.create')({ ...claude, stream: true } as never),
    say('You asked: hi', 'end_turn'),
  ],
  [
    'the AI SDK',
    'ai',
    (on, url) => on(ai, 'generateText', 'generateText')({ model: vercel(url), prompt: 'hi' }),
    say('You asked: hi', 'stop'),
  ],
  [
    'the AI SDK, a stream',
    'ai',
    (on, url) => on(ai, 'streamText', 'streamText')({ model: vercel(url), prompt: 'hi' }).text,
    say('You asked: hi', 'stop'),
  ],
  [
    'LangChain',
    'langchain',
    (on, url) => on(langchain(url), 'invoke', 'invoke')('hi'),
    say('You asked: hi', 'stop'),
  ],
  [
    'LangChain, a stream',
    'langchain',
    (on, url) => on(langchain(url), 'stream', 'stream')([['human', 'hi']]),
    say('You asked: hi', 'stop'),
  ],
];

let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.close());

it.each(CASES)('%s', async (_name, helper, run, said) => {
  const spans = record({ captureContent: true });
  const result = run(wrappedBy(helper), server.url);
  const answer = Symbol.asyncIterator in result ? result : await result;
  if (Symbol.asyncIterator in Object(answer)) await collect(answer as AsyncIterable<unknown>);
  await expect.poll(() => spans.length).toBe(1);
  const [attributes] = spans.map(attributesOf);
  expect(JSON.parse(String(attributes?.['gen_ai.input.messages']))).toEqual(asked);
  expect(JSON.parse(String(attributes?.['gen_ai.output.messages']))).toEqual([said]);
});

it('Cohere 1, what was said before', async () => {
  const spans = record({ captureContent: true });
  const chatHistory = [
    { role: 'USER' as const, message: 'hello' },
    { role: 'CHATBOT' as const, message: 'yes?' },
  ];
  const chat = wrappedBy('cohere')(cohere(server.url), 'chat', 'chat');
  await chat({ ...v1, preamble: 'Be brief.', chatHistory });
  await expect.poll(() => spans.length).toBe(1);
  const [attributes] = spans.map(attributesOf);
  const shown = (key: string): unknown => JSON.parse(String(attributes?.[key]));
  expect(shown('gen_ai.system_instructions')).toEqual([{ type: 'text', content: 'Be brief.' }]);
  expect(shown('gen_ai.input.messages')).toEqual([
    { role: 'user', parts: [{ type: 'text', content: 'hello' }] },
    { role: 'assistant', parts: [{ type: 'text', content: 'yes?' }] },
    ...asked,
  ]);
});
