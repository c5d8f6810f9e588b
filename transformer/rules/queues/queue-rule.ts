/**
 * Clients of brokers and job systems are data: which methods send, which register a consumer, and which values a
 * consumer stands in (runtime/instrument/messaging knows what each of them means).
 */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, calledValue, isCallable, memberKey, type Node } from '../../parse/tree.ts';
import { isOneOfModules, type Origin } from '../../values/origin.ts';
import type { MethodClient } from '../method-rule/method-client.ts';
import { MethodRule } from '../method-rule/method-rule.ts';

export interface QueueClient extends Omit<MethodClient, 'kind'> {
  /**
   * Classes and functions of the modules, as paths (`Worker`, `Consumer.create`), and which of their arguments is
   * handed to the helper under the path's first name.
   */
  readonly handed?: Readonly<Record<string, number>>;
  /** A loop over one of these, as the end of a path, is a loop over messages: `subscribe.()`. */
  readonly loops?: readonly string[];
  /** Classes whose instances are handed to the helper themselves. */
  readonly made?: readonly string[];
  /** Types of functions that consume, which stand at a variable, and the helper's name for such: `const x: Task = fn`. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Calls that only look like the client's are sites in files that import it. */
  readonly imported?: boolean;
}

export function queueRule(client: QueueClient): Rule {
  const { handed = {}, loops = [], made = [], typed = {}, imported } = client;
  const methods = new MethodRule({ ...client, kind: 'queue' });
  const isOurs = ({ module }: Origin): boolean =>
    module !== undefined && isOneOfModules(client.modules, module);
  const spec = (method: string): SiteSpec => ({
    helper: client.helper,
    kind: 'queue',
    confidence: 'proven',
    facts: { method, proven: '1' },
  });

  function handValue(
    call: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>,
    context: RuleContext,
  ): boolean {
    if (!context.imports(client.modules)) return false;
    for (const { path } of context.origins(call.callee).filter(isOurs)) {
      const name = path[0] === 'default' ? path.slice(1).join('.') || 'default' : path.join('.');
      const index = Object.hasOwn(handed, name) ? handed[name] : undefined;
      const value = index === undefined ? undefined : call.arguments.at(index);
      if (value === undefined || value.type === 'SpreadElement') continue;
      context.wrap(value, spec(name.split('.', 1)[0] as string));
      return true;
    }
    return false;
  }

  return {
    name: methods.name,
    hints: methods.hints,
    typedHints: methods.typedHints,
    visit: {
      CallExpression(call, context) {
        if (imported && !context.imports(client.modules)) return;
        if (!handValue(call, context) && !loopCall(call, context))
          methods.visit.CallExpression?.(call, context);
      },
      NewExpression(node, context) {
        if (handValue(node, context) || made.length === 0 || !context.imports(client.modules)) return;
        const found = context.origins(node.callee).find(isOurs);
        if (made.includes(found?.path.join('.') ?? '')) context.wrap(node, spec('made'));
      },
      VariableDeclarator({ id, init }, context) {
        const method = init && isCallable(bareExpression(init)) && methodOfType(id, context);
        if (method) context.wrap(init, spec(method));
      },
      ForOfStatement(loop, context) {
        if (loops.length > 0 && context.imports(client.modules) && isLoop(loop.right, context)) {
          context.wrap(loop.right, spec('each'));
        }
      },
    },
  };

  /** `messages.map(fn)`, `messages.forEach(fn)`. */
  function loopCall(call: NodeOf<'CallExpression'>, context: RuleContext): boolean {
    const callee = calledValue(call);
    if (loops.length === 0 || callee.type !== 'MemberExpression') return false;
    const key = memberKey(callee);
    if ((key !== 'map' && key !== 'forEach') || !context.imports(client.modules)) return false;
    const isIt = isLoop(callee.object, context);
    if (isIt) context.bind(call, spec(key));
    return isIt;
  }

  function methodOfType(id: Node, context: RuleContext): string | undefined {
    if (id.type !== 'Identifier' || !context.imports(client.modules)) return undefined;
    for (const { path } of context.origins(id).filter(isOurs)) {
      const [name = ''] = path;
      if (Object.hasOwn(typed, name)) return typed[name];
    }
    return undefined;
  }

  function isLoop(right: Node, context: RuleContext): boolean {
    return context
      .origins(bareExpression(right))
      .some((origin) => isOurs(origin) && loops.some((end) => origin.path.join('.').endsWith(end)));
  }
}
