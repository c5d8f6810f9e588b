/** What a Babel plugin would do in our place: a visitor that wraps `fetch` and binds calls of a client. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PluginObject } from '@babel/core';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

const visitor = ({ types: t }: typeof import('@babel/core')): PluginObject => ({
  visitor: {
    CallExpression(path) {
      const { callee } = path.node;
      const site = t.stringLiteral(`${path.node.loc?.start.line}:${path.node.loc?.start.column}`);
      const helper = (name: string) => t.memberExpression(t.identifier('$ot'), t.identifier(name));
      if (t.isIdentifier(callee, { name: 'fetch' }) && !path.scope.hasBinding('fetch')) {
        path.node.callee = t.callExpression(helper('fetch'), [site, callee]);
      } else if (t.isMemberExpression(callee) && t.isIdentifier(callee.property, { name: 'create' })) {
        const { object } = callee;
        const key = t.stringLiteral('create');
        path.node.callee = t.callExpression(helper('openai'), [site, object as never, key]);
      }
    },
  },
});

export function babel(): Plugin {
  const { transformSync } = require('@babel/core') as typeof import('@babel/core');
  return {
    name: 'babel',
    setup: (build) =>
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const built = transformSync(readFileSync(path, 'utf8'), {
          filename: path,
          babelrc: false,
          configFile: false,
          sourceMaps: 'inline',
          plugins: [visitor],
          parserOpts: { plugins: ['typescript'] },
        });
        return { contents: built?.code ?? '', loader: 'ts' };
      }),
  };
}
