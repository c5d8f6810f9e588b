import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { main } from './command/main.ts';
import { folderOf } from './door.testkit.ts';

/** The command as the shell starts it. */
function spawned(cwd: string, ...args: string[]) {
  const bin = fileURLToPath(new URL('./bin.ts', import.meta.url));
  const node = ['--conditions=onetrace-source', bin, ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, node, { cwd, encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** The same in this process, which is a lot quicker. Paths are inside the folder. */
function onetrace(folder: string, ...args: string[]) {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += text;
      return true;
    });
  }
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  const status = main(args);
  vi.restoreAllMocks();
  return { ...written, status };
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

  test('as tsv: a line for each site, relative to the folder', () => {
    const folder = folderOf(FILES);
    expect(onetrace(folder, 'check', 'src', '--format', 'tsv').stdout).toBe(
      'llm.ts\t4\t17\tllm\tproven\t5\t6\topenai\task\n',
    );
    expect(onetrace(folder, 'check', '--format=tsv', 'src/llm.ts', 'other').stdout).toBe(
      'other/e.mjs\t1\t1\tfetch\tproven\t1\t1\tfetch\t\nsrc/llm.ts\t4\t17\tllm\tproven\t5\t6\topenai\task\n',
    );
    expect(onetrace(join(folder, 'other'), 'check', '../src', '--format=tsv').stdout).toMatch(/^llm\.ts\t/);
    expect(onetrace(folder, 'check', 'node_modules/d', '--format=tsv').stdout).toMatch(/^index\.js\t/);
  });

  test('as json', () => {
    const { stdout } = onetrace(folderOf(FILES), 'check', '--format', 'json');
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

  test('include and exclude', () => {
    const folder = folderOf(FILES);
    const files = (...args: string[]) =>
      onetrace(folder, 'check', '--format=tsv', ...args)
        .stdout.split('\n')
        .map((line) => line.split('\t')[0]);
    expect(files('--include', 'src/**')).toEqual(['src/llm.ts', '']);
    expect(files('--include', '**/*.{ts,mjs}', '--exclude', 'src')).toEqual(['other/e.mjs', '']);
  });

  test('says what to do when there is nothing', () => {
    const folder = folderOf({ 'a.ts': 'export {};\n', 'empty/readme.md': '' });
    expect(onetrace(folder, 'check').stdout).toMatch(
      /^0 sites found in 1 file: none of them calls fetch .*"use trace"/,
    );
    expect(onetrace(folder, 'check', 'empty').stdout).toMatch(/^No files to check.* onetrace check src\n$/);
    const missed = onetrace(folderOf({ 'a.js': FILES['src/shadowed.js'] }), 'check').stdout;
    expect(missed).toContain('0 sites found in 1 file: the near misses above say why.');
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
    [0, ['--help'], ''],
    [0, [], ''],
  ])('%i for %j', ([code, args, complaint]) => {
    const { status, stderr } = onetrace(folderOf(FILES), ...args);
    expect(stderr).toContain(complaint);
    expect(status).toBe(code);
  });
});
