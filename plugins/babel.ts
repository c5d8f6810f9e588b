/**
 * The door for Babel 7 and 8, before presets and other plugins:
 *
 *   { "plugins": ["@onetrace/plugins/babel"], "presets": ["@babel/preset-env", "@babel/preset-typescript"] }
 */
import { resolve } from 'node:path';
import { type Lang, type ModuleHint, transformBabel } from '@onetrace/transformer';
import { TreeDoor, type TreeOptions } from './door/tree-door.ts';
import { packageKind } from './files/package-type.ts';

export type { TreeOptions as BabelOptions } from './door/tree-door.ts';

/** The parts of Babel that are used here; its types differ between 7 and 8. */
interface Babel {
  readonly types: object;
}

interface Pass {
  readonly filename?: string | undefined;
  readonly file: { readonly code: string; readonly opts: FileOptions };
}

interface FileOptions {
  readonly root?: string | null | undefined;
  readonly parserOpts?: { readonly plugins?: readonly unknown[] | null | undefined } | null | undefined;
  /** Those that presets bring, too. */
  readonly plugins?: readonly unknown[] | null | undefined;
  readonly caller?: object | undefined;
}

interface Program {
  readonly node: { readonly sourceType: string };
}

export interface BabelPlugin {
  readonly name: string;
  readonly visitor: { readonly Program: (program: object, pass: Pass) => void };
}

export default function onetrace({ types }: Babel, options: TreeOptions, folder: string): BabelPlugin {
  let door: TreeDoor | undefined;
  return {
    name: 'onetrace',
    visitor: {
      Program(program, { file, filename = 'unknown.js' }) {
        door ??= new TreeDoor(options, resolve(file.opts.root ?? folder, options.root ?? '.'));
        if (!door.selects(filename)) return;
        const tree = { types, program, text: file.code, file: filename };
        const lang = parserLanguage(file.opts.parserOpts?.plugins ?? []);
        const module = moduleHint(program as Program, file.opts, filename);
        door.note(filename, file.code, transformBabel(tree, { root: door.root, lang, module }));
      },
    },
  };
}

const CONVERTS = /^(?:@babel\/plugin-)?transform-modules-(?:commonjs|amd|systemjs|umd)$/;

/** By what becomes of an `import` here, or by who takes what comes out. */
function moduleHint({ node }: Program, opts: FileOptions, filename: string): ModuleHint {
  if (opts.plugins?.some((it) => CONVERTS.test(String((it as { key?: unknown }).key)))) {
    return node.sourceType === 'module' ? 'esm' : 'cjs';
  }
  if (packageKind(filename) === 'esm') return 'esm';
  const { supportsStaticESM } = (opts.caller ?? {}) as { supportsStaticESM?: unknown };
  return supportsStaticESM ? 'either' : 'cjs';
}

/** The language that Babel parsed the file as, whatever its name is. */
function parserLanguage(plugins: readonly unknown[]): Lang {
  const names = plugins.map((it) => (Array.isArray(it) ? it[0] : it));
  if (!names.includes('typescript')) return 'jsx';
  return names.includes('jsx') ? 'tsx' : 'ts';
}
