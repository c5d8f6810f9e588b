import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../packages.ts';
import { anchorsOf, documents, type Link, linksOf } from './documents.ts';

const all = documents();

test('there are documents, with links', () => {
  expect(all.length).toBeGreaterThan(45);
  expect(all.flatMap(linksOf).length).toBeGreaterThan(120);
});

test.for(all)('%s: every link leads somewhere', (file) => {
  expect(linksOf(file).flatMap(faultOf)).toEqual([]);
});

function faultOf(link: Link): string[] {
  const { file, line, target } = link;
  if (/^[a-z]+:/.test(target)) return isAddress(target) ? [] : [`${file}:${line} ${target} is no address`];
  const [path = '', anchor] = target.split('#');
  const page = path === '' ? file : pageAt(file, path);
  if (page === undefined) return [`${file}:${line} ${target} does not exist`];
  if (!anchor || !page.endsWith('.md')) return [];
  return anchorsOf(page).has(anchor) ? [] : [`${file}:${line} ${page} has no heading #${anchor}`];
}

const isAddress = (target: string): boolean => URL.canParse(target) && target.startsWith('https://');

/** The file that a link names, relative to the repository; of the site's own paths, its page or image. */
function pageAt(file: string, path: string): string | undefined {
  const absolute = path.startsWith('/') ? join(ROOT, 'docs', path) : join(ROOT, dirname(file), path);
  const candidates = [
    absolute,
    `${absolute}.md`,
    join(absolute, 'index.md'),
    join(ROOT, 'docs/images', path),
  ];
  const found = candidates.find((it) => existsSync(it) && statSync(it).isFile());
  const folder = !path.startsWith('/') && existsSync(absolute) ? absolute : undefined;
  const at = found ?? folder;
  return at === undefined ? undefined : relative(ROOT, at).replaceAll('\\', '/');
}
