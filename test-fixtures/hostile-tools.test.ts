/** What other tools make of rewritten files: the lexer of CommonJS names, jest's hoisting, bundlers that shake. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as babel from '@babel/core';
import { transform } from '@onetrace/transformer';
import { parse } from 'cjs-module-lexer';
import { build } from 'esbuild';
import ts from 'typescript';
import { expect, test } from 'vitest';
import babelDoor from '../plugins/babel.ts';
import { folderOf } from '../plugins/door.testkit.ts';
import { onetrace } from '../plugins/esbuild.ts';
import { HERE, locate } from './hostile/project.ts';

const namesOf = (text: string): string[] => {
  const { exports, reexports } = parse(text, 'file.cjs');
  return [...exports, ...reexports].sort();
};

test.each([
  'module.exports = { handler, GET, a };\nfunction handler(event, context) {}\nconst GET = (r) => r, a = 1;',
  'module.exports = { handler: (e) => e, helper };\nconst helper = 1;',
  'module.exports = { handler: async (e) => e, helper };',
  "module.exports = { 'GET': GET, helper, ...require('./x') };\nlet GET = 1; GET = 2;",
  'module.exports = { POST() { return 1 }, helper };',
  'exports.handler = async (event) => 1;\nexports.helper = 2;',
  'module.exports = { fetch, retry };\nconst retry = () => fetch("x");',
  'module.exports = async (req, res) => res.end();\nmodule.exports.config = {};',
])('the names of %s', (text) => {
  const { code } = transform(text, 'file.cjs');
  expect(namesOf(code)).toEqual(namesOf(text));
});

/** CommonJS as it lies in node_modules, of packages that have what looks like sites. */
const published = (): string[] => {
  const cwd = join(HERE, '../../node_modules');
  const packages = [
    'openai',
    '@anthropic-ai/sdk',
    '@langchain/core',
    'express',
    'koa',
    'fastify',
    '@smithy',
    '@aws-sdk',
    'ws',
  ];
  return packages
    .flatMap((name) => globSync(`${name}/**/*.{js,cjs}`, { cwd }))
    .filter((_, index) => index % 3 === 0)
    .map((file) => join(cwd, file));
};

test('the names of published CommonJS files are equal before and after', () => {
  let named = 0;
  let rewritten = 0;
  for (const file of published()) {
    const text = readFileSync(file, 'utf8');
    if (!/\bexports\b/.test(text) || /^\s*(?:import|export)\b/m.test(text)) continue;
    const { code } = transform(text, `${file}.cjs`, { sourceMap: false });
    let before: string[];
    try {
      before = namesOf(text);
    } catch {
      continue; // the lexer cannot read it either way
    }
    named += before.length;
    if (code === text) continue;
    rewritten++;
    expect(namesOf(code), file).toEqual(before);
  }
  expect(named).toBeGreaterThan(1000);
  expect(rewritten).toBeGreaterThan(10);
});

test('a factory that jest hoists is left alone', () => {
  const folder = folderOf({ 'package.json': '{}' });
  const text = `jest.mock('./client', () => ({ load: async () => (await fetch('http://mock/')).text() }));
const { load } = require('./client');
test('x', () => fetch('http://other/'));`;
  const built = babel.transformSync(text, {
    filename: join(folder, 'a.test.js'),
    babelrc: false,
    configFile: false,
    plugins: [babelDoor as never, locate('babel-plugin-jest-hoist')],
    presets: [[locate('@babel/preset-env'), { targets: { node: '22' }, modules: 'commonjs' }]],
  });
  expect(built?.code).toContain('await fetch(');
  expect(built?.code).toContain('$ot.fetch(');
});

test('what a test runner hoists, and what that calls, is left alone', () => {
  const { code, misses } = transform(
    `import { vi } from 'vitest';
const { a } = vi.hoisted(() => ({ a: early() }));
function early() { return fetch('a'); }
export const later = () => fetch('b');
`,
    'a.test.ts',
  );
  expect(code).toContain("return fetch('a')");
  expect(code).toContain("\", fetch)('b')");
  expect(misses.map(({ reason }) => reason)).toEqual(['a test runner moves line 2 before every import']);
});

test('a handler that nobody uses is shaken out again', async () => {
  const folder = folderOf({
    'lib.ts': `export const GET = async (req: Request) => { await fetch('x'); };
export const handler = async () => {};
export const PUT = /* @__PURE__ */ wrap(() => {});
function wrap<T>(fn: T): T { return fn; }
class A { static f = fetch }
export const used = 1;
`,
    'app.ts': "import { used } from './lib';\nconsole.log(used);\n",
  });
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['app.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    external: ['onetrace/*'],
    plugins: [onetrace()],
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  expect(code).toContain('console.log(used)');
  expect(code).not.toMatch(/handler|GET|fetch|wrap/);
});

test('a docblock stays the first comment of what TypeScript emits', async () => {
  const { transformTypeScript } = await import('@onetrace/transformer');
  const text = "/**\n * @licence mine\n */\nfetch('a');\nexport const b = 1;\n";
  const before = (context: ts.TransformationContext) => (file: ts.SourceFile) =>
    transformTypeScript({ ts, context, file }).tree;
  const { outputText } = ts.transpileModule(text, {
    fileName: 'a.ts',
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    transformers: { before: [before] },
  });
  expect(outputText.startsWith('/**\n * @licence mine')).toBe(true);
  expect(outputText.match(/@licence/g)).toHaveLength(1);
});
