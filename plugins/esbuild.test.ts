import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { expect, test } from 'vitest';
import { folderOf, origins, run } from './door.testkit.ts';
import { onetrace, withOnetrace } from './esbuild.ts';

const PIPELINE = {
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

const optionsFor = (folder: string, more: BuildOptions = {}): BuildOptions => ({
  absWorkingDir: folder,
  entryPoints: ['src/app.ts'],
  outfile: join(folder, 'out.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  conditions: ['onetrace-source'],
  logLevel: 'silent',
  sourcemap: true,
  ...more,
});

test('a bundled program carries the trace, and its map reaches the author', async () => {
  const folder = folderOf(PIPELINE);
  const { outputFiles } = await build({ ...optionsFor(folder), plugins: [onetrace()], write: false });
  const [map, code] = [outputFiles[0]?.text ?? '', outputFiles[1]?.text ?? ''];
  expect(origins(code, map, 'fetch)(url')).toEqual(['ask.ts:4:17']);
  await build({ ...optionsFor(folder), plugins: [onetrace()] });
  expect(await run(join(folder, 'out.mjs'))).toBe('traced');
});
