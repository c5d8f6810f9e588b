/** What calls of real clients cost, by the table that is shipped. */
import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import { Observe } from 'onetrace';
import { anthropic, ollama, openai } from 'onetrace/inject';
import prices from 'onetrace/prices.json' with { type: 'json' };
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import { shutdown } from '../../runtime/api/lifecycle.ts';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record } from '../record.ts';

const site = (method: string) => `cost.ts:1:1#f?method=${method}&proven=1`;
const messages = [{ role: 'user' as const, content: 'What is 2+2?' }];
let server: LlmServer;
let spans: Span[] = [];

beforeAll(async () => {
  server = await startLlmServer();
});
beforeEach(() => {
  spans = record({ prices });
});
afterAll(async () => {
  await server.close();
  await shutdown();
});

const costs = () => spans.map((span) => attributesOf(span)['onetrace.cost.usd']);
const gpt = () => new OpenAI({ apiKey: 'x', baseURL: `${server.url}/v1` });
const claude = () => new Anthropic({ apiKey: 'x', baseURL: server.url, openTelemetry: false });

it('counts what OpenAI read from its cache apart', async () => {
  const create = openai(site('chat.completions.create'), gpt().chat.completions, 'create');
  const { usage } = await create({ model: 'gpt-4o-2024-08-06', messages });
  const { prompt_tokens: input = 0, completion_tokens: output = 0 } = usage ?? {};
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
  expect(cached).toBeGreaterThan(0);
  expect(costs()).toEqual([expect.closeTo(((input - cached) * 2.5 + cached * 1.25 + output * 10) / 1e6, 10)]);
});

it('counts what Anthropic adds to its cache and reads from it, streamed too', async () => {
  const create = anthropic(site('messages.create'), claude().messages, 'create');
  const ask = { model: 'claude-sonnet-4-5', max_tokens: 9, messages };
  const { usage } = await create(ask);
  for await (const _event of await create({ ...ask, stream: true }));
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = usage;
  const cache = (cache_read_input_tokens ?? 0) * 0.3 + (cache_creation_input_tokens ?? 0) * 3.75;
  const cost = expect.closeTo((input_tokens * 3 + cache + output_tokens * 15) / 1e6, 10);
  expect(costs()).toEqual([cost, cost]);
});

it('is of each call, not of what is around them', async () => {
  const create = openai(site('embeddings.create'), gpt().embeddings, 'create');
  await Observe.withTrace('turn', {}, async () => {
    const { usage } = await create({ model: 'text-embedding-3-small', input: 'a' });
    expect(costs()).toEqual([]);
    expect(usage.prompt_tokens).toBeGreaterThan(0);
  });
  expect(costs()).toEqual([expect.any(Number), undefined]);
});

it('is not said of models that run at home, of failed calls, and without a table', async () => {
  const chat = ollama(site('chat'), new Ollama({ host: server.url }), 'chat');
  await chat({ model: 'command-r-08-2024', messages });
  const create = openai(site('chat.completions.create'), gpt().chat.completions, 'create');
  await create({ model: 'error-400', messages }).catch(() => {});
  expect(costs()).toEqual([undefined, undefined]);
  spans = record({});
  await create({ model: 'gpt-4o', messages });
  expect(costs()).toEqual([undefined]);
});

/** Orders of asking for one answer, each of which charges it once. */
const usage = { input_tokens: 1_000_000, output_tokens: 0, total_tokens: 1_000_000 };
const answer = (status: string, more: object = {}) => ({
  id: 'resp_once',
  object: 'response',
  model: 'gpt-4o',
  background: true,
  output: [],
  status,
  ...(status === 'completed' && { usage }),
  ...more,
});

/** A client whose `fetch` answers with these, one after the other. */
const answering = (...bodies: readonly object[]): OpenAI => {
  const left = [...bodies];
  const reply = async () => Response.json(left.shift());
  return new OpenAI({ apiKey: 'x', baseURL: server.url, fetch: reply as typeof fetch });
};
const charged = () => costs().filter((it) => it !== undefined);

