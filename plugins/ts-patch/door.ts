/** Rewrites the emitted files of one program. */
import { dirname, resolve } from 'node:path';
import { type ModuleHint, transformTypeScript } from '@onetrace/transformer';
import type ts from 'typescript';
import { TreeDoor, type TreeOptions } from '../door/tree-door.ts';
import { packageKind } from '../files/package-type.ts';

export class Door extends TreeDoor {
  readonly transformer: ts.TransformerFactory<ts.SourceFile>;

  constructor(api: typeof ts, program: ts.Program, options: TreeOptions) {
    super(options, resolve(projectRoot(program), options.root ?? '.'));
    this.transformer = (context) => (file) => {
      if (!this.isOurs(file)) return file;
      const { tree, ...findings } = transformTypeScript(
        { ts: api, context, file, program },
        { root: this.root, module: moduleHint(api, program.getCompilerOptions(), file) },
      );
      this.note(file.fileName, file.text, findings);
      return tree;
    };
  }

  isOurs(file: ts.SourceFile): boolean {
    return !file.isDeclarationFile && this.selects(file.fileName);
  }
}

/** A file without module syntax is emitted as it is: what it is then, the `package.json` of its output says. */
function moduleHint(api: typeof ts, options: ts.CompilerOptions, file: ts.SourceFile): ModuleHint {
  if (api.isExternalModule(file)) return 'esm';
  const folder = options.outDir ?? dirname(file.fileName);
  if (packageKind(resolve(folder, '_')) === 'esm') return 'esm';
  const { CommonJS, Node16, NodeNext } = api.ModuleKind;
  const { module = CommonJS } = options;
  return module === CommonJS || (module >= Node16 && module <= NodeNext) ? 'cjs' : 'script';
}

function projectRoot(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  return typeof configFilePath === 'string' ? dirname(configFilePath) : program.getCurrentDirectory();
}
