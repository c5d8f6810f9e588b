/** The way of one file that a compiler hands over as a tree: prefilter → parse → detect → write. */
import type ts from 'typescript';
import { typeCheckerOf } from './checker.ts';
import type { Edit } from './edit.ts';
import { type Message, siteMoved } from './messages.ts';
import type { Options } from './options.ts';
import { Lines } from './parse/lines.ts';
import type { FoundSite, NearMiss } from './site.ts';
import { type FilePlan, failedPlan, planEdits } from './transform.ts';
import { type BabelTree, writeBabel } from './writers/babel/babel-writer.ts';
import { type TypeScriptTree, writeTypeScript } from './writers/typescript/typescript-writer.ts';

export interface TreeResult {
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

export interface TypeScriptResult extends TreeResult {
  /** The identical input tree where there was nothing to do. */
  readonly tree: ts.SourceFile;
}

export interface TypeScriptProgram extends TypeScriptTree {
  /** Its type checker proves or rejects what the text alone leaves open. */
  readonly program?: ts.Program;
}

/** For use in a `before` transformer. */
export function transformTypeScript(tree: TypeScriptProgram, options: Options = {}): TypeScriptResult {
  const { ts, program, file } = tree;
  const types = program && { types: typeCheckerOf(ts, program, file) };
  const planned = planEdits(file.text, file.fileName, { ...options, ...types });
  if (planned.editPlan === undefined) return { ...planned, tree: file };
  try {
    const { tree: written, refused } = writeTypeScript(tree, planned.editPlan);
    return { ...withoutRefused(planned, refused, file.text), tree: written };
  } catch (error) {
    return { ...failedPlan(file.fileName, options, error), tree: file };
  }
}

/** Babel's own objects: `api.types`, and a plugin's `Program` path. */
export interface BabelProgram {
  readonly types: object;
  readonly program: object;
  readonly text: string;
  readonly file: string;
}

/** Changes the program in place. Call it from the visitor's `Program`, before other plugins visit its nodes. */
export function transformBabel(
  { types, program, text, file }: BabelProgram,
  options: Options = {},
): TreeResult {
  const planned = planEdits(text, file, options);
  if (planned.editPlan === undefined) return planned;
  const tree = { types, program, text } as BabelTree;
  return withoutRefused(planned, writeBabel(tree, planned.editPlan), text);
}

/** Turns sites whose edits found no node into messages. */
function withoutRefused(
  { sites, misses, messages }: FilePlan,
  refused: readonly Edit[],
  text: string,
): TreeResult {
  const lines = new Lines(text);
  const places = new Set<string>();
  for (const edit of refused) {
    if ('site' in edit) places.add(`${positionKey(lines.at(edit.site.at))} ${edit.site.kind}`);
  }
  const isRefused = (site: FoundSite) => places.has(`${positionKey(site)} ${site.kind}`);
  return {
    sites: sites.filter((site) => !isRefused(site)),
    misses,
    messages: [...messages, ...sites.filter(isRefused).map(({ file, line }) => siteMoved(file, line))],
  };
}

const positionKey = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;
