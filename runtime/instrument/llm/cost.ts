/** What a call cost, by a table that the program gives. The conventions know no cost: the attribute is ours. */
import type { Price, Prices } from '../../config/types/prices.ts';
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

/** `usage` as the conventions count: input includes what was cached, output what was thought. */
export function costOf(price: Price, usage: Usage): number | undefined {
  const input = usage.input_tokens ?? undefined;
  const output = usage.output_tokens ?? 0;
  if (input === undefined) return undefined;
  const read = usage['cache_read.input_tokens'] ?? 0;
  const written = usage['cache_write.input_tokens'] ?? 0;
  const total =
    Math.max(0, input - read - written) * price.input +
    read * (price.cacheRead ?? price.input) +
    written * (price.cacheWrite ?? price.input) +
    output * (price.output ?? 0);
  // Tenths of a billionth: no noise of binary fractions.
  return Math.round(total * 1e4) / 1e10;
}
