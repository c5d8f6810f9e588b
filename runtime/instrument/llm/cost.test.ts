import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { attributesOf, record } from '../../../test-fixtures/record.ts';
import { shutdown } from '../../api/lifecycle.ts';
import type { Prices } from '../../config/types/prices.ts';
import type { Span } from '../../trace/span.ts';
import { costOf, priceOf } from './cost.ts';
import { startLlmSpan } from './start-span.ts';

const table = JSON.parse(await readFile(new URL('../../prices.json', import.meta.url), 'utf8')) as Prices;
const MINI = { input: 1, output: 2 };
const prices: Prices = {
  models: {
    gpt: { input: 9 },
    'gpt-mini': MINI,
    'claude-3-haiku': { input: 3 },
    'meta-llama/Llama-3-8b': { input: 4 },
    'a_host/hosted': { input: 5 },
    'a_host_too/elsewhere': { input: 6 },
  },
};

afterAll(() => shutdown());

describe('the price of a model', () => {
  it.each([
    ['gpt-mini', MINI],
    ['gpt-mini-2025-08-06', MINI],
    ['gpt-mini-08-2025', MINI],
    ['gpt-mini-latest', MINI],
    ['openai/gpt-mini', MINI],
    ['GPT-mini', MINI],
    ['us.anthropic.claude-3-haiku-20240307-v1:0', { input: 3 }],
    ['claude-3-haiku@20240307', { input: 3 }],
    ['meta-llama/Llama-3-8b', { input: 4 }],
    ['hosted', { input: 5 }],
    ['gpt-mini-audio', undefined],
    ['gpt-5', undefined],
    ['elsewhere', undefined],
    ['', undefined],
  ])('%s', (model, price) => expect(priceOf(prices, 'a_host', model)).toEqual(price));

  it('is the provider’s own where it has one', () => {
    const models = { 'open-model': { input: 1 }, 'a_host/open-model': { input: 2 } };
    expect(priceOf({ models }, 'a_host', 'open-model-2407')).toEqual({ input: 2 });
    expect(priceOf({ models }, 'another', 'open-model-2407')).toEqual({ input: 1 });
  });

  it('is not told in another currency', () => {
    expect(priceOf({ ...prices, currency: 'USD' }, '', 'gpt-mini')).toEqual(MINI);
    expect(priceOf({ ...prices, currency: 'EUR' }, '', 'gpt-mini')).toBeUndefined();
  });
});

it('counts cached tokens apart', () => {
  const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 };
  const usage = {
    input_tokens: 1_000,
    output_tokens: 100,
    'cache_read.input_tokens': 600,
    'cache_write.input_tokens': 300,
  };
  expect(costOf(price, usage)).toBe((100 * 3 + 600 * 0.3 + 300 * 3.75 + 100 * 15) / 1e6);
  expect(costOf({ input: 0.1 }, { input_tokens: 3 })).toBe(3e-7);
  expect(costOf(price, { output_tokens: 5 })).toBeUndefined();
});

const call = (model: string, kind: 1 | 3 = 3) => {
  const llmSpan = startLlmSpan({
    operation: 'chat',
    model,
    provider: 'openai',
    stream: false,
    attributes: {},
    kind,
  });
  llmSpan.setUsage({ input_tokens: 1_000_000, output_tokens: 1_000_000 });
  llmSpan.setResponseIds('id', `${model}-2024-07-18`);
  llmSpan.end();
};

it('is on spans of models when a table is given, and only then', () => {
  const without = record({});
  call('gpt-4o-mini');
  expect(attributesOf(without[0] as Span)).not.toHaveProperty(['onetrace.cost.usd']);
  const spans = record({ prices: table });
  call('gpt-4o-mini');
  call('of nobody');
  call('gpt-4o-mini', 1);
  const [priced, unknown, agent] = spans.map(attributesOf);
  const { input, output } = table.models['gpt-4o-mini'] as { input: number; output: number };
  expect(priced?.['onetrace.cost.usd']).toBe(input + output);
  expect(unknown).not.toHaveProperty(['onetrace.cost.usd']);
  expect(agent).not.toHaveProperty(['onetrace.cost.usd']);
});

