import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderOf, PIPELINE, run } from './door.testkit.ts';

const NODE = ['--import', fileURLToPath(new URL('./node.ts', import.meta.url))];
const REGISTER = pathToFileURL(fileURLToPath(new URL('./register.ts', import.meta.url))).href;

const app = (extension: string) => ({
  'src/app.ts': PIPELINE['src/app.ts'].replace('./ask', `./ask.${extension}`),
});

/** `ask` as CommonJS; a handler is none, but its call of `fetch` is. */
const COMMONJS = `exports.ask = async (port) => {
  'use trace';
  return (await fetch('http://127.0.0.1:' + port)).text();
};
`;

describe('node --import', () => {
  test.for<[string, Record<string, string>]>([
    ['TypeScript modules', { ...app('ts'), 'src/ask.ts': PIPELINE['src/ask.ts'] }],
    [
      'modules',
      {
        ...app('mjs'),
        'src/ask.mjs': PIPELINE['src/ask.ts'].replace(/: \w+(<\w+>)?(?=[ )])/g, '').replace(': string', ''),
      },
    ],
    ['CommonJS', { ...app('cjs'), 'src/ask.cjs': COMMONJS }],
    ['TypeScript CommonJS', { ...app('cts'), 'src/ask.cts': COMMONJS.replace('(port)', '(port: number)') }],
    ['files that do not say what they are', { ...app('js'), 'src/ask.js': COMMONJS }],
  ])('rewrites %s', async ([, files]) => {
    expect(await run(join(folderOf(files), 'src/app.ts'), NODE)).toBe('traced');
  });

  test('finds the runtime for an app that does not list it', async () => {
    const files = { ...app('ts'), 'src/ask.ts': PIPELINE['src/ask.ts'], 'node_modules/a/index.js': '' };
    expect(await run(join(folderOf(files), 'src/app.ts'), NODE)).toBe('traced');
  });

  test('keeps the stack of an edited line', async () => {
    const folder = folderOf({
      'a.ts':
        "function f(): void {\n  'use trace';\n  fetch('data:,').catch(() => {}); throw new Error('x');\n}\ntry { f(); } catch (error) { console.log((error as Error).stack); }\n",
    });
    expect(await run(join(folder, 'a.ts'), NODE)).toMatch(/at f \(.*a\.ts:3:42\)/);
  });
});

test('register takes options', async () => {
  const folder = folderOf({
    'main.mjs': `import { register } from ${JSON.stringify(REGISTER)};
register({ exclude: '**/b.*', report: ({ sites }) => console.log(sites.map(({ file }) => file).join()) });
await import('./a.mjs');
await import('./b.mjs');
`,
    'a.mjs': 'export const a = () => fetch(1);\n',
    'b.mjs': 'export const b = () => fetch(2);\n',
  });
  expect(await run(join(folder, 'main.mjs'))).toMatch(/^(.*\/)?a\.mjs$/);
});
