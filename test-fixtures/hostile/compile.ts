/** Programs of a folder, compiled by one tool each, through the door that onetrace has for it or without. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as babel from '@babel/core';
import { build } from 'esbuild';
import ts from 'typescript';
import babelDoor from '../../plugins/babel.ts';
import { onetrace as esbuildDoor } from '../../plugins/esbuild.ts';
import typescriptDoor from '../../plugins/ts-patch.ts';
import { locate } from './project.ts';

export interface Job {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  readonly rewritten: boolean;
}

/** What could not be compiled, by name, with the compiler's complaint. */
export type Complaints = Map<string, string>;
export type Compiler = (job: Job) => Promise<Complaints>;

const emitted = (name: string): string => name.replace(/\.([cm]?)tsx?$/, '.$1js').replace(/\.jsx$/, '.js');

/** What a compiled program is called. */
export const outputOf = emitted;

/** The text as it is; types are stripped by Node. */
const copied: Compiler = async ({ from, to, names }) => {
  for (const name of names) copyFileSync(join(from, name), join(to, name));
  return new Map();
};

const byEsbuild: Compiler = async ({ from, to, names, rewritten }) => {
  const complaints: Complaints = new Map();
  for (const name of names) {
    try {
      await build({
        absWorkingDir: from,
        entryPoints: [join(from, name)],
        outfile: join(to, emitted(name)),
        platform: 'node',
        target: 'node22',
        logLevel: 'silent',
        tsconfigRaw: {},
        plugins: rewritten ? [esbuildDoor()] : [],
      });
    } catch (error) {
      complaints.set(name, String(error));
    }
  }
  return complaints;
};

const byTypeScript =
  (target: ts.ScriptTarget): Compiler =>
  async ({ from, to, names, rewritten }) => {
    const options: ts.CompilerOptions = {
      target,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowJs: true,
      rootDir: from,
      outDir: to,
      noLib: true,
      noResolve: true,
      types: [],
    };
    const roots = names.map((name) => join(from, name));
    const host = ts.createCompilerHost(options);
    const program = ts.createProgram(roots, options, host);
    const done = rewritten ? (typescriptDoor(program, host, {}, { ts }) as ts.Program) : program;
    const complaints: Complaints = new Map();
    for (const name of names) {
      const file = done.getSourceFile(join(from, name));
      const wrong = program.getSyntacticDiagnostics(file);
      if (wrong[0]) complaints.set(name, ts.flattenDiagnosticMessageText(wrong[0].messageText, ' '));
      else if (name.endsWith('.d.ts')) continue;
      else done.emit(file);
    }
    return complaints;
  };

const byBabel =
  (targets: object): Compiler =>
  async ({ from, to, names, rewritten }) => {
    const complaints: Complaints = new Map();
    for (const name of names) {
      try {
        const built = await babel.transformFileAsync(
          join(from, name),
          babelOptions(from, name, targets, rewritten),
        );
        writeFileSync(join(to, emitted(name)), built?.code ?? '');
      } catch (error) {
        complaints.set(name, String(error));
      }
    }
    return complaints;
  };

const babelOptions = (
  root: string,
  name: string,
  targets: object,
  rewritten: boolean,
): babel.InputOptions => ({
  root,
  cwd: root,
  babelrc: false,
  configFile: false,
  sourceType: name.endsWith('.cjs') || name.endsWith('.cts') ? 'script' : 'module',
  plugins: [
    ...(rewritten ? [babelDoor as never] : []),
    [locate('@babel/plugin-proposal-decorators'), { version: '2023-11' }],
  ],
  presets: [
    [locate('@babel/preset-env'), { targets, modules: false }],
    ...(/\.[cm]?tsx?$/.test(name) ? [locate('@babel/preset-typescript')] : []),
  ],
});

export interface Target {
  readonly compile: Compiler;
  /** Through `node --import @onetrace/plugins/node` instead of a compiler. */
  readonly byNode?: boolean;
  readonly takes: (name: string) => boolean;
  /** Idle and recording, not recording alone. */
  readonly both?: boolean;
}

const isJs = (name: string): boolean => name.endsWith('js');

export const TARGETS: Readonly<Record<string, Target>> = {
  node: { compile: copied, byNode: true, takes: isJs, both: true },
  esbuild: { compile: byEsbuild, takes: () => true, both: true },
  'typescript 2022': { compile: byTypeScript(ts.ScriptTarget.ES2022), takes: () => true },
  'typescript 2015': { compile: byTypeScript(ts.ScriptTarget.ES2015), takes: () => true },
  babel: { compile: byBabel({ node: '22' }), takes: () => true },
  'babel old': { compile: byBabel({ node: '6' }), takes: () => true },
};

/** The folder that a target's programs are in. */
export function placeOf(folder: string, target: string, rewritten: boolean): string {
  const place = join(
    folder,
    'source',
    `${rewritten ? 'rewritten' : 'untouched'}-${target.replace(' ', '-')}`,
  );
  mkdirSync(place, { recursive: true });
  return place;
}

export const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
