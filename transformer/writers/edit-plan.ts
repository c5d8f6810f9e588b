/** What every writer does: perform edits, decide nothing. */
import type { Edit } from '../edit.ts';
import type { Site } from '../site.ts';

export interface ClaimedNames {
  /** The namespace of the helpers, e.g. `$ot`. */
  readonly helpers: string;
  /** The scope of an entered body, e.g. `$ot_x`. */
  readonly scope: string;
  /** What an entered body caught, e.g. `$ot_e`. */
  readonly caught: string;
}

/** Everything a writer is told about one file, whatever form the file has. */
export interface EditPlan {
  readonly edits: readonly Edit[];
  readonly names: ClaimedNames;
  /** The site as the text that the runtime reads. */
  readonly spell: (site: Site) => string;
  /** Where the import goes: after hashbang and directives. */
  readonly importAt: number;
  /** A file that is no ES module gets a `require`. */
  readonly module: 'esm' | 'cjs';
  /** The module that the helpers come from. */
  readonly runtime: string;
}
