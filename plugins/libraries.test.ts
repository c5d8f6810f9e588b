/** `onetrace({ libraries: […] })`: what a library in `node_modules` asks a model itself. */
import { build } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { decodeOptions, encodeOptions } from './door/loader-options.ts';
import { folderOf } from './door.testkit.ts';
import { optionsFor } from './esbuild/esbuild.testkit.ts';
import { onetrace } from './esbuild.ts';
import { fileSelector, reachesModules } from './files/select.ts';

const ADAPTER =
  'export const ask = (client) => client.chat.completions.create({ model: "m", messages: [] });\n';
const FILES = {
  'src/app.ts': `import { run } from '@openai/agents';\nconsole.log(run);\n`,
  'node_modules/@openai/agents/package.json': '{ "main": "index.js", "type": "module" }',
  'node_modules/@openai/agents/index.js': `export { ask as run } from '@openai/agents-openai';\n`,
  'node_modules/@openai/agents-openai/package.json': '{ "main": "index.js", "type": "module" }',
  'node_modules/@openai/agents-openai/index.js': ADAPTER,
};

async function built(libraries: readonly string[], more = {}): Promise<{ code: string; said: string }> {
  const written: string[] = [];
  const write = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const { outputFiles } = await build({
      ...optionsFor(folderOf(FILES), { external: ['onetrace/*'] }),
      ...more,
      write: false,
      plugins: [onetrace({ libraries })],
    });
    return {
      code: outputFiles.find(({ path }) => path.endsWith('.mjs'))?.text ?? '',
      said: written.join(''),
    };
  } finally {
    write.mockRestore();
  }
}

describe('a library that is named', () => {
  test('is rewritten with its adapters, and no other is', async () => {
    expect((await built(['@openai/agents'])).code).toContain('$ot.openai(');
    expect((await built([])).code).not.toContain('$ot.');
  });

  test('and is not bundled, is told of', async () => {
    const { code, said } = await built(['@openai/agents'], { packages: 'external' });
    expect(code).not.toContain('$ot.');
    expect(said).toContain('No file of @openai/agents was rewritten');
  });
});

test('any package may be named, and what is excluded stays so', () => {
  const selects = fileSelector({ libraries: ['mine', 'genkit'], exclude: '**/legacy/**' }, '/app');
  expect(selects('/app/node_modules/mine/index.js')).toBe(true);
  expect(selects('/app/node_modules/@genkit-ai/compat-oai/lib/model.js')).toBe(true);
  expect(selects('/app/node_modules/mine/legacy/index.js')).toBe(false);
  expect(selects('/app/node_modules/mine-too/index.js')).toBe(false);
  expect(selects('/app/src/a.ts')).toBe(true);
  expect(reachesModules({ libraries: ['mine'] })).toBe(true);
  expect(reachesModules({ libraries: [] })).toBe(false);
});

test('a loader is told of them', () => {
  const options = { libraries: ['genkit'], root: '/app' };
  expect(decodeOptions(JSON.parse(JSON.stringify(encodeOptions(options))))).toEqual(options);
});
