import { relative, resolve } from 'node:path';
import type { Report } from '../../door/report.ts';
import { slashedPath } from '../../files/select.ts';

export interface Checked extends Report {
  /** How many files were read. */
  readonly files: number;
  /** Absolute; what the report's file names are relative to. */
  readonly root: string;
}

/** Without those that a message is about: a refused trace is one finding, not two. */
export const missesBeyondMessages = ({ misses, messages }: Checked): Checked['misses'] =>
  misses.filter((miss) => !messages.some(({ file, line }) => file === miss.file && line === miss.line));

/** A file's name relative to the current folder, for tools that know the repository and not `root`. */
export const fromHere = (root: string, file: string): string =>
  slashedPath(relative(process.cwd(), resolve(root, file)));
