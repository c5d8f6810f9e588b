/** Rewrites the emitted files of one program. */
import { dirname, resolve } from 'node:path';
import { transformTypeScript } from '@onetrace/transformer';
import type ts from 'typescript';
import { TreeDoor, type TreeOptions } from '../door/tree-door.ts';

export class Door extends TreeDoor {
  readonly transformer: ts.TransformerFactory<ts.SourceFile>;

  constructor(api: typeof ts, program: ts.Program, options: TreeOptions) {
    super(options, resolve(projectRoot(program), options.root ?? '.'));
    this.transformer = (context) => (file) => {
      if (!this.isOurs(file)) return file;
      const { tree, ...findings } = transformTypeScript(
        { ts: api, context, file, program },
        { root: this.root },
      );
      this.note(file.fileName, findings);
      return tree;
    };
  }

  isOurs(file: ts.SourceFile): boolean {
    return !file.isDeclarationFile && this.selects(file.fileName);
  }
}

function projectRoot(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  return typeof configFilePath === 'string' ? dirname(configFilePath) : program.getCurrentDirectory();
}
