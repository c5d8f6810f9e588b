/** Edits as what becomes of single nodes, for writers that hold a tree instead of a text. */
import type { Bind, Chain, Edit, Enter, OptionalLink, Suspension, Wrap } from '../../edit.ts';
import type { Range } from '../../site.ts';
import type { Order } from '../edit-plan.ts';

/** What a node is, besides standing at its range: a statement may have its expression's. */
export type Role = 'expression' | 'shorthand' | 'block' | 'decorator';

/** `node` becomes `$ot.method("site", node)` or `$x.method(node)`. */
export interface Pass {
  readonly how: 'pass';
  readonly through: 'helper' | 'scope';
  readonly method: string;
  readonly site: string | undefined;
}

/** A member expression becomes `$ot.helper("site", receiver, key, flags)`. */
export interface Bound {
  readonly how: 'bind';
  readonly edit: Bind;
  readonly site: string;
  readonly flags: number;
}

/** A chain becomes `$ot.chain($ot.nil(object) ? void 0 : chain)`, once for each of its links. */
export interface Chained {
  readonly how: 'chain';
}

/** The object of an optional link becomes `$ot.slot.v`, and the link loses its `?.`. */
export interface Linked {
  readonly how: 'link';
  readonly chain: Chained;
  readonly access: OptionalLink['access'];
}

export interface Entered {
  readonly how: 'enter';
  readonly edit: Enter;
  readonly site: string;
}

export type Mark =
  | Pass
  | Bound
  | Chained
  | Linked
  | Entered
  /** A bare `yield` gets `$x.give()`. */
  | { readonly how: 'give' }
  /** A block begins with `$x.in();`. */
  | { readonly how: 'resume' }
  | { readonly how: 'remove' };

export interface Place {
  readonly role: Role;
  readonly range: Range;
  readonly mark: Mark;
}

/** Places of one or more edits that are performed together or not at all. */
export interface Job {
  readonly edits: readonly Edit[];
  readonly places: readonly Place[];
}

export const keyOf = (role: Role, { start, end }: Range): string => `${role} ${start} ${end}`;

export function jobsOf(order: Order): Job[] {
  const chains = order.edits.filter((edit) => edit.verb === 'chain');
  const members = new Map<Chain, Bind[]>(chains.map((chain) => [chain, []]));
  const jobs: Job[] = [];
  for (const edit of order.edits) {
    const chain = edit.verb === 'bind' && chains.find((it) => isWithin(edit.callee, it.range));
    if (chain) members.get(chain)?.push(edit);
    else if (edit.verb !== 'chain') jobs.push({ edits: [edit], places: placesOf(edit, order) });
  }
  for (const [chain, binds] of members) {
    const places = [...chainPlaces(chain), ...binds.flatMap((bind) => placesOf(bind, order))];
    jobs.push({ edits: [chain, ...binds], places });
  }
  return jobs;
}

/** A bound method that is a link of the chain, not one in the arguments of a link. */
const isWithin = (callee: Range, chain: Range): boolean =>
  callee.start === chain.start && callee.end <= chain.end;

function placesOf(edit: Exclude<Edit, Chain>, order: Order): Place[] {
  switch (edit.verb) {
    case 'wrap':
      return [wrapPlace(edit, order.spell(edit.site))];
    case 'bind': {
      const flags = (edit.optionalReceiver ? 1 : 0) | (edit.optionalCall ? 2 : 0);
      const mark: Mark = { how: 'bind', edit, site: order.spell(edit.site), flags };
      return [{ role: 'expression', range: edit.callee, mark }];
    }
    case 'enter':
      return enterPlaces(edit, order.spell(edit.site));
    case 'remove':
      return [{ role: 'decorator', range: edit.range, mark: { how: 'remove' } }];
  }
}

const wrapPlace = ({ range, shorthand, helper }: Wrap, site: string): Place => ({
  role: shorthand ? 'shorthand' : 'expression',
  range,
  mark: { how: 'pass', through: 'helper', method: helper, site },
});

function chainPlaces({ range, links }: Chain): Place[] {
  const chain: Chained = { how: 'chain' };
  const objects = links.map(({ object, access }): Place => {
    return { role: 'expression', range: object, mark: { how: 'link', chain, access } };
  });
  return [{ role: 'expression', range, mark: chain }, ...objects];
}

/** In the order of the text writer: what stands first goes around what follows at the same range. */
function enterPlaces(edit: Enter, site: string): Place[] {
  return [
    {
      role: edit.isExpression ? 'expression' : 'block',
      range: edit.body,
      mark: { how: 'enter', edit, site },
    },
    ...edit.returns.map(({ range }) => through('end', range)),
    ...edit.suspensions.flatMap(suspensionPlaces),
    ...edit.resumes.map((range): Place => ({ role: 'block', range, mark: { how: 'resume' } })),
  ];
}

function suspensionPlaces({ how, range, argument }: Suspension): Place[] {
  if (how === 'iterate') return [through('over', range)];
  const back = through('in', range);
  if (argument === undefined) return [back, { role: 'expression', range, mark: { how: 'give' } }];
  return [back, through(how === 'await' ? 'out' : 'give', argument)];
}

const through = (method: string, range: Range): Place => ({
  role: 'expression',
  range,
  mark: { how: 'pass', through: 'scope', method, site: undefined },
});
