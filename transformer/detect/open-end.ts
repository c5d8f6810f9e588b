import type { OpenEnd } from '../edit.ts';
import type { Node } from '../parse/tree.ts';

const ENDED_BY_SEMICOLON: ReadonlySet<string> = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
  'ExportDefaultDeclaration',
  'TSExportAssignment',
  'PropertyDefinition',
  'AccessorProperty',
]);

const HEADS: ReadonlySet<string> = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement']);

/** The end of the statement or field that ends where `node` does, without a semicolon. */
export function openEndOf(node: Node): OpenEnd | undefined {
  for (let at: Node | null | undefined = node; at?.end === node.end; at = at.parent) {
    if (ENDED_BY_SEMICOLON.has(at.type)) return HEADS.has(at.parent?.type ?? '') ? undefined : at.end;
  }
  return undefined;
}
