import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { onetrace as command } from '../command/command.testkit.ts';
import type { Report } from '../door/report.ts';
import { folderOf } from '../door.testkit.ts';
import { onetrace } from '../esbuild.ts';
import { ProjectTypes } from './project-types.ts';

const CLIENT = "import OpenAI from 'openai';\nexport const it = new OpenAI({ apiKey: 'k' });\n";
const USE =
  "import { it } from './client.js';\nexport const again = (id: string) => it.responses.retrieve(id);\n";
const FILES = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "target": "es2024", "strict": true, "types": [] }, "include": ["src"] }',
  'src/client.ts': CLIENT,
  'src/use.ts': USE,
};

async function sitesOf(folder: string, types?: boolean | string): Promise<string[]> {
  const reports: Report[] = [];
  await build({
    absWorkingDir: folder,
    entryPoints: ['src/use.ts'],
    bundle: true,
    write: false,
    packages: 'external',
    format: 'esm',
    logLevel: 'silent',
    plugins: [onetrace({ ...(types !== undefined && { types }), report: (it) => void reports.push(it) })],
  });
  return reports.flatMap(({ sites }) =>
    sites.map(({ file, rule, confidence }) => `${file} ${rule} ${confidence}`),
  );
}

it('a door asks the types of the project, where it is told to', async () => {
  const folder = folderOf(FILES);
  expect(await sitesOf(folder)).toEqual([]);
  expect(await sitesOf(folder, true)).toEqual(['src/use.ts openai proven']);
  expect(await sitesOf(folder, 'tsconfig.json')).toEqual(['src/use.ts openai proven']);
});

it('a project of references has the files of them all', async () => {
  const folder = folderOf({
    ...FILES,
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    'tsconfig.app.json': FILES['tsconfig.json'],
  });
  expect(await sitesOf(folder, true)).toEqual(['src/use.ts openai proven']);
});

it('check --project finds what the doors find', async () => {
  const folder = folderOf(FILES);
  const found = async (...args: string[]) =>
    (await command(folder, 'check', '--format', 'tsv', ...args)).stdout;
  expect(await found()).not.toContain('responses');
  expect(await found('--project', 'tsconfig.json')).toMatch(/src\/use\.ts\t2\t.*llm\tproven.*openai/);
});

it('a file that changes is asked for anew, and one that the project has not is not', () => {
  const folder = folderOf(FILES);
  const types = new ProjectTypes(true, folder);
  const file = join(folder, 'src/use.ts');
  expect(types.checkerFor(file, USE)).toBeDefined();
  const changed = `\n${USE}`;
  expect(types.checkerFor(file, changed)).toBeUndefined();
  writeFileSync(file, changed);
  expect(types.checkerFor(file, changed)).toBeDefined();
  expect(types.checkerFor(join(folder, 'other.ts'), USE)).toBeUndefined();
  expect(types.checkerFor(file, 'export {};')).toBeUndefined();
});

it('a project without a compiler, or without a configuration, goes without types', async () => {
  const folder = folderOf({ ...FILES, 'tsconfig.json': '{ broken' });
  expect(
    new ProjectTypes('tsconfig.json', folder).checkerFor(join(folder, 'src/use.ts'), USE),
  ).toBeUndefined();
  const bare = folderOf({ ...FILES, 'node_modules/x/index.js': '' });
  expect(await sitesOf(bare, true)).toEqual([]);
});
