/** What a bundle holds only when its program imports it, in a folder where nothing else can be found. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector } from '../../examples/collector/collector.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/onetrace-parts-`);
});
afterAll(() => rm(folder, { recursive: true }));

const BASE = { OTEL_SERVICE_NAME: 'parts' };
const PROGRAM = `
  import { flush, stats, withTrace } from 'onetrace';
  withTrace('work', undefined, () => {});
  await flush();
  console.log(JSON.stringify(stats()));`;

/** The program with these parts, as one file. */
async function bundled(parts: readonly string[], env: NodeJS.ProcessEnv) {
  const outfile = `${folder}/${parts.join('-') || 'none'}.mjs`;
  const contents = parts.map((part) => `import 'onetrace/${part}';`).join('\n') + PROGRAM;
  await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    conditions: ['onetrace-source'],
    outfile,
    logLevel: 'error',
  });
  return promisify(execFile)(process.execPath, [outfile], { cwd: folder, env: { ...BASE, ...env } });
}

test.each([
  ['console', { OTEL_TRACES_EXPORTER: 'console' }, 'no trace is printed', /└─|work {2,}█/],
  ['spool', { ONETRACE_SPOOL: 'spool' }, 'memory only', undefined],
  [
    'protobuf',
    { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
    'spans go as http/json, although OTEL_EXPORTER_OTLP_PROTOCOL',
    undefined,
  ],
] as const)('%s', async (part, env, without, printed) => {
  const collector = await startCollector();
  const to = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url.replace('/v1/traces', '') };
  const bare = await bundled([], to);
  expect(bare.stderr).toContain(`import 'onetrace/${part}'`);
  expect(bare.stderr).toContain(without);
  const whole = await bundled([part], to);
  if (printed) expect(whole.stderr).toMatch(printed);
  else expect(whole.stderr).not.toMatch(/this bundle was built without|spans/);
  if (part === 'console') expect(collector.requests).toHaveLength(0);
  else expect(collector.spans.map(({ name }) => name)).toEqual(['work', 'work']);
  if (part === 'protobuf') {
    const types = collector.requests.map(({ headers }) => headers['content-type']);
    expect(types).toEqual(['application/json', 'application/x-protobuf']);
  }
  await collector.close();
});
