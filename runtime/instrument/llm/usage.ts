/** Counts of tokens, by the last part of their attribute, `gen_ai.usage.<key>`. */
import { fieldsOf, textOf } from '../../platform/unknown.ts';
import { countOf, nameOf, someOf } from './content/bounds.ts';

export type Usage = Readonly<Record<string, number | null | undefined>>;

/**
 * Of vendors that count cached tokens beside the others: the conventions want the total (gen-ai-spans.md,
 * `gen_ai.usage.input_tokens`). `UsageTotals` adds them up, since events of a stream bring one or the other.
 */
export const cachedUsage = (fresh: unknown, read: unknown, written: unknown): Usage => ({
  [FRESH]: countOf(fresh),
  'cache_read.input_tokens': countOf(read),
  'cache_write.input_tokens': countOf(written),
});

/** Input that no cache had; no attribute of its own. */
const FRESH = 'fresh';
const CACHED = ['cache_read.input_tokens', 'cache_write.input_tokens'] as const;

/** The conventions know no others. */
const MODALITIES: ReadonlySet<string> = /* @__PURE__ */ new Set(['text', 'image', 'audio']);

/** Counts by modality, `[{ modality: 'AUDIO', tokenCount }]`, as `audio.input_tokens`. */
export function modalUsage(counted: readonly unknown[], kind: string): Usage {
  const usage: Record<string, number> = {};
  for (const item of counted.flatMap(someOf)) {
    const { modality, tokenCount, token_count, tokens } = fieldsOf(item);
    const name = textOf(modality).slice(0, 20).toLowerCase();
    const count = countOf(tokenCount ?? token_count ?? tokens);
    if (MODALITIES.has(name) && count) usage[`${name}.${kind}`] = (usage[`${name}.${kind}`] ?? 0) + count;
  }
  return usage;
}

/** Answers whose cost was told; the latest only, since a program may ask for any number of them. */
const told = /* @__PURE__ */ new Set<string>();
const MOST_TOLD = 1_000;

/** Whether an answer that may be read several times is read whole for the first time. */
export function isFirstTold(id: unknown): boolean {
  const name = nameOf(id);
  const isFirst = !told.has(name);
  told.add(name);
  const [oldest] = told;
  if (told.size > MOST_TOLD && oldest !== undefined) told.delete(oldest);
  return isFirst;
}

/** What is known of a call's tokens so far. */
export class UsageTotals {
  readonly #counts: Record<string, number> = {};

  /** Replaces what is known: counts of a stream grow until its end. */
  use(usage: Usage): void {
    this.#take(usage, () => 0);
  }

  /** Adds: a call that loops over tools is billed for every turn. */
  add(usage: Usage): void {
    this.#take(usage, (key) => this.#counts[key] ?? 0);
  }

  #take(usage: Usage, before: (key: string) => number): void {
    for (const key of Object.keys(usage)) {
      const count = countOf(usage[key]);
      if (count !== undefined) this.#counts[key] = before(key) + count;
    }
  }

  /** With the total of what was fresh and what was cached. */
  get counts(): Usage {
    const { [FRESH]: fresh, ...counts } = this.#counts;
    if (fresh === undefined) return counts;
    const cached = CACHED.reduce((sum, key) => sum + (counts[key] ?? 0), 0);
    return { input_tokens: fresh + cached, ...counts };
  }
}
