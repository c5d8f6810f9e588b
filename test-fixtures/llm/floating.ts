/** Prints how many unhandled rejections a program sees: `node floating.ts untouched|wrapped CASE`. */
import Anthropic from '@anthropic-ai/sdk';
import { anthropic, openai } from 'onetrace/inject';
import OpenAI from 'openai';
import { startLlmServer } from '../../examples/llm-server/server.ts';
import { init } from '../../runtime/lifecycle.ts';
import { state } from '../../runtime/state.ts';

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

const CASES: Readonly<Record<string, () => unknown>> = {
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
if (name === '') console.log(JSON.stringify(Object.keys(CASES)));
else {
  await CASES[name]?.();
  await new Promise((resolve) => setTimeout(resolve, 600));
  console.log(JSON.stringify(seen));
}
await server.close();
process.exit(0);
