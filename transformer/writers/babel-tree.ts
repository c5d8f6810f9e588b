/** The nodes of a Babel tree by exact range; Babel keeps parentheses beside the tree, not in it. */
import type { types as t } from '@babel/core';
import type { Range } from '../site.ts';
import type { Types } from './babel-forms.ts';
import { keyOf, type Role } from './marks.ts';
import { skipTrivia } from './tokens.ts';

export type Find = (role: Role, range: Range) => t.Node | undefined;

export function indexTree(types: Types, program: t.Program, text: string): Find {
  const nodes = new Map<string, t.Node>();
  /** Outermost first. */
  const starting = new Map<string, t.Node[]>();
  visit(program);
  return (role, range) => nodes.get(keyOf(role, range)) ?? insideParentheses(role, range);

  function visit(node: t.Node): void {
    const role = roleOf(types, node);
    const { start, end } = node;
    if (role !== undefined && typeof start === 'number' && typeof end === 'number') {
      nodes.set(keyOf(role, { start, end }), node);
      const key = `${role} ${start}`;
      const known = starting.get(key);
      if (known === undefined) starting.set(key, [node]);
      else known.push(node);
    }
    eachChild(types, node, visit);
  }

  function insideParentheses(role: Role, { start, end }: Range): t.Node | undefined {
    for (let at = start; text[at] === '('; ) {
      at = skipTrivia(text, at + 1);
      const node = starting.get(`${role} ${at}`)?.find((it) => (it.end as number) < end);
      if (node !== undefined) return node;
    }
    return undefined;
  }
}

function eachChild(types: Types, node: t.Node, visit: (child: t.Node) => void): void {
  const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
  for (const key of types.VISITOR_KEYS[node.type] ?? []) {
    const child = fields[key];
    if (Array.isArray(child)) for (const item of child) item && visit(item);
    else if (child) visit(child);
  }
}

function roleOf(types: Types, node: t.Node): Role | undefined {
  if (types.isBlockStatement(node)) return 'block';
  if (types.isDecorator(node)) return 'decorator';
  if (types.isObjectProperty(node)) return node.shorthand ? 'shorthand' : undefined;
  return types.isExpression(node) ? 'expression' : undefined;
}
