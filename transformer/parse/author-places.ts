/**
 * Where a site stands in what its author wrote, for a text that another tool has made of it (a compiler of `.vue`,
 * TypeScript's own): by that tool's source map. Without one the text is the author's.
 */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { Lines } from './lines.ts';

export interface AuthorPlace {
  readonly file: string;
  /** 1-based, as is `column`, in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export interface AuthorText {
  readonly text: string;
  /** As it appears in sites. */
  readonly file: string;
  /** Of the text; an unreadable one is ignored. */
  readonly map: object | string | undefined;
  /** What a source of the map is called in sites. */
  readonly nameOf: (source: string) => string;
}

export type PlaceOf = (offset: number) => AuthorPlace;

export function authorPlaces({ text, file, map, nameOf }: AuthorText): PlaceOf {
  const lines = new Lines(text);
  const traced = map === undefined ? undefined : readMap(map);
  return (offset) => {
    const { line, column } = lines.at(offset);
    const found = traced && originalPositionFor(traced, { line, column: column - 1 });
    return found?.source
      ? { file: nameOf(found.source), line: found.line, column: found.column + 1 }
      : { file, line, column };
  };
}

function readMap(map: object | string): TraceMap | undefined {
  try {
    return new TraceMap(map as never);
  } catch {
    return undefined;
  }
}
