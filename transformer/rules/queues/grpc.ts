/** gRPC: clients are what `new` makes with the library's credentials; servers are given services. */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { memberKey } from '../../parse/tree.ts';
import type { Origin } from '../../values/origin.ts';

const MODULES = ['@grpc/grpc-js'];
const isOurs = ({ module }: Origin): boolean => module === '@grpc/grpc-js';

export const grpc: Rule = {
  name: 'grpc',
  hints: ['[\'"]@grpc/grpc-js[\'"]'],
  visit: { NewExpression: visitClient, CallExpression: visitServer },
};

function visitClient(made: NodeOf<'NewExpression'>, context: RuleContext): void {
  if (!context.imports(MODULES)) return;
  const hasCredentials = made.arguments
    .slice(1, 2)
    .some((it) =>
      context.origins(it).some((origin) => isOurs(origin) && /redentials/.test(origin.path.join('.'))),
    );
  if (!hasCredentials) return;
  context.wrap(made, { helper: 'grpc', kind: 'queue', confidence: 'proven', facts: { method: 'client' } });
}

function visitServer(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'addService') return;
  if (!context.imports(MODULES) || !context.origins(callee.object).some(isOurs)) return;
  context.bind(call, {
    helper: 'grpc',
    kind: 'handler',
    confidence: 'proven',
    facts: { method: 'addService' },
  });
}
