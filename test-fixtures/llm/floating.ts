/** Prints how many unhandled rejections a program sees: `node floating.ts untouched|wrapped CASE`. */
import Anthropic from '@anthropic-ai/sdk';
import { anthropic, openai } from 'onetrace/inject';
import OpenAI from 'openai';
import { startLlmServer } from '../../examples/llm-server/server.ts';
import { init } from '../../runtime/api/lifecycle.ts';
import { state } from '../../runtime/core/state.ts';
import { type HelperName, wrappedBy } from './matrix.ts';

const [how, name = ''] = process.argv.slice(2);
const seen: string[] = [];
process.on('unhandledRejection', (error) => seen.push((error as Error).constructor.name));
init({ serviceName: 'floating' });
state.pipeline = { add() {}, flush: async () => {}, shutdown: async () => {} } as never;

const server = await startLlmServer();
const gpt = new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1`, maxRetries: 0 });
const claude = new Anthropic({ apiKey: 'x', baseURL: server.url, maxRetries: 0 });
/** A call of either client, as far as these cases use what it gives. */
interface Given extends Promise<unknown> {
  withResponse(): Promise<unknown>;
  asResponse(): Promise<unknown>;
  done(): Promise<unknown>;
  finalMessage(): Promise<unknown>;
}

const on = (
  helper: typeof openai,
  receiver: object,
  key: string,
  path: string,
): ((body: unknown) => Given) =>
  how === 'wrapped'
    ? helper(`f.ts:1:1#f?method=${path}&proven=1`, receiver as never, key as never)
    : (body) => (receiver as never as Record<string, (body: unknown) => Given>)[key]?.(body) as Given;
const chat = on(openai, gpt.chat.completions, 'create', 'chat.completions.create');
const streamed = on(openai, gpt.chat.completions, 'stream', 'chat.completions.stream');
const messages = on(anthropic, claude.messages, 'create', 'messages.create');
const emitted = on(anthropic, claude.messages, 'stream', 'messages.stream');
const bad = { model: 'error-400', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] };

const CASES: Record<string, () => unknown> = {
  'openai floats': () => void chat(bad),
  'openai is caught': () => chat(bad).catch(() => {}),
  'openai is caught late': () => {
    const promise = chat(bad);
    setTimeout(() => promise.catch(() => {}), 1);
  },
  'openai twice': () => Promise.allSettled([chat(bad), chat(bad)]),
  'openai withResponse': () =>
    chat(bad)
      .withResponse()
      .catch(() => {}),
  'openai asResponse': () =>
    chat(bad)
      .asResponse()
      .catch(() => {}),
  'openai stream() floats': () => void streamed(bad),
  'openai stream() is handled': () =>
    streamed(bad)
      .done()
      .catch(() => {}),
  'anthropic floats': () => void messages(bad),
  'anthropic is caught': () => messages(bad).catch(() => {}),
  'anthropic stream() floats': () => void emitted(bad),
  'anthropic stream() is handled': () =>
    emitted(bad)
      .finalMessage()
      .catch(() => {}),
};
interface Failing {
  readonly helper: HelperName;
  readonly receiver: object;
  readonly key: string;
  readonly path?: string;
  readonly args: unknown[];
}

/** One call a client that fails; each is loaded only where it is asked for. */
const FAILING: Readonly<Record<string, () => Promise<Failing>>> = {
  async google() {
    const { GoogleGenAI } = await import('@google/genai');
    const { models } = new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: server.url } });
    const args = [{ model: 'error-400', contents: 'x' }];
    return { helper: 'google', receiver: models, key: 'generateContent', args };
  },
  async mistral() {
    const { Mistral } = await import('@mistralai/mistralai');
    const { chat } = new Mistral({ apiKey: 'x', serverURL: server.url });
    return { helper: 'mistral', receiver: chat, key: 'complete', path: 'chat.complete', args: [bad] };
  },
  async cohere() {
    const { CohereClientV2 } = await import('cohere-ai');
    const receiver = new CohereClientV2({ token: 'x', environment: server.url });
    return { helper: 'cohere', receiver, key: 'chat', args: [bad] };
  },
  async ollama() {
    const { Ollama } = await import('ollama');
    return { helper: 'ollama', receiver: new Ollama({ host: server.url }), key: 'chat', args: [bad] };
  },
  async bedrock() {
    const { BedrockRuntime } = await import('@aws-sdk/client-bedrock-runtime');
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const receiver = new BedrockRuntime({
      region: 'us-east-1',
      endpoint: server.url,
      maxAttempts: 1,
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      requestHandler: new NodeHttpHandler(),
    });
    return { helper: 'bedrock', receiver, key: 'converse', args: [{ modelId: 'error-400', messages: [] }] };
  },
  async huggingface() {
    const { InferenceClient } = await import('@huggingface/inference');
    const receiver = new InferenceClient('hf_x', { endpointUrl: server.url });
    return { helper: 'huggingface', receiver, key: 'chatCompletion', args: [bad] };
  },
  async replicate() {
    const { default: Replicate } = await import('replicate');
    const receiver = new Replicate({ auth: 'x', baseUrl: server.url });
    return { helper: 'replicate', receiver, key: 'run', args: ['error-400/x', { input: {} }] };
  },
  async ai() {
    const receiver = await import('ai');
    const { createOpenAI } = await import('@ai-sdk/openai');
    const model = createOpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` }).chat('error-400');
    return { helper: 'ai', receiver, key: 'generateText', args: [{ model, prompt: 'x', maxRetries: 0 }] };
  },
  async langchain() {
    const { ChatOpenAI } = await import('@langchain/openai');
    const configuration = { baseURL: `${server.url}/v1` };
    const receiver = new ChatOpenAI({ model: 'error-400', apiKey: 'x', maxRetries: 0, configuration });
    return { helper: 'langchain', receiver, key: 'invoke', args: ['x'] };
  },
  async mcp() {
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
    const receiver = new Client({ name: 'test', version: '1' });
    return { helper: 'mcp', receiver, key: 'callTool', args: [{ name: 'x' }] };
  },
};

function run(failing: Failing): unknown {
  const { helper, receiver, key, path = key, args } = failing;
  const client = receiver as Record<string, (...args: unknown[]) => unknown>;
  if (how === 'untouched') return client[key]?.(...args);
  return wrappedBy(helper)(client, key, path)?.(...args);
}

for (const client of Object.keys(FAILING)) {
  CASES[`${client} floats`] = async () => void run((await FAILING[client]?.()) as Failing);
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
if (name === '') console.log(JSON.stringify(Object.keys(CASES)));
else {
  await CASES[name]?.();
  // On a machine that has much to do, the first of them may take its time.
  for (let looks = 0; name.endsWith('floats') && seen.length === 0 && looks < 500; looks++) await pause(20);
  await pause(500);
  console.log(JSON.stringify(seen));
}
await server.close();
process.exit(0);
