import type { Report } from './report.ts';

/** A glob (`src/**`, relative to the root or absolute) or a regular expression over the absolute path. */
export type Pattern = string | RegExp;

/** What every door takes. */
export interface Options {
  /**
   * Files to rewrite; default: every JavaScript and TypeScript file outside `node_modules`. A file inside
   * `node_modules` is rewritten only when a pattern that names `node_modules` includes it.
   */
  readonly include?: Pattern | readonly Pattern[];
  /** Files to leave alone, whatever `include` says. */
  readonly exclude?: Pattern | readonly Pattern[];
  /** Absolute; the paths in spans and reports are relative to it. Default: the build tool's own root. */
  readonly root?: string;
  /**
   * What was rewritten and what was not, after each build: `true` prints the sites and the near misses
   * to stderr, `'sites'` only the sites, a function gets both.
   */
  readonly report?: boolean | 'sites' | ((report: Report) => void);
}
