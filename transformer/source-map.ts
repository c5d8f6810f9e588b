import remapping from '@jridgewell/remapping';

/** A version 3 source map. */
export interface SourceMap {
  readonly version: number;
  readonly file?: string | null | undefined;
  readonly sources: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[] | undefined;
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Composes the map with the input's own, so that it leads to the original sources; ignores an unreadable one. */
export function composeMaps(map: SourceMap, inputMap: object | string | undefined): SourceMap {
  if (inputMap === undefined) return map;
  try {
    // The loader is called for every source, at every depth; only ours, at depth 1, has an input map.
    return remapping(map as never, (_file, { depth }) =>
      depth > 1 ? null : (inputMap as never),
    ) as unknown as SourceMap;
  } catch {
    return map;
  }
}
