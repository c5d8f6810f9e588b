import { parseSync } from 'oxc-parser';
import type { Comment, Program } from './tree.ts';

export type Lang = 'ts' | 'tsx' | 'jsx';

export interface Parsed {
  readonly program: Program;
  /** Empty unless one of them is for onetrace. */
  readonly comments: readonly Comment[];
  /** The file is an ES module: it has `import`, `export` or `import.meta`. */
  readonly isModule: boolean;
}

/** JavaScript files are parsed with JSX, since bundlers allow it there. A query is not part of the name. */
function languageByName(id: string): Lang {
  const extension = /\.([cm]?)(ts|js)(x?)(?:[?#].*)?$/.exec(id);
  if (extension === null || extension[2] === 'js') return 'jsx';
  return extension[3] === 'x' ? 'tsx' : 'ts';
}

/** Returns the tree, or the parser's first error as text. Never throws. */
export function parse(id: string, text: string, lang: Lang = languageByName(id)): Parsed | string {
  let complaint = '';
  // `unambiguous` rejects a top-level `return`, which is CommonJS, and top-level `await` without an import.
  for (const sourceType of ['unambiguous', 'commonjs', 'module'] as const) {
    const result = parseSync('file', text, { lang, sourceType, preserveParens: true });
    if (result.errors.length === 0) {
      return {
        program: result.program,
        // Comments are decoded from JSON, which takes time; only this word makes them worth it.
        comments: text.includes('onetrace-ignore') ? result.comments : [],
        // Not `result.module`: its getter decodes JSON anew.
        isModule: result.program.sourceType === 'module',
      };
    }
    complaint ||= result.errors[0]?.message ?? 'unknown';
  }
  return complaint;
}
