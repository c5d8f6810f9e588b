/** Programs compiled with their tree rewritten on the way. */
import * as babel from '@babel/core';
import { type Options, transformBabel, transformTypeScript, type TreeResult } from '@onetrace/transformer';
import { transformSync } from 'esbuild';
import ts from 'typescript';

export interface Output extends Pick<TreeResult, 'sites' | 'messages'> {
  readonly code: string;
}

const NOTHING: Pick<TreeResult, 'sites' | 'messages'> = { sites: [], messages: [] };

export function byTypeScript(text: string, path: string, options: Options): Output {
  let result = NOTHING;
  const before = (context: ts.TransformationContext) => (file: ts.SourceFile) => {
    const { tree, ...found } = transformTypeScript({ ts, context, file }, options);
    result = found;
    return tree;
  };
  const { outputText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
      allowJs: true,
      inlineSourceMap: true,
    },
    transformers: { before: [before] },
  });
  return { ...result, code: lowered(outputText, path) };
}

export function byBabel(text: string, path: string, options: Options): Output {
  let result = NOTHING;
  const plugin = () => ({
    visitor: {
      Program(program: babel.NodePath<babel.types.Program>) {
        result = transformBabel({ types: babel.types, program, text, file: path }, options);
      },
    },
  });
  const built = babel.transformSync(text, {
    filename: path,
    babelrc: false,
    configFile: false,
    sourceMaps: 'inline',
    sourceType: path.endsWith('.cjs') ? 'script' : 'module',
    plugins: [plugin],
    presets: /\.[cm]?tsx?$/.test(path) ? ['@babel/preset-typescript'] : [],
    parserOpts: {
      plugins: ['decorators', ...(path.endsWith('x') ? (['jsx'] as const) : [])],
    },
  });
  return { ...result, code: lowered(built?.code ?? '', path) };
}

/** What engines do not have yet. */
const lowered = (code: string, path: string): string =>
  path.endsWith('js')
    ? code
    : transformSync(code, { loader: 'jsx', target: 'node22', sourcefile: path, sourcemap: 'inline' }).code;
