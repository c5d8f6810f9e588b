/** A stream that its program drops is collected, although the caller's AbortSignal lives: nothing of ours holds it. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { Mistral } from '@mistralai/mistralai';
import { CohereClientV2 } from 'cohere-ai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import { state } from '../../runtime/core/state.ts';
import { LlmSpan } from '../../runtime/instrument/llm/llm-span.ts';
import { record } from '../record.ts';
import { type On, wrappedBy } from './matrix.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const messages = [{ role: 'user' as const, content: 'hi' }];
const session = new AbortController();
const { signal } = session;
let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.close());

type Start = (on: On, url: string) => Promise<unknown>;

const CLIENTS: readonly (readonly [name: string, helper: Parameters<typeof wrappedBy>[0], start: Start])[] = [
  [
    'openai',
    'openai',
    async (on, url) => {
      const { completions } = new OpenAI({ apiKey: 'x', baseURL: `${url}/v1` }).chat;
      const create = on(completions, 'create', 'chat.completions.create');
      return create({ model: 'm', messages, stream: true }, { signal });
    },
  ],
  [
    'anthropic',
    'anthropic',
    async (on, url) => {
      const { messages: resource } = new Anthropic({ apiKey: 'x', baseURL: url });
      const create = on(resource, 'create', 'messages.create');
      return create({ model: 'm', max_tokens: 9, messages, stream: true }, { signal });
    },
  ],
  [
    'google',
    'google',
    async (on, url) => {
      const { models } = new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: url } });
      const generate = on(models, 'generateContentStream', 'models.generateContentStream');
      return generate({ model: 'm', contents: 'hi', config: { abortSignal: signal } });
    },
  ],
  [
    'mistral',
    'mistral',
    async (on, url) => {
      const { chat } = new Mistral({ apiKey: 'x', serverURL: url });
      return on(chat, 'stream', 'chat.stream')({ model: 'm', messages }, { fetchOptions: { signal } });
    },
  ],
  [
    'cohere',
    'cohere',
    async (on, url) => {
      const client = new CohereClientV2({ token: 'x', environment: url });
      return on(client, 'chatStream', 'chatStream')({ model: 'command-a', messages });
    },
  ],
  [
    'ollama',
    'ollama',
    async (on, url) => {
      const client = new Ollama({ host: url });
      const chat = on(client, 'chat', 'chat') as unknown as (asked: object) => Promise<unknown>;
      return chat({ model: 'm', messages, stream: true });
    },
  ],
];

const untouched: On = (receiver, key) =>
  (receiver[key] as (...args: never[]) => unknown).bind(receiver) as never;

/** The stream is dropped here: only the weak reference leaves. */
async function dropped(on: On, start: Start, isRead: boolean): Promise<WeakRef<object>> {
  const stream = (await start(on, server.url)) as AsyncIterable<unknown>;
  if (isRead) await stream[Symbol.asyncIterator]().next();
  return new WeakRef(stream);
}

async function isCollected(reference: WeakRef<object>): Promise<boolean> {
  for (let tries = 0; tries < 40; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    collect();
    if (reference.deref() === undefined) return true;
  }
  return false;
}

describe.each(CLIENTS)('%s', (_name, helper, start) => {
  it.each([
    ['read in part', true],
    ['unread', false],
  ])('a dropped stream, %s', async (_how, isRead) => {
    const spans = record({});
    const before = await isCollected(await dropped(untouched, start, isRead));
    const after = await isCollected(await dropped(wrappedBy(helper), start, isRead));
    expect(after).toBe(before);
    expect(signal.aborted).toBe(false);
    if (!after) return;
    // Requests of what is untouched are spans too, and so are those to the server, which is of this process.
    const calls = () => spans.filter(({ attributes }) => attributes.includes('gen_ai.operation.name'));
    await expect.poll(() => calls().length, { timeout: 3_000 }).toBe(1);
    expect([...state.openCalls].filter((call) => call instanceof LlmSpan)).toEqual([]);
  });
});
