import { join } from 'node:path';
import { build, createServer, type InlineConfig, type ViteDevServer } from 'vite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderOf, origins, PIPELINE, writeFiles } from './door.testkit.ts';
import { onetrace } from './vite.ts';

const CALL = "export const a = fetch('data:,a');\n";
const conditions = ['onetrace-source'];

const configFor = (root: string, more: InlineConfig = {}): InlineConfig => ({
  root,
  configFile: false,
  logLevel: 'silent',
  plugins: [onetrace()],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  ...more,
});

async function serverFor(files: Record<string, string>, more: InlineConfig = {}): Promise<ViteDevServer> {
  const server = await createServer({
    ...configFor(folderOf(files), more),
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  onTestFinished(() => server.close());
  return server;
}

async function clientBuild(files: Record<string, string>): Promise<string> {
  const output = await build({
    ...configFor(folderOf(files)),
    build: { write: false, minify: false, modulePreload: { polyfill: false } },
  });
  return (output as { output: { code?: string }[] }).output.map(({ code }) => code ?? '').join('\n');
}

describe('the dev server', () => {
  test('has the runtime ready before the first page', async () => {
    const folder = folderOf({ 'a.ts': CALL });
    const server = await createServer({
      ...configFor(folder, { cacheDir: join(folder, 'cache') }),
      server: { middlewareMode: true, ws: false },
    });
    onTestFinished(() => server.close());
    const optimizer = server.environments.client.depsOptimizer;
    await optimizer?.init();
    await vi.waitFor(
      () => expect(Object.keys(optimizer?.metadata.optimized ?? {})).toEqual(['onetrace/inject']),
      { timeout: 20_000 },
    );
    expect((await server.transformRequest('/a.ts'))?.code).toMatch(/cache\/deps\/onetrace_inject\.js/);
  });

  test('gives the browser rewritten modules, with maps', async () => {
    const server = await serverFor({ 'a.ts': `const b: 1 = 1;\n${CALL}` });
    const result = await server.transformRequest('/a.ts');
    expect(result?.code).toContain('"a.ts:2:18#"');
    expect(origins(result?.code ?? '', result?.map as object, 'fetch)(')).toEqual(['a.ts:2:18']);
  });

  test('renders on the server, and sees edits', async () => {
    const server = await serverFor({
      'a.ts': 'export const a = String(() => fetch(1)).length;\nexport const b = () => fetch(2);\n',
    });
    const load = async () => (await server.ssrLoadModule('/a.ts')) as { a: string | number };
    expect((await server.transformRequest('/a.ts', { ssr: true }))?.code).toContain('"a.ts:2:24#b"');
    expect((await load()).a).toBe(14);
    writeFiles(server.config.root, { 'a.ts': 'export const a = "no site";\n' });
    server.moduleGraph.invalidateAll();
    expect((await load()).a).toBe('no site');
  });

  test('leaves assets, classic workers and dependencies alone', async () => {
    const server = await serverFor({
      'a.js': CALL,
      'node_modules/b/index.js': CALL,
    });
    const code = async (url: string) => (await server.transformRequest(url))?.code;
    expect(await code('/a.js?raw')).not.toContain('onetrace');
    expect(await code('/a.js?worker_file&type=classic')).not.toContain('onetrace');
    expect(await code('/node_modules/b/index.js')).not.toContain('onetrace');
    expect(await code('/a.js?worker_file&type=module')).toContain('a.js:1:18');
    expect(await code('/a.js?t=1')).toContain('a.js:1:18');
  });
});

test('a client is built for browsers', async () => {
  const code = await clientBuild({
    ...PIPELINE,
    'index.html': '<script type="module" src="/src/ask.ts"></script>',
    'src/ask.ts': `${PIPELINE['src/ask.ts']}ask(1);\n`,
  });
  expect(code).toContain('"src/ask.ts:4:17#ask"');
  expect(code).not.toMatch(/\bfrom ?"node:|\bimport ?"node:/);
});

test('an app that does not list onetrace gets it all the same', async () => {
  const files = {
    'index.html': '<script type="module" src="/a.ts"></script>',
    'a.ts': CALL,
    'node_modules/b/index.js': '',
  };
  expect(await clientBuild(files)).toContain('onetrace.1');
  const server = await serverFor(files);
  expect((await server.transformRequest('/a.ts'))?.code).toMatch(/from "\/@fs\/.*\/inject\.[jt]s"/);
  expect(await server.ssrLoadModule('/a.ts')).toHaveProperty('a');
});

test('a module without imports or exports can still import', async () => {
  const server = await serverFor({ 'a.js': "fetch('data:,a');\n" });
  expect((await server.transformRequest('/a.js'))?.code).not.toContain('require');
});
