import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIFFERENCES } from '../../test-fixtures/hostile/differences.ts';
import { ROOT } from '../packages.ts';
import { readDocument } from './documents.ts';
import { withRelativeLinks } from './from-folder.ts';
import { writePages } from './pages.ts';
import { undocumented } from './reference.ts';

test('generated pages are what their sources make of them (npm run docs)', { timeout: 120_000 }, () => {
  expect(writePages(true)).toEqual([]);
});

test('public functions have an example, options a text', { timeout: 120_000 }, () => {
  expect(undocumented()).toEqual([]);
});

test('what you could notice: each has its fixture, and what the suite names is there', () => {
  const page = readDocument('docs/notice.md');
  const fixtures = [...page.matchAll(/`((?:hostile|refused|untouched|rewritten)\/[\w./-]+)`/g)].map(
    ([, it]) => it,
  );
  expect(fixtures.length).toBeGreaterThan(20);
  expect(fixtures.filter((it) => !existsSync(`${ROOT}test-fixtures/${it}`))).toEqual([]);
  for (const { program } of DIFFERENCES) expect(page).toContain(program);
});

test('pages of the site open from a folder', () => {
  const html =
    '<a href="/start/">a</a><link href="/assets/a.css"><a href="/api.html#x">b</a><a href="//h/">c</a>';
  expect(withRelativeLinks(html, '../')).toBe(
    '<a href="../start/index.html">a</a><link href="../assets/a.css"><a href="../api.html#x">b</a><a href="//h/">c</a>',
  );
});
