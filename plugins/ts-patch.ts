/**
 * The door for ts-patch (`tspc`, or `ts-patch install`), with TypeScript 5.7 to 6:
 *
 *   { "compilerOptions": { "plugins": [{ "transform": "@onetrace/plugins/ts-patch", "transformProgram": true }] } }
 *
 * With `transformProgram` an incremental build notices that onetrace was added, configured or upgraded, and
 * emits the affected files again. Without it, TypeScript chooses files before onetrace is called, so
 * `.tsbuildinfo` is not kept and every build is a full one. (`tsc -b` does not notice an upgraded package: use
 * `--force` then.)
 */
import type ts from 'typescript';
import { noTypeScript } from './door/messages.ts';
import { printOnce } from './door/print-once.ts';
import type { TreeOptions } from './door/tree-door.ts';
import { Door } from './ts-patch/door.ts';
import { markVersions, withoutBuildInfo } from './ts-patch/incremental.ts';

/** They stand in tsconfig.json, so patterns are globs. */
export type TsPatchOptions = TreeOptions;

interface Extras {
  readonly ts: typeof ts;
}

type Transformer = ts.TransformerFactory<ts.SourceFile>;

function onetrace(program: ts.Program, options: TsPatchOptions, extras: Extras): Transformer;
function onetrace(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  options: TsPatchOptions,
  extras: Extras,
): ts.Program;
function onetrace(
  program: ts.Program,
  ...rest: [TsPatchOptions, Extras] | [ts.CompilerHost | undefined, TsPatchOptions, Extras]
): Transformer | ts.Program {
  return rest.length === 2
    ? sourceTransformer(program, ...rest)
    : programTransformer(program, rest[1], rest[2]);
}

export default onetrace;

const doors = new WeakMap<ts.Program, Door>();

/** ts-patch calls us for every file that an incremental build emits; they share one door. */
function doorOf(api: typeof ts, program: ts.Program, options: TsPatchOptions): Door {
  let door = doors.get(program);
  if (door === undefined) {
    door = new Door(api, program, options);
    doors.set(program, door);
  }
  return door;
}

function sourceTransformer(program: ts.Program, options: TsPatchOptions, { ts: api }: Extras): Transformer {
  if (!takesTransformers(api)) return () => (file) => file;
  withoutBuildInfo(program);
  return doorOf(api, program, options).transformer;
}

function programTransformer(program: ts.Program, options: TsPatchOptions, { ts: api }: Extras): ts.Program {
  if (!takesTransformers(api)) return program;
  const door = doorOf(api, program, options);
  markVersions(program, options, (file) => door.isOurs(file));
  const { emit } = program;
  program.emit = (file, write, token, dtsOnly, others, ...rest: []) => {
    const before = [door.transformer, ...(others?.before ?? [])];
    return emit.call(program, file, write, token, dtsOnly, { ...others, before }, ...rest);
  };
  return program;
}

/** TypeScript 7 has no transformers. */
function takesTransformers(api: typeof ts): boolean {
  const isKnown = typeof api.visitEachChild === 'function' && Number.parseInt(api.version, 10) < 7;
  if (!isKnown) printOnce(noTypeScript(api.version));
  return isKnown;
}
