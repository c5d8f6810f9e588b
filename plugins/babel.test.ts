import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as babel8 from '@babel/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import onetrace from './babel.ts';
import { folderOf, origins, run } from './door.testkit.ts';

type Babel = typeof babel8;
const babel7 = createRequire(import.meta.url)('babel-7') as Babel;

const SOURCE = `import type { Reply } from './reply.ts';

class Asker {
  #base = 'data:text/plain,';
  async ask(word: string, { suffix = '!' }: { suffix?: string } = {}): Promise<Reply> {
    "use trace";
    let url = this.#base + word;
    for (const it of [suffix]) { let url = it; void url; }
    const answer = await fetch(url);
    return { text: await answer?.text() } as Reply;
  }
  *count() { 'use trace'; const first: number = yield 1; yield* [first]; return 3 }
}
const asker: Asker | undefined = new Asker();
const counter = asker.count();
console.log(counter.next().value, counter.next(2).value, counter.next().value);
asker?.ask('hello').then(({ text }) => console.log(text));
`;

function build(babel: Babel, folder: string, options: object = {}): { code: string; map: object } {
  const filename = join(folder, 'src/ask.ts');
  const shared = { filename, cwd: folder, babelrc: false, configFile: false, sourceMaps: true };
  const built = babel.transformSync(readFileSync(filename, 'utf8'), {
    ...shared,
    plugins: [onetrace],
    presets: ['@babel/preset-typescript'],
    ...options,
  });
  return { code: built?.code ?? '', map: built?.map ?? {} };
}

describe.each([
  ['8', babel8],
  ['7', babel7],
])('Babel %s', (version, babel) => {
  test.each([
    ['new engines', { targets: { node: '24' } }, 'mjs'],
    ['old engines, as CommonJS', { targets: { ie: '11' }, modules: 'commonjs' }, 'cjs'],
  ])('a program for %s runs with its traces', async (_name, env, extension) => {
    const folder = folderOf({ 'src/ask.ts': SOURCE });
    const presets = [['@babel/preset-env', env], '@babel/preset-typescript'];
    const { code, map } = build(babel, folder, { presets });
    expect(code).toContain('$ot.enter("src/ask.ts:5:3#ask", 1)');
    expect(origins(code, map, 'fetch)(url')).toEqual(['ask.ts:9:26']);
    writeFileSync(join(folder, `out.${extension}`), code);
    expect(await run(join(folder, `out.${extension}`))).toBe('1 2 3\nhello');
  });

  test('other plugins see what was made', () => {
    const folder = folderOf({ 'src/ask.ts': SOURCE });
    const seen: string[] = [];
    const other = {
      visitor: {
        CallExpression(path: { get(key: string): { toString(): string } }) {
          seen.push(path.get('callee').toString());
        },
        Identifier(path: { node: { name: string }; scope: { hasBinding(name: string): boolean } }) {
          const { name } = path.node;
          if (['$ot', '$x', 'url', 'answer'].includes(name))
            expect(path.scope.hasBinding(name), name).toBe(true);
        },
      },
    };
    build(babel, folder, { plugins: [onetrace, other] });
    expect(seen).toContain('$ot.fetch');
  });

  test('what another plugin changed before is left alone and told', () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => stderr.mockRestore());
    const folder = folderOf({
      'src/ask.ts': `${'\n'.repeat(Number(version))}fetch('a');\nconst f = fetch(1);\n`,
    });
    const { types: t } = babel;
    const other = {
      visitor: {
        Program({ node }: { node: babel8.types.Program }) {
          const [first] = node.body;
          if (!t.isExpressionStatement(first) || !t.isCallExpression(first.expression)) throw first;
          first.expression = t.callExpression(t.identifier('fetch'), first.expression.arguments);
        },
      },
    };
    const { code } = build(babel, folder, { plugins: [other, onetrace] });
    expect(code).toContain("fetch('a');\nconst f = $ot.fetch(");
    expect(stderr.mock.calls.map(([text]) => text)).toEqual([
      expect.stringContaining(`src/ask.ts:${Number(version) + 1} carries no trace, because another plugin`),
    ]);
  });

  test('it is found by its name', async () => {
    const core = version === '8' ? '@babel/core' : 'babel-7';
    const folder = folderOf({
      'build.cjs': `const babel = require(${JSON.stringify(core)});
const options = { plugins: ['@onetrace/plugins/babel'], filename: 'a.js', cwd: __dirname };
console.log(babel.transformSync('fetch("")', { ...options, babelrc: false, configFile: false }).code);
`,
    });
    expect(await run(join(folder, 'build.cjs'))).toContain('$ot.fetch("a.js:1:1#", fetch)("")');
  });

  test('a file with nothing to do, or not chosen, is not touched', () => {
    const folder = folderOf({ 'src/ask.ts': SOURCE });
    const options = { plugins: [[onetrace, { exclude: 'src/**' }]] };
    expect(build(babel, folder, options).code).toBe(build(babel, folder, { plugins: [] }).code);
  });
});
