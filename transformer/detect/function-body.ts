/**
 * Finds what an `Enter` edit (edit.ts) needs to know of a function's body, or the reason why the body cannot
 * be entered.
 */
import type { Enter, OpenEnd, Suspension } from '../edit.ts';
import type { Refusal } from '../messages.ts';
import { isDirective } from '../parse/directive.ts';
import { type Callable, eachChild, isCallable, type Node, rangeOf } from '../parse/tree.ts';
import { declarePattern } from '../scope/declare.ts';
import type { Range } from '../site.ts';
import { openEndOf } from './open-end.ts';

export type EnterableBody = Pick<
  Enter,
  | 'body'
  | 'isExpression'
  | 'first'
  | 'openDirective'
  | 'kind'
  | 'suspensions'
  | 'returns'
  | 'openEnds'
  | 'resumes'
>;

/** The places of a body that an `Enter` edit needs, or why it cannot be entered. */
export function bodyOf(fn: Callable, strict: boolean): EnterableBody | Refusal {
  const { body } = fn;
  if (!body) return { reason: 'it has no body', wayOut: 'Mark the implementation' };
  const hidden = hiddenSuspension(fn, body);
  if (hidden !== undefined) return hidden;
  const kind = (fn.async ? 1 : 0) | (fn.type !== 'ArrowFunctionExpression' && fn.generator ? 2 : 0);
  const common = { body: rangeOf(body), kind, ...suspensionPoints(body) };
  if (body.type !== 'BlockStatement') {
    return { ...common, isExpression: true, first: body.start, openDirective: false };
  }
  const conflict = blockConflict(fn, body.body, strict);
  if (conflict !== undefined) return conflict;
  const first = body.body.find((statement) => !isDirective(statement));
  return {
    ...common,
    isExpression: false,
    first: first?.start ?? body.end - 1,
    openDirective: body.body.some((it) => isDirective(it) && it.end === it.expression.end),
  };
}

/** What a helper may be handed to look for a request in: the parameters that come first and have names. */
export const handedArguments = (fn: Callable): Enter['args'] =>
  fn.type === 'ArrowFunctionExpression' ? argumentNames(fn) : 'arguments';

export function argumentNames(fn: Callable): readonly string[] {
  const names: string[] = [];
  for (const param of fn.params.slice(0, 2)) {
    const id = param.type === 'AssignmentPattern' ? param.left : param;
    if (id.type !== 'Identifier') break;
    names.push(id.name);
  }
  return names;
}

function suspensionPoints(body: Node): Pick<Enter, 'suspensions' | 'returns' | 'openEnds' | 'resumes'> {
  const suspensions: Suspension[] = [];
  const returns: Enter['returns'][number][] = [];
  const openEnds: OpenEnd[] = [];
  const resumes: Range[] = [];
  const mayEnd = (node: Node): void => {
    const end = openEndOf(node);
    if (end !== undefined) openEnds.push(end);
  };
  visitOwn(body, (node) => {
    switch (node.type) {
      case 'AwaitExpression':
        mayEnd(node);
        suspensions.push({ how: 'await', range: rangeOf(node), argument: rangeOf(node.argument) });
        return;
      case 'YieldExpression':
        mayEnd(node);
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
          mayEnd(node.argument);
          returns.push({
            range: rangeOf(node.argument),
            sequence: node.argument.type === 'SequenceExpression',
          });
        }
    }
  });
  return { suspensions, returns, openEnds, resumes: suspensions.length === 0 ? [] : resumes };
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
function blockConflict(fn: Callable, statements: readonly Node[], strict: boolean): Refusal | undefined {
  const declared = statements.flatMap(lexicalNames);
  if (declared.length === 0) return undefined;
  const taken = new Set<string>(['arguments']);
  for (const param of fn.params) addNames(param, taken);
  for (const statement of statements) addVarNames(statement, taken, strict);
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
  if (statement.type === 'LabeledStatement') return lexicalNames(statement.body);
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

/** `var` of the body and, in sloppy code, the functions of its blocks, which are variables of the body too. */
function addVarNames(statement: Node, names: Set<string>, strict: boolean): void {
  visitOwn(statement, (node) => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const { id } of node.declarations) addNames(id, names);
    }
    if (!strict) for (const name of blockFunctions(node)) names.add(name);
  });
}

/** The functions that stand in a nested block, clause or branch. */
function blockFunctions(node: Node): string[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body.flatMap(functionNames);
    case 'SwitchCase':
      return node.consequent.flatMap(functionNames);
    case 'IfStatement':
      return [node.consequent, node.alternate].flatMap((it) => (it ? functionNames(it) : []));
    default:
      return [];
  }
}

const functionNames = (node: Node): string[] =>
  node.type === 'LabeledStatement'
    ? functionNames(node.body)
    : node.type === 'FunctionDeclaration' && node.id
      ? [node.id.name]
      : [];

/** Where the body can be suspended, or our names mean something else, and no edit can stand. */
function hiddenSuspension(fn: Callable, body: Node): Refusal | undefined {
  let refusal: Refusal | undefined;
  visitOwn(body, (node) => {
    if (node.type === 'WithStatement') {
      refusal ??= { reason: 'it holds a `with` statement', wayOut: 'Do without it' };
    } else if (fn.async && node.type === 'VariableDeclaration' && node.kind === 'await using') {
      const reason = '`await using` suspends it where its block ends';
      refusal ??= { reason, wayOut: 'Move the block to a function of its own' };
    }
  });
  return refusal;
}
