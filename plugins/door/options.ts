import type { Report } from './report.ts';

/** A glob (`src/**`, relative to the root or absolute) or a regular expression over the absolute path. */
export type Pattern = string | RegExp;

/** Options of every door (plugin). */
export interface Options {
  /**
   * Files to rewrite; default: every JavaScript and TypeScript file outside `node_modules`. A file inside
   * `node_modules` is rewritten only when a pattern that names `node_modules` includes it.
   */
  readonly include?: Pattern | readonly Pattern[];
  /**
   * Libraries in `node_modules` whose own calls of models are rewritten too, by the name that programs import:
   * `['@openai/agents', 'llamaindex']`. They have to be bundled; the build says where one is not.
   */
  readonly libraries?: readonly string[];
  /** Files to leave alone, even where `include` matches. */
  readonly exclude?: Pattern | readonly Pattern[];
  /** Absolute path of the folder that paths in spans and reports are relative to. Default: the build tool's root. */
  readonly root?: string;
  /**
   * Reports what was rewritten and what was not, after each build: `true` prints the sites and the near misses to
   * stderr, `'sites'` only the sites, a function gets both.
   */
  readonly report?: boolean | 'sites' | ((report: Report) => void);
  /**
   * Writes `.onetrace/sites.json` after each build, for `onetrace view`: the sites, the near misses and the lines
   * around them. Default: only where the folder `.onetrace` exists, which the viewer makes.
   */
  readonly manifest?: boolean;
  /**
   * Asks the project's type checker about calls whose receiver comes from another file: `true` is the root's
   * tsconfig.json, a text its path. Needs `typescript` 5.7 to 6 in the project, and its time once. Default false.
   */
  readonly types?: boolean | string;
}
