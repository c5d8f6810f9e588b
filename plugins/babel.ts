/**
 * The door for Babel 7 and 8, before presets and other plugins:
 *
 *   { "plugins": ["@onetrace/plugins/babel"], "presets": ["@babel/preset-env", "@babel/preset-typescript"] }
 */
import { resolve } from 'node:path';
import { type Lang, transformBabel } from '@onetrace/transformer';
import { TreeDoor, type TreeOptions } from './door/tree-door.ts';
import { looksCommonJs, packageKind } from './files/package-type.ts';

export type { TreeOptions as BabelOptions } from './door/tree-door.ts';

/** The parts of Babel that are used here; its types differ between 7 and 8. */
interface Babel {
  readonly types: object;
}

interface Pass {
  readonly filename?: string | undefined;
  readonly file: {
    readonly code: string;
    readonly opts: {
      readonly root?: string | null | undefined;
      readonly parserOpts?: { readonly plugins?: readonly unknown[] | null | undefined } | null | undefined;
    };
  };
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
        const module = looksCommonJs(file.code) ? 'cjs' : packageKind(filename);
        door.note(filename, transformBabel(tree, { root: door.root, lang, module }));
      },
    },
  };
}

/** The language that Babel parsed the file as, whatever its name is. */
function parserLanguage(plugins: readonly unknown[]): Lang {
  const names = plugins.map((it) => (Array.isArray(it) ? it[0] : it));
  if (!names.includes('typescript')) return 'jsx';
  return names.includes('jsx') ? 'tsx' : 'ts';
}
