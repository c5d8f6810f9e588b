import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as babel from '@babel/core';
import { transform, transformTypeScript } from '@onetrace/transformer';
import ts from 'typescript';
import { expect, test } from 'vitest';
import onetrace from '../../plugins/babel.ts';
import { folderOf, run } from '../../plugins/door.testkit.ts';

const EXPECTED = fileURLToPath(new URL('expected.txt', import.meta.url));
const SOURCE = readFileSync(fileURLToPath(new URL('program.ts', import.meta.url)), 'utf8');

const byTypeScript = (options: ts.CompilerOptions, transformers: ts.CustomTransformers = {}): string =>
  ts.transpileModule(SOURCE, {
    fileName: 'program.ts',
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, ...options },
    transformers,
  }).outputText;

const before = (context: ts.TransformationContext) => (file: ts.SourceFile) =>
  transformTypeScript({ ts, context, file }).tree;

const byBabel = (): string =>
  babel.transformSync(SOURCE, {
    filename: 'program.ts',
    babelrc: false,
    configFile: false,
    plugins: [onetrace],
    presets: ['@babel/preset-typescript'],
    parserOpts: { plugins: ['decorators'] },
  })?.code ?? '';

async function said(code: string, extension: string): Promise<string> {
  const folder = folderOf({ 'package.json': '{"type":"module"}' });
  const file = join(folder, `program.${extension}`);
  writeFileSync(file, code);
  return await run(file);
}

test.each([
  ['a standard decorator', byTypeScript({}), 'js'],
  ['experimentalDecorators', byTypeScript({ experimentalDecorators: true }), 'js'],
  ['compiled away in the text, and its types stripped by Node', transform(SOURCE, 'program.ts').code, 'ts'],
  ['compiled away in the TypeScript tree', byTypeScript({}, { before: [before] }), 'js'],
  ['compiled away in the Babel tree', byBabel(), 'js'],
])('@traced as %s', async (_name, code, extension) => {
  const lines = await said(code, extension);
  if (process.env.UPDATE) writeFileSync(EXPECTED, `${lines}\n`);
  expect(`${lines}\n`).toBe(readFileSync(EXPECTED, 'utf8'));
});

test('what is compiled away tells its place', async () => {
  const source = `import { traced } from 'onetrace';
import { recordSpans } from 'onetrace/testing';
const { spans } = recordSpans();
class Billing {
  @traced
  static total() {}
}
Billing.total();
console.log(JSON.stringify(spans[0]?.attributes));
`;
  const { code } = transform(source, '/app/src/billing.ts', { root: '/app' });
  expect(JSON.parse(await said(code, 'ts'))).toEqual({
    'code.file.path': 'src/billing.ts',
    'code.line.number': 6,
    'code.function.name': 'Billing.total',
  });
});
