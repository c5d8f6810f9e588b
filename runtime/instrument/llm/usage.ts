/** Counts of tokens by the last part of their attribute, `gen_ai.usage.<key>`. */
export type Usage = Readonly<Record<string, number | null | undefined>>;

/**
 * Of vendors that count cached tokens beside the others: the conventions want the total (gen-ai-spans.md,
 * `gen_ai.usage.input_tokens`).
 */
export const cachedUsage = (
  fresh: number | undefined,
  read: number | undefined,
  written: number | undefined,
): Usage => ({
  input_tokens: fresh === undefined ? undefined : fresh + (read ?? 0) + (written ?? 0),
  'cache_read.input_tokens': read,
  'cache_write.input_tokens': written,
});
