/** What tokens cost where the span does not say, by the table that the runtime ships: estimates, and shown so. */
import prices from 'onetrace/prices.json' with { type: 'json' };

export interface PricedCall {
  readonly provider: string;
  readonly model: string;
  readonly input: number | null;
  readonly output: number | null;
  readonly cached: number | null;
  readonly written: number | null;
}

interface Price {
  readonly input: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

const MODELS = Object.entries(prices.models as Record<string, Price>).sort(([a], [b]) => b.length - a.length);
/** What may follow a name that is priced: a snapshot of the same model, never another one. */
const SNAPSHOT = /^(?:[-@](?:\d{8}|\d{3,4}|\d{4}-\d\d-\d\d|\d\d-\d{4}|latest))?(?:-v\d+(?::\d+)?)?$/;
const known = new Map<string, Price | null>();

/** US dollars; null for a model that is not in the table. */
export function priceTokens({ provider, model, input, output, cached, written }: PricedCall): number | null {
  const price = modelPrice(provider, model);
  if (price === null || input === null) return null;
  const [read, wrote] = [cached ?? 0, written ?? 0];
  const total =
    Math.max(0, input - read - wrote) * price.input +
    read * (price.cacheRead ?? price.input) +
    wrote * (price.cacheWrite ?? price.input) +
    (output ?? 0) * (price.output ?? 0);
  return Math.round(total * 1e4) / 1e10;
}

function modelPrice(provider: string, model: string): Price | null {
  const key = `${provider}/${model}`;
  let price = known.get(key);
  if (price === undefined) {
    if (known.size > 1000) known.clear(); // names come from anywhere
    price = findPrice(provider, model.toLowerCase());
    known.set(key, price);
  }
  return price;
}

function findPrice(provider: string, full: string): Price | null {
  const name = full.slice(full.lastIndexOf('/') + 1).replace(/^(?:[a-z]+\.)+/, '');
  const names = [full, name, `${provider}/${name}`];
  const found = MODELS.find(([key]) =>
    names.some((it) => it.startsWith(key) && SNAPSHOT.test(it.slice(key.length))),
  );
  return found?.[1] ?? null;
}
