/**
 * The rule that reads a client's data. A call is the client's because its receiver's origin proves it
 * (proven-call.ts), because a type checker says so (typed-call.ts), or by its looks (shaped-call.ts).
 */
import type { Rule, RuleContext, Visitors } from '../../detect/rule.ts';
import { detachedCallee, memberKey, type Node } from '../../parse/tree.ts';
import {
  type BareCall,
  calledMember,
  calledName,
  isBareCall,
  isMethodCall,
  type MethodCall,
} from './call-forms.ts';
import { ClientMethods } from './client-methods.ts';
import type { MethodClient } from './method-client.ts';
import {
  bindNamespaceCall,
  bindProvenMethod,
  commandOf,
  wrapAppliedMethod,
  wrapProvenFunction,
} from './proven-call.ts';
import { bindShapedMethod } from './shaped-call.ts';
import { bindTypedMethod, wrapTypedFunction } from './typed-call.ts';

export class MethodRule implements Rule {
  readonly name: string;
  readonly hints: readonly string[];
  readonly typedHints: readonly string[];
  readonly visit: Visitors;

  constructor(client: MethodClient) {
    const methods = new ClientMethods(client);
    this.name = client.name;
    this.hints = client.hints;
    this.typedHints = [typedHintOf(methods.names)];
    this.visit = {
      CallExpression(call, context) {
        const detached = detachedCallee(call);
        if (detached !== undefined) visitDetachedCall(detached, methods, context);
        else if (isBareCall(call)) visitBareCall(call, methods, context);
        else if (isMethodCall(call)) visitMethodCall(call, methods, context);
      },
    };
  }
}

/** `JSON.parse` and `Object.create` are in nearly every file. */
export const typedHintOf = (names: readonly string[]): string =>
  `(?<!\\bJSON|\\bObject)\\.\\s*(?:${names.join('|')})\\s*(?:\\?\\.)?\\s*[(<]`;

function visitDetachedCall(callee: Node, methods: ClientMethods, context: RuleContext): void {
  if (context.imports(methods.client.modules)) wrapProvenFunction(callee, methods, context);
}

function visitBareCall(call: BareCall, methods: ClientMethods, context: RuleContext): void {
  const isProven =
    context.imports(methods.client.modules) && wrapProvenFunction(calledName(call), methods, context);
  if (!isProven) wrapTypedFunction(call, methods, context);
}

function visitMethodCall(call: MethodCall, methods: ClientMethods, context: RuleContext): void {
  const name = memberKey(calledMember(call));
  if (name === undefined) return;
  const isExport = methods.functions.has(name) && context.imports(methods.client.modules);
  if (isExport && bindNamespaceCall(call, name, methods, context)) return;
  if (methods.has(name)) bindMethod(call, name, methods, context);
  else if (name === 'call' || name === 'apply')
    wrapAppliedMethod(calledMember(call).object, methods, context);
}

export function bindMethod(
  call: MethodCall,
  name: string,
  methods: ClientMethods,
  context: RuleContext,
): void {
  const { client } = methods;
  if (!context.imports(client.modules) && !methods.hasShape(name)) {
    return bindTypedMethod(call, methods, context);
  }
  const { commands, says } = client.methods[name] ?? {};
  if (says !== undefined && !says.test(textAsked(call, context))) return;
  const command = commands && commandOf(call, methods, context);
  if (command !== undefined) {
    if (commands?.includes(command)) context.bind(call, methods.spec('proven', name));
    return;
  }
  if (!bindProvenMethod(call, name, methods, context)) bindUnproven(call, name, methods, context);
}

/** The first argument as it is written; a name may stand for anything in the file. */
function textAsked({ arguments: [first] }: MethodCall, { text }: RuleContext): string {
  return first === undefined || first.type === 'Identifier' ? text : text.slice(first.start, first.end);
}

function bindUnproven(call: MethodCall, name: string, methods: ClientMethods, context: RuleContext): void {
  const receiver = context.origin(calledMember(call).object);
  const found = methods.longest([...(receiver?.path ?? []), name]);
  if (found !== undefined && receiver !== undefined && methods.isOurs(receiver)) return;
  const declaring = context.declared(call)?.package;
  if (methods.isOurs({ module: declaring })) return bindTypedMethod(call, methods, context);
  if (found === undefined) return;
  const known = declaring === undefined ? receiver : { module: declaring, path: receiver?.path ?? [] };
  bindShapedMethod({ call, found, receiver: known }, methods, context);
}
