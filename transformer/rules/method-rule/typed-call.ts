/** Calls that a type checker knows to be declared in one of the client's packages. */
import type { RuleContext } from '../../detect/rule.ts';
import type { CallExpression } from '../../parse/tree.ts';
import { type BareCall, calledName } from './call-forms.ts';
import type { ClientMethods } from './client-methods.ts';
import { declaredPath, wordsOf } from './declared-path.ts';

export function bindTypedMethod(call: CallExpression, methods: ClientMethods, context: RuleContext): void {
  const method = typedMethod(call, methods, context);
  if (method !== undefined) context.bind(call, methods.spec('proven', method));
}

export function wrapTypedFunction(call: BareCall, methods: ClientMethods, context: RuleContext): void {
  const callee = calledName(call);
  const method = typedMethod(call, methods, context);
  const binding = method === undefined ? undefined : context.resolve(callee.name, callee);
  if (method === undefined || binding === undefined || binding === 'dynamic') return;
  if (!DECLARES_ITSELF.has(binding.kind)) context.wrap(callee, methods.spec('proven', method));
}

/** Bindings whose value is their declaration, so that a type adds nothing. */
const DECLARES_ITSELF: ReadonlySet<string> = new Set(['import', 'function', 'class']);

function typedMethod(call: CallExpression, methods: ClientMethods, context: RuleContext): string | undefined {
  const declared = context.declared(call);
  if (declared === undefined || !methods.isOurs({ module: declared.package })) return undefined;
  const found = declaredPath(declared, methods.paths);
  const isOther = found?.method.unless?.some((name) => wordsOf(declared.file).includes(name));
  return isOther ? undefined : found?.path;
}
