import type { ChunkingContext, CodeSplittingGroup } from 'rolldown';

/**
 * One chunk for each entry: all that it imports statically and no entry before it does. What is imported
 * when it is needed stays apart.
 */
export function chunkOf(entries: readonly string[]): CodeSplittingGroup {
  let chunks: { readonly name: string; readonly modules: ReadonlySet<string> }[] | undefined;
  return {
    debugName: 'entry',
    name(id, graph) {
      chunks ??= entries.map((entry) => ({ name: nameOf(entry), modules: reachedFrom(entry, graph) }));
      return chunks.find(({ modules }) => modules.has(id))?.name ?? null;
    },
  };
}

const nameOf = (entry: string): string => /([^/\\]+)\.ts$/.exec(entry)?.[1] ?? entry;

function reachedFrom(entry: string, graph: ChunkingContext): Set<string> {
  const reached = new Set([entry]);
  for (const id of reached) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  return reached;
}
