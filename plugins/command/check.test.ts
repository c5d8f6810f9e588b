import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../door.testkit.ts';
import { onetrace, spawned } from './command.testkit.ts';

interface SarifPlace {
  readonly artifactLocation: { readonly uri: string };
  readonly region?: { readonly startLine: number; readonly startColumn: number };
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly properties: object;
  readonly results: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly locations: readonly { readonly physicalLocation: SarifPlace }[];
  }[];
}

const FILES = {
  'src/llm.ts': `import OpenAI from 'openai';
const client = new OpenAI();
export async function ask(é: string) {
  return (await client.chat.completions
    .create({ model: 'gpt', messages: [] })).choices;
}
`,
  'src/shadowed.js': "const fetch = (url) => url;\nfetch('/');\n",
  'src/broken.ts': 'fetch(((\n',
  'src/types.d.ts': 'declare const f: typeof fetch;\n',
  'src/b.min.js': 'fetch("/")',
  'src/dist/c.js': 'fetch("/")',
  'node_modules/d/index.js': 'fetch("/")',
  'other/e.mjs': "fetch('/');\n",
};

/** What compilers make JavaScript of, with a page in each. */
const EMBEDDED = {
  'src/pages/item/[id].astro': `---
import Card from '../Card.astro';
const found = await fetch('/a');
if (!found.ok) return new Response(null, { status: 404 });
---
<p>fetch('/text')</p>
<script>fetch('/in-the-browser');</script>
`,
  'app/pages/index.vue': `<template><p>{{ fetch('/text') }}</p></template>
<script setup lang="ts">
const ask = async (url: string): Promise<Response> => fetch(url);
</script>
<style>p { color: red }</style>
`,
  'src/routes/+page.svelte':
    '<script>\n  let { data } = $props();\n  fetch(data.url);\n</script>\n<p>{data.url}</p>\n',
  'src/lib/Card.svelte': '<p>fetch</p>\n',
};

test('onetrace check reads the scripts of .vue, .svelte and .astro files, where they stand', () => {
  const { stdout, stderr, status } = spawned(folderOf(EMBEDDED), 'check', '--format', 'tsv');
  const found = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t').slice(0, 4).join(' '));
  expect(found).toEqual([
    'app/pages/index.vue 1 1 handler',
    'app/pages/index.vue 3 55 fetch',
    'src/pages/item/[id].astro 1 1 handler',
    'src/pages/item/[id].astro 3 21 fetch',
    'src/pages/item/[id].astro 7 9 fetch',
    'src/routes/+page.svelte 1 1 handler',
    'src/routes/+page.svelte 3 3 fetch',
  ]);
  expect([stderr, status]).toEqual(['', 0]);
});

