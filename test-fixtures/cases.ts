/** A case is a folder; adding one needs no code. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Case {
  readonly name: string;
  /** The input's path relative to its kind's folder, as sites name it; or the one that its first line names. */
  readonly file: string;
  readonly input: string;
  /** The expected output, '' where there is none yet; of what is refused, the messages. */
  readonly output: string;
  /** Writes the output down, for a case that is new or has changed on purpose (`UPDATE=1`). */
  update(output: string): void;
}

const EXTENSIONS = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];

/** `// @file app/item/[id]/page.tsx` as a first line: of a case that is about its place in a project. */
const pathOf = (input: string): string | undefined => /^\/\/ @file (\S+)/.exec(input)?.[1];

export function casesOf(kind: 'rewritten' | 'untouched' | 'refused'): Case[] {
  const root = fileURLToPath(new URL(`./${kind}/`, import.meta.url));
  const cases = readdirSync(root).flatMap((name) => {
    const extension = EXTENSIONS.find((it) => existsSync(`${root}${name}/input.${it}`));
    if (extension === undefined) return [];
    const input = readFileSync(`${root}${name}/input.${extension}`, 'utf8');
    const output = `${root}${name}/output.${kind === 'refused' ? 'txt' : extension}`;
    return [
      {
        name,
        file: pathOf(input) ?? `${name}/input.${extension}`,
        input,
        output: existsSync(output) ? readFileSync(output, 'utf8') : '',
        update: (text: string) => writeFileSync(output, text),
      },
    ];
  });
  if (cases.length === 0) throw new Error(`no cases in ${root}`);
  return cases;
}
