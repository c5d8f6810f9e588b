/**
 * How a handler comes to its span. A function that sees its arguments is entered: it stays the very function,
 * with its name, its length and its text. What does not see them is wrapped, and what others construct, extend
 * or keep private fields in is left alone.
 */
import { argumentNames } from '../../detect/function-body.ts';
import type { RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, type Callable, isCallable, type Node } from '../../parse/tree.ts';
import { enteredSpec } from './handler-names.ts';

type Identifier = Node & { type: 'Identifier' };

/** Names that stand for names are followed that far. */
const LONGEST = 8;

export function handleValue(node: Node, spec: SiteSpec, context: RuleContext, names = 0): void {
  const value = bareExpression(node);
  if (value.type === 'Identifier' && names < LONGEST) {
    const declared = declaredValue(value, context);
    // What does not stand here as a function is wrapped on its way out.
    if (declared === undefined || declared === 'many' || !isFunctionHere(declared)) context.wrap(node, spec);
    else handleValue(declared, spec, context, names + 1);
    return;
  }
  if (isCallable(value) && isEntered(value, spec, context)) context.enter(value, enteredSpec(spec));
  else if (isWrapped(value, spec, context)) context.wrap(node, spec);
}

/** `export { handle as POST }`, which has no expression that could be wrapped. */
export function handleNamed(local: Identifier, spec: SiteSpec, context: RuleContext): void {
  const value = declaredValue(local, context);
  if (value === undefined) context.miss(local, 'handler', `"${local.name}" is another file's`);
  else if (value === 'many') context.miss(local, 'handler', `"${local.name}" is assigned more than once`);
  else handleValue(value, spec, context);
}

/** What a name of this file stands for; undefined where it is another file's or a caller's. */
export function declaredValue(local: Identifier, context: RuleContext): Node | 'many' | undefined {
  const binding = context.resolve(local.name, local);
  if (binding === undefined || binding === 'dynamic') return undefined;
  if (binding.kind === 'import' || binding.kind === 'param' || binding.kind === 'catch') return undefined;
  const [source, ...others] = binding.sources ?? [];
  if (source === undefined || others.length > 0) return 'many';
  return source.path.length === 0 && !isRequired(source.node) ? source.node : undefined;
}

function isRequired(node: Node): boolean {
  const value = bareExpression(node);
  return (
    value.type === 'CallExpression' && value.callee.type === 'Identifier' && value.callee.name === 'require'
  );
}

function isFunctionHere(node: Node): boolean {
  const value = bareExpression(node);
  return isCallable(value) || ['Identifier', 'ClassDeclaration', 'ClassExpression'].includes(value.type);
}

const HAS_ARGUMENTS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression']);

/** On Lambda the second argument tells, and a result that is no promise cannot wait for its spans. */
function isEntered(fn: Callable, { helper }: SiteSpec, context: RuleContext): boolean {
  if (fn.type === 'FunctionDeclaration') return true;
  if (context.refusal(fn) !== undefined || (helper === 'lambda' && !fn.async)) return false;
  return HAS_ARGUMENTS.has(fn.type) || argumentNames(fn).length >= (helper === 'lambda' ? 2 : 1);
}

function isWrapped(value: Node, { kind }: SiteSpec, context: RuleContext): boolean {
  switch (value.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      context.miss(value, kind, 'it is a class');
      return false;
    case 'NewExpression':
      context.miss(value, kind, 'it is an object that its class has made');
      return false;
    default:
      return value.type !== 'FunctionDeclaration';
  }
}
