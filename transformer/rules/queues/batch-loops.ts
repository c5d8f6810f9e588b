/**
 * Loops over the messages of a batch that a consumer is given: each turn belongs to its own message's sender.
 *
 *   `eachBatch: async ({ batch }) => { for (const m of batch.messages) … }`
 *   `handler = async (event) => Promise.all(event.Records.map(async (record) => …))`
 */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import {
  bareExpression,
  type Callable,
  calledValue,
  isCallable,
  memberKey,
  type Node,
  propertyName,
} from '../../parse/tree.ts';

/** A consumer by the name that its function has where it stands, and where its first argument keeps the messages. */
interface Batch {
  readonly at: string;
  readonly helper: SiteSpec['helper'];
}
const BATCHES: Readonly<Record<string, Batch>> = {
  eachBatch: { at: 'batch.messages', helper: 'kafkajs' },
  handleMessageBatch: { at: '', helper: 'sqs' },
  processEvents: { at: '', helper: 'serviceBus' },
  queue: { at: 'messages', helper: 'cloudflareQueue' },
  handler: { at: 'Records', helper: 'sqs' },
  'boss.work': { at: '', helper: 'pgBoss' },
};

export const batchLoops: Rule = {
  name: 'batch-loop',
  hints: [
    '\\beachBatch\\b',
    '\\bhandleMessageBatch\\b',
    '\\bprocessEvents\\b',
    '\\bRecords\\b',
    '\\.work\\(',
    '\\bqueue\\s*\\(',
  ],
  visit: {
    ForOfStatement(loop, context) {
      const batch = batchOf(loop.right, context);
      if (batch !== undefined) context.wrap(loop.right, specOf(batch, 'each'));
    },
    CallExpression(call, context) {
      const callee = calledValue(call);
      const key = callee.type === 'MemberExpression' ? memberKey(callee) : undefined;
      if (callee.type !== 'MemberExpression' || (key !== 'map' && key !== 'forEach')) return;
      const batch = batchOf(callee.object, context);
      if (batch !== undefined) context.bind(call, specOf(batch, key));
    },
  },
};

const specOf = ({ helper }: Batch, method: string): SiteSpec => ({
  helper,
  kind: 'queue',
  confidence: 'proven',
  facts: { method, proven: '1' },
});

function batchOf(subject: Node, context: RuleContext): Batch | undefined {
  const given = paramOf(bareExpression(subject), context, 0);
  const batch = given && BATCHES[consumerName(given.fn, context)];
  return batch !== undefined && given?.path.join('.') === batch.at ? batch : undefined;
}

interface Given {
  readonly fn: Callable;
  readonly path: readonly string[];
}

/** Names that stand for names are followed that far. */
const LONGEST = 6;

/** The first parameter that an expression is a part of, and which part. */
function paramOf(node: Node, context: RuleContext, names: number): Given | undefined {
  if (node.type === 'MemberExpression') {
    const key = memberKey(node);
    const given = key === undefined ? undefined : paramOf(bareExpression(node.object), context, names);
    return given && { ...given, path: [...given.path, key as string] };
  }
  if (node.type !== 'Identifier' || names > LONGEST) return undefined;
  const binding = context.resolve(node.name, node);
  if (binding === undefined || binding === 'dynamic') return undefined;
  // An annotation is a source of its own.
  const sources = (binding.sources ?? []).filter((it) => binding.kind === 'param' || it.isParam !== true);
  const [source] = sources;
  if (source === undefined || sources.some((it) => it.node !== source.node)) return undefined;
  if (binding.kind === 'param') {
    const fn = source.node.parent;
    return fn != null && isCallable(fn) && fn.params[0] === source.node
      ? { fn, path: source.path }
      : undefined;
  }
  const given = paramOf(bareExpression(source.node), context, names + 1);
  return given && { fn: given.fn, path: [...given.path, ...source.path] };
}

function consumerName(fn: Callable, context: RuleContext): string {
  if (fn.type === 'FunctionDeclaration') return isExportOf(fn.parent) ? (fn.id?.name ?? '') : '';
  const { parent } = fn;
  switch (parent?.type) {
    case 'Property':
      return propertyName(parent) ?? '';
    case 'MethodDefinition':
      return propertyName(parent) ?? '';
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' && isExportOf(parent.parent?.parent) ? parent.id.name : '';
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression' ? (memberKey(parent.left) ?? '') : '';
    case 'CallExpression':
      return handedTo(parent, context);
    default:
      return '';
  }
}

const isExportOf = (node: Node | null | undefined): boolean => node?.type === 'ExportNamedDeclaration';

function handedTo(call: NodeOf<'CallExpression'>, context: RuleContext): string {
  const callee = calledValue(call);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'work') return '';
  return context.origins(callee.object).some(({ module }) => module === 'pg-boss') ? 'boss.work' : '';
}
