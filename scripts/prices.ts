/**
 * Checks runtime/prices.json against a published table (the package `@pydantic/genai-prices`, MIT), and says what
 * differs; `--write` takes its prices over. What the published table does not have is kept and named.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { calcPrice, findProvider, type TieredPrices } from '@pydantic/genai-prices';
import type { Price, Prices, Rates } from '../runtime/config/types/prices.ts';
import { ROOT } from './packages.ts';

const FILE = `${ROOT}runtime/prices.json`;
/** When the pinned version of the published table came out; prices are those of that moment. */
const DATE = '2026-09-23';

/** An alias stands for whatever its vendor likes. */
const ALIASED: ReadonlySet<string> = new Set(['mistral', 'cohere']);

/** Of whose models all are priced, and what stands before their names; `gen_ai.provider.name` where others host them. */
const PROVIDERS: readonly (readonly [id: string, prefix: string])[] = [
  ['openai', ''],
  ['anthropic', ''],
  ['google', ''],
  ['mistral', 'mistral_ai/'],
  ['cohere', 'cohere/'],
  ['deepseek', 'deepseek/'],
  ['x-ai', 'x_ai/'],
  ['groq', 'groq/'],
  ['perplexity', 'perplexity/'],
];

/** Half of everything in a batch, and where OpenAI is in no hurry; both tell so in their answers. */
const TIERS: readonly (readonly [provider: string, models: RegExp, tiers: Price['tiers']])[] = [
  ['openai', /^(?:gpt-5|o3$|o4-mini)/, { batch: 0.5, flex: 0.5 }],
  ['openai', /^(?:gpt-[34]|o\d|text-embedding)/, { batch: 0.5 }],
  ['anthropic', /^claude/, { batch: 0.5 }],
  ['google', /^gemini-[23]/, { batch: 0.5 }],
];

const NAMES: Readonly<Record<keyof Rates, string>> = {
  input: 'input_mtok',
  output: 'output_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  reasoning: 'output_reasoning_mtok',
  audioInput: 'input_audio_mtok',
  audioOutput: 'output_audio_mtok',
  audioCacheRead: 'cache_audio_read_mtok',
  imageInput: 'input_image_mtok',
  imageOutput: 'output_image_mtok',
  imageCacheRead: 'cache_image_read_mtok',
};

/** The published table takes these for others by their first letters. */
const MISTAKEN: ReadonlySet<string> = new Set(['gemini-1.5-flash-8b']);

type Published = number | TieredPrices | undefined;

/** The published price of a model; undefined where there is none, or it depends on the time of day. */
export function publishedPrice(providerId: string, model: string): Price | undefined {
  const provider = findProvider({ providerId });
  const timestamp = new Date(`${DATE}T12:00:00Z`);
  const found = calcPrice({ input_tokens: 1 }, model, { providerId, timestamp });
  if (provider === undefined || !found) return undefined;
  const { prices } = found.model;
  if (Array.isArray(prices) && prices.some((it) => it.constraint?.type === 'time_of_date')) return undefined;
  const published = found.model_price as Readonly<Record<string, Published>>;
  const rates = ratesOf(published, (it) => (typeof it === 'object' ? it.base : it));
  const start = Object.values(published).flatMap((it) => (typeof it === 'object' ? it.tiers : []))[0]?.start;
  const long = ratesOf(published, (it) => (typeof it === 'object' ? it.tiers[0]?.price : undefined));
  if (rates.input === undefined) return undefined;
  const [, , tiers] = TIERS.find(([of, models]) => of === providerId && models.test(model)) ?? [];
  return {
    ...(rates as Rates),
    ...(tiers !== undefined && { tiers }),
    ...(start !== undefined && { above: { tokens: start, ...long } }),
  };
}

function ratesOf(
  published: Readonly<Record<string, Published>>,
  rateOf: (price: Published) => number | undefined,
): Partial<Rates> {
  const pairs = Object.entries(NAMES).map(([key, name]) => [key, rateOf(published[name])] as const);
  return Object.fromEntries(pairs.filter(([, rate]) => rate !== undefined));
}

/** A snapshot, a preview and a variant cost what their model does, or are asked for by few. */
const isPlain = (id: string): boolean =>
  /^[\w.-]+$/.test(id) &&
  !/(?:\d{4}|preview|exp|latest|free|beta|-\d{2}-\d{2}|-\d{3}$)/.test(id.replace(/-v\d.*/, ''));

export function wantedPrices(kept: Prices['models']): { models: Prices['models']; unpublished: string[] } {
  const models: Record<string, Price> = {};
  const unpublished: string[] = [];
  for (const [key, price] of Object.entries(kept)) {
    const [id, prefix] = PROVIDERS.find(([, it]) => it !== '' && key.startsWith(it)) ?? ownerOf(key);
    const published = MISTAKEN.has(key) ? undefined : publishedPrice(id, key.slice(prefix.length));
    if (published === undefined) unpublished.push(key);
    models[key] = published ?? price;
  }
  for (const [providerId, prefix] of PROVIDERS)
    for (const { id } of (!ALIASED.has(providerId) && findProvider({ providerId })?.models) || []) {
      const price = isPlain(id) ? publishedPrice(providerId, id) : undefined;
      if (price !== undefined && price.input > 0) models[prefix + id] ??= price;
    }
  return { models, unpublished };
}

/** Whose a model without a prefix is. */
function ownerOf(key: string): readonly [id: string, prefix: string] {
  const ids = PROVIDERS.filter(([, prefix]) => prefix === '').map(([id]) => id);
  const lists = (providerId: string) => findProvider({ providerId })?.models.some(({ id }) => id === key);
  const family = key.startsWith('claude') ? 'anthropic' : key.startsWith('gem') ? 'google' : 'openai';
  return [ids.find(lists) ?? family, ''];
}

/** A model a line. */
function spelledTable({ models, ...about }: Prices): string {
  const head = JSON.stringify(about, null, 2).slice(0, -2);
  const lines = Object.entries(models).map(
    ([key, price]) => `${JSON.stringify(key)}:${JSON.stringify(price)}`,
  );
  return `${head},\n  "models": {\n${lines.join(',\n')}\n  }\n}\n`;
}

export const readPrices = (): Prices => JSON.parse(readFileSync(FILE, 'utf8')) as Prices;

if (import.meta.main) {
  const table = readPrices();
  const { models, unpublished } = wantedPrices(table.models);
  const differs = Object.keys(models).filter(
    (key) => JSON.stringify(models[key]) !== JSON.stringify(table.models[key]),
  );
  if (process.argv.includes('--write')) writeFileSync(FILE, spelledTable({ ...table, date: DATE, models }));
  else
    for (const key of differs)
      console.error(`${key}: ${JSON.stringify(table.models[key])}, published ${JSON.stringify(models[key])}`);
  console.log(
    `${Object.keys(models).length} models, ${differs.length} differ from what was published by ${DATE}; not published: ${unpublished.join(', ') || 'none'}`,
  );
  if (differs.length > 0 && !process.argv.includes('--write')) process.exitCode = 1;
}
