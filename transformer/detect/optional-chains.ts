/**
 * Optional chains with bound methods. A link to the left of a bound method's receiver would end up inside the
 * helper's argument, where its short circuit no longer skips the call; so those links become a `Chain` edit.
 * The rightmost bound method of a chain decides how many.
 */
import type { Bind, Chain, OptionalLink } from '../edit.ts';
import { type CallExpression, type MemberExpression, type Node, rangeOf } from '../parse/tree.ts';

export interface PendingBind {
  readonly call: CallExpression;
  readonly callee: MemberExpression;
  readonly edit: Bind;
}

type ChainExpression = Node & { type: 'ChainExpression' };

/** The optional chain that contains a call as a link. */
function chainOf(call: Node): ChainExpression | undefined {
  let at = call;
  for (let parent = at.parent; parent; parent = at.parent) {
    if (parent.type === 'ChainExpression') return parent;
    const continues =
      (parent.type === 'MemberExpression' && parent.object === at) ||
      (parent.type === 'CallExpression' && parent.callee === at) ||
      parent.type === 'TSNonNullExpression';
    if (!continues) return undefined;
    at = parent;
  }
  return undefined;
}

interface Link extends OptionalLink {
  readonly node: Node;
}

/** The links of the chain that ends in `node`, rightmost first. */
function linksOf(node: Node): Link[] {
  switch (node.type) {
    case 'MemberExpression': {
      const rest = linksOf(node.object);
      const access = node.computed ? 'bracket' : 'dot';
      return node.optional ? [{ object: rangeOf(node.object), access, node: node.object }, ...rest] : rest;
    }
    case 'CallExpression': {
      const rest = linksOf(node.callee);
      return node.optional
        ? [{ object: rangeOf(node.callee), access: 'call', node: node.callee }, ...rest]
        : rest;
    }
    case 'TSNonNullExpression':
      return linksOf(node.expression);
    default:
      return [];
  }
}

export interface ResolvedChains {
  readonly edits: readonly (Bind | Chain)[];
  readonly dropped: readonly { readonly bind: PendingBind; readonly reason: string }[];
}

/** Returns binds and the chains they need. Drops binds that cannot be rewritten exactly, with the reason. */
export function resolveChains(pending: readonly PendingBind[]): ResolvedChains {
  const loose: Bind[] = [];
  const chains = new Map<ChainExpression, PendingBind[]>();
  for (const bind of pending) {
    const chain = chainOf(bind.call);
    const links = chain === undefined ? [] : linksOf(bind.callee.object);
    if (chain === undefined || (links.length === 0 && !chains.has(chain))) loose.push(bind.edit);
    else chains.set(chain, [...(chains.get(chain) ?? []), bind]);
  }
  const dropped: { bind: PendingBind; reason: string }[] = [];
  const edits: (Bind | Chain)[] = loose;
  for (const [chain, binds] of chains) edits.push(...resolveChain(chain, binds, dropped));
  return { edits, dropped };
}

function resolveChain(
  chain: ChainExpression,
  binds: readonly PendingBind[],
  dropped: { bind: PendingBind; reason: string }[],
): (Bind | Chain)[] {
  const kept: PendingBind[] = [];
  const bound = new Set<Node>(binds.map(({ callee }) => callee));
  const deleted = chain.parent?.type === 'UnaryExpression' && chain.parent.operator === 'delete';
  for (const bind of binds) {
    const links = linksOf(bind.callee.object);
    const losesThis = links.some(({ access, node }) => access === 'call' && isUnboundMember(node, bound));
    if (links.length > 0 && (deleted || losesThis)) {
      bound.delete(bind.callee);
      dropped.push({
        bind,
        reason: deleted ? 'its optional chain is deleted' : 'a method left of it is called with ?.()',
      });
    } else kept.push(bind);
  }
  const rightmost = kept.reduce<PendingBind | undefined>(
    (last, bind) => (last === undefined || bind.callee.end > last.callee.end ? bind : last),
    undefined,
  );
  if (rightmost === undefined) return [];
  const links = linksOf(rightmost.callee.object);
  if (links.length === 0) return kept.map(({ edit }) => edit);
  const spelled = new Set(links.map(({ object }) => object.end));
  return [
    {
      verb: 'chain',
      range: rangeOf(chain),
      links: links.map(({ object, access }) => ({ object, access })).reverse(),
    },
    ...kept.map(({ edit }) => (spelled.has(edit.receiver.end) ? { ...edit, optionalReceiver: false } : edit)),
  ];
}

/** `a.f?.()` through the slot would call `f` without its receiver. */
function isUnboundMember(callee: Node, bound: ReadonlySet<Node>): boolean {
  const inner = callee.type === 'TSNonNullExpression' ? callee.expression : callee;
  return inner.type === 'MemberExpression' && !bound.has(inner);
}
