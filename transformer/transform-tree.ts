/** The whole story for programs that are trees already: glance → parse → detect → write. */
import type ts from 'typescript';
import { typesOf } from './checker.ts';
import type { Edit } from './edit.ts';
import { type Message, moved } from './messages.ts';
import type { Options } from './options.ts';
import { Lines } from './parse/lines.ts';
import type { FoundSite, NearMiss } from './site.ts';
import { type Plan, plan, surrender } from './transform.ts';
import { type BabelTree, writeBabel } from './writers/babel/babel-writer.ts';
import { type TypeScriptTree, writeTypeScript } from './writers/typescript/typescript-writer.ts';

export interface TreeResult {
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

export interface TypeScriptResult extends TreeResult {
  /** The very tree that was handed in where there was nothing to do. */
  readonly tree: ts.SourceFile;
}

export interface TypeScriptProgram extends TypeScriptTree {
  /** Whose checker knows what the text alone leaves open. */
  readonly program?: ts.Program;
}

/** For a `before` transformer. */
export function transformTypeScript(tree: TypeScriptProgram, options: Options = {}): TypeScriptResult {
  const { ts, program, file } = tree;
  const types = program && { types: typesOf(ts, program, file) };
  const planned = plan(file.text, file.fileName, { ...options, ...types });
  if (planned.order === undefined) return { ...planned, tree: file };
  try {
    const { tree: written, refused } = writeTypeScript(tree, planned.order);
    return { ...account(planned, refused, file.text), tree: written };
  } catch (error) {
    return { ...surrender(file.fileName, options, error), tree: file };
  }
}

/** Babel's own objects: `api.types`, and a plugin's `Program` path. */
export interface BabelProgram {
  readonly types: object;
  readonly program: object;
  readonly text: string;
  readonly file: string;
}

/** Changes the program in place; for a visitor's `Program`, before others have seen what is inside. */
export function transformBabel(
  { types, program, text, file }: BabelProgram,
  options: Options = {},
): TreeResult {
  const planned = plan(text, file, options);
  if (planned.order === undefined) return planned;
  const tree = { types, program, text } as BabelTree;
  return account(planned, writeBabel(tree, planned.order), text);
}

/** Sites whose edits found no node are told as messages instead. */
function account({ sites, misses, messages }: Plan, refused: readonly Edit[], text: string): TreeResult {
  const lines = new Lines(text);
  const places = new Set<string>();
  for (const edit of refused) {
    if ('site' in edit) places.add(`${placeOf(lines.at(edit.site.at))} ${edit.site.kind}`);
  }
  const isRefused = (site: FoundSite) => places.has(`${placeOf(site)} ${site.kind}`);
  return {
    sites: sites.filter((site) => !isRefused(site)),
    misses,
    messages: [...messages, ...sites.filter(isRefused).map(({ file, line }) => moved(file, line))],
  };
}

const placeOf = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;
