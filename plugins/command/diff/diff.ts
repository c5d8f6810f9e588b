/** `onetrace diff`: what the transformer does to files. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { transform } from '@onetrace/transformer';
import { EMBEDDED } from '../../files/embedded-scripts.ts';
import type { Arguments } from '../arguments.ts';
import { DONE } from '../exit-codes.ts';
import { filesOf, selectionOf } from '../files.ts';
import { patchOf, sideBySide } from './text-diff.ts';

export function runDiff(args: Arguments): number {
  const { root, files } = filesOf(selectionOf(args));
  let changed = 0;
  // What other tools compile is rewritten when they have.
  for (const file of files.filter((it) => !EMBEDDED.test(it))) {
    const before = readFileSync(file, 'utf8');
    const { code, messages } = transform(before, file, { root, sourceMap: false });
    for (const { text } of messages) process.stderr.write(`onetrace: ${text}\n`);
    if (code === before) continue;
    changed++;
    const change = { file: relative('', file), before, after: code };
    process.stdout.write(args.flag('side-by-side') ? sideBySide(change) : patchOf(change));
  }
  if (changed === 0) process.stderr.write(`onetrace: nothing to rewrite; "onetrace check" says why\n`);
  return DONE;
}
