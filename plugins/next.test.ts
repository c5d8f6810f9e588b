/** Next.js itself is too large to be installed here; what it is told, and what its loader does, is not. */
import { expect, test } from 'vitest';
import type { LoaderOptions } from './door/loader-options.ts';
import { origins } from './door.testkit.ts';
import loader from './loader.ts';
import { withOnetrace } from './next.ts';

interface Rule {
  condition: { all: unknown[] };
  loaders: { loader: string; options: LoaderOptions }[];
}

const rulesOf = (config: object): Rule[] => {
  const { turbopack } = config as { turbopack: { rules: Record<string, Rule | Rule[]> } };
  return Object.values(turbopack.rules).flat();
};

/** What the loader hands on. */
function loaded(text: string, path: string, options: LoaderOptions = {}): [code: string, map: unknown] {
  let handed: [string, unknown] = ['', undefined];
  const context = {
    resourcePath: path,
    rootContext: '/app',
    getOptions: () => options,
    emitWarning: () => {},
    callback: (_error: null, ...result: [string, unknown?]) => {
      handed = [result[0], result[1]];
    },
  };
  loader.call(context, text);
  return handed;
}

const CALL = 'export const a = fetch("/");\n';

test('the loader rewrites, with a map', () => {
  const [code, map] = loaded(CALL, '/app/src/a.ts');
  expect(code).toContain('"src/a.ts:1:18#"');
  expect(origins(code, map as object, 'fetch)(')).toEqual(['a.ts:1:18']);
  expect(loaded('let a', '/app/src/a.ts')).toEqual(['let a', undefined]);
});

test('its options survive JSON', () => {
  const [rule] = rulesOf(withOnetrace({}, { include: ['src/**', /lib\/A/i], exclude: 'src/b.ts' }));
  const options = JSON.parse(JSON.stringify(rule?.loaders[0]?.options)) as LoaderOptions;
  const isRewritten = (path: string) => loaded(CALL, path, options)[0] !== CALL;
  expect(['/app/src/a.ts', '/app/lib/a.ts', '/app/src/b.ts', '/app/c.ts'].map(isRewritten)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a function may make the configuration', async () => {
  const configure = withOnetrace(async (phase: string) => ({ basePath: phase }));
  expect(await configure('/x')).toMatchObject({ basePath: '/x', turbopack: { rules: expect.anything() } });
});

test('the rest of the configuration stays', () => {
  const own = { loaders: ['own'] };
  const key = Object.keys(
    (withOnetrace({}) as { turbopack: { rules: object } }).turbopack.rules,
  )[0] as string;
  const config = withOnetrace({
    reactStrictMode: true,
    turbopack: { root: '/', rules: { [key]: own, '*.svg': own } },
    webpack: (it: { name: string; plugins: unknown[] }) => ({ ...it, name: 'changed' }),
  });
  expect(config).toMatchObject({ reactStrictMode: true, turbopack: { root: '/' } });
  expect(rulesOf(config)).toEqual([own, expect.objectContaining({ condition: expect.anything() }), own]);
  const webpack = config.webpack({ name: '', plugins: [] });
  expect(webpack).toEqual({
    name: 'changed',
    plugins: [expect.objectContaining({ apply: expect.any(Function) })],
  });
});
