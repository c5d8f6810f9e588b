import { readFileSync } from 'node:fs';
import { build, type Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { folderOf, origins } from '../door.testkit.ts';
import { onetrace, withOnetrace } from '../esbuild.ts';
import { built, CALL, optionsFor } from './esbuild.testkit.ts';

/** Renames `colour` to `color`, with an exact map. */
const british: Plugin = {
  name: 'british',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const at = text.indexOf('colour');
      if (at === -1) return undefined;
      const map = {
        version: 3,
        sources: [path],
        sourcesContent: [text],
        names: [],
        mappings: 'AAAA,IAAI,GAAM',
      };
      return {
        contents: `${text.replace('colour', 'hue')}\n//# sourceMappingURL=data:application/json,${encodeURIComponent(JSON.stringify(map))}`,
        loader: 'ts',
      };
    });
  },
};

describe('with another plugin that loads the same files', () => {
  const files = {
    'a.ts': `import './b';\nimport './c';\n`,
    'b.ts': `let colour = fetch("/b"), a;\n`,
    'c.ts': `fetch("/c");\n`,
  };

  test('withOnetrace applies both, and composes their maps', async () => {
    const folder = folderOf(files);
    const options = withOnetrace({
      ...optionsFor(folder),
      entryPoints: ['a.ts'],
      external: ['onetrace/*'],
      plugins: [british],
    });
    const { outputFiles } = await build({ ...options, write: false });
    const [map, code] = outputFiles.map(({ text }) => text) as [string, string];
    expect(code).toMatch(/hue = [\s\S]*b\.ts:1:11[\s\S]*c\.ts:1:1/);
    expect(origins(code, map, 'fetch)("/c")')).toEqual(['c.ts:1:1']);
    expect(origins(code, map, 'hue')).toEqual(['b.ts:1:5']);
  });

  test.for<[string, Plugin[], string]>([
    ['after it', [british, onetrace()], 'a plugin before onetrace (british)'],
    ['before it', [onetrace(), british], 'the plugin british loads it too'],
  ])('the plain form, standing %s, keeps the program and says so once', async ([, plugins, complaint]) => {
    const folder = folderOf(files);
    const result = await build({
      ...optionsFor(folder),
      entryPoints: ['a.ts'],
      write: false,
      plugins,
      external: ['onetrace/*'],
    });
    expect(result.outputFiles[1]?.text).toContain('hue = fetch("/b")');
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0]?.text).toContain(complaint);
    expect(result.warnings[0]?.text).toContain('withOnetrace');
    expect(result.metafile).toBeUndefined();
  });

  test('nothing is said where no file is shared', async () => {
    const css: Plugin = {
      name: 'css',
      setup: (build) => build.onLoad({ filter: /\.css$/ }, () => ({ contents: '', loader: 'css' })),
    };
    const { warnings } = await built(
      { 'a.ts': `import './a.css';\n${CALL}`, 'a.css': '' },
      { plugins: [css, onetrace(), css] },
    );
    expect(warnings).toEqual([]);
  });
});
