import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from '@onetrace/transformer';
import { expect, test } from 'vitest';
import { folderOf } from '../../door.testkit.ts';
import { onetrace } from '../command.testkit.ts';
import { patchOf } from './text-diff.ts';

const FILES = {
  'src/a.ts': `export const a = 1;
export async function load(url: string) {
  // no site here
  return fetch(url);
}

export const other = 2;
export const third = () =>
  fetch('/third');
`,
  'src/none.ts': 'export const none = 1;\n',
};

const applied = (folder: string, patch: string) =>
  spawnSync('git', ['apply', '--unsafe-paths', '-'], { cwd: folder, input: patch, encoding: 'utf8' });

test('prints a patch that git applies, and that gives what the build gives', async () => {
  const folder = folderOf(FILES);
  const { stdout, stderr, status } = await onetrace(folder, 'diff', 'src');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toContain('--- a/src/a.ts\n+++ b/src/a.ts\n@@ ');
  expect(stdout).not.toContain('none.ts');
  expect(applied(folder, stdout)).toMatchObject({ status: 0, stderr: '' });
  const { code } = transform(FILES['src/a.ts'], join(folder, 'src/a.ts'), { root: join(folder, 'src') });
  expect(readFileSync(join(folder, 'src/a.ts'), 'utf8')).toBe(code);
});

test('side by side: the lines that differ, with their numbers', async () => {
  const { stdout } = await onetrace(folderOf(FILES), 'diff', '--side-by-side', 'src/a.ts');
  expect(stdout).toMatch(/^src\/a\.ts\n1 {2}export const a = 1; +│ import \* as \$ot from/);
  expect(stdout).toMatch(/^4 {4}return fetch\(url\); +│ {3}return \$ot\.fetch\("/m);
  expect(stdout).not.toContain('no site here');
});

test('says so where there is nothing to rewrite', async () => {
  const { stdout, stderr } = await onetrace(folderOf(FILES), 'diff', 'src/none.ts');
  expect(stdout).toBe('');
  expect(stderr).toContain('nothing to rewrite; "onetrace check" says why');
});

test.each([
  ['a new file', undefined, 'a\nb\n'],
  ['lines added and removed', 'a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nc\nd\nx\ny\ne\nf\ng\nh\nz\n'],
  ['two places far apart', `${'l\n'.repeat(30)}`, `m\n${'l\n'.repeat(15)}n\n${'l\n'.repeat(15)}`],
  ['no line break at the end', 'a\nb', 'a\nc\nb'],
  ['an empty file', '', 'a\n'],
])('git applies the patch of %s', (_, before, after) => {
  const folder = folderOf(before === undefined ? { 'other.txt': '' } : { 'file.txt': before });
  const patch = patchOf({ file: 'file.txt', before, after });
  expect(applied(folder, patch)).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'file.txt'), 'utf8')).toBe(after);
});
