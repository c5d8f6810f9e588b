import { describe, expect, test } from 'vitest';
import { loadFilter } from '../esbuild/filter.ts';
import { globToRegExp } from './glob.ts';
import { ownRuntime } from './own-package.ts';
import { fileSelector } from './select.ts';

test.for<[string, string[], string[]]>([
  ['src/**', ['src/a.ts', 'src/b/c.ts'], ['a.ts', 'lib/src/a.ts']],
  ['src', ['src/a.ts', 'src/b/c.ts', 'src'], ['src2/a.ts']],
  ['**/*.ts', ['a.ts', 'b/c.ts'], ['a.tsx']],
  ['*.ts', ['a.ts'], ['b/a.ts']],
  ['src/?.{ts,js}', ['src/a.ts', 'src/a.js'], ['src/ab.ts', 'src/a.mjs']],
  ['./a+(b).ts', ['a+(b).ts'], ['aab.ts']],
  ['app/[id]/page.ts', ['app/[id]/page.ts'], ['app/i/page.ts']],
])('the glob %s', ([glob, yes, no]) => {
  expect(yes.filter((path) => !globToRegExp(glob).test(path))).toEqual([]);
  expect(no.filter((path) => globToRegExp(glob).test(path))).toEqual([]);
});

describe('a file is selected', () => {
  const selected = (path: string, options = {}) => fileSelector(options, '/app')(path);

  test('outside node_modules, unless a pattern says otherwise', () => {
    expect(selected('/app/src/a.ts')).toBe(true);
    expect(selected('C:\\app\\src\\a.ts')).toBe(true);
    expect(selected('/app/node_modules/b/a.js')).toBe(false);
    expect(selected('/app/node_modules/b/a.js', { include: '**' })).toBe(false);
    expect(selected('/app/node_modules/b/a.js', { include: '**/node_modules/b/**' })).toBe(true);
    expect(selected('/app/node_modules/c/a.js', { include: '**/node_modules/b/**' })).toBe(false);
    expect(selected('/elsewhere/a.ts', { include: /\.ts$/g })).toBe(true);
    expect(selected('/app/a.ts?x', { exclude: ['a.ts'] })).toBe(false);
  });

  test('but never when it is our own', () => {
    expect(selected(ownRuntime(true), { include: [/./, /node_modules/] })).toBe(false);
  });
});

test('esbuild is not asked for what is in node_modules', () => {
  const filter = loadFilter(['.ts', '.js'], false);
  const paths = [
    '/a.ts',
    '/no/de.js',
    '/nodemodules/node_modules.ts',
    '/xnode_modules/node_modulesx/n.js',
    'C:\\a\\b.ts',
  ];
  expect(paths.filter((path) => !filter.test(path))).toEqual([]);
  const others = [
    '/node_modules/a.js',
    '/a/node_modules/b/c.ts',
    'C:\\a\\node_modules\\b.js',
    '/a.css',
    '/a.tsx',
  ];
  expect(others.filter((path) => filter.test(path))).toEqual([]);
  expect(loadFilter(['.js'], true).test('/node_modules/a.js')).toBe(true);
});
