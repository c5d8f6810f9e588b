/** The noun: a place in someone's program that should carry the trace. */

/** UTF-16 offsets into the author's text, end exclusive; exactly the range of the tree's node. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type SiteKind = 'fetch' | 'llm' | 'tool' | 'handler' | 'queue' | 'traced';

/**
 * proven: imports, types or constructors say what the site is; shaped: it only looks like one, and its
 * wrap decides when it runs (design 2.5).
 */
export type Confidence = 'proven' | 'shaped';

export interface Site {
  readonly kind: SiteKind;
  /** The rule that found it, e.g. `openai`. */
  readonly rule: string;
  readonly confidence: Confidence;
  /** Where a person would click: the call expression's first character, or the function's. */
  readonly at: number;
  /** The method name's first character, where the site is a method call. */
  readonly methodAt?: number;
  /** The enclosing function's name, '' at the top level. */
  readonly function: string;
  /** What is known at build time: `http.route`, `callee`, … in the order given. */
  readonly facts: Readonly<Record<string, string>>;
}
