/** Agents and clients that another file made: a call's name is all that its site knows. */
import { createOpenAI } from '@ai-sdk/openai';
import { InferenceClient } from '@huggingface/inference';
import { RunnableLambda } from '@langchain/core/runnables';
import { ToolLoopAgent } from 'ai';
import { agent, huggingface, langchain, replicate } from 'onetrace/inject';
import Replicate from 'replicate';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { record } from '../record.ts';

let server: LlmServer;
let spans: Span[] = [];
beforeAll(async () => {
  server = await startLlmServer({});
});
afterAll(() => server.close());
beforeEach(() => {
  spans = record({});
});

const site = (method: string) => `desk.ts:1:1#f?method=${method}`;
const names = () => spans.map(({ name }) => name);
const prompt = 'hi';
const messages = [{ role: 'user', content: prompt }];

const assistant = () => {
  const openai = createOpenAI({ apiKey: 'test', baseURL: `${server.url}/v1` });
  return new ToolLoopAgent({ id: 'assistant', model: openai.chat('gpt-4o') });
};

it('an agent of the AI SDK', async () => {
  await agent(site('generate'), assistant(), 'generate')({ prompt });
  expect(names()).toEqual(['chat gpt-4o']);
});

it('a runnable of LangChain', async () => {
  const chain = RunnableLambda.from(async (text: string) => text.length);
  expect(await langchain(site('invoke'), chain, 'invoke')('four')).toBe(4);
  expect(await agent(site('invoke'), chain, 'invoke')('five!')).toBe(5);
  expect(names()).toEqual(['invoke_workflow RunnableLambda', 'invoke_workflow RunnableLambda']);
});

it('clients of Hugging Face and Replicate', async () => {
  const hf = new InferenceClient('hf_test', { endpointUrl: server.url });
  await huggingface(site('chatCompletion'), hf, 'chatCompletion')({ model: 'm', messages });
  const client = new Replicate({ auth: 'test', baseUrl: `${server.url}/v1` });
  await replicate(site('run'), client, 'run')('owner/model', { input: { prompt } });
  expect(names()).toEqual(['chat m', 'generate_content owner/model']);
});

it.each([
  ['agent', agent],
  ['langchain', langchain],
  ['huggingface', huggingface],
  ['replicate', replicate],
] as const)('%s leaves alone what only has the name', (_, helper) => {
  const other = {
    run: (...args: unknown[]) => args,
    generate: (...args: unknown[]) => args,
    invoke: (...args: unknown[]) => args,
    chatCompletion: (...args: unknown[]) => args,
  };
  for (const key of ['run', 'generate', 'invoke', 'chatCompletion'] as const)
    expect(helper(site(key), other, key)({ model: 'm', prompt, messages })).toEqual([
      { model: 'm', prompt, messages },
    ]);
  expect(spans).toEqual([]);
});

it('a receiver that throws at every look is only called', () => {
  const other = new Proxy(
    { invoke: (text: string) => text },
    {
      get(target, key) {
        if (key === 'invoke') return target.invoke;
        throw new RangeError(String(key));
      },
    },
  );
  expect(agent(site('invoke'), other, 'invoke')('same')).toBe('same');
  expect(langchain(site('invoke'), other, 'invoke')('same')).toBe('same');
  expect(spans).toEqual([]);
});
