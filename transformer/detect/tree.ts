/** The one tree that rules meet: oxc's ESTree with TypeScript and JSX. */
import type { ArrowFunctionExpression, Function as FunctionNode, MemberExpression, Node } from 'oxc-parser';
import { visitorKeys } from 'oxc-parser';
import type { Range } from '../site.ts';

export type { CallExpression, Class, Comment, Program } from 'oxc-parser';
export type { ArrowFunctionExpression, FunctionNode, MemberExpression, Node };

/** A function that has a body to run: declaration, expression, method value or arrow. */
export type Callable = FunctionNode | ArrowFunctionExpression;

export const rangeOf = ({ start, end }: Range): Range => ({ start, end });

export const isCallable = (node: Node | null | undefined): node is Callable =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression';

/** TypeScript nodes that stand in value space; below every other `TS…` node are only types. */
const VALUES = new Set([
  'TSAsExpression',
  'TSEnumBody',
  'TSEnumDeclaration',
  'TSEnumMember',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSInstantiationExpression',
  'TSModuleBlock',
  'TSModuleDeclaration',
  'TSNonNullExpression',
  'TSParameterProperty',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** Children that are names, not expressions, unless `computed` says otherwise. */
const NAME_OF: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  Property: 'key',
  MethodDefinition: 'key',
  PropertyDefinition: 'key',
  AccessorProperty: 'key',
  TSEnumMember: 'id',
};

/** Child keys of each node type that lead to values; null where nothing below is one. */
const keysOfType: Map<string, readonly string[] | null> = new Map();

function keysOf(type: string): readonly string[] | null {
  let keys = keysOfType.get(type);
  if (keys === undefined) {
    keys = type.startsWith('TS') && !VALUES.has(type) ? null : (visitorKeys[type] ?? []);
    keysOfType.set(type, keys);
  }
  return keys;
}

/** Calls `visit` for each child in value space, in the order of the text. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const keys = keysOf(node.type);
  if (keys === null) return;
  const name = NAME_OF[node.type];
  const fields = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined> & {
    computed?: boolean;
  };
  for (const key of keys) {
    const child = fields[key];
    if (child === null || child === undefined || (key === name && fields.computed !== true)) continue;
    if (!Array.isArray(child)) visit(child as Node);
    else for (const item of child) if (item !== null) visit(item);
  }
}

/** Below parentheses and types: what the expression's value is made of. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

/** `a.b`, `a['b']` → `b`; undefined where the key is not known. */
export function keyOf(member: MemberExpression): string | undefined {
  const { property } = member;
  if (!member.computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The name of a property, method or field of a literal or class; undefined where it is computed. */
export function nameOfKey(node: { readonly key: Node; readonly computed: boolean }): string | undefined {
  if (node.key.type === 'Literal') return String(node.key.value);
  return !node.computed && node.key.type === 'Identifier' ? node.key.name : undefined;
}

export const isString = (node: Node | undefined): node is Node & { type: 'Literal'; value: string } =>
  node?.type === 'Literal' && typeof node.value === 'string';
