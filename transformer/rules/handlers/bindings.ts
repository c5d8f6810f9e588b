/** Ways from one Worker to another: `env.API.fetch(request)`, and a Durable Object's `stub.fetch(request)`. */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { calledValue, memberKey } from '../../parse/tree.ts';

export const bindings: Rule = {
  name: 'service-binding',
  hints: ['\\benv\\b[^;]*\\.\\s*(?:fetch|get|getByName)\\s*\\('],
  visit: { CallExpression: bindFetch },
};

function bindFetch(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(call);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'fetch') return;
  const { module, path } = context.origin(callee.object) ?? { module: undefined, path: [] };
  if (module !== undefined && module !== 'cloudflare:workers') return;
  const [name = '', ...way] = path.slice(path.indexOf('env') + 1);
  // Static files are no program.
  const isBinding = path.includes('env') && /^(?!ASSETS$)[A-Z][A-Z\d_]*$/.test(name);
  if (!isBinding || !(way.length === 0 || STUB.test(way.join('.')))) return;
  context.bind(call, { helper: 'binding', kind: 'fetch', confidence: 'shaped' });
}

const STUB = /^(?:get|getByName)\.\(\)$/;
