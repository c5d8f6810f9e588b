/** US dollars a million tokens. What has no price of its own costs what its kind does: thoughts what output does. */
export interface Rates {
  readonly input: number;
  readonly output?: number | undefined;
  /** Tokens read from a cache; by default as any input. */
  readonly cacheRead?: number | undefined;
  /** Tokens written to one. */
  readonly cacheWrite?: number | undefined;
  /** Tokens of thoughts; by default as any output. */
  readonly reasoning?: number | undefined;
  readonly audioInput?: number | undefined;
  readonly audioOutput?: number | undefined;
  readonly audioCacheRead?: number | undefined;
  readonly imageInput?: number | undefined;
  readonly imageOutput?: number | undefined;
  readonly imageCacheRead?: number | undefined;
}

export interface Price extends Rates {
  /** Rates of a service tier (`flex`, `priority`, `batch`), or what all of its rates are multiplied by. */
  readonly tiers?: Readonly<Record<string, number | Rates>> | undefined;
  /** Rates of a request of more input tokens than `tokens`: of all of it, as vendors have it. */
  readonly above?: (Partial<Rates> & { readonly tokens: number }) | undefined;
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
