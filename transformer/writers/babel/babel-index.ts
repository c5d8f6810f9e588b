/** Finds the targets of a plan in a Babel tree, by exact range. Babel's tree has no nodes for parentheses. */
import type { types as t } from '@babel/core';
import type { Range } from '../../site.ts';
import { type Role, targetKey } from '../tree/node-edits.ts';
import type { TargetSet } from '../tree/placement.ts';
import { skipTrivia } from '../trivia.ts';
import type { BabelTypes } from './babel-builders.ts';

export type FindNode = (role: Role, range: Range) => t.Node | undefined;

/** Indexes the nodes of the subtrees that can contain a target. */
export function indexBabel(
  types: BabelTypes,
  program: t.Program,
  text: string,
  targets: TargetSet,
): FindNode {
  const nodes = new Map<string, t.Node>();
  /** Nodes by role and start, the outermost first. */
  const starting = new Map<string, t.Node[]>();
  visit(program);
  return (role, range) => nodes.get(targetKey(role, range)) ?? insideParentheses(role, range);

  function visit(node: t.Node): void {
    const role = babelRole(types, node);
    if (role !== undefined && hasRange(node)) {
      nodes.set(targetKey(role, node), node);
      const key = `${role} ${node.start}`;
      const known = starting.get(key);
      if (known === undefined) starting.set(key, [node]);
      else known.push(node);
    }
    for (const [, child] of childrenOf(types, node)) if (couldHold(targets, child)) visit(child);
  }

  function insideParentheses(role: Role, { start, end }: Range): t.Node | undefined {
    for (const at of behindParentheses(text, start)) {
      const node = starting.get(`${role} ${at}`)?.find((it) => (it.end as number) < end);
      if (node !== undefined) return node;
    }
    return undefined;
  }
}

/** Offsets at which the expression inside parentheses from `start` on may begin. */
export function behindParentheses(text: string, start: number): number[] {
  const found: number[] = [];
  for (let at = start; text[at] === '('; ) {
    at = skipTrivia(text, at + 1);
    found.push(at);
  }
  return found;
}

const hasRange = (node: t.Node): node is t.Node & Range =>
  typeof node.start === 'number' && typeof node.end === 'number';

/** A node created by another plugin has no range, and could contain any target. */
export const couldHold = (targets: TargetSet, node: t.Node): boolean =>
  !hasRange(node) || targets.reaches(node);

/** Each child with its path from `node`: `body.0`. */
function childrenOf(types: BabelTypes, node: t.Node): (readonly [way: string, child: t.Node])[] {
  const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
  const found: [string, t.Node][] = [];
  for (const key of types.VISITOR_KEYS[node.type] ?? []) {
    const child = fields[key];
    if (Array.isArray(child)) {
      for (const [at, item] of child.entries()) if (item) found.push([`${key}.${at}`, item]);
    } else if (child) found.push([key, child]);
  }
  return found;
}

/** Paths to the nodes that pass `isOne`, in the form that `NodePath.get` takes; inner ones last. */
export function pathsTo(
  types: BabelTypes,
  program: t.Program,
  targets: TargetSet,
  isOne: (node: t.Node) => boolean,
): string[] {
  const found: string[] = [];
  const visit = (node: t.Node, path: string): void => {
    if (isOne(node)) found.push(path);
    for (const [way, child] of childrenOf(types, node)) {
      if (couldHold(targets, child)) visit(child, path === '' ? way : `${path}.${way}`);
    }
  };
  visit(program, '');
  return found;
}

function babelRole(types: BabelTypes, node: t.Node): Role | undefined {
  if (types.isBlockStatement(node)) return 'block';
  if (types.isDecorator(node)) return 'decorator';
  if (types.isObjectProperty(node)) return node.shorthand ? 'shorthand' : undefined;
  return types.isExpression(node) ? 'expression' : undefined;
}
