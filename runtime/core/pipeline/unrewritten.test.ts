/** The silent ways of not being traced: each is told, once, with its way out. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../../scripts/packages.ts';

type Files = Readonly<Record<string, string>>;

const OTHER_END = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
const START = `import { Observe } from '${ROOT}runtime/index.ts';\n`;
const APP = `${START}Observe.init();\nawait new Promise((done) => setTimeout(done, 50));\n`;
const PATCHED = `{ "compilerOptions": { "plugins": [{ "transform": "@onetrace/plugins/ts-patch" }] } }`;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function projectOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'silent-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a program says on stderr. */
function saidBy(
  folder: string,
  env: Record<string, string> = OTHER_END,
  flags: string[] = [],
): Promise<string> {
  const args = ['--conditions=onetrace-source', ...flags, 'dist/app.mjs'];
  const clean = Object.entries(process.env).filter(([name]) => !/^(?:OTEL|AISDK|NODE_OPTIONS)/.test(name));
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...Object.fromEntries(clean), ...env } },
      (_, __, stderr) => resolve(stderr),
    ),
  );
}

const ways: Readonly<Record<string, readonly [files: Files, told: RegExp]>> = {
  'no plugin': [
    { 'package.json': '{ "name": "app" }', 'dist/app.mjs': APP },
    /no plugin .* npx onetrace init/,
  ],
  'another build than the one with the plugin, or excluded': [
    {
      'package.json': '{}',
      'vite.config.ts': "import { onetrace } from '@onetrace/plugins/vite';",
      'dist/app.mjs': APP,
    },
    /vite\.config\.ts names the plugin, but .*app\.mjs comes from another build, or `exclude`/,
  ],
  'another copy of the runtime': [
    { 'package.json': '{}', 'dist/app.mjs': `globalThis[Symbol.for('onetrace.2')] = {};\n${APP}` },
    /another copy of onetrace, of another version/,
  ],
  'TypeScript 7 under ts-patch': [
    {
      'package.json': '{}',
      'tsconfig.json': PATCHED,
      'node_modules/typescript/package.json': '{ "version": "7.0.2" }',
      'dist/app.mjs': APP,
    },
    /TypeScript 7\.0\.2 takes no transformers/,
  ],
  'nest build without the patch': [
    {
      'package.json': '{ "dependencies": { "@nestjs/core": "^12.0.0" } }',
      'tsconfig.json': PATCHED,
      'node_modules/typescript/package.json': '{ "version": "6.0.3" }',
      'node_modules/typescript/lib/typescript.js': '// not patched',
      'dist/app.mjs': APP,
    },
    /nest build uses the TypeScript in node_modules, which is not patched.*npx ts-patch install/,
  ],
  'tsc instead of tspc': [
    { 'package.json': '{}', 'tsconfig.json': PATCHED, 'dist/app.mjs': APP },
    /tspc runs and tsc does not/,
  ],
};

test.concurrent.for(Object.entries(ways))('%s', { timeout: 60_000 }, async ([, [files, told]]) => {
  const said = await saidBy(projectOf(files));
  expect(said).toMatch(told);
  expect(said.match(/nothing in this program is rewritten/g)).toHaveLength(1);
  expect(said).toContain('npx onetrace doctor');
});

test('a bundle that was made before the plugin was set up', async () => {
  const folder = projectOf({
    'package.json': '{}',
    'esbuild.mjs': "import { onetrace } from '@onetrace/plugins/esbuild';",
    'dist/app.mjs': APP,
  });
  utimesSync(join(folder, 'dist/app.mjs'), 1_000, 1_000);
  expect(await saidBy(folder)).toMatch(/was built before esbuild\.mjs was changed\. Build it again/);
});

test('node --import where every file is excluded or has no site', async () => {
  const folder = projectOf({ 'package.json': '{}', 'dist/app.mjs': APP });
  const flags = [
    '--import',
    `${ROOT}plugins/node.ts`,
    '--import',
    'data:text/javascript,/*@onetrace/plugins*/',
  ];
  expect(await saidBy(folder, OTHER_END, flags)).toMatch(
    /met no site\. node_modules and what `exclude` names/,
  );
});

