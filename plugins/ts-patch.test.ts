import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderOf, origins, run, writeFiles } from './door.testkit.ts';
import onetrace from './ts-patch.ts';

const TSPC = ['--conditions=onetrace-source', 'node_modules/ts-patch/bin/tspc.js'];
const PLUGIN = { transform: '@onetrace/plugins/ts-patch' };
const WHOLE = { ...PLUGIN, transformProgram: true };

const APP = {
  'src/app.ts': `import { ask, type Reply } from './ask.js';

export const reply: Promise<Reply> = ask('data:text/plain,hello');
reply.then(({ text }) => console.log(text));
`,
  'src/ask.ts': `export interface Reply { readonly text: string }

export async function ask(url: string): Promise<Reply> {
  'use trace';
  const answer = await fetch(url);
  return { text: await answer.text() };
}
`,
};

const config = (options: object, plugin: object | null = PLUGIN): string =>
  JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      rootDir: 'src',
      outDir: 'dist',
      strict: true,
      types: [],
      lib: ['es2022', 'dom'],
      skipLibCheck: true,
      ...options,
      ...(plugin && { plugins: [plugin] }),
    },
    include: ['src'],
  });

interface Built {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function tspc(folder: string, ...args: string[]): Promise<Built> {
  try {
    const out = await promisify(execFile)(process.execPath, [...TSPC, ...args], { cwd: folder });
    return { status: 0, ...out };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

function project(options: object, plugin: object | null = PLUGIN, type = 'module'): string {
  return folderOf({
    ...APP,
    'package.json': JSON.stringify({ type }),
    'tsconfig.json': config(options, plugin),
  });
}

test.each([
  ['ES modules', {}, 'module'],
  ['CommonJS', {}, 'commonjs'],
  [
    'CommonJS with import helpers',
    { module: 'commonjs', moduleResolution: 'bundler', esModuleInterop: true },
    'commonjs',
  ],
  ['isolatedModules', { isolatedModules: true }, 'module'],
  ['verbatimModuleSyntax', { verbatimModuleSyntax: true }, 'module'],
  ['module preserve', { module: 'preserve' }, 'module'],
])('%s: what tspc emits runs with its traces', async (_name, options, type) => {
  const folder = project(options, PLUGIN, type);
  expect(await tspc(folder)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(read(folder, 'dist/ask.js')).toMatch(/\$ot\.fetch\("src\/ask\.ts:5:24#ask", fetch\)\(url\)/);
  expect(read(folder, 'dist/app.js')).not.toContain('onetrace');
  expect(await run(join(folder, 'dist/app.js'))).toBe('hello');
});

test('declarations, diagnostics and maps are of what the author wrote', async () => {
  const wrong = "export const n: number = fetch('');\n";
  const options = { declaration: true, sourceMap: true, noEmitOnError: false };
  const folder = project(options);
  writeFiles(folder, {
    'src/wrong.ts': wrong,
    'tsconfig.plain.json': config({ ...options, outDir: 'plain' }, null),
  });
  const built = await tspc(folder);
  const plain = await tspc(folder, '-p', 'tsconfig.plain.json');
  expect(built).toEqual(plain);
  expect(built.stdout).toContain('src/wrong.ts(1,14): error TS2322');
  for (const file of ['app.d.ts', 'ask.d.ts', 'wrong.d.ts', 'app.js']) {
    expect(read(folder, `dist/${file}`)).toBe(read(folder, `plain/${file}`));
  }
  const at = (needle: string) =>
    origins(read(folder, 'dist/ask.js'), read(folder, 'dist/ask.js.map'), needle);
  expect(at('fetch)(url')).toEqual(['ask.ts:5:24']);
  expect(at('$ot.fetch')).toEqual(['ask.ts:5:24']);
  expect(at('answer.text')).toEqual(['ask.ts:6:24']);
});

test('types prove a client that is handed in', async () => {
  const folder = project({ module: 'preserve' }, { ...PLUGIN, report: true });
  writeFiles(folder, {
    'src/ask.ts': `import type OpenAI from 'openai';
type Chat = OpenAI['chat']['completions'];
export interface Reply { readonly text: string }
export async function ask(text: string, chat?: Chat): Promise<Reply> {
  await chat?.create({ model: 'm', messages: [] });
  return { text };
}
`,
  });
  const { status, stderr } = await tspc(folder);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^onetrace: 1 site in 1 file\nsrc\/ask\.ts:5:9 +llm +openai +proven +ask\n$/);
  expect(read(folder, 'dist/ask.js')).toContain('chat, "create", 1)?.({');
  expect(read(folder, 'dist/ask.js')).not.toContain("from 'openai'");
});

test('an incremental build notices that onetrace came, changed and went', async () => {
  const options = { incremental: true, tsBuildInfoFile: 'dist/.tsbuildinfo' };
  const folder = project(options, null);
  const build = async (plugin: object | null) => {
    writeFiles(folder, { 'tsconfig.json': config(options, plugin) });
    expect(await tspc(folder)).toEqual({ status: 0, stdout: '', stderr: '' });
    return read(folder, 'dist/ask.js').includes('$ot');
  };
  const emitted = () => statSync(join(folder, 'dist/ask.js')).mtimeMs;
  expect(await build(null)).toBe(false);
  expect(await build(WHOLE)).toBe(true);
  const first = emitted();
  expect(await build(WHOLE)).toBe(true);
  expect(emitted()).toBe(first);
  expect(await build({ ...WHOLE, exclude: 'src/ask.ts' })).toBe(false);
  expect(await build(WHOLE)).toBe(true);
  expect(await build(null)).toBe(false);
}, 120_000);

test('without transformProgram an incremental build is a whole one, and says so', async () => {
  const options = { incremental: true, tsBuildInfoFile: 'dist/.tsbuildinfo' };
  const folder = project(options);
  expect((await tspc(folder)).stderr).toContain('Add "transformProgram": true');
  expect(existsSync(join(folder, 'dist/.tsbuildinfo'))).toBe(false);
  writeFiles(folder, { 'tsconfig.json': config(options, { ...PLUGIN, exclude: 'src/ask.ts' }) });
  await tspc(folder);
  expect(read(folder, 'dist/ask.js')).not.toContain('$ot');
});

test('tspc -b builds references, and notices a changed option', async () => {
  const shared = { composite: true, declaration: true };
  const reference = (plugin: object) => ({
    'lib/tsconfig.json': config({ ...shared }, plugin),
    'tsconfig.json': JSON.stringify({
      ...JSON.parse(config(shared, plugin)),
      references: [{ path: 'lib' }],
    }),
  });
  const folder = folderOf({
    'package.json': '{"type":"module"}',
    'src/app.ts':
      "import { get } from '../lib/src/get.js';\nget('data:text/plain,hello').then(console.log);\n",
    'lib/src/get.ts':
      'export const get = async (url: string): Promise<string> => (await fetch(url)).text();\n',
    ...reference(WHOLE),
  });
  expect(await tspc(folder, '-b')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(read(folder, 'lib/dist/get.js')).toContain('$ot.fetch');
  writeFiles(folder, reference({ ...WHOLE, exclude: 'src' }));
  expect((await tspc(folder, '-b')).status).toBe(0);
  expect(read(folder, 'lib/dist/get.js')).not.toContain('$ot');
});

test('tspc --watch rewrites what changes', async () => {
  const folder = project({}, WHOLE);
  const child = spawn(process.execPath, [...TSPC, '--watch', '--preserveWatchOutput'], { cwd: folder });
  onTestFinished(() => void child.kill());
  const builds = (async function* () {
    for await (const chunk of child.stdout) if (String(chunk).includes('Watching for')) yield;
  })();
  await builds.next();
  expect(read(folder, 'dist/ask.js')).toContain('ask.ts:5:24');
  writeFiles(folder, { 'src/ask.ts': `\n${APP['src/ask.ts']}` });
  await builds.next();
  expect(read(folder, 'dist/ask.js')).toContain('ask.ts:6:24');
});

test('with TypeScript 7 it says what to use instead, and touches nothing', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => stderr.mockRestore());
  const program = ts.createProgram([], {});
  const native = { version: '7.0.2' } as unknown as typeof ts;
  const transformer = onetrace(program, {}, { ts: native });
  const file = ts.createSourceFile('a.ts', 'fetch("")', ts.ScriptTarget.ES2022);
  expect(transformer({} as ts.TransformationContext)(file)).toBe(file);
  expect(onetrace(program, undefined, {}, { ts: native })).toBe(program);
  const said = stderr.mock.calls.map(([text]) => text);
  expect(said).toEqual([
    expect.stringMatching(
      /^onetrace: Nothing was rewritten: TypeScript 7\.0\.2 takes no transformers\. Use .*\n$/,
    ),
  ]);
});
