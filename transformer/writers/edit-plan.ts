/** What every writer gets: the edits of one file, and how to spell them. Writers decide nothing. */
import type { Edit } from '../edit.ts';
import type { Site } from '../site.ts';

export interface ClaimedNames {
  /** The namespace import of the helpers, e.g. `$ot`. */
  readonly helpers: string;
  /** The scope object of an entered body, e.g. `$x`. */
  readonly scope: string;
  /** The error caught in an entered body, e.g. `$e`. */
  readonly caught: string;
}

/** Bundlers drop a call that is marked so, where nobody uses what it gives. */
export const PURE = '@__PURE__';

export const isPureMark = (comment: string): boolean => /^\s*[@#]__PURE__\s*$/.test(comment);

/** The edits of one file, whatever form a writer holds it in. */
export interface EditPlan {
  readonly edits: readonly Edit[];
  readonly names: ClaimedNames;
  /** Encodes a site as the text that the runtime parses. */
  readonly spell: (site: Site) => string;
  /** Where the import is inserted: after hashbang and directives. */
  readonly importAt: number;
  /** A file that is not an ES module gets a `require`. */
  readonly module: 'esm' | 'cjs';
  /** The module that the helpers come from. */
  readonly runtime: string;
}