it.each([
  ['create, retrieve while it runs, retrieve twice', ['queued', 'in_progress', 'completed', 'completed']],
  ['create that is done at once, retrieve', ['completed', 'completed']],
])('%s', async (name, states) => {
  const bodies = states.map((it) => answer(it, { id: `resp ${name}` }));
  const { responses } = answering(...bodies);
  await openai(
    site('responses.create'),
    responses,
    'create',
  )({ model: 'gpt-4o', input: 'q', background: true });
  for (const _ of states.slice(1)) await openai(site('responses.retrieve'), responses, 'retrieve')('x');
  expect(charged()).toEqual([2.5]);
  expect(spans).toHaveLength(states.length);
});

it('what was not made in the background is charged where it was made', async () => {
  const { responses } = answering(answer('completed', { background: false, id: 'resp_sync' }));
  await openai(site('responses.retrieve'), responses, 'retrieve')('resp_sync');
  expect(charged()).toEqual([]);
});

it('a batch is charged once, at its own price', async () => {
  const table = { models: { 'gpt-4o': { input: 2, output: 4, tiers: { batch: 0.5 } } } };
  spans = record({ prices: table });
  const batch = (status: string, more: object = {}) => ({
    id: 'batch_1',
    object: 'batch',
    status,
    model: 'gpt-4o',
    ...more,
  });
  const { batches } = answering(
    batch('in_progress'),
    batch('completed', { usage }),
    batch('completed', { usage }),
  );
  for (let reads = 0; reads < 3; reads++)
    await openai(site('batches.retrieve'), batches, 'retrieve')('batch_1');
  expect(charged()).toEqual([1]);
  expect(spans.map(({ name }) => name)).toEqual(['fetch_response', 'fetch_response', 'fetch_response']);
});

it("results of Anthropic's batches are charged once each", async () => {
  const line = (id: string) => ({
    custom_id: id,
    result: {
      type: 'succeeded',
      message: {
        id,
        type: 'message',
        model: 'claude-x',
        content: [],
        usage: { input_tokens: 500_000, output_tokens: 0 },
      },
    },
  });
  const failed = { custom_id: 'c', result: { type: 'errored', error: { type: 'error' } } };
  const lines = [line('msg_1'), failed, line('msg_2')].map((it) => JSON.stringify(it)).join('\n');
  const reply = async (url: string | URL | Request) =>
    String(url).endsWith('/results')
      ? new Response(lines)
      : Response.json({ id: 'b', processing_status: 'ended', results_url: `${server.url}/b/results` });
  const client = new Anthropic({
    apiKey: 'x',
    baseURL: server.url,
    fetch: reply as typeof fetch,
    openTelemetry: false,
  } as never);
  spans = record({ prices: { models: { 'claude-x': { input: 4, output: 8, tiers: { batch: 0.5 } } } } });
  const read = async () => {
    let results = 0;
    const { batches } = client.messages;
    for await (const _ of await anthropic(site('messages.batches.results'), batches, 'results')('b'))
      results++;
    return results;
  };
  expect([await read(), await read()]).toEqual([3, 3]);
  expect(charged()).toEqual([2]);
});

it('an answer of another tier is charged as such', async () => {
  const table = {
    models: { 'gpt-4o': { input: 2, output: 4, tiers: { flex: 0.5, priority: { input: 9 } } } },
  };
  spans = record({ prices: table });
  const tiered = (service_tier: string) => answer('completed', { background: false, service_tier });
  const { responses } = answering(tiered('flex'), tiered('priority'), tiered('default'));
  for (let asked = 0; asked < 3; asked++)
    await openai(site('responses.create'), responses, 'create')({ model: 'gpt-4o', input: 'q' });
  expect(charged()).toEqual([1, 9, 2]);
});
