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

/** The map from the output to what the input map's own sources are. An unreadable input map is ignored. */
export function composeMaps(map: SourceMap, inputMap: object | string | undefined): SourceMap {
  if (inputMap === undefined) return map;
  try {
    // The loader is asked again for every source of the input map: only the first level has one.
    return remapping(map as never, (_file, { depth }) =>
      depth > 1 ? null : (inputMap as never),
    ) as unknown as SourceMap;
  } catch {
    return map;
  }
}
