/** The text's tree, walked once; what every rule says of it. */

import { ignoredSites, ignoresFile } from '../parse/ignore-comments.ts';
import type { Parsed } from '../parse/parse.ts';
import type { Node } from '../parse/tree.ts';
import { analyse } from '../scope/scope.ts';
import { Names } from '../values/origins.ts';
import { type Findings, Look } from './file-context.ts';
import type { NodeOf, Rule } from './rule.ts';
import type { Types } from './type-checker.ts';

type Visit = (node: NodeOf<Node['type']>, file: Look) => void;
type Table = ReadonlyMap<string, readonly (readonly [rule: string, visit: Visit])[]>;

/** Which rules want to see which type of node; made once for a set of rules. */
export function tableOf(rules: readonly Rule[]): Table {
  const table = new Map<string, (readonly [string, Visit])[]>();
  for (const { name, visit } of rules) {
    for (const [type, handler] of Object.entries(visit)) {
      table.set(type, [...(table.get(type) ?? []), [name, handler as Visit]]);
    }
  }
  return table;
}

export interface Source {
  /** The path as sites name it. */
  readonly file: string;
  readonly text: string;
  readonly types: Types | undefined;
}

export function detect({ file, text, types }: Source, parsed: Parsed, table: Table): Findings {
  const { program, comments, isModule } = parsed;
  const firstStatement = program.body[0]?.start ?? text.length;
  if (ignoresFile(comments, firstStatement)) return { edits: [], sites: [], misses: [] };
  const strict = isModule || program.body.some((it) => 'directive' in it && it.directive === 'use strict');
  const analysis = analyse(program, strict, (type) => table.has(type));
  const ignored = ignoredSites(comments, text);
  const look = new Look({ file, text, names: new Names(analysis), types, ignored });
  for (const node of analysis.wanted) {
    for (const [rule, visit] of table.get(node.type) ?? []) {
      look.rule = rule;
      visit(node, look);
    }
  }
  return look.findings();
}
