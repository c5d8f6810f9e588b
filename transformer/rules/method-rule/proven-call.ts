/** Calls whose receiver or callee provably comes from one of the client's modules. */
import type { RuleContext } from '../../detect/rule.ts';
import type { CallExpression, Node } from '../../parse/tree.ts';
import type { Confidence } from '../../site.ts';
import type { Origin } from '../../values/origin.ts';
import { calledMember, type MethodCall } from './call-forms.ts';
import type { ClientMethods } from './client-methods.ts';

/** `generateText(…)`, or a method that was taken off an instance. */
export function wrapProvenFunction(callee: Node, methods: ClientMethods, context: RuleContext): boolean {
  const origin = context.origins(callee).find((it) => methods.isOurs(it));
  if (origin === undefined) return false;
  const name = origin.path[0] as string;
  const isExport = origin.path.length === 1 && methods.functions.has(name);
  const method = isExport ? name : detachedMethod(withoutBind(origin.path), methods);
  if (method !== undefined) context.wrap(callee, methods.spec(confidenceOf(origin), method));
  return method !== undefined;
}

/** What somebody wrapped is looked at when it runs. */
const confidenceOf = ({ wraps }: Origin): Confidence => (wraps ? 'shaped' : 'proven');

/** `const { create } = client.messages`, `const create = client.messages.create.bind(client.messages)`. */
const detachedMethod = (path: readonly string[], methods: ClientMethods): string | undefined =>
  methods.isInstance(path) ? methods.longest(path)?.path : undefined;

const withoutBind = (path: readonly string[]): readonly string[] =>
  path.at(-2) === 'bind' && path.at(-1) === '()' ? path.slice(0, -2) : path;

/** `sdk.generateText(…)`, of a namespace import or of a default export. */
export function bindNamespaceCall(
  call: MethodCall,
  name: string,
  methods: ClientMethods,
  context: RuleContext,
): boolean {
  const origin = context.origins(calledMember(call)).find((it) => methods.isOurs(it) && it.path.length <= 2);
  if (origin !== undefined) context.bind(call, methods.spec(confidenceOf(origin), name));
  return origin !== undefined;
}

/** `client.embeddings.create.call(client.embeddings, …)`; `method` is the part before `.call`. */
export function wrapAppliedMethod(method: Node, methods: ClientMethods, context: RuleContext): void {
  if (!context.imports(methods.client.modules)) return;
  // An optional link would end up inside the helper's argument, where it no longer skips the call.
  if (context.text.slice(method.start, method.end).includes('?.')) return;
  for (const origin of context.origins(method)) {
    const found = methods.isOurs(origin) ? detachedMethod(origin.path, methods) : undefined;
    if (found !== undefined) return context.wrap(method, methods.spec('proven', found));
  }
}

/** `client.chat.completions.create(…)`, where an origin of the receiver is an instance. */
export function bindProvenMethod(
  call: MethodCall,
  name: string,
  methods: ClientMethods,
  context: RuleContext,
): boolean {
  for (const origin of context.origins(calledMember(call).object)) {
    const path = [...origin.path, name];
    const found = methods.isOurs(origin) ? detachedMethod(path, methods) : undefined;
    if (found === undefined) continue;
    context.bind(call, methods.spec('proven', found));
    return true;
  }
  return false;
}

/** The class of `client.send(new ConverseCommand(…))`'s argument, where it is one of the client's modules'. */
export function commandOf(
  call: CallExpression,
  methods: ClientMethods,
  context: RuleContext,
): string | undefined {
  const [first] = call.arguments;
  const origins = first === undefined ? [] : context.origins(first);
  return origins.find((it) => methods.isOurs(it) && it.path.at(-1) === 'new')?.path.at(-2);
}
