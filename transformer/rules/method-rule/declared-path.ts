/** Finds which of a client's methods a declaration in its package is. */
import type { DeclaredMember } from '../../detect/type-checker.ts';
import type { MethodPath } from './client-methods.ts';

/** Folders of a package's layout, which say nothing of its API. */
const LAYOUT = new Set([
  'api',
  'dist',
  'es',
  'esm',
  'cjs',
  'index',
  'lib',
  'resources',
  'sdk',
  'src',
  'types',
]);

/**
 * The longest path that the declaring file or class ends in (`paths` come longest first): `create` of class `Completions` in
 * `resources/chat/completions/completions.d.ts` is `chat.completions.create`.
 */
export function declaredPath(declared: DeclaredMember, paths: readonly MethodPath[]): MethodPath | undefined {
  const words = wordsOf(declared.file);
  const owner = plainWord(declared.owner);
  const fits = ({ keys }: MethodPath): boolean => {
    const [name, ...rest] = [...keys].reverse();
    if (name !== declared.name) return false;
    const above = rest.map(plainWord);
    return above.length === 0 || (above.length === 1 && above[0] === owner) || isTail(above, words);
  };
  return paths.find(fits);
}

/** The words of the file's path; a file that is named like its folder counts once. */
export function wordsOf(file: string): string[] {
  const words = file.split('/').map(plainWord);
  return words.filter((word, index) => !LAYOUT.has(word) && word !== words[index - 1]);
}

const isTail = (reversed: readonly string[], words: readonly string[]): boolean =>
  reversed.every((word, index) => words[words.length - 1 - index] === word);

/** `fine-tuning`, `fine_tuning` and `FineTuning` are one word. */
const plainWord = (word: string): string => word.replace(/[-_]/g, '').toLowerCase();
