/**
 * Exports that a framework calls for a request because of their file's name: components, loaders, actions and
 * middleware. They are a part of that request: the helper gives its span their route, and opens one only where
 * nobody else has.
 */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../../detect/rule.ts';
import { isDirective } from '../../../parse/directive.ts';
import { bareExpression, type Callable, isCallable, type Node, propertyName } from '../../../parse/tree.ts';
import { declaredValue, handleNamed, handleValue } from '../handle-value.ts';
import { enteredSpec } from '../handler-names.ts';
import { conventionOf, type Entry, type FileConvention } from './conventions.ts';

const NAMES = [
  'loader',
  'action',
  'actions',
  'middleware',
  'proxy',
  'load',
  'handle',
  'fallback',
  'onRequest',
  'generateMetadata',
  'generateViewport',
  'getServerSideProps',
  'getStaticProps',
];

export const fileEntries: Rule = {
  name: 'file-entry',
  hints: [
    `export\\b[^;(=]*?\\b(?:${NAMES.join('|')})\\b`,
    'export\\s+default\\s+async\\b',
    '[\'"]use server[\'"]',
  ],
  visit: {
    ExportNamedDeclaration: visitNamedEntry,
    ExportDefaultDeclaration: visitDefaultEntry,
    FunctionDeclaration: visitServerFunction,
    FunctionExpression: visitServerFunction,
    ArrowFunctionExpression: visitServerFunction,
  },
};

export const entrySpec = (entry: Entry, name: string, route?: string): SiteSpec => ({
  helper: 'handler',
  kind: 'handler',
  confidence: 'proven',
  function: name,
  facts: { entry, 'http.route': entry === 'middleware' ? undefined : route },
  argless: entry === 'component', // it is handed no request
});

function visitNamedEntry(node: NodeOf<'ExportNamedDeclaration'>, context: RuleContext): void {
  const convention = entriesOf(context);
  if (convention === undefined) return;
  const { declaration } = node;
  if (declaration?.type === 'FunctionDeclaration') {
    entryNamed(declaration.id?.name ?? '', declaration, convention, context);
  } else if (declaration?.type === 'VariableDeclaration') {
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && init) entryNamed(id.name, init, convention, context);
  } else if (node.source === null) {
    for (const { local, exported } of node.specifiers) {
      if (local.type !== 'Identifier' || exported.type !== 'Identifier') continue;
      const spec = specFor(exported.name, convention);
      if (spec !== undefined) handleNamed(local, spec, context);
    }
  }
}

function visitDefaultEntry({ declaration }: NodeOf<'ExportDefaultDeclaration'>, context: RuleContext): void {
  const convention = entriesOf(context);
  if (convention === undefined) return;
  const value = declaration.type === 'Identifier' ? declaredValue(declaration, context) : declaration;
  if (value === undefined || value === 'many') return;
  const fn = bareExpression(value);
  // What is not async asks nobody for anything, and may be anything: a component of React is compared and copied.
  if (isCallable(fn) && (fn.async || convention.exports.default !== 'component'))
    entryNamed('default', fn, convention, context, fn.id?.name);
}

/** What runs in a browser is no entry. */
function entriesOf(context: RuleContext): FileConvention | undefined {
  return context.browser || hasDirective(context.program, 'use client')
    ? undefined
    : conventionOf(context.file);
}

function specFor(name: string, { exports, route }: FileConvention, shown = name): SiteSpec | undefined {
  const entry = Object.hasOwn(exports, name) ? exports[name] : undefined;
  return entry && entrySpec(entry, shown, route);
}

function entryNamed(
  name: string,
  value: Node,
  convention: FileConvention,
  context: RuleContext,
  shown = name,
): void {
  const spec = specFor(name, convention, shown);
  if (spec === undefined) return;
  const bare = bareExpression(value);
  if (bare.type === 'ArrayExpression') {
    for (const item of bare.elements)
      if (item && item.type !== 'SpreadElement') handleValue(item, spec, context);
  } else if (bare.type === 'ObjectExpression') {
    for (const property of bare.properties) memberEntry(property, spec, context);
  } else handleValue(value, spec, context);
}

/** SvelteKit's `actions = { default: async (event) => … }`. */
function memberEntry(property: Node, spec: SiteSpec, context: RuleContext): void {
  if (property.type !== 'Property' || property.kind !== 'init') return;
  const named = { ...spec, function: propertyName(property) ?? spec.function ?? '' };
  if (property.method && isCallable(property.value)) context.enter(property.value, enteredSpec(named));
  else handleValue(property.value, named, context);
}

/** `"use server"`, of the function or of the file whose exports they all are. */
function visitServerFunction(fn: Callable, context: RuleContext): void {
  if (!fn.async || !fn.body) return;
  const isOwn = hasDirective(fn.body, 'use server');
  if (!isOwn && !(isExported(fn) && hasDirective(context.program, 'use server'))) return;
  context.enter(fn, { ...enteredSpec(entrySpec('action', nameOf(fn))), argless: true });
}

function hasDirective(block: Node, text: string): boolean {
  const body = block.type === 'Program' || block.type === 'BlockStatement' ? block.body : [];
  return body.some((it) => isDirective(it) && it.directive === text);
}

/** By its declaration: `export async function f`, `export const f = async () => …`. */
function isExported(fn: Node): boolean {
  const { parent } = fn;
  if (parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration') return true;
  return parent?.type === 'VariableDeclarator' && parent.parent?.parent?.type === 'ExportNamedDeclaration';
}

function nameOf(fn: Callable): string {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : 'action';
}