describe('onetrace check', () => {
  test('prints sites, near misses and what it could not read', () => {
    const { stdout, stderr, status } = spawned(folderOf(FILES), 'check');
    expect(stdout.split('\n')).toEqual([
      'other/e.mjs:1:1  fetch  fetch   proven',
      'src/llm.ts:4:17  llm    openai  proven  ask',
      'not rewritten:',
      'src/shadowed.js:2:1  fetch  fetch is declared at line 1',
      expect.stringMatching(/^src\/broken\.ts was left as it is, because it does not parse/),
      '2 sites in 2 files, 1 near miss, of 4 files read.',
      '',
    ]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  test('as tsv: a line for each site, relative to the folder', async () => {
    const folder = folderOf(FILES);
    expect((await onetrace(folder, 'check', 'src', '--format', 'tsv')).stdout).toBe(
      'llm.ts\t4\t17\tllm\tproven\t5\t6\topenai\task\n',
    );
    expect((await onetrace(folder, 'check', '--format=tsv', 'src/llm.ts', 'other')).stdout).toBe(
      'other/e.mjs\t1\t1\tfetch\tproven\t1\t1\tfetch\t\nsrc/llm.ts\t4\t17\tllm\tproven\t5\t6\topenai\task\n',
    );
    expect((await onetrace(join(folder, 'other'), 'check', '../src', '--format=tsv')).stdout).toMatch(
      /^llm\.ts\t/,
    );
    expect((await onetrace(folder, 'check', 'node_modules/d', '--format=tsv')).stdout).toMatch(
      /^index\.js\t/,
    );
  });

  test('as json', async () => {
    const { stdout } = await onetrace(folderOf(FILES), 'check', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      files: 4,
      sites: [
        { file: 'other/e.mjs', line: 1, column: 1, kind: 'fetch', rule: 'fetch', confidence: 'proven' },
        {
          file: 'src/llm.ts',
          line: 4,
          column: 17,
          methodLine: 5,
          methodColumn: 6,
          kind: 'llm',
          function: 'ask',
        },
      ],
      misses: [{ file: 'src/shadowed.js', line: 2, column: 1, reason: 'fetch is declared at line 1' }],
      messages: [{ code: 'PARSE', file: 'src/broken.ts' }],
    });
  });

  test('as SARIF: near misses and messages with their places, named from here', async () => {
    const folder = folderOf(FILES);
    const { stdout } = await onetrace(folder, 'check', 'src', '--format', 'sarif');
    const { version, runs } = JSON.parse(stdout) as { version: string; runs: SarifRun[] };
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    const [run] = runs as [SarifRun];
    expect(run.properties).toEqual({ files: 3, sites: 1 });
    const found = run.results.map(({ ruleId, level, locations: [place] }) => {
      const { artifactLocation, region } = place?.physicalLocation as SarifPlace;
      return [ruleId, level, artifactLocation.uri, region?.startLine, region?.startColumn];
    });
    expect(found).toEqual([
      ['near-miss/fetch', 'note', 'src/shadowed.js', 2, 1],
      ['message/PARSE', 'warning', 'src/broken.ts', undefined, undefined],
    ]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['message/PARSE', 'near-miss/fetch']);
  });

  test('as annotations of a GitHub workflow, with what would break the line escaped', async () => {
    const refused = "function f(x) {\n  'use trace';\n  let y = x;\n  function x() {}\n}\n";
    const folder = folderOf({ 'a,b.js': refused, 'c.js': FILES['src/shadowed.js'] });
    const { stdout } = await onetrace(folder, 'check', '--format', 'github');
    expect(stdout.split('\n')).toEqual([
      '::warning file=a%2Cb.js,line=1,title=onetrace%3A REFUSED::a,b.js:1 asks for a trace and gets none, because "x" is declared twice in it. Rename one of the two, or use Observe.withTrace.',
      '::notice file=c.js,line=2,col=1,title=onetrace%3A not traced (fetch)::fetch is declared at line 1',
      '',
    ]);
  });

  test('include and exclude', async () => {
    const folder = folderOf(FILES);
    const files = async (...args: string[]) => {
      const { stdout } = await onetrace(folder, 'check', '--format=tsv', ...args);
      return stdout.split('\n').map((line) => line.split('\t')[0]);
    };
    expect(await files('--include', 'src/**')).toEqual(['src/llm.ts', '']);
    expect(await files('--include', '**/*.{ts,mjs}', '--exclude', 'src')).toEqual(['other/e.mjs', '']);
  });

  test('says what to do when there is nothing', async () => {
    const folder = folderOf({ 'a.ts': 'export {};\n', 'empty/readme.md': '' });
    expect((await onetrace(folder, 'check')).stdout).toMatch(
      /^0 sites found in 1 file: none of them calls fetch .*"use trace"/,
    );
    expect((await onetrace(folder, 'check', 'empty')).stdout).toMatch(
      /^No files to check.* onetrace check src\n$/,
    );
    const missed = await onetrace(folderOf({ 'a.js': FILES['src/shadowed.js'] }), 'check');
    expect(missed.stdout).toContain('0 sites found in 1 file: the near misses above say why.');
  });
});

describe('exit codes', () => {
  test.for<[number, string[], string]>([
    [0, ['check', '--require', 'llm,fetch'], ''],
    [1, ['check', '--require=handler', '--require=llm'], 'no site of the kind handler'],
    [1, ['check', '--fail-on-miss'], 'near misses'],
    [0, ['check', '--fail-on-miss', 'other'], ''],
    [2, ['check', '--require', 'lm'], '--require takes fetch, llm, tool'],
    [2, ['check', '--format', 'xml'], '--format takes pretty, tsv, json'],
    [2, ['check', '--watch'], '--watch'],
    [2, ['check', 'nowhere'], 'there is no nowhere'],
    [2, ['chek'], 'there is no command "chek"'],
    [2, ['init', 'a', 'b'], 'takes one folder'],
    [2, ['init', 'nowhere'], 'there is no folder nowhere'],
    [2, ['completion', 'tcsh'], 'takes bash, zsh, fish'],
    [0, ['check', '--help'], ''],
    [0, ['help', 'init'], ''],
    [0, ['--version'], ''],
    [0, ['--help'], ''],
    [0, [], ''],
  ])('%i for %j', async ([code, args, complaint]) => {
    const { status, stderr } = await onetrace(folderOf(FILES), ...args);
    expect(stderr).toContain(complaint);
    expect(status).toBe(code);
  });
});
