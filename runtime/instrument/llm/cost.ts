/** What a call cost, by a table that the program gives. The conventions know no cost: the attribute is ours. */
import type { Price, Prices, Rates } from '../../config/types/prices.ts';
import type { Usage } from './usage.ts';

/** What may follow a name that is priced: a snapshot of the same model, never another one. */
const SNAPSHOT = /^(?:[-@](?:\d{8}|\d{3,4}|\d{4}-\d\d-\d\d|\d\d-\d{4}|latest))?(?:-v\d+(?::\d+)?)?$/;

/** The price of a model by any of its names: `models/x`, `openai/x`, `us.anthropic.x`; the longest key wins. */
export function priceOf(prices: Prices, provider: string, model: string): Price | undefined {
  const { models, currency = 'USD' } = prices;
  if (currency !== 'USD') return undefined;
  const full = model.toLowerCase();
  const name = full.slice(full.lastIndexOf('/') + 1).replace(/^(?:[a-z]+\.)+/, '');
  const names = [full, name, `${provider}/${name}`];
  let best = '';
  for (const key of Object.keys(models)) {
    const begins = (it: string) => it.startsWith(key.toLowerCase()) && SNAPSHOT.test(it.slice(key.length));
    if (key.length > best.length && names.some(begins)) best = key;
  }
  return models[best];
}

/**
 * The one rule of totals: input includes what was cached, heard and seen, output what was thought, spoken and drawn
 * (`usage` counts as the conventions do). Each token is charged once, at the most particular rate that it has.
 */
export function costOf(price: Price, usage: Usage, tier = ''): number | undefined {
  const count = (key: string): number => usage[key] ?? 0;
  const { input_tokens: input } = usage;
  if (input == null) return undefined;
  const { rates, factor } = ratesOf(price, input, tier);
  const { input: fresh, output = 0, cacheRead = fresh, reasoning = output } = rates;
  const heard = count('audio.cache_read.input_tokens');
  const seen = count('image.cache_read.input_tokens');
  const asked = charged(input, fresh, [
    [count('cache_read.input_tokens') - heard - seen, cacheRead],
    [count('cache_write.input_tokens'), rates.cacheWrite ?? fresh],
    [heard, rates.audioCacheRead ?? cacheRead],
    [seen, rates.imageCacheRead ?? cacheRead],
    [count('audio.input_tokens') - heard, rates.audioInput ?? fresh],
    [count('image.input_tokens') - seen, rates.imageInput ?? fresh],
  ]);
  const answered = charged(count('output_tokens'), output, [
    [count('reasoning.output_tokens'), reasoning],
    [count('audio.output_tokens'), rates.audioOutput ?? output],
    [count('image.output_tokens'), rates.imageOutput ?? output],
  ]);
  // Tenths of a billionth: no noise of binary fractions.
  return Math.round((asked + answered) * factor * 1e4) / 1e10;
}

/** Parts of a total at rates of their own, and the rest; parts that are more than the whole are not believed. */
function charged(
  total: number,
  rate: number,
  parts: readonly (readonly [tokens: number, rate: number])[],
): number {
  let rest = total;
  let cost = 0;
  for (const [tokens, own] of parts) {
    const some = Math.min(Math.max(0, tokens), rest);
    rest -= some;
    cost += some * own;
  }
  return cost + rest * rate;
}

function ratesOf(
  { tiers, above, ...rates }: Price,
  input: number,
  tier: string,
): { rates: Rates; factor: number } {
  const own = tiers !== undefined && Object.hasOwn(tiers, tier) ? tiers[tier] : 1;
  const long = above !== undefined && input > above.tokens ? { ...rates, ...above } : rates;
  return typeof own === 'object' ? { rates: own, factor: 1 } : { rates: long, factor: own ?? 1 };
}
