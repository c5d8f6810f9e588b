/** The one tree that rules meet: oxc's ESTree with TypeScript and JSX. */
import type { ArrowFunctionExpression, Function as FunctionNode, MemberExpression, Node } from 'oxc-parser';
import { visitorKeys } from 'oxc-parser';
import type { Range } from '../site.ts';

export type {
  AccessorProperty,
  CallExpression,
  Class,
  Comment,
  MethodDefinition,
  Program,
  PropertyDefinition,
} from 'oxc-parser';
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

/** Fields that lead to types and nothing else. */
const TYPES = new Set([
  'implements',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
]);

interface Keys {
  readonly all: readonly string[];
  /** Without the name that is no expression; undefined where there is no such name. */
  readonly unnamed: readonly string[] | undefined;
}

const keysOfType = new Map<string, Keys>();

/** The fields of `node` that lead to values, in the order of the text. */
export function childKeys(node: Node): readonly string[] {
  const { type } = node;
  let keys = keysOfType.get(type);
  if (keys === undefined) {
    const isType = type.startsWith('TS') && !VALUES.has(type);
    const all = isType ? [] : (visitorKeys[type] ?? []).filter((key) => !TYPES.has(key));
    const name = NAME_OF[type];
    keys = { all, unnamed: name === undefined ? undefined : all.filter((key) => key !== name) };
    keysOfType.set(type, keys);
  }
  if (keys.unnamed === undefined) return keys.all;
  return 'computed' in node && node.computed ? keys.all : keys.unnamed;
}

/** What a field of a node can hold. */
export type Child = Node | readonly (Node | null)[] | null | undefined;

/** A node by the names of its fields. */
export const fieldsOf = (node: Node): Readonly<Record<string, Child>> =>
  node as unknown as Readonly<Record<string, Child>>;

/** Calls `visit` for each child in value space, in the order of the text. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const fields = fieldsOf(node);
  for (const key of childKeys(node)) {
    const child = fields[key];
    if (!Array.isArray(child)) {
      if (child) visit(child as Node);
    } else for (const item of child) if (item !== null) visit(item);
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
  if (!member.computed) return nameOf(property);
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The name of a property, method or field of a literal or class; undefined where it is computed. */
export function nameOfKey(node: { readonly key: Node; readonly computed: boolean }): string | undefined {
  if (node.key.type === 'Literal') return String(node.key.value);
  return node.computed ? undefined : nameOf(node.key);
}

/** A private name keeps its `#`, so that it is none of the public ones. */
function nameOf(key: Node): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' ? key.name : undefined;
}

export const isString = (node: Node | undefined): node is Node & { type: 'Literal'; value: string } =>
  node?.type === 'Literal' && typeof node.value === 'string';
