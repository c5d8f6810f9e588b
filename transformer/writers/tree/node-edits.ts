/** A plan as edits of single nodes, for writers that work on a tree instead of text. */
import type { Bind, Chain, Edit, Enter, OptionalLink, Suspension, Wrap } from '../../edit.ts';
import type { Range } from '../../site.ts';
import type { EditPlan } from '../edit-plan.ts';

/** Tells nodes of the same range apart: a statement may have the range of its expression. */
export type Role = 'expression' | 'shorthand' | 'block' | 'decorator';

/** `node` becomes `$ot.method("site", node)` or `$x.method(node)`. */
export interface PassEdit {
  readonly how: 'pass';
  readonly through: 'helper' | 'scope';
  readonly method: string;
  readonly site: string | undefined;
  /** See `Wrap`. */
  readonly unnamed?: boolean | undefined;
  readonly pure?: boolean | undefined;
}

/** A member expression becomes `$ot.helper("site", receiver, key, flags)`. */
export interface BindEdit {
  readonly how: 'bind';
  readonly edit: Bind;
  readonly site: string;
  readonly flags: number;
}

/** A chain becomes `$ot.chain($ot.nil(object) ? void 0 : chain)`, once for each of its links. */
export interface ChainEdit {
  readonly how: 'chain';
}

/** The object of an optional link becomes `$ot.slot.v`, and the link loses its `?.`. */
export interface LinkEdit {
  readonly how: 'link';
  readonly chain: ChainEdit;
  readonly access: OptionalLink['access'];
}

export interface EnterEdit {
  readonly how: 'enter';
  readonly edit: Enter;
  readonly site: string;
}

export type NodeEdit =
  | PassEdit
  | BindEdit
  | ChainEdit
  | LinkEdit
  | EnterEdit
  /** A bare `yield` gets `$x.give()`. */
  | { readonly how: 'give' }
  /** A block begins with `$x.in();`. */
  | { readonly how: 'resume' }
  | { readonly how: 'remove' };

export interface Target {
  readonly role: Role;
  readonly range: Range;
  readonly nodeEdit: NodeEdit;
}

/** The targets of one or more edits that are applied together or not at all. */
export interface EditGroup {
  readonly edits: readonly Edit[];
  readonly targets: readonly Target[];
}

export const targetKey = (role: Role, { start, end }: Range): string => `${role} ${start} ${end}`;

export function editGroupsOf(plan: EditPlan): EditGroup[] {
  const chains = plan.edits.filter((edit) => edit.verb === 'chain');
  const members = new Map<Chain, Bind[]>(chains.map((chain) => [chain, []]));
  const groups: EditGroup[] = [];
  for (const edit of plan.edits) {
    const chain = edit.verb === 'bind' && chains.find((it) => isLinkOf(edit.callee, it.range));
    if (chain) members.get(chain)?.push(edit);
    else if (edit.verb !== 'chain') groups.push({ edits: [edit], targets: targetsOf(edit, plan) });
  }
  for (const [chain, binds] of members) {
    const targets = [...chainTargets(chain), ...binds.flatMap((bind) => targetsOf(bind, plan))];
    groups.push({ edits: [chain, ...binds], targets });
  }
  return groups;
}

/** Whether a bound method is a link of the chain, not part of a link's arguments. */
const isLinkOf = (callee: Range, chain: Range): boolean =>
  callee.start === chain.start && callee.end <= chain.end;

function targetsOf(edit: Exclude<Edit, Chain>, plan: EditPlan): Target[] {
  switch (edit.verb) {
    case 'wrap':
      return [wrapTarget(edit, plan.spell(edit.site))];
    case 'bind': {
      const flags = (edit.optionalReceiver ? 1 : 0) | (edit.optionalCall ? 2 : 0);
      const nodeEdit: NodeEdit = { how: 'bind', edit, site: plan.spell(edit.site), flags };
      return [{ role: 'expression', range: edit.callee, nodeEdit: nodeEdit }];
    }
    case 'enter':
      return enterTargets(edit, plan.spell(edit.site));
    case 'remove':
      return [{ role: 'decorator', range: edit.range, nodeEdit: { how: 'remove' } }];
  }
}

const wrapTarget = ({ range, shorthand, helper, unnamed, pure }: Wrap, site: string): Target => ({
  role: shorthand ? 'shorthand' : 'expression',
  range,
  nodeEdit: { how: 'pass', through: 'helper', method: helper, site, unnamed, pure },
});

function chainTargets({ range, links }: Chain): Target[] {
  const chain: ChainEdit = { how: 'chain' };
  const objects = links.map(({ object, access }): Target => {
    return { role: 'expression', range: object, nodeEdit: { how: 'link', chain, access } };
  });
  return [{ role: 'expression', range, nodeEdit: chain }, ...objects];
}

/** In the order of the text writer: at equal ranges, the first goes outermost. */
function enterTargets(edit: Enter, site: string): Target[] {
  return [
    {
      role: edit.isExpression ? 'expression' : 'block',
      range: edit.body,
      nodeEdit: { how: 'enter', edit, site },
    },
    ...edit.returns.map(({ range }) => passTarget('end', range)),
    ...edit.suspensions.flatMap(suspensionTargets),
    ...edit.resumes.map((range): Target => ({ role: 'block', range, nodeEdit: { how: 'resume' } })),
  ];
}

function suspensionTargets({ how, range, argument }: Suspension): Target[] {
  if (how === 'iterate') return [passTarget('over', range)];
  const back = passTarget('in', range);
  if (argument === undefined) return [back, { role: 'expression', range, nodeEdit: { how: 'give' } }];
  return [back, passTarget(how === 'await' ? 'out' : 'give', argument)];
}

const passTarget = (method: string, range: Range): Target => ({
  role: 'expression',
  range,
  nodeEdit: { how: 'pass', through: 'scope', method, site: undefined },
});
