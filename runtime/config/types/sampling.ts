import type { Span } from '../../trace/span.ts';

export interface Sampler {
  /** The probability, 0 to 1, with which a trace that begins here is recorded. */
  readonly ratio: number;
  /** True: an upstream's decision is followed, `00` included. */
  readonly parentBased: boolean;
}

/** Traces to record although the sampler did not choose them. */
export interface KeepRules {
  /** A span failed. */
  readonly errors?: boolean;
  /** The local root took longer than this, in milliseconds. */
  readonly slowerThan?: number;
  /** A span is an LLM call. */
  readonly llm?: boolean;
}

export type Keep = KeepRules | ((spans: readonly Span[]) => boolean);
