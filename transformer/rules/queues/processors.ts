/**
 * BullMQ's sandboxed processors: files of their own, whose only export is given a job. The helper checks when they
 * run that it is one.
 */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { bareExpression, type Callable, isCallable, memberKey, type Node } from '../../parse/tree.ts';

const JOB = '(?:async\\s*)?(?:function\\b[^(]*)?\\(?\\s*job\\b';

export const processors: Rule = {
  name: 'bullmq-processor',
  hints: ['\\bSandboxedJob\\b', `export\\s+default\\s+${JOB}`, `exports(?:\\.default)?\\s*=\\s*${JOB}`],
  visit: {
    ExportDefaultDeclaration({ declaration }, context) {
      processor(declaration, context);
    },
    AssignmentExpression({ left, operator, right }, context) {
      if (operator === '=' && isModuleExports(left, context)) processor(right, context);
    },
  },
};

function isModuleExports(left: Node, context: RuleContext): boolean {
  if (left.type !== 'MemberExpression') return false;
  const { object } = left;
  if (memberKey(left) === 'default')
    return isModuleExports(object, context) || isGlobal(object, 'exports', context);
  return memberKey(left) === 'exports' && isGlobal(object, 'module', context);
}

const isGlobal = (node: Node, name: string, context: RuleContext): boolean =>
  node.type === 'Identifier' && node.name === name && context.isGlobal(name, node);

function processor(node: Node, context: RuleContext): void {
  const value = bareExpression(node);
  if (!isCallable(value) || !takesJob(value, context)) return;
  if (value.type === 'FunctionDeclaration') context.enter(value, SPEC('enterJob'));
  else context.wrap(node as NodeOf<'ArrowFunctionExpression'>, SPEC('bullmq'));
}

const SPEC = (helper: SiteSpec['helper']): SiteSpec => ({
  helper,
  kind: 'queue',
  confidence: 'shaped',
  facts: { method: 'processor' },
});

function takesJob({ params }: Callable, context: RuleContext): boolean {
  const [job] = params;
  if (job?.type !== 'Identifier' || params.length > 3) return false;
  return job.name === 'job' || context.origins(job).some(({ module }) => module === 'bullmq');
}