test('an endpoint alone is told as well, where the program makes spans itself', async () => {
  const app = `${START}Observe.withTrace('job', null, () => {});\nawait new Promise((done) => setTimeout(done, 50));\n`;
  const folder = projectOf({ 'package.json': '{}', 'dist/app.mjs': app });
  expect(await saidBy(folder)).toContain('nothing in this program is rewritten');
});

test.concurrent.for([
  ['a site', `import '${ROOT}runtime/inject-node.ts';\n${APP}`],
  ['the floor, by choice', `import '${ROOT}runtime/floor.ts';\n${APP}`],
  [
    'a bundle for no platform',
    `import * as $ot from '${ROOT}runtime/inject.ts';\n${APP}$ot.fetch('a:1:1#', fetch);\n`,
  ],
  ['nothing configured', `${START}Observe.getBaggage();\n`],
] as const)('nothing is said with %s', { timeout: 60_000 }, async ([name, app]) => {
  const env: Record<string, string> = name === 'nothing configured' ? {} : OTHER_END;
  expect(await saidBy(projectOf({ 'package.json': '{}', 'dist/app.mjs': app }), env)).not.toContain(
    'rewritten',
  );
});

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.for<[number, string, string, RegExp]>([
  [404, 'text/plain', 'not found', /404 nothing is at this path; a receiver's is usually \/v1\/traces/],
  [401, 'text/plain', 'who are you', /look at OTEL_EXPORTER_OTLP_HEADERS: 401 who are you/],
  [405, 'text/plain', '', /405 it takes no POST/],
  [415, 'text/plain', '', /OTEL_EXPORTER_OTLP_PROTOCOL=http\/protobuf/],
  [
    200,
    'text/html',
    '<!doctype html><title>Jaeger</title>',
    /a web page: this is a user interface's address/,
  ],
  [200, 'text/plain', '<html>', /a web page/],
])('an endpoint that answers %i %s', async ([status, type, body, told]) => {
  const url = await answering((_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body),
  );
  const app = `import '${ROOT}runtime/floor.ts';\n${START}Observe.withTrace('job', null, () => {});\n`;
  const folder = projectOf({ 'package.json': '{}', 'dist/app.mjs': app });
  expect(await saidBy(folder, { OTEL_EXPORTER_OTLP_ENDPOINT: url })).toMatch(told);
});

test.for<[string, Record<string, string>, RegExp]>([
  ['disabled', { ...OTHER_END, OTEL_SDK_DISABLED: 'true' }, /OTEL_SDK_DISABLED=true.*127\.0\.0\.1:9/],
  ['without OTLP', { ...OTHER_END, OTEL_TRACES_EXPORTER: 'none' }, /OTEL_TRACES_EXPORTER=none/],
  ['sampled away', { ...OTHER_END, OTEL_TRACES_SAMPLER: 'always_off' }, /OTEL_TRACES_SAMPLER=always_off/],
  ['a share for nobody', { OTEL_TRACES_SAMPLER_ARG: '0.1' }, /OTEL_TRACES_SAMPLER_ARG=0\.1 has no sampler/],
  [
    'two addresses',
    { ...OTHER_END, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b:1/v1/traces' },
    /TRACES_ENDPOINT wins over/,
  ],
  ['no path', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9' }, /has no path/],
  ['the port of gRPC', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317' }, /4317 is the port of gRPC/],
  ['one key', { AISDK_PUBLIC_KEY: 'p' }, /AISDK_PUBLIC_KEY is set alone/],
  [
    'two names',
    { OTEL_SERVICE_NAME: 'a', OTEL_RESOURCE_ATTRIBUTES: 'x=y,service.name=b' },
    /OTEL_SERVICE_NAME wins over service\.name/,
  ],
])('variables that contradict each other: %s', async ([, env, told]) => {
  const app = `${START}Observe.getBaggage(); Observe.withTrace('a', null, () => {});\n`;
  expect(await saidBy(projectOf({ 'package.json': '{}', 'dist/app.mjs': app }), env)).toMatch(told);
});
