import { createRequire } from 'node:module';
import * as babel8 from '@babel/core';
import { type BabelTree, writeBabel } from '../../transformer/writers/babel/babel-writer.ts';
import { type Compared, type Input, oneSpaced, type Printer } from './compare.ts';

type Babel = typeof babel8;
const babel7 = createRequire(import.meta.url)('babel-7') as Babel;

/** The text writer's output as Babel prints it, and what it prints of the tree that the Babel writer made. */
const by =
  (babel: Babel): Printer =>
  ({ file, text, order, written }: Input): Compared => {
    let refused = order.edits.length;
    const plugin = () => ({
      visitor: {
        Program(program: BabelTree['program']) {
          refused = writeBabel({ types: babel.types, program, text }, order).length;
        },
      },
    });
    const print = (input: string, plugins: babel8.PluginItem[]) =>
      babel.transformSync(input, {
        filename: file,
        babelrc: false,
        configFile: false,
        comments: false,
        compact: false,
        plugins,
        sourceType: order.module === 'esm' ? 'module' : 'script',
        parserOpts: { plugins: syntax(file), allowReturnOutsideFunction: true, attachComment: false },
      })?.code ?? '';
    const tree = oneSpaced(print(text, [plugin]));
    return { tree, text: oneSpaced(print(written, [])), refused };
  };

type Syntax = NonNullable<NonNullable<babel8.InputOptions['parserOpts']>['plugins']>;

function syntax(file: string): Syntax {
  const isTypeScript = /\.[cm]?tsx?$/.test(file);
  const hasJsx = /x$/.test(file) || !isTypeScript;
  return [
    ...(isTypeScript ? ['typescript'] : []),
    ...(hasJsx ? ['jsx'] : []),
    'decorators',
    'decoratorAutoAccessors',
    'explicitResourceManagement',
  ] as Syntax;
}

export const byBabel8: Printer = by(babel8);
export const byBabel7: Printer = by(babel7);
