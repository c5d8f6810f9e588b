/** Writes the generated pages of `docs/`; with `check`, only says which are not what they would be. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DIFFERENCES } from '../../test-fixtures/hostile/differences.ts';
import { ROOT } from '../packages.ts';
import { cellText, codeCell, tableOf } from './markdown.ts';
import { referencePages } from './reference.ts';
import { startPages } from './start.ts';

export function writePages(check: boolean): string[] {
  const stale: string[] = [];
  const pages = [
    ...pagesIn('reference', referencePages()),
    ...pagesIn('start', startPages()),
    ['notice.md', noticePage()] as const,
  ];
  for (const [name, text] of pages) {
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

/** The page is written by hand, but for what the suite of hostile programs names. */
function noticePage(): string {
  const text = readFileSync(`${ROOT}docs/notice.md`, 'utf8');
  const rows = DIFFERENCES.map(({ program, where, reason }) => [
    codeCell(program),
    codeCell(where === undefined ? '' : String(where)),
    cellText(reason),
  ]);
  const table = tableOf(['program', 'where', 'why'], rows);
  return text.replace(
    /(<!-- differences -->\n)[\s\S]*(<!-- \/differences -->)/,
    (_, open: string, close: string) => `${open}${table}\n${close}`,
  );
}
