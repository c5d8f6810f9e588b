/** A small app in a temporary folder, and what the doors' tests ask of a build of it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** The folder, gone when the test is; `node_modules` is this repository's own unless a file is in one. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'onetrace-door-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  if (!Object.keys(files).some((file) => file.startsWith('node_modules/'))) {
    symlinkSync(modules, join(folder, 'node_modules'));
  }
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Prints `traced` when a call inside `ask` arrives at a server of its own with a `traceparent`. */
export const PIPELINE = {
  'src/app.ts': `import { createServer } from 'node:http';
import { ask } from './ask';

const server = createServer((request, response) => {
  response.end(String(request.headers.traceparent));
}).listen(0, async () => {
  const { port } = server.address() as { port: number };
  console.log(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]$/.test(await ask(port)) ? 'traced' : 'lost');
  server.close();
});
`,
  'src/ask.ts': `export async function ask(port: number): Promise<string> {
  'use trace';
  const url: string = \`http://127.0.0.1:\${port}/\`;
  return (await fetch(url)).text();
}
`,
};

/** What the program prints. Its error is the test's error. */
export async function run(file: string, args: readonly string[] = []): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=onetrace-source', '--enable-source-maps', ...args, file],
    { timeout: 20_000 },
  );
  return stdout.trim();
}

/** Where each occurrence of `needle` in the output came from: `a.ts:3:14`, all 1-based. */
export function origins(code: string, map: string | object, needle: string): string[] {
  const payload = typeof map === 'string' ? JSON.parse(map) : map;
  const sources = new SourceMap(payload);
  return code.split('\n').flatMap((line, at) =>
    [...line.matchAll(new RegExp(escaped(needle), 'g'))].map(({ index }) => {
      const { originalSource, originalLine, originalColumn } = sources.findEntry(at, index) as Entry;
      return `${originalSource?.split('/').at(-1)}:${originalLine + 1}:${originalColumn + 1}`;
    }),
  );
}

interface Entry {
  readonly originalSource?: string;
  readonly originalLine: number;
  readonly originalColumn: number;
}

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');
