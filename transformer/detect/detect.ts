/** Walks one file's tree, and runs the rules on the nodes that they visit. */

import type { PlaceOf } from '../parse/author-places.ts';
import { ignoredSites, ignoresFile } from '../parse/ignore-comments.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Node } from '../parse/tree.ts';
import { analyseScopes } from '../scope/scope.ts';
import { OriginResolver } from '../values/origins.ts';
import { FileContext, type Findings } from './file-context.ts';
import { type ModuleHint, type ModuleKind, moduleByName, moduleKind } from './module-kind.ts';
import type { NodeOf, Rule } from './rule.ts';
import type { TypeChecker } from './type-checker.ts';

type Visit = (node: NodeOf<Node['type']>, context: FileContext) => void;
type VisitorTable = ReadonlyMap<string, readonly (readonly [rule: string, visit: Visit])[]>;

/** Maps types of nodes to the rules that visit them; built once for a set of rules. */
export function visitorTable(rules: readonly Rule[]): VisitorTable {
  const table = new Map<string, (readonly [string, Visit])[]>();
  for (const { name, visit } of rules) {
    for (const [type, handler] of Object.entries(visit)) {
      table.set(type, [...(table.get(type) ?? []), [name, handler as Visit]]);
    }
  }
  return table;
}

export interface DetectInput {
  /** The path as it appears in sites. */
  readonly file: string;
  readonly text: string;
  readonly placeOf: PlaceOf;
  readonly types: TypeChecker | undefined;
  /** The file's path, by which its extension is known. */
  readonly id: string;
  readonly module: ModuleHint | undefined;
  readonly browser: boolean;
}

export interface FileFindings extends Findings {
  readonly module: ModuleKind;
  /** Why nothing can be done in the file, where there would have been something to do. */
  readonly why?: string | undefined;
}

export function detect(input: DetectInput, parsed: Parsed, table: VisitorTable): FileFindings {
  const { file, text, placeOf, types, id, browser, module: hint } = input;
  const { program, comments, isModule } = parsed;
  const firstStatement = program.body[0]?.start ?? text.length;
  if (ignoresFile(comments, firstStatement)) {
    return { edits: [], sites: [], misses: [], messages: [], module: 'esm' };
  }
  const strict =
    isModule ||
    (moduleByName(id) ?? hint) === 'esm' ||
    program.body.some((it) => 'directive' in it && it.directive === 'use strict');
  const analysis = analyseScopes(program, strict, (type) => table.has(type));
  const ignored = ignoredSites(comments, text);
  const context = new FileContext({
    file,
    text,
    placeOf,
    program,
    browser,
    origins: new OriginResolver(analysis),
    types,
    ignored,
    analysis,
    strict,
  });
  for (const node of analysis.wanted) {
    for (const [rule, visit] of table.get(node.type) ?? []) {
      context.rule = rule;
      visit(node, context);
    }
  }
  const module = moduleKind({ id, program, isModule, scopes: analysis.scopes }, hint);
  return typeof module === 'string' ? { ...context.findings(), module } : context.findingsWithout(module.why);
}
