/**
 * Finds what an `Enter` edit (edit.ts) needs to know of a function's body, or the reason why the body cannot
 * be entered.
 */
import type { Enter, Suspension } from '../edit.ts';
import type { Refusal } from '../messages.ts';
import { isDirective } from '../parse/directive.ts';
import { type Callable, eachChild, isCallable, type Node, rangeOf } from '../parse/tree.ts';
import { declarePattern } from '../scope/declare.ts';
import type { Range } from '../site.ts';

export type EnterableBody = Pick<
  Enter,
  'body' | 'isExpression' | 'first' | 'openDirective' | 'kind' | 'suspensions' | 'returns' | 'resumes'
>;

/** The places of a body that an `Enter` edit needs, or why it cannot be entered. */
export function bodyOf(fn: Callable): EnterableBody | Refusal {
  const { body } = fn;
  if (!body) return { reason: 'it has no body', wayOut: 'Mark the implementation' };
  const kind = (fn.async ? 1 : 0) | (fn.type !== 'ArrowFunctionExpression' && fn.generator ? 2 : 0);
  const common = { body: rangeOf(body), kind, ...suspensionPoints(body) };
  if (body.type !== 'BlockStatement') {
    return { ...common, isExpression: true, first: body.start, openDirective: false };
  }
  const conflict = blockConflict(fn, body.body);
  if (conflict !== undefined) return conflict;
  const first = body.body.find((statement) => !isDirective(statement));
  return {
    ...common,
    isExpression: false,
    first: first?.start ?? body.end - 1,
    openDirective: body.body.some((it) => isDirective(it) && it.end === it.expression.end),
  };
}

/** What the helper may look for a request in: `arguments`, or an arrow's first named parameters. */
export function handedArguments(fn: Callable): Enter['args'] {
  if (fn.type !== 'ArrowFunctionExpression') return 'arguments';
  const names: string[] = [];
  for (const param of fn.params.slice(0, 2)) {
    const id = param.type === 'AssignmentPattern' ? param.left : param;
    if (id.type !== 'Identifier') break;
    names.push(id.name);
  }
  return names;
}

function suspensionPoints(body: Node): Pick<Enter, 'suspensions' | 'returns' | 'resumes'> {
  const suspensions: Suspension[] = [];
  const returns: Enter['returns'][number][] = [];
  const resumes: Range[] = [];
  visitOwn(body, (node) => {
    switch (node.type) {
      case 'AwaitExpression':
        suspensions.push({ how: 'await', range: rangeOf(node), argument: rangeOf(node.argument) });
        return;
      case 'YieldExpression':
        suspensions.push({
          how: node.delegate ? 'delegate' : 'yield',
          range: rangeOf(node),
          argument: node.argument ? rangeOf(node.argument) : undefined,
        });
        return;
      case 'ForOfStatement':
        if (!node.await) return;
        suspensions.push({ how: 'iterate', range: rangeOf(node.right), argument: rangeOf(node.right) });
        if (node.body.type === 'BlockStatement') resumes.push(rangeOf(node.body));
        return;
      case 'TryStatement':
        if (node.handler) resumes.push(rangeOf(node.handler.body));
        if (node.finalizer) resumes.push(rangeOf(node.finalizer));
        return;
      case 'ReturnStatement':
        if (node.argument) {
          returns.push({
            range: rangeOf(node.argument),
            sequence: node.argument.type === 'SequenceExpression',
          });
        }
    }
  });
  return { suspensions, returns, resumes: suspensions.length === 0 ? [] : resumes };
}

/** Visits the nodes that run as part of this body, not those of nested functions and class members. */
function visitOwn(node: Node, visit: (node: Node) => void): void {
  visit(node);
  eachChild(node, (child) => {
    if (isCallable(child)) return;
    if (child.type === 'StaticBlock' || child.type === 'TSModuleDeclaration') return;
    const isField = child.type === 'PropertyDefinition' || child.type === 'AccessorProperty';
    if (!isField) return visitOwn(child, visit);
    if (child.computed) visitOwn(child.key, visit);
    for (const decorator of child.decorators) visitOwn(decorator, visit);
  });
}

/**
 * Inside `try { … }` a function declaration belongs to the block, and `let` may shadow a parameter. A program
 * notices only where it declares such a name twice.
 */
function blockConflict(fn: Callable, statements: readonly Node[]): Refusal | undefined {
  const declared = statements.flatMap(lexicalNames);
  if (declared.length === 0) return undefined;
  const taken = new Set<string>(['arguments']);
  for (const param of fn.params) addNames(param, taken);
  for (const statement of statements) addVarNames(statement, taken);
  for (const name of declared) {
    if (taken.has(name)) {
      return { reason: `"${name}" is declared twice in it`, wayOut: 'Rename one of the two' };
    }
    taken.add(name);
  }
  return undefined;
}

function lexicalNames(statement: Node): string[] {
  const names = new Set<string>();
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
    return statement.id ? [statement.id.name] : [];
  }
  if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
    for (const { id } of statement.declarations) addNames(id, names);
  }
  return [...names];
}

const addNames = (pattern: Node, names: Set<string>): void =>
  declarePattern(pattern, undefined, undefined as never, (id) => names.add(id.name));

function addVarNames(statement: Node, names: Set<string>): void {
  visitOwn(statement, (node) => {
    if (node.type !== 'VariableDeclaration' || node.kind !== 'var') return;
    for (const { id } of node.declarations) addNames(id, names);
  });
}
