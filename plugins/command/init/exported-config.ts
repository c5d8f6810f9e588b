/** The expression that a configuration file exports, and the object literal that it stands for. */
import type { Expression, Function as FunctionNode, ObjectExpression, Program } from 'oxc-parser';

export interface Exported {
  readonly expression: Expression;
  readonly program: Program;
}

/** undefined where nothing, or a declaration, is exported. */
export function exportedOf(program: Program): Exported | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') {
      const { declaration } = statement;
      const isDeclared = /Declaration$/.test(declaration.type);
      return isDeclared ? undefined : { expression: declaration as Expression, program };
    }
    if (statement.type === 'TSExportAssignment') {
      return { expression: statement.expression, program };
    }
    const assigned =
      statement.type === 'ExpressionStatement' ? moduleExports(statement.expression) : undefined;
    if (assigned !== undefined) return { expression: assigned, program };
  }
  return undefined;
}

function moduleExports(expression: Expression): Expression | undefined {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression')
    return undefined;
  const { object, property } = expression.left;
  const isIt =
    object.type === 'Identifier' &&
    object.name === 'module' &&
    property.type === 'Identifier' &&
    property.name === 'exports';
  return isIt ? expression.right : undefined;
}

/**
 * Follows names of this file, `defineConfig(…)` and its kin, type assertions, and functions that return one
 * object. undefined for anything else: an array of configurations, a call of unknown effect.
 */
export function objectOf(expression: Expression, program: Program, depth = 0): ObjectExpression | undefined {
  if (depth > 8) return undefined;
  const follow = (inner: Expression): ObjectExpression | undefined => objectOf(inner, program, depth + 1);
  switch (expression.type) {
    case 'ObjectExpression':
      return expression;
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return follow(expression.expression);
    case 'Identifier': {
      const value = constantNamed(expression.name, program);
      return value && follow(value);
    }
    case 'CallExpression': {
      const { callee, arguments: args } = expression;
      const [first] = args;
      const isDefine = callee.type === 'Identifier' && /^define[A-Z]\w*$/.test(callee.name);
      return isDefine && args.length === 1 && first && first.type !== 'SpreadElement'
        ? follow(first)
        : undefined;
    }
    case 'ArrowFunctionExpression':
      if (expression.body.type !== 'BlockStatement') return follow(expression.body as Expression);
      return returnedObject(expression.body, follow);
    case 'FunctionExpression':
      return expression.body ? returnedObject(expression.body, follow) : undefined;
    default:
      return undefined;
  }
}

function constantNamed(name: string, program: Program): Expression | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && id.name === name && init) return init;
    }
  }
  return undefined;
}

/** A single `return` at the end: with several, each would need the plugin. */
function returnedObject(
  body: NonNullable<FunctionNode['body']>,
  follow: (expression: Expression) => ObjectExpression | undefined,
): ObjectExpression | undefined {
  const last = body.body.at(-1);
  const isOnly = countReturns(body) === 1;
  return isOnly && last?.type === 'ReturnStatement' && last.argument ? follow(last.argument) : undefined;
}

function countReturns(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0;
  const own = 'type' in node && node.type === 'ReturnStatement' ? 1 : 0;
  return Object.values(node).reduce<number>((sum, child) => sum + countReturns(child), own);
}

/** Whether an identifier of this name is anywhere in the program. */
export function usesName(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('type' in node && node.type === 'Identifier' && 'name' in node && node.name === name) return true;
  return Object.values(node).some((child) => usesName(child, name));
}

/** The first arguments of calls of these functions, by a plain name or as a method. */
export function optionObjects(program: Program, names: readonly string[]): Expression[] {
  const found: Expression[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const call = node as Expression;
    if (call.type === 'CallExpression') {
      const { callee, arguments: args } = call;
      const name = callee.type === 'MemberExpression' ? callee.property : callee;
      const [first] = args;
      const isIt = name.type === 'Identifier' && names.includes(name.name);
      if (isIt && first && first.type !== 'SpreadElement') found.push(first);
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(program.body);
  return found;
}
