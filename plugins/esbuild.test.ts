import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { folderOf, origins, PIPELINE, run, writeFiles } from './door.testkit.ts';
import { built, CALL, optionsFor } from './esbuild/esbuild.testkit.ts';
import { onetrace, type Report, withOnetrace } from './esbuild.ts';

describe('a program', () => {
  test('carries the trace, and its map reaches the author', async () => {
    const folder = folderOf(PIPELINE);
    await build({ ...optionsFor(folder), plugins: [onetrace()] });
    const [code, map] = ['out.mjs', 'out.mjs.map'].map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(origins(code as string, map as string, 'fetch)(url')).toEqual(['ask.ts:4:17']);
    expect(await run(join(folder, 'out.mjs'))).toBe('traced');
  });

  test.for<[string, BuildOptions]>([
    ['esm.mjs', { format: 'esm' }],
    ['cjs.cjs', { format: 'cjs' }],
    ['iife.cjs', { format: 'iife' }],
    ['minified.mjs', { minify: true }],
    ['external.mjs', { packages: 'external' }],
    ['external.cjs', { packages: 'external', format: 'cjs' }],
    ['neutral.mjs', { platform: 'neutral', external: ['node:http'] }],
    ['browser.mjs', { platform: 'browser', external: ['node:http'] }],
    ['without-map.mjs', { sourcemap: false }],
  ])('runs as %s', async ([name, more]) => {
    const folder = folderOf(PIPELINE);
    const outfile = join(folder, name);
    await build({ ...optionsFor(folder, { ...more, outfile }), plugins: [onetrace()] });
    expect(await run(outfile)).toBe('traced');
  });

  test.for<[string, BuildOptions, string]>([
    ['esm', { format: 'esm', outExtension: { '.js': '.mjs' } }, 'mjs'],
    ['cjs', { format: 'cjs', outExtension: { '.js': '.cjs' } }, 'cjs'],
  ])('runs file by file as %s', async ([, more, extension]) => {
    const folder = folderOf({
      ...PIPELINE,
      'src/app.ts': PIPELINE['src/app.ts'].replace('./ask', `./ask.${extension}`),
    });
    const { outfile: _, ...options } = optionsFor(folder, {
      ...more,
      bundle: false,
      outdir: join(folder, 'out'),
    });
    await build({ ...options, entryPoints: ['src/*.ts'], plugins: [onetrace()] });
    expect(await run(join(folder, `out/app.${extension}`))).toBe('traced');
  });

  test('without a site comes out as it would without us', async () => {
    const files = {
      'a.ts': "import { b } from './b';\nconsole.log(b satisfies number);\n",
      'b.ts': 'export const b = 1;\n',
    };
    expect(await built(files)).toEqual(await built(files, { plugins: [] }));
  });
});

describe('languages', () => {
  test.for(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'])('.%s is rewritten', async (extension) => {
    const { code, map } = await built({ [`a.${extension}`]: `export const a = ${CALL}` });
    expect(origins(code, map, 'fetch)("https')).toEqual([`a.${extension}:1:18`]);
  });

  test('the loader option decides how a file is read', async () => {
    const tag = `export const a = <a href={${CALL.slice(0, -2)}} />;\n`;
    const jsx: BuildOptions = { jsx: 'preserve' };
    expect((await built({ 'a.js': tag }, { ...jsx, loader: { '.js': 'jsx' } })).code).toContain('a.js:1:27');
    expect((await built({ 'a.ts': tag }, { ...jsx, loader: { '.ts': 'tsx' } })).code).toContain('a.ts:1:27');
    expect((await built({ 'a.es6': `let a: 1;${CALL}` }, { loader: { '.es6': 'ts' } })).code).toContain(
      'a.es6:1:10',
    );
  });

  test('what is no program stays as it is', async () => {
    const files = {
      'a.ts': "import b from './b.txt.js';\nimport c from './c.js';\nconsole.log(b, c);",
      'b.txt.js': CALL,
      'c.js': CALL,
    };
    const { code } = await built(files, { loader: { '.txt.js': 'text', '.js': 'text' } });
    expect(code).not.toContain('onetrace');
    const attribute = {
      'a.ts': "import b from './b.js' with { type: 'text' };\nconsole.log(b);",
      'b.js': CALL,
    };
    expect((await built(attribute)).code).toContain('fetch("https://example.com");');
  });

  test('tsconfig.json applies', async () => {
    const { code } = await built(
      {
        'src/a.tsx': `export const a = <a href={fetch('/')} />;\nexport class B { c = 1 }\n`,
        'tsconfig.json': JSON.stringify({
          compilerOptions: {
            jsx: 'react-jsx',
            jsxImportSource: 'preact',
            useDefineForClassFields: false,
            target: 'es2021',
          },
        }),
      },
      { external: ['onetrace/*', 'preact/*'] },
    );
    expect(code).toMatch(/from "preact\/jsx-runtime"[\s\S]*src\/a\.tsx:1:27[\s\S]*this\.c = 1/);
  });
});

