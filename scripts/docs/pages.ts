/** Writes the generated pages of `docs/`; with `check`, only says which are not what they would be. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ROOT } from '../packages.ts';
import { referencePages } from './reference.ts';
import { startPages } from './start.ts';

export function writePages(check: boolean): string[] {
  const stale: string[] = [];
  for (const [name, text] of [...pagesIn('reference', referencePages()), ...pagesIn('start', startPages())]) {
    const file = `${ROOT}docs/${name}`;
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale.push(`docs/${name}`);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return stale;
}

const pagesIn = (folder: string, pages: Readonly<Record<string, string>>): [name: string, text: string][] =>
  Object.entries(pages).map(([name, text]) => [`${folder}/${name}`, text]);
