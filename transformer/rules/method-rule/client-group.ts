/** Many small clients as one rule: a call is looked at by those alone that have a method of its name. */
import type { Rule, RuleContext, Visitors } from '../../detect/rule.ts';
import { detachedCallee, memberKey } from '../../parse/tree.ts';
import { calledMember, calledName, isBareCall, isMethodCall, type MethodCall } from './call-forms.ts';
import { ClientMethods } from './client-methods.ts';
import type { MethodClient } from './method-client.ts';
import { bindMethod, typedHintOf } from './method-rule.ts';
import { wrapAppliedMethod, wrapProvenFunction } from './proven-call.ts';

export class ClientGroup implements Rule {
  readonly name: string;
  readonly hints: readonly string[];
  readonly typedHints: readonly string[];
  readonly visit: Visitors;

  constructor(name: string, clients: readonly MethodClient[]) {
    const all = clients.map((client) => new ClientMethods(client));
    const byName = new Map<string, ClientMethods[]>();
    for (const methods of all)
      for (const it of methods.names) byName.set(it, [...(byName.get(it) ?? []), methods]);
    this.name = name;
    this.hints = clients.flatMap((it) => it.hints);
    this.typedHints = [typedHintOf([...byName.keys()])];
    this.visit = {
      CallExpression(call, context) {
        if (isMethodCall(call)) visitMember(call, context);
        const callee = detachedCallee(call) ?? (isBareCall(call) ? calledName(call) : undefined);
        if (callee !== undefined)
          all.some((it) => isImported(it, context) && wrapProvenFunction(callee, it, context));
      },
    };

    function visitMember(call: MethodCall, context: RuleContext): void {
      const key = memberKey(calledMember(call));
      if (key === undefined) return;
      for (const it of byName.get(key) ?? []) bindMethod(call, key, it, context);
      if (key !== 'call' && key !== 'apply') return;
      for (const it of all) wrapAppliedMethod(calledMember(call).object, it, context);
    }
  }
}

const isImported = ({ client }: ClientMethods, context: RuleContext): boolean =>
  context.imports(client.modules);
