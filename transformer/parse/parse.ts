import { parseSync } from 'oxc-parser';
import type { Comment, Program } from './tree.ts';

export type Lang = 'ts' | 'tsx' | 'jsx';

export interface Parsed {
  readonly program: Program;
  /** Where any of them is for us; else none. */
  readonly comments: readonly Comment[];
  /** The file is an ES module: it has `import`, `export` or `import.meta`. */
  readonly isModule: boolean;
}

/** JSX is read in every JavaScript file, since bundlers allow it there; a query is not part of the name. */
function languageByName(id: string): Lang {
  const extension = /\.([cm]?)(ts|js)(x?)(?:[?#].*)?$/.exec(id);
  if (extension === null || extension[2] === 'js') return 'jsx';
  return extension[3] === 'x' ? 'tsx' : 'ts';
}

/** The tree, or the parser's first complaint. Never throws. */
export function parse(id: string, text: string, lang: Lang = languageByName(id)): Parsed | string {
  let complaint = '';
  // A top-level `return` is CommonJS; top-level `await` without an import is a module.
  for (const sourceType of ['unambiguous', 'commonjs', 'module'] as const) {
    const result = parseSync('file', text, { lang, sourceType, preserveParens: true });
    if (result.errors.length === 0) {
      return {
        program: result.program,
        // They are made of JSON, too, and read for this word alone.
        comments: text.includes('onetrace-ignore') ? result.comments : [],
        // Not `result.module`, which is parsed from JSON again when it is asked for.
        isModule: result.program.sourceType === 'module',
      };
    }
    complaint ||= result.errors[0]?.message ?? 'unknown';
  }
  return complaint;
}
