/** US dollars a million tokens. */
export interface Price {
  readonly input: number;
  readonly output?: number | undefined;
  /** Tokens read from a cache; by default as any input. */
  readonly cacheRead?: number | undefined;
  /** Tokens written to one. */
  readonly cacheWrite?: number | undefined;
}

export interface Prices {
  /** When these were the prices, `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  /** What is said is dollars: a table in anything but `USD`, the default, prices nothing. */
  readonly currency?: string | undefined;
  /**
   * By the model's name, without a date or version: `gpt-4o` is `gpt-4o-2024-08-06`'s as well. Where others
   * host the same model at other prices, the provider is before it: `mistral_ai/mistral-large-2411`.
   */
  readonly models: Readonly<Record<string, Price>>;
}
