/** Finds the targets of a plan in a TypeScript tree, by exact range. */
import type ts from 'typescript';
import { type Role, targetKey } from '../tree/node-edits.ts';
import type { TargetSet } from '../tree/placement.ts';

export interface TypeScriptTree {
  readonly ts: typeof ts;
  readonly context: ts.TransformationContext;
  readonly file: ts.SourceFile;
}

export interface NodeIndex {
  readonly nodes: ReadonlyMap<string, ts.Node>;
  readonly parents: ReadonlyMap<ts.Node, ts.Node>;
}

export function indexTypeScript({ ts: api, file }: TypeScriptTree, targets: TargetSet): NodeIndex {
  const nodes = new Map<string, ts.Node>();
  const parents = new Map<ts.Node, ts.Node>();
  visit(file, undefined);
  return { nodes, parents };

  function visit(node: ts.Node, parent: ts.Node | undefined): void {
    // A node created by another plugin has no range, but may contain nodes that have one.
    const isMade = node.pos < 0;
    if (!isMade && !targets.reaches({ start: node.pos, end: node.end })) return;
    if (parent !== undefined) parents.set(node, parent);
    const role = isMade ? undefined : typeScriptRole(api, node);
    if (role !== undefined) {
      const range = { start: node.getStart(file), end: node.end };
      if (targets.has(role, range)) nodes.set(targetKey(role, range), node);
    }
    api.forEachChild(node, (child) => visit(child, node));
  }
}

function typeScriptRole(api: typeof ts, node: ts.Node): Role | undefined {
  if (api.isBlock(node)) return 'block';
  if (api.isDecorator(node)) return 'decorator';
  if (api.isShorthandPropertyAssignment(node)) return 'shorthand';
  return api.isExpression(node) && !api.isExpressionWithTypeArguments(node) ? 'expression' : undefined;
}
