/** A site: a place in someone's program that should carry the trace. */

/** UTF-16 offsets into the author's text, end exclusive; exactly the range of a node. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type SiteKind = 'fetch' | 'llm' | 'tool' | 'handler' | 'queue' | 'boundary' | 'traced';

/**
 * proven: imports, types or constructors show what the site is. shaped: it only looks like a site, and the
 * helper decides at run time, on the value itself.
 */
export type Confidence = 'proven' | 'shaped';

export interface Site {
  readonly kind: SiteKind;
  readonly confidence: Confidence;
  /** Where a person would click: the call expression's first character, or the function's. */
  readonly at: number;
  /** The method name's first character, where the site is a method call; else the same. */
  readonly methodAt: number;
  /** The enclosing function's name, '' at the top level. */
  readonly function: string;
  /** Facts known at build time: `http.route`, `callee`, … in the order given. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A site as reports show it; `line` and `column` are 1-based, columns in UTF-16 units. */
export interface FoundSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly methodLine: number;
  readonly methodColumn: number;
  readonly kind: SiteKind;
  readonly rule: string;
  readonly confidence: Confidence;
  readonly function: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** Something that looked like a site and was left alone, and why. */
export interface NearMiss {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: SiteKind;
  readonly rule: string;
  readonly reason: string;
  /** The enclosing function's name, '' at the top level. */
  readonly function: string;
}

/** The text that rewritten code hands to the runtime; read by runtime/instrument/call/site.ts. */
export function spellSite(file: string, line: number, column: number, site: Site): string {
  const facts = Object.entries(site.facts).map(([key, value]) => `${key}=${encodeText(value)}`);
  const query = facts.length === 0 ? '' : `?${facts.join('&')}`;
  return `${encodeText(file)}:${line}:${column}#${encodeText(site.function)}${query}`;
}

/** Percent-encodes only what would break the grammar; quoting is up to the writer. */
const encodeText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character would break the line
  text.replace(/[%&?#\u0000-\u001f]/g, encodeURIComponent);
