/**
 * Tokens and dollars are counted once: a span's usage counts unless something below it has any, since then it is
 * their sum. Each belongs to its own session and user, else to those of the nearest span above that has one, else
 * to the trace's only one.
 */

export interface TreeNode {
  readonly span_id: string;
  readonly parent_id: string;
  readonly session: number | null;
  readonly user: number | null;
  readonly usage: number;
  readonly error: number;
  readonly input: number | null;
  readonly output: number | null;
  readonly cost: number | null;
}

export interface Part {
  readonly session: number | null;
  readonly user: number | null;
  spans: number;
  calls: number;
  errors: number;
  /** null: nobody said. */
  input: number | null;
  output: number | null;
  cost: number | null;
}

/** All spans of one trace, each in the part of its session and user. */
export function partsOfTrace(nodes: readonly TreeNode[]): Part[] {
  const byId = new Map(nodes.map((node) => [node.span_id, node]));
  const sums = spansAbove(nodes, byId);
  const sessions = inherited(nodes, byId, 'session');
  const users = inherited(nodes, byId, 'user');
  const parts = new Map<string, Part>();
  for (const node of nodes) {
    const [session, user] = [sessions.get(node) ?? null, users.get(node) ?? null];
    const key = `${session} ${user}`;
    let part = parts.get(key);
    if (part === undefined) {
      part = { session, user, spans: 0, calls: 0, errors: 0, input: null, output: null, cost: null };
      parts.set(key, part);
    }
    part.spans++;
    part.errors += node.error;
    if (node.usage > 0 && !sums.has(node)) addUsage(part, node);
  }
  return [...parts.values()];
}

function addUsage(part: Part, { input, output, cost }: TreeNode): void {
  part.calls++;
  part.input = addKnown(part.input, input);
  part.output = addKnown(part.output, output);
  part.cost = addKnown(part.cost, cost);
}

export const addKnown = (sum: number | null, more: number | null): number | null =>
  more === null ? sum : (sum ?? 0) + more;

/** Every span that has one with usage below it. Each span is passed once: what is marked has marked those above. */
function spansAbove(nodes: readonly TreeNode[], byId: ReadonlyMap<string, TreeNode>): Set<TreeNode> {
  const above = new Set<TreeNode>();
  for (const node of nodes) {
    if (node.usage === 0) continue;
    let parent = byId.get(node.parent_id);
    while (parent !== undefined && !above.has(parent)) {
      above.add(parent);
      parent = byId.get(parent.parent_id);
    }
  }
  return above;
}

/** In one pass: what a way up found is known for all that it passed. */
function inherited(
  nodes: readonly TreeNode[],
  byId: ReadonlyMap<string, TreeNode>,
  key: 'session' | 'user',
): Map<TreeNode, number | null> {
  const own = new Set(nodes.flatMap((node) => node[key] ?? []));
  const only = own.size === 1 ? ([...own][0] as number) : null;
  const known = new Map<TreeNode, number | null>();
  for (const node of nodes) {
    const way = new Set<TreeNode>();
    let at: TreeNode | undefined = node;
    while (at !== undefined && at[key] === null && !known.has(at) && !way.has(at)) {
      way.add(at);
      at = byId.get(at.parent_id);
    }
    const found = at === undefined || way.has(at) ? only : (known.get(at) ?? at[key]);
    for (const each of way) known.set(each, found);
    if (node[key] !== null) known.set(node, node[key]);
  }
  return known;
}
