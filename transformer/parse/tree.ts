/** The tree that rules see: oxc's ESTree with TypeScript and JSX. */
import type {
  ArrowFunctionExpression,
  CallExpression,
  Function as FunctionNode,
  MemberExpression,
  Node,
} from 'oxc-parser';
import { visitorKeys } from 'oxc-parser';
import type { Range } from '../site.ts';

export type {
  AccessorProperty,
  Class,
  Comment,
  MethodDefinition,
  Program,
  PropertyDefinition,
} from 'oxc-parser';
export type { ArrowFunctionExpression, CallExpression, FunctionNode, MemberExpression, Node };

/** A function: declaration, expression, method value or arrow. */
export type Callable = FunctionNode | ArrowFunctionExpression;

export const rangeOf = ({ start, end }: Range): Range => ({ start, end });

export const isCallable = (node: Node | null | undefined): node is Callable =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression';

/** TypeScript nodes that contain values; every other `TS…` node contains only types. */
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

/** Fields that hold a name, not an expression, unless `computed` is set. */
const NAME_OF: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  Property: 'key',
  MethodDefinition: 'key',
  PropertyDefinition: 'key',
  AccessorProperty: 'key',
  TSEnumMember: 'id',
};

/** Fields that contain only types. */
const TYPES = new Set([
  'implements',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
]);

type Visit<A, B> = (child: Node, a: A, b: B) => void;
type Step = <A, B>(node: Node, visit: Visit<A, B>, a: A, b: B) => void;

interface Steps {
  readonly all: Step;
  /** Skips the field that holds a name; undefined where the type of node has none. */
  readonly unnamed: Step | undefined;
}

const stepsOfType = new Map<string, Steps>();

function stepsOf(type: string): Steps {
  const isType = type.startsWith('TS') && !VALUES.has(type);
  const keys = isType ? [] : (visitorKeys[type] ?? []).filter((key) => !TYPES.has(key));
  const name = NAME_OF[type];
  const unnamed = name === undefined ? undefined : compileSteps(keys.filter((key) => key !== name));
  const steps = { all: compileSteps(keys), unnamed };
  stepsOfType.set(type, steps);
  return steps;
}

/**
 * Generates one function for each type of node, so that each property read sees objects of one shape. A
 * loop over field names takes twice as long, and this walk is a tenth of the time a file takes.
 */
function compileSteps(keys: readonly string[]): Step {
  const steps = keys.map((key) => `step(node.${key}, visit, a, b);`).join(' ');
  return new Function('step', `return (node, visit, a, b) => { ${steps} };`)(visitField) as Step;
}

function visitField<A, B>(
  child: Node | readonly (Node | null)[] | null | undefined,
  visit: Visit<A, B>,
  a: A,
  b: B,
): void {
  if (!Array.isArray(child)) {
    if (child) visit(child as Node, a, b);
  } else for (const item of child) if (item !== null) visit(item, a, b);
}

/** Calls `visit` for each child that is not a type, in source order, passing `a` and `b` through. */
export function eachChild<A, B>(node: Node, visit: Visit<A, B>, a: A, b: B): void;
export function eachChild(node: Node, visit: (child: Node) => void): void;
export function eachChild(node: Node, visit: Visit<unknown, unknown>, a?: unknown, b?: unknown): void {
  const { all, unnamed } = stepsOfType.get(node.type) ?? stepsOf(node.type);
  const isNamed = unnamed === undefined || ('computed' in node && node.computed);
  (isNamed ? all : unnamed)(node, visit, a, b);
}

/** Strips parentheses, type assertions and the like off an expression. */
export function bareExpression(node: Node): Node {
  const inner = bareStep(node);
  return inner === node ? node : bareExpression(inner);
}

function bareStep(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return node.expression;
    default:
      return node;
  }
}

/** What `call` calls, below parentheses and types: `a.b` of `(a.b as any)(…)`; a chain that ends there stays one. */
export function calledValue({ callee }: CallExpression): Node {
  let at: Node = callee;
  while (at.type !== 'ChainExpression' && bareStep(at) !== at) at = bareStep(at);
  return at;
}

/** `ai_1.generateText` of `(0, ai_1.generateText)(…)`: how compilers call an import, without a `this`. */
export function detachedCallee(call: CallExpression): Node | undefined {
  const callee = calledValue(call);
  if (callee.type !== 'SequenceExpression' || callee.expressions.length !== 2) return undefined;
  const [zero, called] = callee.expressions;
  return zero?.type === 'Literal' && called !== undefined ? bareExpression(called) : undefined;
}

/** `a.b`, `a['b']` → `b`; undefined for a computed key. */
export function memberKey(member: MemberExpression): string | undefined {
  const { property } = member;
  if (!member.computed) return identifierName(property);
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The name of a property, method or field; undefined where it is computed. */
export function propertyName(node: { readonly key: Node; readonly computed: boolean }): string | undefined {
  if (node.key.type === 'Literal') return String(node.key.value);
  return node.computed ? undefined : identifierName(node.key);
}

/** A private name keeps its `#`, so that it never equals a public one. */
function identifierName(key: Node): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' ? key.name : undefined;
}

export const isStringLiteral = (node: Node | undefined): node is Node & { type: 'Literal'; value: string } =>
  node?.type === 'Literal' && typeof node.value === 'string';
