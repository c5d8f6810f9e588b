/** Adds the bindings of each declaration to its scope, with the values that they get. */

import { type Callable, isCallable, type Node, propertyName } from '../parse/tree.ts';
import type { Binding, BindingKind, BindingSource, Scope } from './binding.ts';

type Identifier = Node & { type: 'Identifier'; name: string };

function declareName(id: Identifier, kind: BindingKind, scope: Scope, source?: BindingSource): void {
  const known = scope.bindings.get(id.name);
  if (known !== undefined && source === undefined) return;
  const sources = source === undefined ? [] : [source];
  if (known === undefined) scope.bindings.set(id.name, { name: id.name, kind, id, scope, sources });
  else known.sources?.push(...sources);
}

/**
 * Calls `found` for each identifier of a binding or assignment pattern, with the path from `value` to it;
 * without a source where the path is unknown (rest, computed keys).
 */
export function declarePattern(
  pattern: Node,
  value: Node | undefined,
  scope: Scope,
  found: (id: Identifier, source: BindingSource | undefined) => void,
): void {
  const walk = (node: Node | null, path: readonly string[] | undefined): void => {
    switch (node?.type) {
      case 'Identifier': {
        const known = value !== undefined && path !== undefined;
        return found(node as Identifier, known ? { node: value, scope, path } : undefined);
      }
      case 'ObjectPattern':
        for (const property of node.properties) {
          if (property.type === 'RestElement') walk(property.argument, undefined);
          else {
            const name = propertyName(property);
            walk(property.value, name === undefined ? undefined : path && [...path, name]);
          }
        }
        return;
      case 'ArrayPattern':
        for (const [index, element] of node.elements.entries())
          walk(element, path && [...path, `[${index}]`]);
        return;
      case 'AssignmentPattern':
        walk(node.left, path);
        return declarePattern(node.left, node.right, scope, found);
      case 'RestElement':
        return walk(node.argument, undefined);
      case 'TSParameterProperty':
        return walk(node.parameter, path);
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        return walk(node.expression, path);
    }
  };
  walk(pattern, []);
}

/** Binds what `node` declares; `scope` is the scope that it opens, `outer` the one around it. */
export function declare(node: Node, scope: Scope, outer: Scope): void {
  if ('declare' in node && node.declare === true) return;
  switch (node.type) {
    case 'VariableDeclaration':
      return declareVariables(node, scope);
    case 'FunctionDeclaration':
      if (node.id) declareName(node.id, 'function', outer, { node, scope: outer, path: [] });
      return declareParams(node, scope);
    case 'FunctionExpression':
      if (node.id) declareName(node.id, 'function', scope, { node, scope, path: [] });
      return declareParams(node, scope);
    case 'ArrowFunctionExpression':
      return declareParams(node, scope);
    case 'ClassDeclaration':
      if (node.id) declareName(node.id, 'class', outer, { node, scope: outer, path: [] });
      return;
    case 'ClassExpression':
      if (node.id) declareName(node.id, 'class', scope, { node, scope, path: [] });
      return;
    case 'CatchClause':
      if (node.param) declarePattern(node.param, undefined, scope, (id) => declareName(id, 'catch', scope));
      return;
    case 'ImportDeclaration':
      for (const specifier of node.specifiers) {
        declareName(specifier.local, 'import', scope, { node: specifier, scope, path: [] });
      }
      return;
    case 'TSImportEqualsDeclaration':
      return declareName(node.id, 'import', scope, { node, scope, path: [] });
    case 'TSEnumDeclaration':
      return declareName(node.id, 'other', scope);
    case 'TSEnumBody':
      for (const { id } of node.members) if (id.type === 'Identifier') declareName(id, 'other', scope);
      return;
    case 'TSModuleDeclaration':
      if (node.id.type === 'Identifier') declareName(node.id, 'other', scope, { node, scope, path: [] });
  }
}

/** In sloppy code a block's function is a variable of the function around it, too (Annex B.3.2). */
export function declareInFunction(node: Callable, outer: Scope): void {
  const { functionScope } = outer;
  if (
    node.type !== 'FunctionDeclaration' ||
    !node.id ||
    outer === functionScope ||
    node.async ||
    node.generator
  )
    return;
  declareName(node.id, 'var', functionScope, { node, scope: outer, path: [] });
}

function declareVariables(node: Node & { type: 'VariableDeclaration' }, scope: Scope): void {
  const kind: BindingKind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
  const home = kind === 'var' ? scope.functionScope : scope;
  const isEach = node.parent?.type === 'ForOfStatement';
  const iterated = isEach ? (node.parent as Node & { type: 'ForOfStatement' }).right : undefined;
  for (const { id, init } of node.declarations) {
    declarePattern(id, iterated ?? init ?? undefined, scope, (name, given) => {
      const source = given && isEach ? { ...given, path: ['[]', ...given.path] } : given;
      if ('typeAnnotation' in id && id.typeAnnotation && given) {
        declareName(name, kind, home, { ...given, node: id, isParam: true });
      }
      declareName(name, kind, home, source);
      if (source === undefined && init) (home.bindings.get(name.name) as Binding).sources = undefined;
    });
  }
}

function declareParams(node: Node, scope: Scope): void {
  if (!isCallable(node)) return;
  for (const param of node.params) {
    declarePattern(param, param, scope, (id, source) =>
      declareName(id, 'param', scope, source && { ...source, isParam: source.node === param }),
    );
  }
}
