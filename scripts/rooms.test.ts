import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { ROOT } from './packages.ts';
import { blindChecks, inspect } from './rooms.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function house(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'rooms-'));
  made.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

it.each([
  [
    'rules know no writer and no parser',
    'transformer/rules/a.ts',
    "import { x } from '../writers/text/text-writer.ts';",
  ],
  ['rules know no writer and no parser', 'transformer/rules/a.ts', "import { parseSync } from 'oxc-parser';"],
  ['writers know no rule', 'transformer/writers/a.ts', "import { x } from '../rules/fetch.ts';"],
  ['writers detect nothing', 'transformer/writers/a.ts', "import { x } from '../scope/scope.ts';"],
  [
    'detection knows no rule and no writer',
    'transformer/detect/a.ts',
    "import { x } from '../rules/fetch.ts';",
  ],
  [
    'the transformer takes only types of the runtime',
    'transformer/a.ts',
    "import { x } from 'onetrace/inject';",
  ],
  [
    "doors know only the transformer's index",
    'plugins/a.ts',
    "import { x } from '../transformer/transform.ts';",
  ],
  ['the runtime imports nothing outside itself', 'runtime/a.ts', "import x from 'magic-string';"],
  ['the runtime imports nothing outside itself', 'runtime/a.ts', "const x = await import('zod');"],
  ['w3c is pure: text and values', 'runtime/w3c/a.ts', "import { x } from '../core/state.ts';"],
  [
    'left never imports right',
    'runtime/export/a.ts',
    "import { x } from '../instrument/http-client/fetch.ts';",
  ],
  ['left never imports right', 'runtime/trace/a.ts', "import type { X } from '../core/state.ts';"],
  ['left never imports right', 'runtime/core/a.ts', "import type { X } from '../api/observe.ts';"],
  ['left never imports right', 'runtime/core/a.ts', "const x = await import('../export/exporter.ts');"],
  ['left never imports right', 'runtime/instrument/llm/a.ts', "import { x } from '../http-client/fetch.ts';"],
  ['left never imports right', 'runtime/api/a.ts', "import { x } from '../index.ts';"],
  ['left never imports right', 'transformer/rules/a.ts', "import type { X } from '../writers/edit-plan.ts';"],
  ["a vendor's name has one home", 'runtime/core/a.ts', "export const a = 'openai';"],
  ["a vendor's name has one home", 'transformer/detect/a.ts', 'export const a = /anthropic/;'],
  ['process.env has one home', 'runtime/a.ts', 'export const a = process.env.A;'],
  ['AsyncLocalStorage has one home', 'runtime/a.ts', 'export const a = new AsyncLocalStorage();'],
  ['the clock has one home', 'runtime/a.ts', 'export const a = performance.now();'],
  ['randomness has one home', 'runtime/a.ts', 'export const a = Math.random();'],
  ['process.env has one home', 'runtime/a.ts', 'const { env } = process; export const a = env;'],
  ['the runtime loads everywhere', 'runtime/a.ts', "import { sep } from 'node:path'; export const a = sep;"],
  [
    'only transform.ts knows the rules',
    'transformer/transform-tree.ts',
    "import { rules } from './rules/index.ts';",
  ],
  [
    'only the ways through know the writers',
    'transformer/source-map.ts',
    "import { x } from './writers/text/text-writer.ts';",
  ],
  ['MagicString has one home', 'transformer/a.ts', "import MagicString from 'magic-string';"],
  ['typescript has one home', 'plugins/a.ts', "import ts from 'typescript';"],
  ['typescript has one home', 'transformer/a.ts', "const ts = require('typescript');"],
  ['typescript has one home', 'plugins/vite.ts', "const ts = await import('typescript');"],
  ['Babel has one home', 'transformer/a.ts', "import { types } from '@babel/core';"],
])('catches: %s', (rule, file, text) => {
  const { violations } = inspect(house({ [file]: text }));
  expect(violations.map((it) => it.rule)).toContain(rule);
});

it('catches a cycle through three files, and one of types', () => {
  const root = house({
    'runtime/a.ts': "import { b } from './b.ts'; export const a = b;",
    'runtime/b.ts': "import { c } from './c.ts'; export const b = c;",
    'runtime/c.ts': "import { a } from './a.ts'; export const c = a;",
    'runtime/d.ts': "import type { E } from './e.ts'; export type D = E;",
    'runtime/e.ts': "import type { D } from './d.ts'; export type E = D;",
  });
  const { files, violations } = inspect(root);
  expect(files).toBe(5);
  expect(violations.map((it) => it.detail)).toEqual([
    'runtime/a.ts -> runtime/b.ts -> runtime/c.ts -> runtime/a.ts',
    'runtime/d.ts -> runtime/e.ts -> runtime/d.ts',
  ]);
});

it('lets pass what is allowed', () => {
  const root = house({
    'transformer/edit.ts':
      "import type * as inject from 'onetrace/inject'; export type Helper = keyof typeof inject;",
    'transformer/writers/a.ts': "import type { Node } from '../parse/tree.ts'; export type A = Node;",
    'transformer/writers/typescript/a.ts': "import ts from 'typescript'; export const a = ts;",
    'plugins/ts-patch/door.ts': "import ts from 'typescript'; export const a = ts;",
    'runtime/a.ts': '// performance.now() and process.env\nexport const a = 1;',
    'runtime/b.ts': "const fs = await import('node:fs'); export const a = fs;",
    'runtime/c.test.ts': "import { it } from 'vitest'; it('x', () => {});",
  });
  expect(inspect(root)).toMatchObject({ files: 6, violations: [] });
});

it('reads the real house', () => {
  const { files, violations } = inspect(ROOT);
  expect(files).toBeGreaterThan(100);
  expect(violations).toEqual([]);
});

const numbered = (count: number, path: (at: number) => string, text: string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [path(at), text]));

it('catches a folder of too many files, uniform ones excepted', () => {
  const full = house(numbered(13, (at) => `runtime/core/a${at}.ts`, 'export const a = 1;'));
  expect(inspect(full).violations).toEqual([
    { file: 'runtime/core', rule: 'at most 12 files a folder', detail: '13 files' },
  ]);
  const uniform = house(
    numbered(13, (at) => `runtime/instrument/llm/vendors/a${at}.ts`, 'export const a = 1;'),
  );
  expect(inspect(uniform).violations).toEqual([]);
});

it("catches a function's name in too many files, adapter hooks excepted", () => {
  const shared = (name: string) =>
    inspect(house(numbered(4, (at) => `runtime/core/a${at}.ts`, `export const ${name} = () => 1;`)))
      .violations;
  expect(shared('readAll').map(({ rule }) => rule)).toEqual(["a function's name in at most 3 files"]);
  expect(shared('request')).toEqual([]);
});

it('lets the two late doors be, and only them', () => {
  const late = "const x = await import('../otel/sdk.ts'); export const a = x;";
  expect(inspect(house({ 'runtime/core/otel-detect.ts': late })).violations).toEqual([]);
  const early = "import { x } from '../otel/sdk.ts'; export const a = x;";
  expect(inspect(house({ 'runtime/core/otel-detect.ts': early })).violations).toHaveLength(1);
});

it('a check that looked at nothing does not pass', () => {
  expect(blindChecks(inspect(house({})))).toEqual(inspect(house({})).checks.map(({ name }) => name));
  expect(blindChecks(inspect(ROOT))).toEqual([]);
});
