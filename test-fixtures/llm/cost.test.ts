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