it('is not said by a table of another shape', () => {
  const spans = record({ prices: { models: undefined } as never });
  call('gpt-4o-mini');
  expect(spans).toHaveLength(1);
  expect(attributesOf(spans[0] as Span)).not.toHaveProperty(['onetrace.cost.usd']);
});

describe('the table to begin with', () => {
  it('says of when it is, and in what', () => {
    expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(table.currency).toBe('USD');
    expect(Object.values(table.models).every(({ input }) => input > 0)).toBe(true);
  });

  it.each([
    ['openai', 'gpt-4o-2024-08-06', 2.5],
    ['openai', 'gpt-4o-2024-05-13', 5],
    ['anthropic', 'claude-sonnet-4-20250514', 3],
    ['anthropic', 'claude-opus-4-5-20251101', 5],
    ['aws.bedrock', 'us.anthropic.claude-3-5-sonnet-20241022-v2:0', 3],
    ['gcp.gemini', 'models/gemini-2.0-flash-001', 0.1],
    ['mistral_ai', 'mistral-large-2512', 0.5],
    ['mistral_ai', 'mistral-large-latest', undefined],
    ['cohere', 'command-r-08-2024', 0.15],
    ['ollama', 'command-r-08-2024', undefined],
  ])('%s %s', (provider, model, input) => expect(priceOf(table, provider, model)?.input).toBe(input));
});

describe('one rule for totals', () => {
  const usage = {
    input_tokens: 1_000,
    output_tokens: 500,
    'cache_read.input_tokens': 400,
    'audio.input_tokens': 300,
    'audio.cache_read.input_tokens': 100,
    'image.input_tokens': 50,
    'reasoning.output_tokens': 200,
    'audio.output_tokens': 100,
  };

  it('charges each token once, at its own rate', () => {
    const rates = {
      input: 1,
      output: 2,
      cacheRead: 0.5,
      reasoning: 3,
      audioInput: 10,
      audioOutput: 20,
      audioCacheRead: 5,
    };
    // 300 cached texts, 100 cached sounds, 200 sounds, 50 pictures and 350 texts; 200 thoughts, 100 sounds, 200 words.
    const total = 300 * 0.5 + 100 * 5 + 200 * 10 + 400 * 1 + 200 * 3 + 100 * 20 + 200 * 2;
    expect(costOf(rates, usage)).toBeCloseTo(total / 1e6, 10);
  });

  it('charges all alike where there is one rate', () => {
    expect(costOf({ input: 1, output: 2 }, usage)).toBeCloseTo(2_000 / 1e6, 10);
  });

  it('never charges more tokens than there are', () => {
    const odd = {
      input_tokens: 10,
      output_tokens: 1,
      'cache_read.input_tokens': 50,
      'reasoning.output_tokens': 9,
    };
    expect(costOf({ input: 1, output: 1, cacheRead: 1, reasoning: 1 }, odd)).toBe(11 / 1e6);
  });

  it.each([
    ['', 1],
    ['batch', 0.5],
    ['priority', 2],
    ['flex', 7],
    ['default', 1],
    ['toString', 1],
  ])('of tier %s', (tier, cost) => {
    const price = { input: 1, tiers: { batch: 0.5, priority: 2, flex: { input: 7 } } };
    expect(costOf(price, { input_tokens: 1_000_000 }, tier)).toBe(cost);
  });

  it('of long requests', () => {
    const price = { input: 1, output: 2, cacheRead: 0.1, above: { tokens: 200_000, input: 3, output: 4 } };
    expect(costOf(price, { input_tokens: 200_000, output_tokens: 1 })).toBeCloseTo(0.2 + 2e-6, 10);
    expect(costOf(price, { input_tokens: 200_001, output_tokens: 1 })).toBeCloseTo(0.600003 + 4e-6, 10);
  });
});