describe('which files', () => {
  const files = {
    'src/a.js': `import 'dependency';\nimport './b.js';\n${CALL}`,
    'src/b.js': CALL,
    'node_modules/dependency/index.js': CALL,
  };

  test('dependencies are left alone, unless a pattern names them', async () => {
    const sites = async (options: object) => {
      const { code } = await built(files, { plugins: [onetrace(options)] });
      return [...code.matchAll(/\("([^"]*):\d+:\d+#/g)].map((it) => it[1]).sort();
    };
    expect(await sites({})).toEqual(['src/a.js', 'src/b.js']);
    expect(await sites({ include: 'src/a.*' })).toEqual(['src/a.js']);
    expect(await sites({ include: /\/[ab]\.js$/, exclude: '**/b.js' })).toEqual(['src/a.js']);
    expect(await sites({ include: ['**', 'node_modules/dependency/**'] })).toEqual([
      'node_modules/dependency/index.js',
      'src/a.js',
      'src/b.js',
    ]);
  });

  test('other namespaces are left alone', async () => {
    const virtual: Plugin = {
      name: 'virtual',
      setup(build) {
        build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual' }));
        build.onLoad({ filter: /.*/, namespace: 'virtual' }, () => ({ contents: CALL }));
      },
    };
    const { code } = await built({ 'a.ts': "import 'virtual:a.ts';" }, withOnetrace({ plugins: [virtual] }));
    expect(code).toContain(CALL);
  });
});

describe('the runtime', () => {
  test('is found when the app does not list it, and is bundled once', async () => {
    const folder = folderOf({
      'src/app.mjs': `import './a.cjs';\nimport 'dependency';\nexport const a = ${CALL}`,
      'src/a.cjs': `exports.a = ${CALL}`,
      'node_modules/dependency/index.js': CALL,
    });
    const { metafile } = await build({
      ...optionsFor(folder, { entryPoints: ['src/app.mjs'], metafile: true, write: false }),
      plugins: [onetrace({ include: ['**', 'node_modules/**'] })],
    });
    const copies = Object.keys(metafile?.inputs ?? {}).filter((it) => it.includes('http-client/fetch.'));
    expect(copies).toHaveLength(1);
  });

  test('left outside, it must be installed', async () => {
    const { warnings } = await built({ 'a.ts': CALL, 'node_modules/x/a.js': '' }, { packages: 'external' });
    expect(warnings).toEqual([expect.stringContaining('npm install onetrace')]);
  });
});

describe('what cannot import', () => {
  test('an iife that is not bundled', async () => {
    const { code, warnings } = await built({ 'a.ts': CALL }, { bundle: false, format: 'iife', external: [] });
    expect(code).toContain('\n  fetch("https://example.com");');
    expect(warnings).toEqual([expect.stringContaining('bundle: true')]);
  });

  test('a script for a browser', async () => {
    const {
      outfile: _,
      format: __,
      ...options
    } = optionsFor(folderOf({ 'a.ts': CALL }), { platform: 'browser', bundle: false });
    const { outputFiles, warnings } = await build({
      ...options,
      entryPoints: ['a.ts'],
      write: false,
      sourcemap: false,
      outdir: 'out',
      plugins: [onetrace()],
    });
    expect(outputFiles?.map(({ text }) => text)).toEqual([CALL]);
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('add "export {}"')]);
  });
});

test('a rebuild sees what was edited', async () => {
  const folder = folderOf({ 'a.ts': "import './b';\n", 'b.ts': 'console.log(1);\n' });
  const reports: Report[] = [];
  const watched = await context({
    ...optionsFor(folder),
    entryPoints: ['a.ts'],
    external: ['onetrace/*'],
    write: false,
    plugins: [onetrace({ report: (it) => reports.push(it) })],
  });
  const code = async (text?: string) => {
    if (text !== undefined) writeFiles(folder, { 'b.ts': text });
    return (await watched.rebuild()).outputFiles?.[1]?.text;
  };
  expect(await code()).not.toContain('onetrace');
  expect(await code(CALL)).toContain('"b.ts:1:1#"');
  expect(await code()).toContain('"b.ts:1:1#"');
  expect(await code(`\n${CALL}`)).toContain('"b.ts:2:1#"');
  expect(await code('console.log(2);\n')).not.toContain('onetrace');
  await watched.dispose();
  expect(reports.map(({ sites }) => sites.map(({ line }) => line))).toEqual([[], [1], [1], [2], []]);
});

test('the report names sites and near misses', async () => {
  let report: Report | undefined;
  await built(
    {
      'a.ts': "import { fetch } from './b';\nfetch('/');\n",
      'b.ts':
        "export const fetch = (to: string) => to;\nfetch('/');\nexport const f = globalThis.fetch('/');\n",
    },
    {
      plugins: [
        onetrace({
          report: (it) => {
            report = it;
          },
        }),
      ],
    },
  );
  expect(report?.sites).toMatchObject([
    { file: 'b.ts', line: 3, column: 18, kind: 'fetch', confidence: 'proven' },
  ]);
  expect(report?.misses.map(({ file, line, reason }) => `${file}:${line} ${reason}`)).toEqual([
    'a.ts:2 fetch is imported at line 1',
    'b.ts:2 fetch is declared at line 1',
  ]);
});
