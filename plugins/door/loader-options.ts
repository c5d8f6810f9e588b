/** Options as JSON, since Turbopack passes nothing else to a loader. */
import type { Options, Pattern } from './options.ts';

type Encoded = string | { readonly source: string; readonly flags: string };

export interface LoaderOptions {
  readonly include?: readonly Encoded[];
  readonly exclude?: readonly Encoded[];
  readonly libraries?: readonly string[];
  readonly root?: string;
  readonly types?: boolean | string;
}

export const encodeOptions = ({ include, exclude, libraries, root, types }: Options): LoaderOptions => ({
  ...(libraries !== undefined && { libraries }),
  ...(include !== undefined && { include: [include].flat().map(encodePattern) }),
  ...(exclude !== undefined && { exclude: [exclude].flat().map(encodePattern) }),
  ...(root !== undefined && { root }),
  ...(types !== undefined && { types }),
});

export const decodeOptions = ({ include, exclude, libraries, root, types }: LoaderOptions): Options => ({
  ...(libraries !== undefined && { libraries }),
  ...(include !== undefined && { include: include.map(decodePattern) }),
  ...(exclude !== undefined && { exclude: exclude.map(decodePattern) }),
  ...(root !== undefined && { root }),
  ...(types !== undefined && { types }),
});

const encodePattern = (pattern: Pattern): Encoded =>
  typeof pattern === 'string' ? pattern : { source: pattern.source, flags: pattern.flags };

const decodePattern = (pattern: Encoded): Pattern =>
  typeof pattern === 'string' ? pattern : new RegExp(pattern.source, pattern.flags);
