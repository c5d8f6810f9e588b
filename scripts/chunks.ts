import type { ChunkingContext, CodeSplittingGroup } from 'rolldown';

/**
 * One chunk for each entry: all that it imports statically and no entry before it does. What is imported
 * when it is needed stays apart.
 */
/**
 * What late modules and entries share, first and in a chunk of its own: a bundler that does not split a
 * program keeps the whole of each chunk that something late imports.
 */
export function sharedChunk(
  late: readonly string[],
  entries: readonly string[],
  priority: number,
): CodeSplittingGroup {
  let shared: ReadonlySet<string> | undefined;
  return {
    debugName: 'core',
    priority,
    name(id, graph) {
      shared ??= reachedFromAll(late, graph).intersection(reachedFromAll(entries, graph));
      return shared.has(id) ? 'core' : null;
    },
  };
}

export const chunksOf = (entries: readonly string[]): CodeSplittingGroup[] =>
  entries.map((entry, index) => {
    let reached: ReadonlySet<string> | undefined;
    return {
      debugName: nameOf(entry),
      priority: entries.length - index,
      name(id, graph) {
        reached ??= reachedFrom(entry, graph);
        return reached.has(id) ? nameOf(entry) : null;
      },
    };
  });

const nameOf = (entry: string): string => /([^/\\]+)\.ts$/.exec(entry)?.[1] ?? entry;

function reachedFrom(entry: string, graph: ChunkingContext): Set<string> {
  const reached = new Set([entry]);
  for (const id of reached) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}

const reachedFromAll = (entries: readonly string[], graph: ChunkingContext): Set<string> =>
  new Set(entries.flatMap((entry) => [...reachedFrom(entry, graph)]));
