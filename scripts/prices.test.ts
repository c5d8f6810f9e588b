import { expect, it } from 'vitest';
import { publishedPrice, readPrices, wantedPrices } from './prices.ts';

const { date, currency, models } = readPrices();

it('the table has a date and a currency, and prices that can be', () => {
  expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(currency).toBe('USD');
  expect(Object.keys(models).length).toBeGreaterThan(100);
  for (const [name, price] of Object.entries(models)) {
    const { input, output = input, cacheRead = input } = price;
    expect([name, input > 0, output >= 0, cacheRead <= input]).toEqual([name, true, true, true]);
  }
});

it('the table is what was published', () => {
  const wanted = wantedPrices(models);
  expect(wanted.models).toEqual(models);
  expect(wanted.unpublished.length).toBeLessThan(10);
});

it('has particular prices where a model has them', () => {
  expect(models['gemini-2.5-flash']).toMatchObject({ audioInput: 1, tiers: { batch: 0.5 } });
  expect(models['gemini-2.5-pro']?.above).toMatchObject({ tokens: 200_000, input: 2.5 });
  expect(models['gpt-realtime']).toMatchObject({ audioInput: 32, audioOutput: 64, imageInput: 5 });
});

it('knows nothing of a model that nobody has published', () => {
  expect(publishedPrice('openai', 'no-such-model')).toBeUndefined();
});
